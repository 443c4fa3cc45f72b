"""The buttons below the steps."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from simdesk.domain.draft import ARRIVED_STEP, STEPS
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import push_button
from simdesk.wording.language import _

STEPS_PAGE = 3


class Foot(QFrame):
    """Which buttons there are depends on the step. *press* names what each does."""

    def __init__(self, press: dict[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setProperty("role", "foot")
        self.buttons = {name: self._button(name, act) for name, act in press.items()}
        flow = Flow(to_end=True)
        flow.setSpacing(8)
        for button in self.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(flow_box(flow))

    def show_step(self, step: int, *, clerk: bool) -> None:
        """Name the buttons and show those of *step*; *clerk*: there is one to show a sentence to."""
        working = step <= ARRIVED_STEP
        shown = {
            "discard": (_("Discard"), working),
            "trouble": (_("It does not work"), step == STEPS_PAGE),
            "show_clerk": (_("Show to clerk"), step == STEPS_PAGE and clerk),
            "keep_for_later": (_("Keep for later"), working),
            "back": (_("Back"), working),
            "next": (_("Next"), step < ARRIVED_STEP),
            "finish": (_("Finish"), step == ARRIVED_STEP),
            "close": (_("Close"), step == STEPS),
        }
        for name, (words, visible) in shown.items():
            self.buttons[name].setText(words)
            self.buttons[name].setVisible(visible)
        self.buttons["back"].setEnabled(step > 1)

    def press_primary(self) -> None:
        """Press the button that leads on."""
        for name in ("next", "finish", "close"):
            if self.buttons[name].isVisible():
                self.buttons[name].click()
                return

    def _button(self, name: str, act: Callable[[], object]) -> QPushButton:
        button = push_button(name, "primary" if name in ("next", "finish", "close") else "")
        button.clicked.connect(lambda _on=False: act())
        return button
