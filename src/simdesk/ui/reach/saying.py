"""How the page on reminders says moments, spans of time, and several sentences."""

from datetime import datetime, timedelta

from simdesk.wording.dates import short_day
from simdesk.wording.language import _, _n, _p


def sentences(*parts: str) -> str:
    """Return *parts* one after the other, without those that are empty."""
    return _p("sentences", " ").join(filter(None, parts))


def system_words(reason: str) -> str:
    """Return the system's own words on why something is not there, as a sentence; empty if it has none."""
    if "DBUS_SESSION_BUS_ADDRESS" in reason:
        return _("This session has no message bus (D-Bus).")
    return _("The system says: {reason}").format(reason=reason) if reason else ""


def clock_face(when: datetime) -> str:
    """Return the hour and minute: "10:00"."""
    return f"{when.hour:02}:{when.minute:02}"


def moment_words(when: datetime, now: datetime) -> str:
    """Return the day and the hour: "Mon 23 Nov 10:00"; of today "today 10:00".

    *when* is in the owner's zone, as it will be or was then.
    """
    if when.date() == now.date():
        return _("today {time}").format(time=clock_face(when))
    return _p("moment", "{day} {time}").format(day=short_day(when.date(), now.date()), time=clock_face(when))


def span_words(span: timedelta) -> str:
    """Return how long something took, in its largest unit: "8 hours"."""
    minutes = round(abs(span).total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 120:
        return _n("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return _n("{n} hour", "{n} hours", hours).format(n=hours)
    days = round(hours / 24)
    return _n("{n} day", "{n} days", days).format(n=days)
