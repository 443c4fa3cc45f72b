"""What the owner set on this device. No card and no renewal depends on it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from simdesk.domain.card import Id, Line, Stage
from simdesk.domain.rows import DEFAULT_STAGES
from simdesk.storage.folder import DataFolder
from simdesk.storage.small_file import Loaded, change_struct, load_struct

TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]
CountryCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")]


class CalendarServer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A calendar on the owner's own server. The password is in the system keyring, never here.

    ``address`` is what the owner typed, made whole; ``calendar`` the address of the calendar itself, ``name``
    what the server calls it.
    """

    address: Line
    user: Line
    calendar: Line
    name: str


class TableColumns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the owner took the columns of a table for, the last time one with that header was imported.

    ``columns`` has a name of SimDesk's for each of ``header``; None for one that is left out.
    """

    kind: Literal["cards", "log"]
    header: tuple[Line, ...]
    columns: tuple[Line | None, ...]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of this device.

    ``language`` None: the system's. ``theme``: how the window looks. ``country``: the ISO 3166 code of
    where the owner is; None if not told. ``masked``: the window shows numbers masked. ``owner_hour``:
    from that full hour on a stage that begins today is told. ``quiet_from`` and ``quiet_until``: HH:MM,
    in between nothing is told; both None: no quiet hours. ``balance_days``: after so many days one is
    asked to look at a balance again; None: never. ``monthly_notice``: once a month it is told that cards
    are watched. ``payments`` and ``ids``: codes of the catalog, what the owner pays with and can show.
    ``keep_running``: closing the window leaves the program in the background, and with
    ``keep_without_tray`` also where there is no tray; ``close_hint_shown``: the owner has been told so.
    ``login_offered``: the owner has been asked whether the program is to start with the session.
    ``portal_autostart``: what the desktop's portal answered last when it was asked for that; None: it
    never was. ``layout``: by the name of a window or table, what Qt wants back to restore it, in Base64.
    ``calendar_file``: the path of the file that has every deadline for calendars, kept up to date; None:
    there is none. ``calendar_excluded``: the ids of the cards that no calendar is told of.
    ``calendar_server``: the calendar kept in step with the book; None: nothing is sent to any.
    ``table_columns``: for tables that were imported, by their header, what their columns were taken for;
    the latest first.
    """

    format: Literal[2] = 2
    language: Literal["en", "zh_CN", "zh_TW", "ja"] | None = None
    theme: Literal["system", "light", "dark"] = "system"
    country: CountryCode | None = None
    masked: bool = True
    owner_hour: Annotated[int, Meta(ge=0, le=23)] = 10
    stages: tuple[Stage, ...] = DEFAULT_STAGES
    quiet_from: TimeOfDay | None = None
    quiet_until: TimeOfDay | None = None
    balance_days: Annotated[int, Meta(ge=1, le=3650)] | None = 90
    monthly_notice: bool = False
    payments: tuple[Line, ...] = ()
    ids: tuple[Line, ...] = ()
    keep_running: bool = True
    keep_without_tray: bool = False
    login_offered: bool = False
    portal_autostart: bool | None = None
    close_hint_shown: bool = False
    layout: dict[str, str] = {}
    calendar_file: str | None = None
    calendar_excluded: tuple[Id, ...] = ()
    calendar_server: CalendarServer | None = None
    table_columns: tuple[TableColumns, ...] = ()


def load_settings(folder: DataFolder) -> Loaded[Settings]:
    """Return the settings of this device; the plain ones, with the reason, where they cannot be read."""
    return load_struct(folder.settings, Settings())


def save_settings(folder: DataFolder, settings: Settings) -> None:
    """Keep *settings*. A file that could not be read is put aside under a dated name.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if they could not be kept.
    """
    change_struct(folder, folder.settings, Settings(), lambda _: settings)
