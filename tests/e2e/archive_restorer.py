"""The process that is killed in the middle of a restore. Run with the data folder and the archive."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_restoring import restore
from simdesk.storage.folder import DataFolder
from tests.core.archive_making import MOMENT
from tests.core.store_samples import DEVICE

READY = "the restore begins"


def restored(root: Path, path: Path) -> None:
    """Restore everything, the settings too."""
    with opened(path) as archive:
        os.access(READY, os.F_OK)
        restore(DataFolder(root, DEVICE), archive, MOMENT, label="Restore", with_settings=True)


if __name__ == "__main__":
    restored(Path(sys.argv[1]), Path(sys.argv[2]))
