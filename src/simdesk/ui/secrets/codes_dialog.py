"""The small window for PIN and PUK of one card. It shows what it is given and says what is wanted."""

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.domain.card_codes import Code
from simdesk.ui.fields import Rows
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.ui.secrets.code_field import CodeField
from simdesk.ui.theme import repolish
from simdesk.wording.language import _

AWAY = 10_000
"""Milliseconds after which a code is hidden while the owner works in another window."""

Codes = Mapping[Code, str | None]
"""Codes of a card; None for one that there is not."""
Words = Callable[[], str]


class Doing(Enum):
    """What the keyring is being asked for."""

    READ = "read"
    KEEP = "keep"
    REMOVE = "remove"


class CodesDialog(QDialog):
    """Shows what the keyring has, and takes what it is to have. *lend* puts a code on the clipboard.

    What was typed stays until it is kept, or thrown away on a second click.

    Signals:
        keep_asked: these codes are to be kept or, where None, removed; carries :data:`Codes`.
        remove_asked: neither is to be kept any more.
        again_asked: the codes are to be read again, or the answer that is late waited for again.
    """

    keep_asked = Signal(object)
    remove_asked = Signal()
    again_asked = Signal()

    def __init__(self, label: str, lend: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codes_dialog")
        self._label = label
        self._kept: dict[Code, str | None] = {}
        self._touched: set[Code] = set()
        self._doing: Doing | None = None
        self._last = Doing.READ
        self._said: Words = str
        self._flawed = False
        self._sure: Doing | None = None
        self.fields = {code: CodeField(code, lend) for code in Code}
        self._rows = Rows()
        self._heading, self._lead = text_label("codes_card"), text_label("codes_lead", "muted")
        self._note = text_label("codes_note", "muted")
        self._status = text_label("codes_said")
        self._again, self._remove = push_button("codes_again"), push_button("codes_remove")
        self._save, self._cancel = push_button("codes_save"), push_button("codes_cancel")
        self.away_timer = QTimer(self)
        self.away_timer.setSingleShot(True)
        self.away_timer.setInterval(AWAY)
        self.away_timer.timeout.connect(self.hide_codes)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.fields[Code.PIN].setFocus()

    def typed(self) -> dict[Code, str | None]:
        """Return what differs from what the keyring has, as far as that is known."""
        found = {code: field.digits() or None for code, field in self.fields.items()}
        return {
            code: digits
            for code, digits in found.items()
            if code in self._touched and (code not in self._kept or digits != self._kept[code])
        }

    def show_codes(self, codes: Codes) -> None:
        """Show what the keyring has; what was typed meanwhile stays."""
        self._kept = dict(codes)
        for code, field in self.fields.items():
            if code not in self._touched:
                field.fill(codes.get(code) or "")
        self.become_idle()

    def become_busy(self, doing: Doing) -> None:
        """Say that the keyring is being asked."""
        self.hide_codes()
        self._doing, self._last, self._sure = doing, doing, None
        self._say(lambda: _waiting_words(doing))

    def become_idle(self, words: Words = str, *, flaw: bool = False) -> None:
        """Say *words*, or what is kept where there are none; *flaw*: something stands in the way."""
        self._doing = self._sure = None
        self._say(words, flaw=flaw)

    def is_late(self, words: Words) -> None:
        """Say in *words* that the keyring lets one wait. It is still listened to."""
        self._say(words, flaw=True)

    def have_kept(self, codes: Codes) -> None:
        """Close, as the keyring has *codes* now; stay where something else was typed since."""
        self._kept.update(codes)
        self.become_idle()
        if not self.typed():
            self.accept()

    def have_removed(self) -> None:
        """Show that the keyring has nothing of this card any more."""
        self._touched.clear()
        self.show_codes(dict.fromkeys(Code))

    def hide_codes(self) -> None:
        """Let nobody read the codes any more."""
        for field in self.fields.values():
            field.hide_code()

    def reject(self) -> None:
        """Close without keeping what was typed; where there is some, only when asked a second time."""
        if self._sure is Doing.READ or not self.typed():
            super().reject()
            return
        self._sure = Doing.READ
        self._say(lambda: _("What you typed is not saved."), flaw=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self.hide_codes()
        elif event.type() is QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self.away_timer.stop()
            else:
                self.away_timer.start()

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.setWindowTitle(_("PIN and PUK"))
        self._heading.setText(self._label)
        self._lead.setText(
            _("They go into the keyring of the system and nowhere else: no book, backup or export has them.")
        )
        self._note.setText(
            _(
                "Three wrong PINs lock the SIM, which then wants the PUK. After ten wrong PUKs it is dead for"
                " good. The contract's 4-digit number (暗証番号) is neither of them."
            )
        )
        self._rows.retranslate()
        self._save.setText(_("Save"))
        self._again.setText(_("Try again"))
        self._look()

    def _lay_out(self) -> None:
        enlarge(self._heading, 1.15)
        for code, field in self.fields.items():
            field.setObjectName(f"codes_{code.value.lower()}")
            self._rows.add(_named(code), field)
        self._save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for part in (self._heading, self._lead):
            column.addWidget(part)
        column.addLayout(self._rows)
        column.addWidget(self._note)
        said = QHBoxLayout()
        said.addWidget(self._status, 1)
        said.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(said)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._remove)
        foot.addStretch(1)
        for button in (self._cancel, self._save):
            foot.addWidget(button)
        column.addLayout(foot)
        # As high as a sentence of two lines needs: the window does not jump when there is something to say.
        self._status.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self._status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _connect(self) -> None:
        for code, field in self.fields.items():
            field.edited.connect(lambda code=code: self._touch(code))
            field.copied.connect(self._say_copied)
        self._save.clicked.connect(self._try_to_keep)
        self._cancel.clicked.connect(self.reject)
        self._remove.clicked.connect(self._try_to_remove)
        self._again.clicked.connect(self._try_again)

    def _touch(self, code: Code) -> None:
        self._touched.add(code)
        if self._sure is not None:
            self.become_idle()
        self._look()

    def _try_to_keep(self) -> None:
        flawed = next((field for field in self.fields.values() if field.flaw()), None)
        if flawed is not None:
            self._rows.look(flawed)
            flawed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif changes := self.typed():
            self.keep_asked.emit(changes)
        else:
            self.accept()

    def _try_again(self) -> None:
        if self._doing is not None or self._last is Doing.READ:
            self.again_asked.emit()
        elif self._last is Doing.KEEP:
            self._try_to_keep()
        else:
            self.remove_asked.emit()

    def _try_to_remove(self) -> None:
        if self._sure is Doing.REMOVE:
            self.remove_asked.emit()
            return
        self._sure = Doing.REMOVE
        self._say(lambda: _("The keyring then has no PIN and PUK of this card any more; undo does not help."))

    def _say_copied(self) -> None:
        if self._doing is None:
            self.become_idle(lambda: _("Copied. It is taken off the clipboard after 30 seconds."))

    def _say(self, words: Words, *, flaw: bool = False) -> None:
        self._said = words
        self._flawed = flaw
        self._look()

    def _look(self) -> None:
        """Show what is said, and which buttons are of use."""
        words = self._said() or (_kept_words(self._kept) if self._kept and not self._touched else "")
        flaw = bool(self._said()) and self._flawed
        self._status.setText(f"⚠ {words}" if flaw else words)
        self._status.setProperty("role", "flaw" if flaw else "muted")
        repolish(self._status)
        self._again.setVisible(flaw and self._sure is None)
        removing = self._sure is Doing.REMOVE
        self._remove.setText(_("Remove for good") if removing else _("Remove"))
        self._remove.setEnabled(self._doing is None and any(self._kept.values()))
        self._save.setEnabled(self._doing is None)
        throwing = self._sure is Doing.READ
        self._cancel.setText(_("Throw away") if throwing else _("Cancel") if self.typed() else _("Close"))


def _named(code: Code) -> Words:
    return lambda: code.value


def _kept_words(kept: Codes) -> str:
    if any(kept.values()):
        return ""
    return _("The keyring has no PIN and PUK of this card yet.")


def _waiting_words(doing: Doing) -> str:
    if doing is Doing.KEEP:
        return _("Asking the keyring to keep it. It may ask you for its password in a window of its own.")
    if doing is Doing.REMOVE:
        return _("Asking the keyring to forget it. It may ask you for its password in a window of its own.")
    return _("Asking the keyring. It may ask you for its password in a window of its own.")
