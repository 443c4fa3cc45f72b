"""The words for every failure: what is wrong, where, and what became of the data."""

import errno
import os
from pathlib import Path

from simdesk.errors import (
    ArchiveRefused,
    ArgumentMissing,
    BadOption,
    CalendarForeign,
    CardGone,
    ColumnsRefused,
    Damage,
    EditRefused,
    FileBusy,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    KeyringFailed,
    LoginRefused,
    NobodyTells,
    OptionsClash,
    ReceiptRefused,
    RenewalGone,
    RowRefused,
    ScreenAbsent,
    ServerFailed,
    StepOutdated,
    WindowAbsent,
)
from simdesk.wording.language import _, _p
from simdesk.wording.login import login_refused

_SHOWN = 60
# Such a sentence may be read over a shoulder, or be written down: the place says which one it is.
_HIDDEN = ("number", "iccid", "activation_code")


def problem(error: Exception) -> str:
    """Return what an error means for the owner, in one line that says what became of the data."""
    match error:
        case FileDamaged():
            return _damaged(error)
        case FileNewer(path, found, known):
            return _(
                "{file} was written by a newer SimDesk (format {found}, this one reads up to {known})."
                " Nothing was changed."
            ).format(file=path, found=found, known=known)
        case FileUnreadable(path, reason):
            return _("{file} cannot be read: {reason}. Nothing was changed.").format(
                file=path, reason=why(reason)
            )
        case FileUnwritable():
            return _unwritable(error)
        case CalendarForeign(path):
            return _(
                "{file} is not the calendar of these cards, so it was left as it is."
                " Choose another file for the calendar."
            ).format(file=path)
        case FileBusy(path):
            return _("Another SimDesk is busy with {file}. Nothing was changed; try again.").format(file=path)
        case EditRefused():
            return _edit_refused(error)
        case RowRefused():
            return _row_refused(error)
        case ColumnsRefused():
            return _columns_refused(error)
        case CardGone():
            return _("This card is no longer there. Nothing was changed.")
        case RenewalGone():
            return _("This renewal is no longer in the log. Nothing was changed.")
        case StepOutdated(label):
            return _("“{step}” was changed again since. Nothing was changed now.").format(step=label)
        case BadOption():
            return _bad_option(error)
        case ArgumentMissing(option, what):
            return _("“{option}” needs {what} behind it. Nothing was done.").format(option=option, what=what)
        case OptionsClash(one, other):
            return _("{one} and {other} do not go together. Nothing was done.").format(one=one, other=other)
        case NobodyTells() | WindowAbsent() | ScreenAbsent():
            from simdesk.wording.absent import absent

            return absent(error)
        case ReceiptRefused():
            return _receipt_refused(error)
        case LoginRefused():
            return login_refused(error)
        case ServerFailed() | KeyringFailed() | ArchiveRefused():
            return _of_another_room(error)
        case OSError():
            return _system(error)
        case _:
            name = type(error).__name__
            return _("SimDesk did not expect this ({name}). Nothing was saved.").format(name=name)


def _of_another_room(error: ServerFailed | KeyringFailed | ArchiveRefused) -> str:
    from simdesk.wording import archive, calendar_server

    match error:
        case ServerFailed():
            return calendar_server.server_failed(error)
        case KeyringFailed():
            return calendar_server.keyring_failed(error)
        case ArchiveRefused():
            return archive.archive_refused(error)


def damage_words(damage: Damage) -> str:
    """Return what is wrong with a place in a file or a field of a form, without the place."""
    words = _damage_of_file(damage) or _damage_of_table(damage)
    return words or _damage_of_value(damage) or _damage_of_record(damage)


