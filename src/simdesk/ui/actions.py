"""Everything the window can be asked to do, with its words and its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from simdesk.wording.language import LANGUAGES, _, endonym

if TYPE_CHECKING:  # the first frame does without these
    from PySide6.QtWidgets import QMenu, QWidget

Words = Callable[[], str]


class Actions(QObject):
    """The actions of the main window, each with its shortcut; whoever knows how connects ``triggered``.

    Without words and shortcuts until the first ``retranslate``. ``languages`` holds an action for each
    language, the code in its data, empty for the system's. ``inbox`` and ``reach`` are there once somebody
    tells what is due.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words: list[tuple[QAction, Words, Words | None]] = []
        self._keys: dict[QAction, tuple[str, ...]] = {}
        self._waiting = 0
        self.add = self._action("add", lambda: _("Add card"), "Ctrl+N")
        self.renew = self._action("renew", lambda: _("Renew…"), "Ctrl+R", spoken=lambda: _("Renew"))
        self.search = self._action("search", lambda: _("Search"), "Ctrl+F")
        self.undo = self._action("undo", lambda: _("Undo"), "Ctrl+Z")
        self.redo = self._action("redo", lambda: _("Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.export = self._action("export", lambda: _("Export"), "Ctrl+E")
        self.backups = self._action("backups", lambda: _("Backups…"), spoken=lambda: _("Backups"))
        self.deleted = self._action("deleted", lambda: _("Deleted cards…"), spoken=lambda: _("Deleted cards"))
        self.cards_in = self._action("import", lambda: _("Import…"))
        self.catalog = self._action("catalog", lambda: _("Catalog…"), spoken=lambda: _("Catalog"))
        self.trouble = self._action(
            "trouble", lambda: _("Something is wrong…"), "F1", spoken=lambda: _("Something is wrong")
        )
        self.phrases = self._action(
            "phrases", lambda: _("Sentences in Japanese…"), spoken=lambda: _("Sentences in Japanese")
        )
        self.hearsay = self._action(
            "hearsay", lambda: _("What you may have read…"), spoken=lambda: _("What you may have read")
        )
        self.inbox = self._action("inbox", self._inbox_words, "Ctrl+I", spoken=lambda: _("Reminders"))
        self.reach = self._action("reach", lambda: _("Will it reach me?"), "Ctrl+Shift+I")
        for action in (self.inbox, self.reach):
            action.setVisible(False)
        self.masked = self._action("masked", lambda: _("Hide numbers"), "Ctrl+M")
        self.masked.setCheckable(True)
        self.settings = self._action("settings", lambda: _("Settings…"), "Ctrl+,")
        self.about = self._action("about", lambda: _("About SimDesk"))
        self.quit = self._action("quit", lambda: _("Quit"), "Ctrl+Q")
        self.cards = self._action("cards", lambda: _("Cards"), "Ctrl+1")
        self.log = self._action("log", lambda: _("Log"), "Ctrl+2")
        self.languages = QActionGroup(self)
        for code in ("", *LANGUAGES):
            action = self.languages.addAction(endonym(code) if code else "")
            action.setData(code)
            action.setCheckable(True)

    def menu(self) -> QMenu:
        """Return the menu behind the button at the right of the header."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._window)
        menu.setObjectName("main_menu")
        menu.setToolTipsVisible(True)
        menu.addActions([self.undo, self.redo])
        menu.addSeparator()
        menu.addActions([self.cards_in, self.export, self.backups, self.deleted])
        menu.addSeparator()
        menu.addAction(self.catalog)
        menu.addSeparator()
        menu.addActions([self.trouble, self.phrases, self.hearsay])
        menu.addSeparator()
        menu.addActions([self.inbox, self.reach])
        menu.addSeparator()
        menu.addAction(self.masked)
        # In every language the word for language, so that nobody is caught in one they cannot read.
        menu.addMenu(self._language_menu())
        menu.addAction(self.settings)
        menu.addSeparator()
        menu.addActions([self.about, self.quit])
        return menu

    def retranslate(self) -> None:
        """Set every word anew."""
        if self._keys:
            from PySide6.QtGui import QKeySequence

            for action, keys in self._keys.items():
                action.setShortcuts([QKeySequence(key) for key in keys])
            self._keys.clear()
        for action, words, spoken in self._words:
            action.setText(words())
            action.setIconText((spoken or words)())
        self.languages.actions()[0].setText(_("As the system"))
        self.languages.actions()[0].setIconText(_("As the system"))

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do; None: nothing."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setToolTip("" if undo is None else _("Undo: {step}").format(step=undo))
        self.redo.setToolTip("" if redo is None else _("Redo: {step}").format(step=redo))

    def show_waiting(self, count: int) -> None:
        """Offer the inbox, in which *count* reminders wait, and the page on whether they arrive."""
        self._waiting = count
        self.inbox.setText(self._inbox_words())
        for action in (self.inbox, self.reach):
            action.setVisible(True)

    def show_language(self, code: str) -> None:
        """Tick the language *code*, empty for the system's."""
        for action in self.languages.actions():
            action.setChecked(action.data() == code)

    def _inbox_words(self) -> str:
        return _("Reminders ({n})…").format(n=self._waiting) if self._waiting else _("Reminders…")

    def _language_menu(self) -> QMenu:
        from PySide6.QtWidgets import QMenu

        menu = QMenu("Language · 语言 · 語言 · 言語", self._window)
        menu.setObjectName("language_menu")
        menu.addActions(self.languages.actions())
        return menu

    def _action(
        self,
        name: str,
        words: Words,
        *keys: str,
        spoken: Words | None = None,
    ) -> QAction:
        action = QAction(self)
        action.setObjectName(f"action_{name}")
        action.setMenuRole(QAction.MenuRole.NoRole)
        self._keys[action] = keys
        self._window.addAction(action)
        self._words.append((action, words, spoken))
        return action
