"""What became of the program: told by its file, as package managers replace, repeat and remove it."""

import os
from pathlib import Path

import pytest

from simdesk.ui.desktop.replaced import Fate, Mark, fate_of, folder_to_watch, mark_of

OLD, NEW = Mark(100, 7), Mark(100, 8)


@pytest.mark.parametrize(
    ("before", "now", "fate"),
    [
        (OLD, OLD, Fate.SAME),
        (OLD, Mark(100, 7), Fate.SAME),
        (OLD, NEW, Fate.REPLACED),
        (OLD, Mark(101, 7), Fate.REPLACED),
        (NEW, OLD, Fate.REPLACED),  # an older version was installed
        (OLD, None, Fate.GONE),
        (None, NEW, Fate.SAME),
        (None, None, Fate.SAME),
    ],
)
def test_what_became_of_a_file(before: Mark | None, now: Mark | None, fate: Fate) -> None:
    assert fate_of(before, now) is fate


def test_the_same_version_once_more_is_the_same(tmp_path: Path) -> None:
    """As dpkg does it: written beside, with the time of the package, then put in the place."""
    program = tmp_path / "simdesk"
    program.write_bytes(b"one")
    os.utime(program, ns=(1, 1))
    before = mark_of(program)
    for content, fate in ((b"one", Fate.SAME), (b"other", Fate.REPLACED)):
        beside = tmp_path / "simdesk.dpkg-new"
        beside.write_bytes(content)
        os.utime(beside, ns=(1, 1))
        beside.replace(program)

        assert fate_of(before, mark_of(program)) is fate

    program.unlink()
    assert mark_of(program) is None


def test_the_folder_that_is_left_is_watched(tmp_path: Path) -> None:
    program = tmp_path / "lib" / "simdesk" / "simdesk"
    assert folder_to_watch(program) == tmp_path
    program.parent.mkdir(parents=True)

    assert folder_to_watch(program) == program.parent