def _damage_of_file(damage: Damage) -> str:
    match damage:
        case Damage.NOT_JSON:
            return _("this is not JSON")
        case Damage.NOT_UTF8:
            return _("this is not UTF-8 text")
        case Damage.EMPTY:
            return _("the file is empty")
        case Damage.TOO_DEEP:
            return _("this is nested too deeply")
        case Damage.TOO_LARGE:
            return _("the file is too large")
        case Damage.CHANGED:
            return _("the content is not what it was when it was kept")
        case Damage.DUPLICATE_KEY:
            return _("the same field stands here twice")
        case Damage.UNKNOWN_FIELD:
            return _("SimDesk does not know this field")
        case Damage.MISSING_FIELD:
            return _("a field is missing here")
        case Damage.WRONG_TYPE:
            return _("a value of this kind cannot stand here")
        case _:
            return ""


def _damage_of_table(damage: Damage) -> str:
    match damage:
        case Damage.NOT_A_TABLE:
            return _("the quotation marks here do not close")
        case Damage.NOT_A_LIST:
            return _("this is not a list such as bank|login|;shop|codes|, its items joined by ;")
        case Damage.WRONG_SEPARATOR:
            return _("the columns are separated by something else than commas, semicolons or tabs")
        case Damage.WRONG_ENCODING:
            return _("this is no text in the encoding chosen")
        case Damage.ROUNDED:
            return _("a spreadsheet has rounded this: enter it again in full, as text")
        case Damage.DAY_OR_MONTH:
            return _("day and month cannot be told apart here: write it like 2026-11-23")
        case Damage.CELL_COUNT:
            return _("this line has more or fewer cells than the header")
        case _:
            return ""


def _damage_of_value(damage: Damage) -> str:
    match damage:
        case Damage.NOT_A_DATE:
            return _("this is not a date such as 2026-11-23")
        case Damage.NOT_A_MONTH:
            return _("this is not a month such as 2028-04")
        case Damage.NOT_AN_AMOUNT:
            return _("this is not an amount such as 3000 or 0.30")
        case Damage.NOT_A_NUMBER:
            return _("this is not a whole number in range")
        case Damage.NOT_A_LENGTH:
            return _("this is not a length such as P180D, P6M or P3M/end")
        case Damage.NOT_A_LADDER:
            return _("these are not phases such as suspended:P30D~;port_out_only:P30D")
        case Damage.NOT_A_PHONE_NUMBER:
            return _("this is not a phone number")
        case Damage.NOT_AN_ICCID:
            return _("this is not an ICCID")
        case Damage.NOT_AN_ID:
            return _("this is not an id: letters, digits, - and _, 64 at most")
        case Damage.NOT_YES_OR_NO:
            return _("this is neither yes nor no")
        case Damage.NOT_IN_LIST:
            return _("this is none of the values that can stand here")
        case Damage.TOO_LONG:
            return _("this is too long")
        case Damage.UNKNOWN_ZONE:
            return _("there is no such time zone")
        case Damage.UNKNOWN_CURRENCY:
            return _("there is no such currency")
        case _:
            return ""


def _damage_of_record(damage: Damage) -> str:
    match damage:
        case Damage.DUPLICATE_ID:
            return _("this id is used twice")
        case Damage.UNKNOWN_CARD:
            return _("there is no such card")
        case Damage.AMBIGUOUS:
            return _("more than one card fits")
        case Damage.NAME_TAKEN:
            return _("another one goes by this name already")
        case Damage.MISSING_ZONE:
            return _("the time zone is missing and does not follow from carrier or number")
        case Damage.MISSING_CURRENCY:
            return _("an amount needs a currency")
        case Damage.MISSING_VALUE:
            return _("this cannot be empty")
        case Damage.RULE:
            return _("these values do not fit together")
        case _:
            return ""


def _damaged(error: FileDamaged) -> str:
    place = [str(error.path)]
    if error.line:
        place.append(_("line {line}").format(line=error.line))
    if error.column:
        place.append(_("column {column}").format(column=error.column))
    if error.field:
        place.append(_("field {field}").format(field=error.field))
    return _("{place}: {what}. The file was left as it is.").format(
        place=_p("list", ", ").join(place), what=_found(error.damage, error.value, error.field)
    )


