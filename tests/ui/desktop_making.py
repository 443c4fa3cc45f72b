"""A window at the edge of a desktop that the test makes up: its tray, its notification service, its clock."""

import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.notify.service import Answer, NotDelivered, Note, ServiceState
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings
from simdesk.ui.desk import Desk
from simdesk.ui.desktop import notices
from simdesk.ui.desktop.edge import Edge
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from tests.core.notify_desk import NOON
from tests.memory_store import MemoryStore


@dataclass
class WoundClock:
    """A clock that the test winds."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass
class Service:
    """A notification service on a socket of its own; ``there``: it takes notes."""

    there: bool = True
    shown: list[Note] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    coming: list[Answer] = field(default_factory=list)
    sockets: tuple[socket.socket, socket.socket] | None = None
    goes_on = False

    def show(self, note: Note) -> int:
        if not self.there:
            self.disconnect()
            raise NotDelivered
        if self.sockets is None:
            self.sockets = socket.socketpair()
            self.sockets[0].setblocking(False)
        self.shown.append(note)
        return len(self.shown)

    def close_note(self, number: int) -> None:
        self.closed.append(number)

    def close_unwanted(self) -> None:
        """Do nothing: nothing comes late here."""

    def state(self) -> ServiceState:
        return ServiceState(self.there, frozenset({"actions"} if self.there else ()))

    def fileno(self) -> int | None:
        return None if self.sockets is None else self.sockets[0].fileno()

    def answers(self) -> tuple[Answer, ...]:
        found, self.coming = tuple(self.coming), []
        if found and self.sockets is not None:
            self.sockets[0].recv(100)
        return found

    def disconnect(self) -> None:
        if self.sockets is not None:
            for end in self.sockets:
                end.close()
            self.sockets = None

    def is_answered(self, number: int, action: str, token: str = "") -> None:
        """Let the owner press a button."""
        assert self.sockets is not None
        self.coming.append(Answer(number, action, token))
        self.sockets[1].send(b"!")

    @property
    def titles(self) -> list[str]:
        return [note.title for note in self.shown]


class Screen:
    """A running window on a made-up desktop."""

    def __init__(self, qtbot: QtBot, folder: DataFolder, patch: pytest.MonkeyPatch, *held: Card) -> None:
        self.qtbot, self.clock, self.service = qtbot, WoundClock(), Service()
        self.has_tray = False
        patch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: self.has_tray)
        patch.setattr(notices, "Service", lambda: self.service)
        self.store = MemoryStore(Book(cards=held))
        self.preferences = Preferences(Settings(), lambda _: None)
        self.speech = Speech()
        self.state = AppState(self.store, self.clock, self.store.load())
        self.desk = Desk(self.state, folder, self.preferences, self.speech)
        self.window = self.desk.window
        self.window.retranslate()
        self.edge = Edge(self.desk)
        self.quits: list[bool] = []
        self.window.quit_asked.connect(lambda: self.quits.append(True))

    def opens(self) -> None:
        """Show the window and let the edge begin its work."""
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.edge.start()

    def ticks(self, later: timedelta = timedelta(minutes=1)) -> None:
        """Let time pass, and the window look at the clock."""
        self.clock.moment += later
        self.state.tick()

    @property
    def menu(self) -> QMenu:
        return self.edge.tray._menu

    def lines(self) -> list[str]:
        return [action.text() for action in self.menu.actions() if not action.isSeparator()]

    def chooses(self, words: str) -> None:
        next(action for action in self.menu.actions() if action.text() == words).trigger()

    def ends(self) -> None:
        self.edge.close()
        self.service.disconnect()
        self.window.hide()
        self.window.deleteLater()
        self.desk.deleteLater()


def messages(patch: pytest.MonkeyPatch, *, placed: bool = True) -> list[tuple[Any, ...]]:
    """Let messages beside the icon be put into the list returned; *placed*: the icon is on the screen."""
    from PySide6.QtCore import QRect

    shown: list[tuple[Any, ...]] = []
    patch.setattr(QSystemTrayIcon, "supportsMessages", lambda *_: True)
    patch.setattr(QSystemTrayIcon, "geometry", lambda _: QRect(0, 0, 22, 22) if placed else QRect(0, 0, 0, 0))
    patch.setattr(QSystemTrayIcon, "showMessage", lambda _, *words: shown.append(words))
    return shown
