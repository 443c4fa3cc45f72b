"""What `simdesk check` remarks: nothing of it is damage."""

from pathlib import Path

from simdesk.wording.language import _, _n


def remark(what: str, path: Path, count: int) -> str:
    """Return the sentence for a remark of the examination, which has these names for what it finds."""
    match what:
        case "unnamed":
            words = _n(
                "{n} receipt belongs to no renewal: {path}. It is kept.",
                "{n} receipts belong to no renewal, {path} for one. They are kept.",
                count,
            )
        case "copies":
            words = _n(
                "{n} conflict copy waits to be merged: {path}. That is done at the next save.",
                "{n} conflict copies wait to be merged, {path} for one. That is done at the next save.",
                count,
            )
        case "strange":
            words = _n(
                "{path} has a name like the file of your cards, and nothing of it is merged. If a program"
                " that keeps folders in step left it there, put “conflicted copy” into its name.",
                "{n} files have names like the file of your cards, {path} for one, and nothing of them is"
                " merged. If a program that keeps folders in step left them there, put “conflicted copy” into"
                " their names.",
                count,
            )
        case "written":
            words = _(
                "{path} is not as this computer left it: another one, or another program, wrote it since"
                " (save number {n}). It is merged at the next save."
            )
        case "gaps":
            words = _n(
                "{n} step of the history in {path} cannot be read. Undo and the history of cards lack it.",
                "{n} steps of the history in {path} cannot be read. Undo and the history of cards lack them.",
                count,
            )
        case "open":
            words = _n(
                "{n} file can be read or changed by others on this computer: {path}.",
                "{n} files can be read or changed by others on this computer, {path} for one.",
                count,
            )
        case _:
            words = _("A restore was broken off. What it had begun is undone at the next save (by {path}).")
    return words.format(n=count, path=path)
