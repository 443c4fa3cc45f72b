"""``simdesk check``: is everything sound?"""

from simdesk.errors import SimDeskError
from simdesk.storage.book_file import FileStore
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.wording.language import _, _n, _p


def checked(folder: DataFolder) -> tuple[list[SimDeskError], bytes]:
    """Return what is wrong with the data folder, and what there is to say where nothing is."""
    faults = examine(folder)
    if faults:
        return faults, b""
    book = FileStore(folder).load()
    cards, renewals = len(book.cards), len(book.renewals)
    counts = (
        _n("{n} card", "{n} cards", cards).format(n=cards),
        _n("{n} renewal", "{n} renewals", renewals).format(n=renewals),
    )
    sentence = _("{folder}: everything is sound ({counts}).")
    words = sentence.format(folder=folder.root, counts=_p("list", ", ").join(counts))
    return [], f"{words}\n".encode(errors="replace")
