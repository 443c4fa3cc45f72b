"""Fields for a rule: a length of validity, and the ladder of phases after the last usable day."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from simdesk.domain.card import Rung
from simdesk.domain.terms import Phase
from simdesk.ui.fields import ChoiceField, Words
from simdesk.wording.language import _
from simdesk.wording.terms import phase_name

_RUNGS = (Phase.RECEIVE_ONLY, Phase.SUSPENDED, Phase.OVERDUE, Phase.PORT_OUT_ONLY, Phase.STORED)


def _units() -> list[tuple[str, str]]:
    return [
        ("D", _("days")),
        ("M", _("months")),
        ("M/end", _("months, to the month's end")),
        ("Y", _("years")),
    ]


class LengthField(QWidget):
    """A number of days, months or years; 0 means that no length is known.

    Signals:
        edited: the owner changed it.
    """

    edited = Signal()

    def __init__(self, none: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self._count = QSpinBox()
        self._count.setRange(0, 99_999)
        self._unit: ChoiceField[str] = ChoiceField(_units)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._count)
        box.addWidget(self._unit, 1)
        self.setFocusProxy(self._count)
        self._count.valueChanged.connect(self._changed)
        self._unit.edited.connect(self.edited)
        self.retranslate()
        self._changed()

    def length(self) -> str | None:
        """Return the length, such as ``P180D``; None for none."""
        return f"P{self._count.value()}{self._unit.value()}" if self._count.value() else None

    def set_length(self, text: str | None) -> None:
        """Show a length, weeks as days, or none; without saying that it was edited."""
        count, unit = 0, "D"
        if text is not None:
            unit = text.lstrip("P0123456789")
            count = int(text[1 : -len(unit)])
        if unit == "W":
            count, unit = 7 * count, "D"
        with QSignalBlocker(self):
            self._count.setValue(count)
            self._unit.set_value(unit)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._count.setAccessibleName(name)
        self._unit.setAccessibleName(_("{field}: unit").format(field=name))

    def retranslate(self) -> None:
        """Set the words anew."""
        self._count.setSpecialValueText(self._none())
        self._unit.retranslate()

    def _changed(self) -> None:
        self._unit.setEnabled(self._count.value() > 0)
        self.edited.emit()


class RungField(QWidget):
    """One phase of a ladder.

    Signals:
        edited: the owner changed it.
        removed: the owner wants it gone.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, rung: Rung, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rung = rung
        self._phase: ChoiceField[Phase] = ChoiceField(lambda: [(one, phase_name(one)) for one in _RUNGS])
        self._length = LengthField(lambda: _("not known"))
        self._about = QCheckBox()
        self._remove = QPushButton()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self._phase, self._length, self._about, self._remove):
            box.addWidget(widget)
        self._phase.set_value(rung.phase)
        self._length.set_length(rung.length)
        self._about.setChecked(rung.approximate)
        self._phase.edited.connect(self.edited)
        self._length.edited.connect(self.edited)
        self._about.toggled.connect(lambda _on: self.edited.emit())
        self._remove.clicked.connect(self.removed)
        self.retranslate()

    def rung(self) -> Rung | None:
        """Return the rung; None while it has no length. What only the catalog knows of it stays."""
        phase, length = self._phase.value(), self._length.length()
        if phase is None or length is None:
            return None
        same = phase is self._rung.phase
        return Rung(
            phase,
            length,
            approximate=self._about.isChecked(),
            ends_by=self._rung.ends_by if same else None,
            works=self._rung.works if same else None,
        )

    def retranslate(self) -> None:
        """Set the words anew."""
        self._phase.retranslate()
        self._phase.setAccessibleName(_("Phase"))
        self._length.retranslate()
        self._length.setAccessibleName(_("Length of the phase"))
        self._about.setText(_("from about"))
        self._about.setToolTip(_("The carrier works in batches, so the phase begins on about that day."))
        self._remove.setText(_("Remove"))


class LadderField(QWidget):
    """The phases after the last usable day, in order; after them the number is lost.

    Signals:
        edited: the owner changed it.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rungs: list[RungField] = []
        self._after = QLabel()
        self._after.setWordWrap(True)
        self._after.setProperty("role", "hint")
        self._add = QPushButton()
        self._add.clicked.connect(self._append)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._after)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._box.addLayout(foot)
        self.setFocusProxy(self._add)
        self.retranslate()

    def ladder(self) -> tuple[Rung, ...]:
        """Return the rungs that have a length."""
        return tuple(rung for field in self._rungs if (rung := field.rung()) is not None)

    def set_ladder(self, ladder: tuple[Rung, ...]) -> None:
        """Show *ladder*, without saying that it was edited."""
        for field in self._rungs:
            field.deleteLater()
        self._rungs = []
        for rung in ladder:
            self._show(rung)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words anew."""
        self._add.setText(_("Add a phase"))
        self._after.setText(
            _("After these phases the number is lost.")
            if self._rungs
            else _("No phase is known: the number is lost after the last day.")
        )
        for field in self._rungs:
            field.retranslate()

    def _show(self, rung: Rung) -> RungField:
        field = RungField(rung)
        field.edited.connect(self.edited)
        field.removed.connect(lambda: self._drop(field))
        self._box.insertWidget(len(self._rungs), field)
        self._rungs.append(field)
        return field

    def _append(self) -> None:
        self._show(Rung(Phase.SUSPENDED, "P30D")).setFocus()
        self.retranslate()
        self.edited.emit()

    def _drop(self, field: RungField) -> None:
        self._rungs.remove(field)
        field.deleteLater()
        self.retranslate()
        self.edited.emit()
