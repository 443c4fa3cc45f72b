"""The way of a card's codes between their window and the keyring. The window never waits for it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from simdesk.domain.card_codes import Code
from simdesk.errors import KeyringFailed, KeyringTrouble
from simdesk.storage import keyring
from simdesk.ui.aside import Aside
from simdesk.ui.secrets.clipboard import loan
from simdesk.ui.secrets.codes_dialog import Codes, CodesDialog, Doing
from simdesk.wording.secrets import codes_failed

LATE = 15_000
"""Milliseconds after which it is said that the keyring lets one wait: perhaps it asks for its password."""


class Keeping(QObject):
    """Does for *dialog* what it asks for the card *card_id*, and lives as long as it does.

    An answer that comes late counts as well: a person may have been looking for a password.
    """

    def __init__(self, card_id: str, dialog: CodesDialog) -> None:
        super().__init__(dialog)
        self._names = {code: keyring.card_secret(card_id, code.value) for code in Code}
        self._dialog = dialog
        self._doing = Doing.READ
        self._aside = Aside("keyring", self)
        self._aside.came.connect(self._take)
        self.late_timer = QTimer(self)
        self.late_timer.setSingleShot(True)
        self.late_timer.setInterval(LATE)
        self.late_timer.timeout.connect(self._say_late)
        dialog.keep_asked.connect(lambda codes: self._begin(Doing.KEEP, partial(self._keep, codes)))
        dialog.remove_asked.connect(
            lambda: self._begin(Doing.REMOVE, partial(self._keep, dict.fromkeys(Code)))
        )
        dialog.again_asked.connect(self._begin_again)
        self._begin(Doing.READ, self._read)

    def _begin(self, doing: Doing, work: Callable[[], Codes]) -> None:
        if self._aside.busy:
            return
        self._doing = doing
        self._aside.do(lambda _tell: work())
        self._wait()

    def _begin_again(self) -> None:
        if self._aside.busy:
            # A second call would only wait behind the first, which may still be answered.
            self._wait()
        else:
            self._begin(Doing.READ, self._read)

    def _wait(self) -> None:
        self._dialog.become_busy(self._doing)
        self.late_timer.start()

    def _read(self) -> Codes:
        found = keyring.secrets(tuple(self._names.values()), patience=None)
        return {code: found[name] for code, name in self._names.items()}

    def _keep(self, codes: Codes) -> Codes:
        keyring.keep_secrets({self._names[code]: digits for code, digits in codes.items()}, patience=None)
        return codes

    def _take(self, outcome: object) -> None:
        self.late_timer.stop()
        if isinstance(outcome, dict):
            if self._doing is Doing.READ:
                self._dialog.show_codes(outcome)
            elif self._doing is Doing.KEEP:
                self._dialog.have_kept(outcome)
            else:
                self._dialog.have_removed()
            return
        problem = outcome if isinstance(outcome, KeyringFailed) else KeyringFailed(KeyringTrouble.REFUSED)
        self._dialog.become_idle(lambda: codes_failed(problem), flaw=True)

    def _say_late(self) -> None:
        self._dialog.is_late(lambda: codes_failed(KeyringFailed(KeyringTrouble.LATE)))


def codes_dialog_for(card_id: str, label: str, parent: QWidget) -> CodesDialog:
    """Return the window for PIN and PUK of a card, which asks the keyring for them at once."""
    dialog = CodesDialog(label, loan().lend, parent)
    Keeping(card_id, dialog)
    return dialog
