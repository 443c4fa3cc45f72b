"""One page of a form: labelled fields, each known by its part of the value and by what it holds."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from simdesk.ui.fields import Rows, Words
from simdesk.ui.special_fields import CalmWheel


class FormPage(QScrollArea):
    """Fields in labelled rows.

    Signals:
        edited: the owner changed a field.
    """

    edited = Signal()

    def __init__(self, name: str, title: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = title
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self.rows = Rows(self._inside)
        self.rows.setContentsMargins(14, 12, 14, 12)
        self.setWidget(self._inside)
        self._wheel = CalmWheel(self)
        self._fields: dict[str, QWidget] = {}
        self._held: dict[str, Callable[[], object]] = {}

    def add(
        self,
        part: str,
        words: Words,
        field: QWidget,
        held: Callable[[], object],
        hint: Words | None = None,
    ) -> None:
        """Add a labelled field for *part*; *held* answers what it holds, the same for the same."""
        field.setObjectName(f"edit_{part}")
        self.rows.add(words, field, hint)
        self._wheel.calm(field)
        self._fields[part], self._held[part] = field, held
        getattr(field, "edited").connect(self.edited)  # noqa: B009 -- every field has it, QWidget does not

    def stack(self) -> None:
        """Put every label above its field: for a page with lists, which need its whole width."""
        self.rows.setRowWrapPolicy(Rows.RowWrapPolicy.WrapAllRows)

    def held(self) -> dict[str, object]:
        """Return what each part holds, to be compared with what it held before."""
        return {part: held() for part, held in self._held.items()}

    def flawed(self) -> str | None:
        """Return the first part in view whose field holds what it cannot take; None if all is well."""
        for part, field in self._fields.items():
            if field.isVisibleTo(self._inside) and getattr(field, "flaw", str)():
                return part
        return None

    def has(self, part: str) -> bool:
        """Return whether the field of *part* is on this page."""
        return part in self._fields

    def begin(self) -> None:
        """Put the focus on the first field."""
        next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_flaw(self, part: str, words: str | None) -> None:
        """Say below the field of *part* what is wrong with it, and go there.

        *words* None: what the field itself says.
        """
        field = self._fields[part]
        self.rows.look(field, words)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field.focusProxy() or field)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.rows.retranslate()
