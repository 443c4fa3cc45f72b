"""What an archive was made of, and what was restored from one, in sentences."""

from pathlib import Path

from simdesk.exchange.archive_restoring import Restored
from simdesk.exchange.archive_writing import Packing
from simdesk.wording.archive import counted
from simdesk.wording.language import _, _n, _p
from simdesk.wording.merging import summary
from simdesk.wording.problem import problem


def packed_sentences(packed: Packing, path: Path) -> list[str]:
    """Return what was written to *path*, then a sentence for each thing that was left out."""
    what = counted(len(packed.book.cards), len(packed.book.renewals), len(packed.receipts))
    return [_("{what} backed up to {file}.").format(what=what, file=path), *left_out_sentences(packed)]


def left_out_sentences(packed: Packing) -> list[str]:
    """Return a sentence for each thing that should be in the archive and is not."""
    return [_("Not in the backup: {why}").format(why=problem(error)) for error in packed.left_out]


def restored_sentences(restored: Restored, path: Path, *, asked_for_settings: bool) -> list[str]:
    """Return what was restored from *path*, what was not, where the former is kept, and what came before."""
    what = counted(restored.cards, restored.renewals, restored.receipts)
    words = [_("{what} restored from {file}.").format(what=what, file=path)]
    if restored.catalog:
        words.append(_("Your own rules and channels were restored."))
    if restored.settings:
        words.append(_("The settings of this computer were restored."))
    elif asked_for_settings:
        words.append(_("There are no settings in this backup."))
    else:
        words.append(_("The settings of this computer were not touched."))
    if restored.left_out:
        between = _p("list", ", ")
        words.append(
            _n(
                "{n} file is not in this backup, it was missing or damaged: {names}.",
                "{n} files are not in this backup, they were missing or damaged: {names}.",
                len(restored.left_out),
            ).format(n=len(restored.left_out), names=between.join(restored.left_out))
        )
    words += [_("What was there before is kept in {file}.").format(file=place) for place in restored.kept]
    for one in restored.came:
        words += [summary(one.step, len(one.copies), older=one.older), *map(problem, one.refused)]
    return list(filter(None, words))
