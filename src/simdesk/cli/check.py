"""``simdesk check``: is everything sound?"""

from simdesk.errors import SimDeskError
from simdesk.storage.book_file import FileStore
from simdesk.storage.examining import examine, remarks
from simdesk.storage.folder import DataFolder
from simdesk.wording.checking import remark
from simdesk.wording.language import _, _n, _p


def checked(folder: DataFolder) -> tuple[list[SimDeskError], bytes]:
    """Return what is wrong with the data folder, and what there is to say besides.

    That is what was counted, where nothing is wrong, and remarks, which are never damage.
    """
    faults = examine(folder)
    words = [] if faults else [_sound(folder)]
    words += [remark(one.what, one.path, one.count) for one in remarks(folder)]
    return faults, "".join(f"{line}\n" for line in words).encode(errors="replace")


def _sound(folder: DataFolder) -> str:
    book = FileStore(folder).load()
    cards, renewals = len(book.cards), len(book.renewals)
    counts = (
        _n("{n} card", "{n} cards", cards).format(n=cards),
        _n("{n} renewal", "{n} renewals", renewals).format(n=renewals),
    )
    sentence = _("{folder}: everything is sound ({counts}).")
    return sentence.format(folder=folder.root, counts=_p("list", ", ").join(counts))
