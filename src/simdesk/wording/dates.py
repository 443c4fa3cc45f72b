"""Dates and lengths, written one unambiguous way per language.

Gregorian and in ASCII digits whatever the computer's locale: nothing here asks it. The order of day,
month and year is the translators' as words are.
"""

from datetime import date, datetime, time, tzinfo

from simdesk.clock import in_own_zone
from simdesk.domain.length import parse_length
from simdesk.domain.zones import zone
from simdesk.wording.language import _, _n, _p

_HALF_A_YEAR = 182


def day(when: date) -> str:
    """Return the date in full: "Mon 23 Nov 2026"."""
    # Translators: a date in full. Chinese: {year}年{month}{day}日（{weekday}）; {month} is "11月".
    form = _p("date", "{weekday} {day} {month} {year}")
    return form.format(weekday=weekday(when), day=when.day, month=_month(when.month), year=when.year)


def short_day(when: date, today: date) -> str:
    """Return the date with its weekday, and with its year unless that is the year of *today*."""
    return _without_year(when) if when.year == today.year else day(when)


def brief_day(when: date, today: date) -> str:
    """Return the date without its weekday, and without its year within half a year of *today*.

    "22 Jan" said in November is the one that comes, "21 Nov" said in January the one that was.
    """
    if abs((when - today).days) <= _HALF_A_YEAR:
        return _p("date", "{day} {month}").format(day=when.day, month=_month(when.month))
    return plain_day(when)


def plain_day(when: date) -> str:
    """Return the date without its weekday: "23 Nov 2026"."""
    form = _p("date", "{day} {month} {year}")
    return form.format(day=when.day, month=_month(when.month), year=when.year)


def month(when: date) -> str:
    """Return the month of the date: "Nov 2026"."""
    return _p("date", "{month} {year}").format(month=_month(when.month), year=when.year)


def month_name(when: date) -> str:
    """Return the month of the date without its year: "Nov"."""
    return _month(when.month)


def weekday(when: date) -> str:
    """Return the day of the week in short: "Mon"."""
    names = (
        _p("weekday", "Mon"),
        _p("weekday", "Tue"),
        _p("weekday", "Wed"),
        _p("weekday", "Thu"),
        _p("weekday", "Fri"),
        _p("weekday", "Sat"),
        _p("weekday", "Sun"),
    )
    return names[when.weekday()]


def length(text: str) -> str:
    """Return a length such as ``P180D`` in words: "180 days", "to the end of the 3rd month".

    Raises:
        ValueError: if *text* is not a length.
    """
    found = parse_length(text)
    if found.days:
        return _n("{n} day", "{n} days", found.days).format(n=found.days)
    if found.to_end:
        # Translators: the month a length begins in is month 0; "to the end of the 3rd month" after it.
        return _("to the end of the {nth} month").format(nth=_nth(found.months))
    if found.months % 12 == 0:
        years = found.months // 12
        return _n("{n} year", "{n} years", years).format(n=years)
    return _n("{n} month", "{n} months", found.months).format(n=found.months)


def ends_there(deadline: date, zone_name: str, today: date, here: tzinfo | str | None = None) -> str:
    """Return when the last day *deadline* of a card in *zone_name* ends for someone elsewhere.

    "ends Sun 28 Feb in Tokyo, 06:59 that day here"; with the year where that is more than half a year
    from *today*. Empty where clocks agree at that moment. *here* is
    the zone of the reader; None: the computer's own, as it will be on that day.
    """
    there, near = zone(zone_name), zone(here) if isinstance(here, str) else here
    if there is None or deadline == date.max:
        return ""
    last_minute = datetime.combine(deadline, time(23, 59), there)
    seen = in_own_zone(last_minute) if near is None else last_minute.astimezone(near)
    if seen.utcoffset() == last_minute.utcoffset():
        return ""
    if seen.date() == deadline:
        sentence = _("ends {day} in {city}, {time} that day here")
    elif seen.date() > deadline:
        sentence = _("ends {day} in {city}, {time} the next day here")
    else:
        sentence = _("ends {day} in {city}, {time} the day before here")
    clock_face = f"{seen.hour:02}:{seen.minute:02}"
    near_day = abs((deadline - today).days) <= _HALF_A_YEAR
    named = _without_year(deadline) if near_day else day(deadline)
    return sentence.format(day=named, city=city(zone_name), time=clock_face)


def city(zone_name: str) -> str:
    """Return the place that a zone is named after: "New York" for America/New_York."""
    place = zone_name.rpartition("/")[2].replace("_", " ")
    known = {
        "Amsterdam": _p("city", "Amsterdam"),
        "Auckland": _p("city", "Auckland"),
        "Bangkok": _p("city", "Bangkok"),
        "Berlin": _p("city", "Berlin"),
        "Chicago": _p("city", "Chicago"),
        "Denver": _p("city", "Denver"),
        "Dubai": _p("city", "Dubai"),
        "Ho Chi Minh": _p("city", "Ho Chi Minh City"),
        "Hong Kong": _p("city", "Hong Kong"),
        "Honolulu": _p("city", "Honolulu"),
        "Jakarta": _p("city", "Jakarta"),
        "Kolkata": _p("city", "Kolkata"),
        "Kuala Lumpur": _p("city", "Kuala Lumpur"),
        "London": _p("city", "London"),
        "Los Angeles": _p("city", "Los Angeles"),
        "Macau": _p("city", "Macau"),
        "Madrid": _p("city", "Madrid"),
        "Manila": _p("city", "Manila"),
        "Melbourne": _p("city", "Melbourne"),
        "New York": _p("city", "New York"),
        "Paris": _p("city", "Paris"),
        "Rome": _p("city", "Rome"),
        "Seoul": _p("city", "Seoul"),
        "Shanghai": _p("city", "Shanghai"),
        "Singapore": _p("city", "Singapore"),
        "Sydney": _p("city", "Sydney"),
        "Taipei": _p("city", "Taipei"),
        "Tallinn": _p("city", "Tallinn"),
        "Tokyo": _p("city", "Tokyo"),
        "Toronto": _p("city", "Toronto"),
        "Vancouver": _p("city", "Vancouver"),
        "Zurich": _p("city", "Zurich"),
    }
    return known.get(place, place)


def _without_year(when: date) -> str:
    form = _p("date", "{weekday} {day} {month}")
    return form.format(weekday=weekday(when), day=when.day, month=_month(when.month))


def _month(number: int) -> str:
    # Asked a hundred thousand times by a long log: only the one wanted is looked up.
    match number:
        case 1:
            return _p("month", "Jan")
        case 2:
            return _p("month", "Feb")
        case 3:
            return _p("month", "Mar")
        case 4:
            return _p("month", "Apr")
        case 5:
            return _p("month", "May")
        case 6:
            return _p("month", "Jun")
        case 7:
            return _p("month", "Jul")
        case 8:
            return _p("month", "Aug")
        case 9:
            return _p("month", "Sep")
        case 10:
            return _p("month", "Oct")
        case 11:
            return _p("month", "Nov")
        case _:
            return _p("month", "Dec")


def _nth(number: int) -> str:
    last_two = number % 100
    if number % 10 == 1 and last_two != 11:
        return _p("ordinal", "{n}st").format(n=number)
    if number % 10 == 2 and last_two != 12:
        return _p("ordinal", "{n}nd").format(n=number)
    if number % 10 == 3 and last_two != 13:
        return _p("ordinal", "{n}rd").format(n=number)
    return _p("ordinal", "{n}th").format(n=number)
