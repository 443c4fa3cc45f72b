"""The owner's own catalog in the windows: used, and never in the way when it is damaged."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnCatalog, OwnRule, drop, put
from simdesk.catalog.reading import catalog
from simdesk.storage.own_catalog import change_own
from simdesk.ui.cards.card_dialog import CardDialog
from tests.core.making import POVO, card
from tests.core.own_making import own_carrier, own_plan, own_rule
from tests.ui.test_card_dialog import MOMENT
from tests.ui.test_card_dialog import Owner as FormOwner
from tests.ui.window_making import Owner

COPIED = card(replace(POVO, plan_version="2026-11-21"), base="2026-09-01", carrier="povo", plan="povo2-base")


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    """Somebody at a window with a card in every plight."""
    return Owner(qtbot, home).shows()


def test_a_rule_changed_by_hand_is_the_owners_own(qtbot: QtBot) -> None:
    owner = FormOwner(qtbot, COPIED)
    dialog = owner.opens(COPIED)
    owner.types(dialog, "valid_for", "170")
    owner.presses(dialog, "save")

    (saved,) = owner.book.cards
    assert (saved.rule.valid_for, saved.rule.plan_version) == ("P170D", None)


def test_a_rule_left_alone_stays_that_of_the_catalog(qtbot: QtBot) -> None:
    owner = FormOwner(qtbot, COPIED)
    dialog = owner.opens(COPIED)
    owner.types(dialog, "label", "Another label")
    owner.types(dialog, "base_day", "2026-10-01")
    owner.presses(dialog, "save")

    (saved,) = owner.book.cards
    assert (saved.label, saved.rule) == ("Another label", COPIED.rule)


def test_every_shipped_rule_goes_through_the_form_unchanged(qtbot: QtBot) -> None:
    for carrier in catalog().carriers:
        for plan in carrier.plans:
            held = card(plan.rule, carrier=carrier.id, plan=plan.id, timezone=carrier.timezone)
            owner = FormOwner(qtbot, held)
            dialog = CardDialog(catalog(), owner.save, MOMENT, card=held)
            qtbot.addWidget(dialog)
            owner.presses(dialog, "save")
            assert [one.rule for one in owner.book.cards] == [plan.rule], plan.id
            assert owner.labels, plan.id


def test_a_card_names_a_carrier_of_the_owners_by_its_name(qtbot: QtBot) -> None:
    owner = FormOwner(qtbot)
    mine = with_own(catalog(), put(OwnCatalog(), own_carrier(), own_plan()))
    dialog = CardDialog(mine, owner.save, MOMENT)
    qtbot.addWidget(dialog)
    dialog.show()
    for part, text in (("label", "Spare"), ("carrier", "Corner mobile"), ("plan", "corner plan")):
        owner.types(dialog, part, text)
    owner.types(dialog, "base_day", "2026-11-01")
    owner.presses(dialog, "save")

    (saved,) = owner.book.cards
    assert (saved.carrier, saved.plan, saved.timezone) == ("Corner Mobile", "Corner Plan", "Asia/Tokyo")
    assert saved.rule.valid_for == "P1M"


def test_what_the_owner_changes_is_seen_at_once(owner: Owner) -> None:
    folder = owner.desk.folder

    change_own(folder, lambda own: put(own, own_rule("povo2-base")))
    assert length(owner) == "P90D"
    change_own(folder, lambda own: drop(own, OwnRule, "povo2-base"))
    assert length(owner) == "P180D"


def length(owner: Owner) -> str | None:
    plan = owner.desk.catalog().plan_by_id("povo2-base")
    assert plan is not None
    return plan.rule.valid_for


def test_a_damaged_file_is_told_once_and_the_shipped_catalog_stands(owner: Owner) -> None:
    folder = owner.desk.folder
    change_own(folder, lambda own: put(own, own_rule("povo2-base")))
    folder.catalog.write_text('{"format": 1, "rules": 3}', "utf-8")

    assert length(owner) == "P180D"
    assert told(owner) == 1
    owner.desk.opening.renew("uk")
    owner.desk.opening.add_card()
    assert told(owner) == 1

    owner.window.notices.drop(owner.window.notices.texts[-1])
    assert length(owner) == "P180D"
    assert told(owner) == 0


def told(owner: Owner) -> int:
    return sum("catalog.json" in text for text in owner.window.notices.texts)
