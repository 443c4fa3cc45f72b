"""The place for the receipts of one renewal: dropped on it, pasted or picked, each seen in small."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from simdesk.domain.draft import DraftReceipt
from simdesk.errors import SimDeskError
from simdesk.ui.aside import Aside, Tell
from simdesk.ui.file_dialog import file_dialog
from simdesk.ui.receipts.doors import ReceiptDoors, Seen
from simdesk.ui.receipts.row import SIDE, ReceiptRow
from simdesk.ui.receipts.taking import Taken, can_take, taken
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import Remark, Stack, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.language import _
from simdesk.wording.problem import problem

LINE_LENGTH = 500

SOON = 40
"""Milliseconds until files are looked at: whoever runs through a log with the keys looks at none."""


class ReceiptBox(QFrame):
    """Shows receipts and takes more. *opener* is what the buttons are named that open them, numbered.

    Without *doors* it only shows which there are.

    Signals:
        added: receipts were copied; carries them as a tuple of :class:`DraftReceipt`.
        removed: one is to be taken from the renewal; carries its name. Its file stays.
        open_asked: one is to be opened; carries its name.
    """

    added = Signal(object)
    removed = Signal(str)
    open_asked = Signal(str)

    def __init__(self, opener: str, doors: ReceiptDoors | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipts")
        self.setProperty("role", "panel")
        self._opener, self._doors = opener, doors
        self._receipts: tuple[DraftReceipt, ...] = ()
        self._rows: dict[str, ReceiptRow] = {}
        self._aside = Aside("receipts", self)
        self._aside.passed.connect(self._show_seen)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._look)
        self.hint = text_label("receipts_hint", "muted")
        self.pick, self.paste = push_button("add_receipt"), push_button("paste_receipt")
        self.pick.clicked.connect(self._pick)
        self.paste.clicked.connect(self.paste_it)
        self.kept = Stack("receipts_kept")
        self.trouble = Remark(Tone.URGENT)
        self.trouble.setObjectName("receipts_trouble")
        self.trouble.setVisible(False)
        acts = Flow()
        for button in (self.pick, self.paste):
            acts.addWidget(button)
        self._acts = flow_box(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        for widget in (self.kept, self.hint, self._acts, self.trouble):
            column.addWidget(widget)
        self.use(doors)

    @property
    def can_take(self) -> bool:
        """Return whether receipts can be added and removed here."""
        return self._doors is not None

    def use(self, doors: ReceiptDoors | None) -> None:
        """Ask *doors* from now on."""
        self._doors = doors
        for widget in (self.hint, self._acts):
            widget.setVisible(doors is not None)
        self.setAcceptDrops(doors is not None)

    def show_receipts(self, receipts: Sequence[DraftReceipt]) -> None:
        """Show these; what was said of others is forgotten."""
        if tuple(receipts) != self._receipts:
            self._receipts = tuple(receipts)
            self._show()

    def forget_trouble(self) -> None:
        """Say no more what could not be kept."""
        self.trouble.setVisible(False)

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setAccessibleName(_("Receipts"))
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        self.hint.setText(
            _(
                "Drop the receipt here or paste it ({keys}): a picture or a PDF. It is copied into the data"
                " folder."
            ).format(keys=keys)
        )
        self.pick.setText(_("Add receipt…"))
        self.paste.setText(_("Paste"))
        self.paste.setAccessibleName(_("Paste a receipt"))
        self._show()

    def look_again(self) -> None:
        """Look at the files again, presently: one may be gone, or be back."""
        self._aside.drop()
        self._soon.start()

    def take(self, paths: Sequence[Path]) -> None:
        """Keep the files at *paths*; one that is refused is named, the others are kept."""
        doors = self._doors
        if doors is not None:
            self._keep([(_keeper(doors.keep, path), path.name[:LINE_LENGTH]) for path in paths])

    def take_offered(self, offered: Taken) -> None:
        """Keep what was dropped or pasted."""
        doors = self._doors
        if offered.paths:
            self.take(offered.paths)
        elif offered and doors is not None:
            keep = doors.keep_bytes
            self._keep([(lambda: keep(offered.picture, offered.ending), _("Pasted picture"))])

    def paste_it(self) -> None:
        """Keep what is on the clipboard, or say that nothing of use is there."""
        if self._doors is None:
            return
        offered = taken(QGuiApplication.clipboard().mimeData())
        if offered:
            self.take_offered(offered)
        else:
            self._say(_("There is no picture and no file on the clipboard."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste by the keys for it while the focus is in here."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_it()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        offered = taken(event.mimeData())
        if offered:
            event.acceptProposedAction()
            self.take_offered(offered)

    def say_of_opening(self, name: str) -> None:
        """Open a receipt by the doors, and say here what stands in the way."""
        if self._doors is None:
            return
        try:
            left = self._doors.open(name)
        except (SimDeskError, OSError) as error:
            self._say(problem(error))
            return
        self._say("" if left is None else _("No program here opens it. It is at {path}.").format(path=left))

    def _look(self) -> None:
        doors, names = self._doors, [receipt.name for receipt in self._receipts]
        if doors is None or not names:
            return
        side = round(SIDE * self.devicePixelRatioF())

        def look(tell: Tell) -> None:
            for name in names:
                tell((name, doors.look(name, side)))

        self._aside.do(look)

    def _keep(self, wanted: Sequence[tuple[Callable[[], str], str]]) -> None:
        kept: dict[str, DraftReceipt] = {}
        refused = []
        for keep, shown in wanted:
            try:
                name = keep()
            except (SimDeskError, OSError) as error:
                refused.append(problem(error))
                continue
            kept.setdefault(name, DraftReceipt(name, shown))
        self._say("\n".join(refused))
        new = tuple(one for name, one in kept.items() if all(name != held.name for held in self._receipts))
        if new:
            self.added.emit(new)
        # One that is there already may have been missing from the folder until now.
        self.look_again()

    def _say(self, words: str) -> None:
        self.trouble.say(words)
        self.trouble.setVisible(bool(words))

    def _pick(self) -> None:
        dialog = file_dialog(self, _("Add a receipt"))
        dialog.setObjectName("pick_receipt")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                _("Pictures and PDF") + " (*.png *.jpg *.jpeg *.webp *.heic *.gif *.pdf)",
                _("All files") + " (*)",
            ]
        )
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self) -> None:
        self._rows = {}
        for place, receipt in enumerate(self._receipts, 1):
            row = ReceiptRow(receipt, f"{self._opener}_{place}", can_change=self._doors is not None)
            row.open_asked.connect(self.open_asked)
            row.remove_asked.connect(self.removed)
            self._rows[receipt.name] = row
        self.kept.fill(self._rows.values())
        self.look_again()

    def _show_seen(self, told: object) -> None:
        if isinstance(told, tuple):
            name, seen = told
            row = self._rows.get(name)
            if row is not None and isinstance(seen, Seen):
                row.show_seen(seen)


def _keeper(keep: Callable[[Path], str], path: Path) -> Callable[[], str]:
    return lambda: keep(path)
