"""What every end-to-end test may ask for: the packages of this checkout.

Here, since what a module imports is made once more for each module that does so, and they take a minute.
"""

from tests.e2e.packages import frozen, packages

__all__ = ["frozen", "packages"]
