"""What calendars outside are told: an event for each deadline, and which of its versions this is.

A calendar knows an event by its UID, and a newer version of it by a larger SEQUENCE (RFC 5545). So what
was published is remembered, and an event that is gone is published once more, as cancelled.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.card import Id, Moment

KEEP_CANCELLED = timedelta(days=400)
"""How long a calendar that is seldom read still finds that an event is cancelled."""

_FIRST_VERSION = datetime(2026, 1, 1, tzinfo=UTC)


class CalendarEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """One deadline of one card as an event of a whole day, in words that are the same on every day.

    ``day`` is a date in the card's zone, ``alarms`` are hours from the beginning of that day, ascending;
    negative before it.
    """

    uid: str
    card_id: Id
    day: date
    summary: str
    description: str
    alarms: tuple[int, ...] = ()


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """An event in the version that calendars are given; ``changed`` is when it became that."""

    event: CalendarEvent
    sequence: int
    changed: Moment
    cancelled: bool = False


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """The file that was written last: where, digests of what it was made from and of its bytes."""

    path: str
    made_from: str
    content: str


class Publication(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything published, in the order of the UIDs, each of which is there once."""

    format: Literal[1] = 1
    items: tuple[Published, ...] = ()
    written: Written | None = None

    def of(self, card_id: str) -> tuple[Published, ...]:
        """Return what was published of one card."""
        return tuple(item for item in self.items if item.event.card_id == card_id)


def published(
    before: Publication, events: Iterable[CalendarEvent], moment: datetime, *, only: str | None = None
) -> Publication:
    """Return what is published from *moment*, an aware one, on: *events*, and those gone as cancelled.

    What is the same stays the very version it was. *only*: the id of a card; what was published of others
    stays as it is, whether it is among *events* or not.
    """
    wanted = {event.uid: event for event in events if only in (None, event.card_id)}
    items = {item.event.uid: item for item in before.items}
    for uid, event in wanted.items():
        old = items.get(uid)
        if old is None or old.cancelled or old.event != event:
            items[uid] = Published(event, _version_after(old, moment), _whole_seconds(moment))
    for uid, old in tuple(items.items()):
        if uid in wanted or only not in (None, old.event.card_id):
            continue
        if not old.cancelled:
            version = _version_after(old, moment)
            items[uid] = Published(old.event, version, _whole_seconds(moment), cancelled=True)
        elif moment - old.changed > KEEP_CANCELLED:
            del items[uid]
    return replace(before, items=tuple(items[uid] for uid in sorted(items)))


def _version_after(old: Published | None, moment: datetime) -> int:
    """Return a larger number than that of *old*, and than any other device has given before.

    It goes by the clock: a device that does not know what another has published would else begin at 0
    again, and calendars that had the other's would keep that.
    """
    by_the_clock = int((moment - _FIRST_VERSION).total_seconds() // 60)
    return max(0 if old is None else old.sequence + 1, by_the_clock, 0)


def _whole_seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
