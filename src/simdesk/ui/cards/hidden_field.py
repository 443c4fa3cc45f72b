"""A line that hides what stands in it while nobody works there."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from simdesk.ui.fields import TextField


class HiddenField(TextField):
    """Text that can be read while the line has the keyboard; while it has not, dots, if it is masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self._masked = False
        self.textChanged.connect(self._look)

    def hide_numbers(self, *, on: bool) -> None:
        """Hide the text while nobody works in the line, or do not."""
        self._masked = on
        self._look()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look()

    def _look(self) -> None:
        hides = self._masked and bool(self.text()) and not self.hasFocus()
        mode = QLineEdit.EchoMode.Password if hides else QLineEdit.EchoMode.Normal
        if mode is not self.echoMode():
            self.setEchoMode(mode)
