"""What holds for every test of the core."""

from collections.abc import Iterator

import pytest

from simdesk.wording.language import use


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English and leaves no language behind."""
    use("en")
    yield
    use("en")
