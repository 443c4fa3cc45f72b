"""The data folder that a command is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from simdesk.cli.options import Options
from simdesk.storage.folder import DataFolder, data_folder


@contextmanager
def folder_of(options: Options) -> Iterator[DataFolder]:
    """Give the data folder of the options; for the demo one with examples, gone afterwards."""
    if not options.has("--demo"):
        yield data_folder(options.data_dir, os.environ)
        return
    import tempfile

    from simdesk.clock import SystemClock
    from simdesk.storage.demo import fill_with_demo
    from simdesk.wording.language import current

    with tempfile.TemporaryDirectory(prefix="simdesk-demo-") as name:
        folder = data_folder(name, {})
        fill_with_demo(folder, SystemClock(), current())
        yield folder
