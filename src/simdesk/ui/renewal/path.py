"""The line that shows which of the six steps one is in."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from simdesk.domain.draft import STEPS
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.theme import colours
from simdesk.wording.language import _


class Path(QFrame):
    """The names of the steps, the present one stressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("path")
        self.setProperty("role", "bar")
        flow = Flow()
        flow.setSpacing(14)
        self._step = 1
        self._labels = [QLabel() for _step in range(STEPS)]
        for label in self._labels:
            flow.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 10, 22, 10)
        column.addWidget(flow_box(flow))

    def show_step(self, step: int) -> None:
        """Stress *step*, counted from 1, and name all of them."""
        self._step = step
        own = colours(self.palette())
        for place, (label, name) in enumerate(zip(self._labels, _names(), strict=True), 1):
            here = place == step
            label.setText(_("{n} {name}").format(n=place, name=name))
            font = label.font()
            font.setBold(here)
            label.setFont(font)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, own.accent if here else own.muted)
            label.setPalette(palette)
        self.setAccessibleName(
            _("Step {n} of {all}: {name}").format(n=step, all=STEPS, name=_names()[step - 1])
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.show_step(self._step)


def _names() -> tuple[str, ...]:
    return (
        _("Where and how"),
        _("Before you start"),
        _("The steps"),
        _("What you paid"),
        _("Did it arrive?"),
        _("Done"),
    )
