"""What is said when something happened that nobody foresaw, and where to read more about it."""

from pathlib import Path

from simdesk.wording.language import _


def unforeseen(log: Path) -> str:
    """Return what an error means for the owner while the program goes on."""
    return _(
        "Something went wrong that SimDesk did not expect. What was saved is as it was."
        " Where it happened is noted in {file}."
    ).format(file=log)


def unforeseen_command(kind: str, log: Path | None) -> str:
    """Return the same where the program or a command ends with it; *log* None: it is noted nowhere."""
    if log is None:
        words = _("SimDesk did not expect this ({name}) and has ended. What was saved is as it was.")
        return words.format(name=kind)
    return _(
        "SimDesk did not expect this ({name}) and has ended. What was saved is as it was."
        " Where it happened is noted in {file}."
    ).format(name=kind, file=log)


def ended_badly(log: Path) -> str:
    """Return what is said at a start after the program had ended by itself."""
    return _(
        "SimDesk ended unexpectedly the last time. What was saved is as it was."
        " Where it happened is noted in {file}."
    ).format(file=log)


def open_log_folder() -> str:
    """Return the words of the button that opens the folder of the log."""
    return _("Open the folder of the log")
