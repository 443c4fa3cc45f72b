"""Failures the owner can be told about. They carry facts; ``wording.problem`` finds the words."""

from enum import StrEnum
from pathlib import Path
from typing import dataclass_transform


@dataclass_transform()
class SimDeskError(Exception):
    """Something that a sentence can explain. Nothing was changed unless the class says so.

    A subclass lists its facts as a dataclass does. It is none, because making one takes as long as
    importing a module, and there are many, made at every start.
    """

    __match_args__: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__(*values)
        names = self.__match_args__
        vars(self).update(zip(names, values, strict=False), **named)
        if len(values) > len(names) or not vars(self).keys() <= set(names):
            raise TypeError(f"the facts of {type(self).__name__} are {', '.join(names)}")
        self._facts()

    def __repr__(self) -> str:
        facts = zip(self.__match_args__, self._facts(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={fact!r}' for name, fact in facts)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SimDeskError):
            return NotImplemented
        return type(self) is type(other) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash(self._facts())

    def _facts(self) -> tuple[object, ...]:
        """Return every fact in the order declared.

        Raises:
            AttributeError: if one is missing.
        """
        return tuple(getattr(self, name) for name in self.__match_args__)


class Damage(StrEnum):
    """What is wrong with a place in a file or a form.

    ``CHANGED``: a file named by the digest of its content has another content. ``ROUNDED``: a spreadsheet
    kept only the first digits. ``DAY_OR_MONTH``: a date is read in two ways.
    """

    NOT_JSON = "not_json"
    NOT_UTF8 = "not_utf8"
    EMPTY = "empty"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    DUPLICATE_KEY = "duplicate_key"
    DUPLICATE_ID = "duplicate_id"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    NOT_A_DATE = "not_a_date"
    NOT_A_MONTH = "not_a_month"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_LENGTH = "not_a_length"
    NOT_A_LADDER = "not_a_ladder"
    NOT_A_PHONE_NUMBER = "not_a_phone_number"
    NOT_AN_ICCID = "not_an_iccid"
    NOT_AN_ID = "not_an_id"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_IN_LIST = "not_in_list"
    TOO_LONG = "too_long"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_CURRENCY = "unknown_currency"
    UNKNOWN_CARD = "unknown_card"
    AMBIGUOUS = "ambiguous"
    NAME_TAKEN = "name_taken"
    MISSING_ZONE = "missing_zone"
    MISSING_CURRENCY = "missing_currency"
    MISSING_VALUE = "missing_value"
    RULE = "rule"
    NOT_A_TABLE = "not_a_table"
    NOT_A_LIST = "not_a_list"
    WRONG_SEPARATOR = "wrong_separator"
    WRONG_ENCODING = "wrong_encoding"
    ROUNDED = "rounded"
    DAY_OR_MONTH = "day_or_month"
    CELL_COUNT = "cell_count"
    CHANGED = "changed"


class FileDamaged(SimDeskError):
    """A JSON file of SimDesk's own cannot be taken as what it should be.

    ``line`` and ``column`` count from 1; 0 where the place is not a point in the text.
    ``field`` is a path such as ``$.cards[3].label``, empty if not known. ``value`` is what stood there.
    """

    path: Path
    damage: Damage
    line: int = 0
    column: int = 0
    field: str = ""
    value: str = ""


class FileNewer(SimDeskError):
    """The file was written by a newer SimDesk; it was not read further than its number."""

    path: Path
    found: int
    known: int


class FileUnreadable(SimDeskError):
    """The system does not let the file or folder be read. ``reason`` is the system's own words."""

    path: Path
    reason: str


class FileUnwritable(SimDeskError):
    """The file could not be written; the one that was there is untouched.

    ``lockless``: it was to be locked, and its file system knows no locks.
    """

    path: Path
    reason: str
    disk_full: bool = False
    read_only: bool = False
    lockless: bool = False


class CalendarForeign(SimDeskError):
    """The file that was to become the calendar is there already and is no calendar of these cards."""

    path: Path


class FileBusy(SimDeskError):
    """Another SimDesk has held the lock for longer than one waits."""

    path: Path


class EditRefused(SimDeskError):
    """An edit would put something into the book that could not be read back; nothing was written.

    ``field`` is the name of the field, empty if not known. ``value`` is what would have stood there.
    """

    damage: Damage
    field: str = ""
    value: str = ""


class RowRefused(SimDeskError):
    """A cell or row of a table file cannot be taken; nothing was imported.

    ``line`` counts lines of the file from 1, the header being 1. ``column`` is a column's name.
    """

    path: str
    line: int
    column: str
    damage: Damage
    value: str = ""


class ColumnsRefused(SimDeskError):
    """A table has columns that nobody knows, or lacks those it needs."""

    path: str
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


class CardGone(SimDeskError):
    """The card that an edit is about is no longer in the book."""

    card_id: str


class RenewalGone(SimDeskError):
    """The renewal that an edit is about is no longer in the book."""

    renewal_id: str


class StepOutdated(SimDeskError):
    """What a step of undo or redo would put back has been changed since."""

    label: str


class BadOption(SimDeskError):
    """A command was given something it does not know or cannot use."""

    option: str
    value: str = ""


class ArgumentMissing(SimDeskError):
    """A command or option needs something behind it. ``what`` is its name in the help: ``FILE``."""

    option: str
    what: str


class NobodyTells(SimDeskError):
    """No notification service is there. ``reason``: the system's words. ``waiting``: reminders untold."""

    reason: str
    waiting: int = 0


class WindowAbsent(SimDeskError):
    """What only a running window can do was asked for, and none is running."""


class ScreenAbsent(SimDeskError):
    """A window is wanted where no screen can be reached."""


class OptionsClash(SimDeskError):
    """Two options that exclude each other were given."""

    one: str
    other: str


class ReceiptRefused(SimDeskError):
    """A file cannot be a receipt: too large or of a kind that is not kept."""

    path: Path
    size: int
    limit: int


class ArchiveFlaw(StrEnum):
    """Why a file cannot be restored from.

    ``NOT_ONE``: it is no archive, or not a whole one. ``FOREIGN``: an archive, but none of SimDesk's.
    ``UNLISTED``, ``MISSING``: something in it is not on its list, or the other way round. ``NAME``: a name
    that nothing in it can have. ``CHANGED``: a content is not the one that was put in. ``TOO_LARGE``:
    unpacked, it is larger than it can be.
    """

    NOT_ONE = "not_one"
    FOREIGN = "foreign"
    UNLISTED = "unlisted"
    MISSING = "missing"
    NAME = "name"
    CHANGED = "changed"
    TOO_LARGE = "too_large"


class ArchiveRefused(SimDeskError):
    """A file cannot be restored from. ``name`` is what in it the flaw is about, empty for the whole."""

    path: Path
    flaw: ArchiveFlaw
    name: str = ""


class Refusal(StrEnum):
    """Why the start with the session could not be switched.

    ``NO_PORTAL``, ``NO_ANSWER``, ``FORBIDDEN``, ``CANCELLED``: the desktop that a sandbox has to ask is not
    there, does not answer, may not by its settings, or its owner said no. ``TOO_LONG``: the path of the
    program. ``SYSTEM``: the system refused, for a reason of its own.
    """

    NO_PORTAL = "no_portal"
    NO_ANSWER = "no_answer"
    FORBIDDEN = "forbidden"
    CANCELLED = "cancelled"
    TOO_LONG = "too_long"
    SYSTEM = "system"


class LoginRefused(SimDeskError):
    """The start with the session is as it was. ``reason`` is the system's own words, if it has any."""

    refusal: Refusal
    reason: str = ""


class ServerTrouble(StrEnum):
    """Why the owner's calendar server could not be used.

    ``ADDRESS``: what was typed is no address that may be used. ``MOVED``: the server sent SimDesk on to a
    place without encryption. ``UNREACHABLE``, ``LATE``: no connection, no answer in time. ``CERTIFICATE``:
    the connection is not safe. ``PASSWORD``: user and password were refused. ``FORBIDDEN``: they may not do
    this. ``NO_CALENDARS``: no calendar server is at the address. ``GONE``: the calendar is there no more.
    ``FULL``: no room. ``BROKEN``: the server has a fault of its own. ``REFUSED``: an event was not taken.
    ``NONSENSE``: the answer cannot be understood.
    """

    ADDRESS = "address"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    LATE = "late"
    CERTIFICATE = "certificate"
    PASSWORD = "password"  # noqa: S105 the name of a failure
    FORBIDDEN = "forbidden"
    NO_CALENDARS = "no_calendars"
    GONE = "gone"
    FULL = "full"
    BROKEN = "broken"
    REFUSED = "refused"
    NONSENSE = "nonsense"


class ServerFailed(SimDeskError):
    """The calendar on the owner's server is not in step. ``reason`` is the server's or system's own words."""

    trouble: ServerTrouble
    host: str = ""
    reason: str = ""


class KeyringTrouble(StrEnum):
    """Why the system keyring gave or took nothing.

    ``ABSENT``: there is none that keeps secrets safe. ``LOCKED``: it is locked and was not opened. ``LATE``:
    it did not answer in time, perhaps because it waits for its password. ``EMPTY``: it has no such secret.
    ``REFUSED``: for a reason of its own.
    """

    ABSENT = "absent"
    LOCKED = "locked"
    LATE = "late"
    EMPTY = "empty"
    REFUSED = "refused"


class KeyringFailed(SimDeskError):
    """A secret could not be kept or read. ``reason`` is the keyring's own words, if it has any."""

    trouble: KeyringTrouble
    reason: str = ""
