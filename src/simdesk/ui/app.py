"""Builds everything, connects it, runs it.

Qt makes every import after its own slower: what the window needs and is not Qt is imported here, before.
"""

import os
import tempfile
from importlib import import_module

from simdesk.clock import SystemClock
from simdesk.storage.demo import fill_with_demo
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.ui.desktop.instance import Seat
from simdesk.wording import language

_BEFORE_QT = (
    "simdesk.domain.history",
    "simdesk.storage.book_file",
    "simdesk.storage.settings",
    "simdesk.ui.cards.showing",
    "simdesk.ui.cards.sieve",
    "simdesk.wording.countdown",
    "simdesk.wording.problem",
)


def run(
    data_dir: str | None, *, background: bool, demo: bool, lang: str | None, seat: Seat | None = None
) -> int:
    """Open the window and return the exit status once the program has ended.

    *data_dir* is what ``--data-dir`` was given. *background*: start hidden, where one can come back.
    *demo*: a book of examples in a folder that is gone afterwards. *lang* wins over the settings.
    *seat*: where other starts speak to this one; None: nowhere.

    Raises:
        SimDeskError: if the folder is not one, or cannot be made for the demo.
    """
    if not demo:
        folder = data_folder(data_dir, os.environ)
        return _run(folder, background=background, demo=False, lang=lang, seat=seat)
    with tempfile.TemporaryDirectory(prefix="simdesk-demo-") as name:
        folder = data_folder(name, {})
        spoken = language.choose(lang) if lang else language.from_environment(os.environ)
        fill_with_demo(folder, SystemClock(), spoken)
        return _run(folder, background=False, demo=True, lang=lang, seat=seat)


def _run(folder: DataFolder, *, background: bool, demo: bool, lang: str | None, seat: Seat | None) -> int:
    for name in _BEFORE_QT:
        import_module(name)
    from simdesk.ui.program import Program

    return Program(folder, SystemClock(), background=background, demo=demo, lang=lang, seat=seat).run()
