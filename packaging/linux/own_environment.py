"""Runs first in the frozen program: what it starts is to find the system as the program was given it.

PyInstaller's starter points the loader of libraries at the program's own folder, and starts itself again.
Once Python runs, that has done its work. A browser that is opened must not get our libraries, and a second
SimDesk begins as the first did.
"""

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before
for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]
