"""The field for the hours in which nothing is told."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from simdesk.ui.fields import ChoiceField
from simdesk.wording.language import _, _p

_HALF_HOURS = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 24 * 60, 30))


class QuietField(QWidget):
    """From when until when nothing is told, over midnight as well; or no such hours.

    Signals:
        edited: the owner chose another hour.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours = _HALF_HOURS
        self.begin: ChoiceField[str] = ChoiceField(
            lambda: [("", _p("quiet hours", "none")), *self._choices()]
        )
        self.end: ChoiceField[str] = ChoiceField(self._choices)
        # Labels, since a screen reader names a list by the one beside it.
        self._from, self._until = QLabel(), QLabel()
        self._from.setBuddy(self.begin)
        self._until.setBuddy(self.end)
        self.begin.setObjectName("settings_quiet_from")
        self.end.setObjectName("settings_quiet_until")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._from)
        row.addWidget(self.begin, 1)
        row.addWidget(self._until)
        row.addWidget(self.end, 1)
        self.setFocusProxy(self.begin)
        self.begin.edited.connect(self._follow)
        self.end.edited.connect(self.edited)
        self.retranslate()

    def hours(self) -> tuple[str | None, str | None]:
        """Return the first and the last hour as HH:MM; None, None if there are none."""
        begin, end = self.begin.value() or None, self.end.value() or None
        return (None, None) if begin is None else (begin, end)

    def set_hours(self, begin: str | None, end: str | None) -> None:
        """Show these hours; None: there are none. One that is not offered, from elsewhere, is offered."""
        self._hours = tuple(sorted({*_HALF_HOURS, begin or "00:00", end or "00:00"}))
        self.begin.retranslate()
        self.end.retranslate()
        both = begin is not None and end is not None
        self.begin.set_value(begin if both else "")
        self.end.set_value(end if both else None)
        self._show()

    def flaw(self) -> str:
        """Return what is wrong with the hours; empty if nothing is."""
        begin, end = self.hours()
        return _("They begin and end at the same time.") if begin is not None and begin == end else ""

    def retranslate(self) -> None:
        """Set the words anew; what was chosen stays."""
        self.begin.retranslate()
        self.end.retranslate()
        self._from.setText(_p("quiet hours", "from"))
        self._until.setText(_p("quiet hours", "until"))
        self.begin.setAccessibleName(_("Quiet hours, from"))
        self.end.setAccessibleName(_("Quiet hours, until"))

    def _follow(self) -> None:
        if self.begin.value() and self.end.value() is None:
            self.end.set_value("08:00")
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        for part in (self._from, self._until, self.end):
            part.setVisible(bool(self.begin.value()))

    def _choices(self) -> Sequence[tuple[str, str]]:
        return [(hour, hour) for hour in self._hours]
