"""What the window of settings shows and gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsValues:
    """What the owner set on this device.

    ``language`` None: the system's. ``theme``: ``system``, ``light`` or ``dark``. ``country``: ISO 3166,
    None if never said. ``payments`` and ``ids`` are codes of the catalog. ``stages`` are days before a
    deadline, ``owner_hour`` the full hour from which one is told. ``calendar_file`` is the path of the
    file that calendars read, None if there is none; ``calendar_excluded`` the ids of cards not in it.
    """

    language: str | None
    theme: str
    masked: bool
    country: str | None
    payments: tuple[str, ...]
    ids: tuple[str, ...]
    stages: tuple[int, ...]
    owner_hour: int
    keep_running: bool
    keep_without_tray: bool
    quiet_from: str | None
    quiet_until: str | None
    balance_days: int | None
    monthly_notice: bool
    calendar_file: str | None
    calendar_excluded: tuple[str, ...]
