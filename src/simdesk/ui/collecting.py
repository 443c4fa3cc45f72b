"""Looks for rubbish, objects that only hold one another, in the window's thread and nowhere else.

By itself Python looks whenever many objects were made, in whichever thread made the last of them: one that
decodes a large book, say. What it finds may be windows, and those must be taken down in their own thread;
what it passes on its way may be windows that are half taken down there. Both end in a fall of the program.

So Python's own looking is off, and this one takes place between two turns of the loop of events, by the
counts that Python keeps. While nothing happens nothing is looked for, so that an idle program sleeps.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from simdesk.clock import steady

SHARE = 0.02
"""The part of the time that looking through everything may take."""


class Collecting(QObject):
    """Looks from now on, in the thread it is made in, as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rest_until = 0.0
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.aboutToBlock.connect(self.look)

    def look(self) -> None:
        """Look through what is young, and through what is older as seldom as Python would."""
        counts, enough = gc.get_count(), gc.get_threshold()
        if counts[0] <= enough[0]:
            return
        if counts[1] <= enough[1]:
            gc.collect(0)
        elif counts[2] <= enough[2] or steady() < self._rest_until:
            gc.collect(1)
        else:
            began = steady()
            gc.collect()
            # A large book makes this long; the more seldom it is done then.
            self._rest_until = steady() + (steady() - began) / SHARE
