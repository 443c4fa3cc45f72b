"""The window lives as long as its owner wants, however often Qt is called."""

import subprocess
import sys

CALLS = """
import simdesk.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Teller(QObject):
    told = Signal()

app, teller, label = QApplication([]), None, None
teller, label = Teller(), QLabel()
for _ in range(30_000):
    label.setText("x")
    label.isVisible()
    teller.told.emit()
print("alive")
"""


def test_a_hundred_thousand_calls_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, text=True, check=False, timeout=120
    )

    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
