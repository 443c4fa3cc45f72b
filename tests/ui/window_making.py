"""A book with a card in every plight, and a main window over it whose clock the test winds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.card import Card, LinkedAccount, Rule
from simdesk.domain.money import Money
from simdesk.domain.terms import Basis, ClockName, Form, Kind, State, Status
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import Settings
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, TELLO, card, day, renewal, stated
from tests.memory_store import MemoryStore

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@dataclass
class Watch:
    """A clock that the test winds by hand."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def advance(self, days: int = 0, minutes: int = 0) -> None:
        """Let time pass."""
        self.moment += timedelta(days=days, minutes=minutes)


def plights() -> Book:
    """Return a book with a card in every plight that the page of cards tells apart, most urgent first."""
    cards: tuple[Card, ...] = (
        card(
            SOFTBANK,
            id="bank",
            label="Bank codes",
            end="2026-11-23",
            number="+819012345678",
            carrier="softbank",
            plan="sb-simple-style",
            balance=Money("1240", "JPY"),
            balance_on=day("2026-11-15"),
            device="Drawer",
            tags=("bank",),
            linked_accounts=(LinkedAccount("HSBC", "one-time codes"),),
            iccid="8981200012345678901",
        ),
        card(POVO, id="osaka", label="Old Osaka", base="2026-05-06", number="+817034567890", carrier="povo"),
        card(SOFTBANK, id="shop", label="Shop", end="2026-12-12", number="+819087654321", carrier="softbank"),
        card(GIFFGAFF, id="uk", label="UK bank", base="2026-07-09", timezone="Europe/London", form=Form.ESIM),
        card(TELLO, id="us", label="US number", base="2026-11-05", timezone="America/New_York"),
        card(
            HIS,
            id="home",
            label="Everyday",
            auto_renew=True,
            statements=(stated(ClockName.BILL, base="2026-11-30"),),
        ),
        card(POVO, id="trip", label="Last trip", base="2026-04-19"),
        card(Rule(Basis.NONE), id="old", label="Student", state=State.PORTED_OUT),
    )
    waiting = renewal("2026-11-19", id="waits", card_id="shop", status=Status.PAID, kind=Kind.PURCHASE)
    return Book(cards=cards, renewals=(waiting,))


@dataclass
class Owner:
    """Somebody at the main window of a book."""

    qtbot: QtBot
    home: Path
    book: Book = field(default_factory=plights)
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        self.watch = Watch()
        self.store = MemoryStore(self.book)
        self.store.load()
        self.state = AppState(self.store, self.watch, self.book)
        self.kept: list[Settings] = []
        self.preferences = Preferences(self.settings, self.kept.append)
        self.speech = Speech()
        folder = data_folder(str(self.home / "book"), {})
        self.desk = Desk(self.state, folder, self.preferences, self.speech)
        self.window = self.desk.window
        # The words of Qt are those of the process: the next test begins in English.
        self.qtbot.addWidget(self.window, before_close_func=lambda _window: self.speech.use("en"))
        self.window.retranslate()
        self.cards = self.window.cards

    def shows(self) -> "Owner":
        """Show the window, and return when the first frame has been drawn."""
        with self.qtbot.waitSignal(self.window.seen):
            self.window.show()
        QApplication.processEvents()
        return self

    def labels(self) -> list[str]:
        """Return the labels in the list, from the top."""
        model = self.cards.model
        return [str(model.index(place).data()) for place in range(model.rowCount())]

    def chooses(self, card_id: str) -> None:
        """Choose a card."""
        self.cards.choose(card_id)

    def button(self, name: str) -> QPushButton:
        """Return the button of that name; of several the one that is shown."""
        found = self.window.findChildren(QPushButton, name)
        assert found, name
        return next((button for button in found if button.isVisible()), found[0])

    def clicks(self, name: str) -> None:
        """Click the button of that name, which must be there to be clicked."""
        button = self.button(name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def reads(self, name: str) -> str:
        """Return the text of the label of that name."""
        found = self.window.findChild(QLabel, name)
        assert isinstance(found, QLabel), name
        return found.text()