def _edit_refused(error: EditRefused) -> str:
    what = _found(error.damage, error.value, error.field)
    if error.field:
        return _("This cannot be kept: field {field}, {what}. Nothing was saved.").format(
            field=error.field, what=what
        )
    return _("This cannot be kept: {what}. Nothing was saved.").format(what=what)


def _row_refused(error: RowRefused) -> str:
    place = [error.path]
    if error.line:
        place.append(_("line {line}").format(line=error.line))
    if error.column:
        place.append(_p("table", "column {column}").format(column=error.column))
    return _("{place}: {what}. Nothing was imported.").format(
        place=_p("list", ", ").join(filter(None, place)),
        what=_found(error.damage, error.value, error.column),
    )


def _found(damage: Damage, value: str, field: str) -> str:
    words = damage_words(damage)
    if field.rpartition(".")[2] in _HIDDEN:
        value = value and f"•••• {value[-4:]}"
    return _("{what} (“{value}”)").format(what=words, value=_shown(value)) if value else words


def _columns_refused(error: ColumnsRefused) -> str:
    between = _p("list", ", ")
    found = []
    if error.unknown:
        names = between.join(map(_shown, error.unknown))
        found.append(_("unknown columns {names}").format(names=names))
    if error.missing:
        found.append(_("missing columns {names}").format(names=between.join(error.missing)))
    if error.repeated:
        names = between.join(map(_shown, error.repeated))
        found.append(_("columns there twice {names}").format(names=names))
    what = _p("list", "; ").join(found) if found else _("the columns do not fit")
    return _("{place}: {what}. Nothing was imported.").format(place=error.path, what=what)


def _unwritable(error: FileUnwritable) -> str:
    if error.lockless:
        return _(
            "{file} cannot be locked: the drive knows no locks, without which two programs could write at "
            "once. Nothing was changed. Keep the data folder on another drive."
        ).format(file=error.path)
    if error.disk_full:
        return _("There is no room left to write {file}. Nothing was changed.").format(file=error.path)
    if error.read_only:
        return _("{file} cannot be written: the place is read-only. Nothing was changed.").format(
            file=error.path
        )
    return _("{file} cannot be written: {reason}. Nothing was changed.").format(
        file=error.path, reason=why(error.reason)
    )


def _bad_option(error: BadOption) -> str:
    if error.value:
        return _("“{value}” does not fit {option}. Nothing was done.").format(
            value=_shown(error.value), option=error.option
        )
    return _("“{option}” is not understood. Nothing was done.").format(option=_shown(error.option))


def _receipt_refused(error: ReceiptRefused) -> str:
    file = Path(error.path).name
    if error.size > error.limit:
        limit = error.limit // 1_000_000
        return _("{file} is larger than {limit} MB. It was not kept.").format(file=file, limit=limit)
    return _("{file} is neither a picture nor a PDF. It was not kept.").format(file=file)


def _system(error: OSError) -> str:
    reason = why(error.strerror or str(error) or type(error).__name__)
    if error.filename is None:
        return _("The system refused: {reason}. Nothing was saved.").format(reason=reason)
    return _("{file}: {reason}. Nothing was saved.").format(file=error.filename, reason=reason)


def why(reason: str) -> str:
    """Return in the owner's language what the system says, which speaks English; else its own words."""
    known = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("the system does not allow it"),
        errno.EPERM: _("the system does not allow it"),
        errno.EISDIR: _("this is a folder, not a file"),
        errno.ENOTDIR: _("a part of the path is no folder"),
        errno.EEXIST: _("something else is there already"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ENOSPC: _("there is no room left"),
        errno.EROFS: _("the place is read-only"),
        errno.EIO: _("the disk reports an error"),
    }
    return next((words for code, words in known.items() if os.strerror(code) == reason), reason)


def _shown(value: str) -> str:
    """Return *value* in one line of printable characters, cut where it is long."""
    line = "".join(letter if letter.isprintable() else "·" for letter in value[: _SHOWN + 1])
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
