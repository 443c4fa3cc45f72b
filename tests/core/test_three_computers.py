"""Three computers and one book: what one of them changed comes to the other two by ways of their own."""

import shutil
from pathlib import Path

import pytest

from simdesk.domain.edits import add_card
from simdesk.storage.device import Device
from tests.core.test_two_computers import BANK, HERE, THERE, Computer, Watch, by_rename

YONDER = Device("c" * 16)


def whole(one: Computer, other: Computer) -> None:
    """Carry the book, and what each device but the other says of itself."""
    for local in (one.folder.root / "local").iterdir():
        if local.name != other.folder.device.id:
            shutil.copytree(local, other.folder.root / "local" / local.name, dirs_exist_ok=True)
    by_rename(one, other)


@pytest.fixture
def three(tmp_path: Path) -> tuple[Computer, Computer, Computer]:
    watch = Watch()
    here = Computer(tmp_path / "here", HERE, watch)
    here.does(add_card(BANK))
    there, yonder = (
        Computer(tmp_path / name, device, watch) for name, device in (("there", THERE), ("yonder", YONDER))
    )
    for one in (there, yonder):
        shutil.copytree(here.folder.root, one.folder.root)
        one.store.take_in()
    return here, there, yonder


def test_d06_what_both_merged_with_a_third_is_no_change_of_either(
    three: tuple[Computer, Computer, Computer],
) -> None:
    here, there, yonder = three
    there.changes(label="first")
    whole(there, yonder)
    yonder.store.take_in()
    yonder.changes(login="name")
    here.changes(note="of the third")
    for one in (there, yonder):
        whole(here, one)
        one.store.take_in()
    there.changes(label="second")
    yonder.changes(device="phone")

    whole(there, yonder)
    (held,) = yonder.store.take_in().cards

    assert (held.label, held.note, held.device, held.login) == ("second", "of the third", "phone", "name")
    (news,) = yonder.store.news()[-1:]
    assert news.step.lost == ()


def test_d06_what_came_by_way_of_another_is_known_to_have_come(
    three: tuple[Computer, Computer, Computer],
) -> None:
    here, there, yonder = three
    here.changes(note="first")
    whole(here, there)
    there.changes(label="theirs")
    whole(there, yonder)
    yonder.store.take_in()
    here.changes(note="second")
    yonder.changes(device="phone")

    whole(yonder, here)
    (held,) = here.store.take_in().cards

    assert (held.note, held.label, held.device) == ("second", "theirs", "phone")
    assert here.store.news()[-1].step.lost == ()
