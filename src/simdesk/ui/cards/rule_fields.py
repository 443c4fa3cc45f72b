"""Fields for a rule: a length of validity, and the ladder of phases after the last usable day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.domain.card import Rung
from simdesk.domain.draft import is_length
from simdesk.domain.terms import Phase
from simdesk.ui.cards.entry_tabs import Binding
from simdesk.ui.fields import ChoiceField, Words
from simdesk.ui.icons import icon
from simdesk.ui.renewal.length_field import LengthField
from simdesk.ui.special_fields import CalmWheel
from simdesk.wording.language import _
from simdesk.wording.terms import phase_name

_RUNGS = (Phase.RECEIVE_ONLY, Phase.SUSPENDED, Phase.OVERDUE, Phase.PORT_OUT_ONLY, Phase.STORED)


class RuleLength(LengthField):
    """A length that a rule may have or not; *none* says what a blank one means."""

    def __init__(self, none: Words, parent: QWidget | None = None) -> None:
        super().__init__("rule-length", parent)
        self._none = none
        _narrow(self.unit)
        self.retranslate()

    def length(self) -> str | None:
        """Return the length; None while it is blank or not one."""
        text = self.text()
        return text if is_length(text) else None

    def set_length(self, text: str | None) -> None:
        """Show a length, or none, without saying that it was edited."""
        self.show_text(text or "")

    def binding(self, part: str) -> Binding:
        """Bind the length to a part of the rule."""
        return Binding(part, True, self.set_length, self.length)

    def retranslate(self) -> None:
        """Set the words anew."""
        self.number.setPlaceholderText(self._none())
        self.unit.retranslate()


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
        self._length = RuleLength(lambda: _("not known"))
        self._about = QCheckBox()
        self._remove = QPushButton()
        self._remove.setIcon(icon("close"))
        self._remove.setProperty("role", "page")
        _narrow(self._phase)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._phase, 2)
        box.addWidget(self._length, 3)
        box.addWidget(self._about)
        box.addWidget(self._remove)
        self.setFocusProxy(self._phase)
        self._phase.set_value(rung.phase)
        self._length.set_length(rung.length)
        self._about.setChecked(rung.approximate)
        self._phase.edited.connect(self.edited)
        self._length.edited.connect(self.edited)
        self._about.toggled.connect(lambda _on: self.edited.emit())
        self._remove.clicked.connect(self.removed)

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

    def flaw(self) -> str:
        """Return what is wrong with it; empty if nothing is."""
        if self._length.text():
            return self._length.flaw()
        return _("How long does this phase last? Type a whole number such as 30.")

    def reword(self, place: int) -> None:
        """Set the words anew; *place* counts the phases from 1."""
        self._phase.retranslate()
        self._phase.setAccessibleName(_("Phase {n}").format(n=place))
        self._length.retranslate()
        self._length.setAccessibleName(_("Length of phase {n}").format(n=place))
        self._about.setText(_("from about"))
        self._about.setAccessibleName(_("Phase {n} begins on about that day").format(n=place))
        self._about.setToolTip(_("The carrier works in batches, so the phase begins on about that day."))
        self._remove.setAccessibleName(_("Remove phase {n}").format(n=place))
        self._remove.setToolTip(_("Remove phase {n}").format(n=place))


class LadderField(QWidget):
    """The phases after the last usable day, in order; after them the number is lost.

    Signals:
        edited: the owner changed it.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rungs: list[RungField] = []
        self._wheel = CalmWheel(self)
        self._after = QLabel()
        self._after.setWordWrap(True)
        self._after.setProperty("role", "hint")
        self._add = QPushButton()
        self._add.clicked.connect(self._append)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._after)
        self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.retranslate()

    def ladder(self) -> tuple[Rung, ...]:
        """Return the rungs that have a length."""
        return tuple(rung for field in self._rungs if (rung := field.rung()) is not None)

    def set_ladder(self, ladder: tuple[Rung, ...]) -> None:
        """Show *ladder*, without saying that it was edited."""
        if ladder == self.ladder() and len(ladder) == len(self._rungs):
            return
        for field in self._rungs:
            self._put_away(field)
        self._rungs = []
        for rung in ladder:
            self._show(rung)
        self.retranslate()

    def flaw(self) -> str:
        """Return what is wrong with the first phase that is not right; empty if all are."""
        return next((flaw for field in self._rungs if (flaw := field.flaw())), "")

    def retranslate(self) -> None:
        """Set the words anew."""
        self._add.setText(_("Add a phase"))
        self._after.setText(
            _("After these phases the number is lost.")
            if self._rungs
            else _("No phase is known: the number is lost after the last day.")
        )
        for place, field in enumerate(self._rungs, 1):
            field.reword(place)

    def _show(self, rung: Rung) -> RungField:
        field = RungField(rung)
        self._wheel.calm(field)
        field.edited.connect(self.edited)
        field.removed.connect(lambda: self._drop(field))
        self._box.insertWidget(len(self._rungs), field)
        before = self._rungs[-1] if self._rungs else None
        self._rungs.append(field)
        if before is not None:
            QWidget.setTabOrder(before, field)
        QWidget.setTabOrder(field, self._add)
        return field

    def _append(self) -> None:
        field = self._show(Rung(Phase.SUSPENDED, "P30D"))
        self.retranslate()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, field: RungField) -> None:
        self._rungs.remove(field)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._put_away(field)
        self.retranslate()
        self.edited.emit()

    def _put_away(self, field: RungField) -> None:
        self._box.removeWidget(field)
        field.hide()
        field.deleteLater()


def _narrow(field: QComboBox) -> None:
    """Let the field be narrower than its longest choice."""
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(8)
