"""Somebody who renews cards with the wizard: sees it, types, presses, and keeps drafts as a disk would."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnEdit
from simdesk.catalog.reading import catalog
from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.edits import Edit
from simdesk.domain.rows import row_of
from simdesk.errors import FileUnwritable, ReceiptRefused, SimDeskError
from simdesk.ui.receipts.doors import ReceiptDoors, Seen, Standing
from simdesk.ui.renewal.facts import Doors, Facts, Habits
from simdesk.ui.renewal.wizard import RenewalWizard
from tests.core.making import card

MOMENT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
"""Half past midnight of 21 November in Tokyo; elsewhere it is still the 20th."""

Part = TypeVar("Part", bound=QWidget)


def softbank(**fields: Any) -> Card:
    """A prepaid card of SoftBank with two days left."""
    plan = catalog().resolve("softbank", "sb-simple-style")[1]
    assert plan is not None
    known = {"end": "2026-11-23", "carrier": "softbank", "plan": plan.id, "number": "+819012345678", **fields}
    return card(plan.rule, **known)


def povo(**fields: Any) -> Card:
    """A card of povo whose last paid pack ended on 15 June."""
    plan = catalog().resolve("povo", "povo2-base")[1]
    assert plan is not None
    known = {"base": "2026-06-15", "carrier": "povo", "plan": plan.id, "number": "+818012345678", **fields}
    return card(plan.rule, **known)


class Owner:
    """One card, one wizard at a time; ``disk`` holds the drafts as they were written."""

    def __init__(self, held: Card, habits: Habits | None = None) -> None:
        self.card_id, self.habits = held.id, habits or Habits(country="JP")
        self.book = Book(cards=(held,))
        self.moment = MOMENT
        self.disk: dict[str, bytes] = {}
        self.full_disk = self.refuses = False
        self.labels: list[str] = []
        self.opened: list[str] = []
        self.browser = True
        self.remembered: list[Habits] = []
        self.helped: list[dict[str, str]] = []
        self.plans: list[str] = []
        self.calendar_place = ""
        self.calendar_answers: Path | SimDeskError | None = None
        self.given_to_calendar: list[str] = []
        self.catalog = catalog()
        self.wizards: list[RenewalWizard] = []

    def facts(self) -> Facts | None:
        held = self.book.card(self.card_id)
        if held is None:
            return None
        today = self.moment.astimezone(ZoneInfo(held.timezone)).date()
        row = row_of(self.book, held, today)
        return Facts(row=row, renewals=self.book.renewals_of(held.id), moment=self.moment)

    def doors(self) -> Doors:
        return Doors(
            facts=self.facts,
            keep_draft=self._keep,
            drop_draft=self._drop,
            receipts=ReceiptDoors(
                keep=self._receipt,
                keep_bytes=lambda data, ending: self._receipt(Path(f"{len(data)}.{ending}")),
                look=lambda _name, _side: Seen(Standing.SOUND),
                open=self._open_receipt,
            ),
            open_page=self._open,
            finish=self._finish,
            remember=self.remembered.append,
            change_own=self._change_own,
            open_plan=self.plans.append,
            open_trouble=lambda: self.helped.append({}),
            open_phrases=self.helped.append,
            calendar_place=lambda: self.calendar_place,
            add_to_calendar=self._add_to_calendar,
        )

    def opens(self) -> RenewalWizard:
        """Open the wizard, with the draft that lies on the disk if there is one."""
        facts = self.facts()
        assert facts is not None
        wizard = RenewalWizard(facts, self.catalog, self.doors(), self.kept(), habits=self.habits)
        self.wizards.append(wizard)
        wizard.show()
        wizard.activateWindow()
        assert QTest.qWaitForWindowActive(wizard)
        return wizard

    def kept(self) -> RenewalDraft | None:
        data = self.disk.get(self.card_id)
        return None if data is None else msgspec.json.decode(data, type=RenewalDraft)

    def crashes(self) -> None:
        """Lose the program: what lies on the disk stays, nothing more is written."""
        for wizard in self.wizards:
            if isValid(wizard):
                wizard.sheet.doors = replace(wizard.sheet.doors, keep_draft=lambda _draft: None)
                wizard.close()
        QApplication.processEvents()

    def _keep(self, draft: RenewalDraft) -> None:
        if self.full_disk:
            raise FileUnwritable(Path("drafts.json"), "No space left on device", disk_full=True)
        self.disk[draft.card_id] = msgspec.json.encode(draft)

    def _drop(self, card_id: str) -> None:
        self.disk.pop(card_id, None)

    def _change_own(self, edit: OwnEdit) -> Catalog:
        if self.full_disk:
            raise FileUnwritable(Path("catalog.json"), "No space left on device", disk_full=True)
        self.catalog = with_own(self.catalog.shipped, edit(self.catalog.own))
        return self.catalog

    def _open(self, address: str) -> bool:
        self.opened.append(address)
        return self.browser

    def _add_to_calendar(self) -> Path | None:
        self.given_to_calendar.append(self.card_id)
        if isinstance(self.calendar_answers, SimDeskError):
            raise self.calendar_answers
        return self.calendar_answers

    def _receipt(self, path: Path) -> str:
        if path.suffix not in (".png", ".pdf"):
            raise ReceiptRefused(path, 10, 25_000_000)
        return f"{sum(path.name.encode()):064x}{path.suffix}"

    def _open_receipt(self, name: str) -> Path | None:
        self.opened.append(name)
        return None if self.browser else Path(name)

    def _finish(self, label: str, edit: Edit, about: str) -> bool:
        if self.refuses:
            return False
        self.book = edit(self.book)
        self.labels.append(label)
        return True


class Windows(QObject):
    """Notes the name of every window that is shown while it looks."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __enter__(self) -> None:
        program().installEventFilter(self)

    def __exit__(self, *_raised: object) -> None:
        program().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName())
        return False


def program() -> QCoreApplication:
    """Return the application that the tests run in."""
    found = QCoreApplication.instance()
    assert found is not None
    return found


def part(wizard: QWidget, kind: type[Part], name: str) -> Part:
    """Return the widget called *name* on the page that is shown, else anywhere in the wizard."""
    inside = wizard.page if isinstance(wizard, RenewalWizard) else wizard
    found = inside.findChild(kind, name) or wizard.findChild(kind, name)
    assert found is not None, name
    return found


def press(wizard: QWidget, name: str) -> None:
    """Press a button, tick a box or choose an answer with the mouse, as far as it can be seen."""
    button = part(wizard, QAbstractButton, name)
    assert button.isVisibleTo(wizard), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def type_into(wizard: RenewalWizard, name: str, text: str) -> None:
    """Type *text* into a field in the place of what stands there."""
    field = part(wizard, QLineEdit, name)
    assert field.isVisibleTo(wizard), name
    field.setFocus()
    field.selectAll()
    if text:
        QTest.keyClicks(field, text)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)


def said(wizard: RenewalWizard) -> str:
    """Return every word that is to be seen on the page and around it."""
    labels = [label for label in wizard.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)
