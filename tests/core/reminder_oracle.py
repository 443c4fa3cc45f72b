"""What has to be said, worked out once more from the product's own words and with nothing of SimDesk's.

Plain on purpose: a line in the diary is a card with its few numbers, every phase is a pair of days, and
every stage is a pair of days too, the first and the last on which it may be said. What was said is a set.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
FOREVER = date(9999, 1, 1)
SEVEN = (60, 30, 14, 7, 3, 1, 0)


def later(day: date, months: int = 0, days: int = 0) -> date:
    """So many months later on the same day, or the last of a shorter month; then so many days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=days)


@dataclass
class Paid:
    """One line of the log. ``end`` is that of a pack, ``arrived`` whether it was seen to arrive."""

    on: date
    written: datetime
    arrived: bool = True
    end: date | None = None


@dataclass
class Line:
    """A card. ``counts`` is the word for its basis, ``plus`` its months and days; ``rungs`` are in days."""

    name: str
    counts: str
    place: str
    written: datetime
    start: date | None = None
    end: date | None = None
    plus: tuple[int, int] = (0, 0)
    length: int | None = None
    cap: int | None = None
    rungs: tuple[tuple[str, int], ...] = ()
    about: bool = False
    by_itself: bool = False
    method: bool = False
    stages: tuple[int, ...] | None = None
    in_use: bool = True
    data_end: date | None = None
    balance_on: date | None = None
    log: list[Paid] = field(default_factory=list)

    def last_day(self) -> date | None:
        """The last day of the first phase."""
        arrived = sorted((one for one in self.log if one.arrived), key=lambda one: (one.on, one.written))
        if self.counts == "expiry":
            day = self.end
            for one in arrived:
                assert day is not None
                before, day = day, later(max(day, one.on), *self.plus)
                if self.cap is not None and day > one.on + timedelta(days=self.cap):
                    day = max(before, one.on + timedelta(days=self.cap))
            return day
        if self.counts in ("payment", "use", "pack"):
            assert self.start is not None
            return later(max([self.start, *(one.end or one.on for one in arrived)]), *self.plus)
        if self.counts == "bill":
            assert self.start is not None
            return later(self.start, len(arrived))
        return self.end

    def phases(self) -> list[tuple[str, date, date, int | None]]:
        """Every phase with a last day: what follows it, its first and last day, its nominal length."""
        last = self.last_day()
        if last is None:
            return []
        names = [name for name, _ in self.rungs] + ["lost"]
        days = [date.min, *([last + ONE])]
        ends = [last]
        for _, length in self.rungs:
            ends.append(ends[-1] + timedelta(days=length))
            days.append(ends[-1] + ONE)
        lengths = [self.length, *(length for _, length in self.rungs)]
        return list(zip(names, days, ends, lengths, strict=False))


Thing = tuple[str, date, str, int]
"""Whom it is about, the day it is about, what kind of day that is, and the stage."""


@dataclass
class Window:
    """One stage: what it is called, and the first and the last day on which it may be said."""

    thing: Thing
    first: date
    last: date
    subject: str = "number"


def numbers(line: Line, general: tuple[int, ...]) -> Iterator[Window]:
    """Every stage about the number itself."""
    phases = line.phases()
    if line.counts == "bill":
        yield from bills(line, general)
        return
    for place, (then, first, last, length) in enumerate(phases):
        kind = "auto_renewal" if line.by_itself and place == 0 else then
        if place == 0:
            stages = [
                stage
                for stage in sorted(line.stages or general, reverse=True)
                if stage == 0 or length is None or stage <= length / 2
            ]
            bounds = [last - timedelta(days=stage) for stage in stages] + [last + ONE]
            for stage, begin, following in zip(stages, bounds, bounds[1:], strict=False):
                yield Window((line.name, last, kind, stage), begin, following - ONE)
        else:
            day = first + 3 * ONE if line.by_itself and place == 1 else first
            while day <= last:
                left = (last - day).days
                yield Window((line.name, last, kind, left), day, day)
                day += ONE
    if line.by_itself:
        last = phases[0][2]
        for after in (1, 2, 3):
            day = last + after * ONE
            yield Window((line.name, last, "auto_renewal", -after), day, day)
    if not phases:
        return
    loss = phases[-1][2] + ONE
    if line.about:
        for week in range(9):
            end = FOREVER if week == 8 else loss + timedelta(days=7 * week + 6)
            yield Window((line.name, loss, "try_it", -7 * week), loss + timedelta(days=7 * week), end)
    else:
        begin = loss + 3 * ONE if line.by_itself and len(phases) == 1 else loss
        yield Window((line.name, phases[-1][2], "lost", -1), begin, FOREVER, "loss")


def bills(line: Line, general: tuple[int, ...]) -> Iterator[Window]:
    """A bill paid by hand: it is a deadline, and stays one, overdue, until it is logged."""
    bill = line.last_day()
    assert bill is not None
    stages = [stage for stage in sorted(line.stages or general, reverse=True) if stage <= 15]
    bounds = [bill - timedelta(days=stage) for stage in stages] + [bill + ONE]
    for stage, begin, following in zip(stages, bounds, bounds[1:], strict=False):
        yield Window((line.name, bill, "bill", stage), begin, following - ONE)
    for late in range(1, 500):
        yield Window((line.name, bill, "bill", -late), bill + late * ONE, bill + late * ONE)


def others(line: Line, balance_days: int) -> Iterator[Window]:
    """Data that ends, a payment that nobody has seen arrive, a balance, a card without a rule."""
    if line.data_end is not None:
        end = line.data_end
        yield Window((line.name, end, "data", 3), end - 3 * ONE, end - 2 * ONE, "data")
        yield Window((line.name, end, "data", 1), end - ONE, end + 7 * ONE, "data")
    waiting = sorted((one for one in line.log if not one.arrived), key=lambda one: (one.on, one.written))
    if waiting:
        paid, days = waiting[-1].on, (1, 3, 7, 14, 30)
        for after, following in zip(days, (*days[1:], None), strict=True):
            end = FOREVER if following is None else paid + timedelta(days=following - 1)
            yield Window((line.name, paid, "verify", -after), paid + after * ONE, end, "verify")
    if line.balance_on is not None:
        yield from again(line.name, line.balance_on, "check_balance", balance_days)
    if line.counts == "none":
        days_seen = [line.written.astimezone(ZoneInfo(line.place)).date(), *(one.on for one in line.log)]
        yield from again(line.name, max(days_seen), "check", 90)


def again(name: str, since: date, kind: str, every: int) -> Iterator[Window]:
    """What is asked every so many days."""
    for times in range(1, 40):
        begin = since + timedelta(days=every * times)
        yield Window((name, since, kind, -every * times), begin, begin + timedelta(days=every - 1), kind)


@dataclass
class Oracle:
    """Keeps the diary, and says at each look what has to be said."""

    lines: dict[str, Line]
    hour: int = 10
    quiet: tuple[int, int] | None = None
    balance_days: int = 90
    monthly: bool = False
    card_ends: date | None = None
    card_written: datetime | None = None
    said: set[Thing] = field(default_factory=set)
    seen_to: set[Thing] = field(default_factory=set)
    put_off: dict[Thing, datetime] = field(default_factory=dict)
    times: list[tuple[Thing, datetime]] = field(default_factory=list)
    drawn: dict[str, tuple[str, list[Window]]] = field(default_factory=dict)
    told_number: dict[str, list[tuple[datetime, date, int]]] = field(default_factory=dict)

    def due(self, now: datetime) -> set[Thing]:
        """What has to be said at *now*, the owner's clock."""
        if self.quiet is not None:
            begin, end = self.quiet
            if (begin <= now.hour < end) if begin < end else (now.hour >= begin or now.hour < end):
                return set()
        open_now = [
            (window, line)
            for line in self.lines.values()
            if line.in_use
            for today in [now.astimezone(ZoneInfo(line.place)).date()]
            for window in self.windows(line)
            if window.first <= today <= window.last
        ]
        unsaid = [(window, line) for window, line in open_now if not self.was_said(window.thing, now)]
        unsaid = [
            (window, line)
            for window, line in unsaid
            if window.subject != "loss" or self.loss_is_news(line, window)
        ]
        urgent = {line.name for window, line in unsaid if window.subject in ("number", "loss")}
        found = set()
        for window, line in unsaid:
            if window.subject == "verify" and (line.name in urgent or self.said_since(line, window)):
                continue
            begins = datetime.combine(window.first, datetime.min.time(), ZoneInfo(line.place))
            if self.may_be_said(begins, line_changed(line), now):
                found.add(window.thing)
        return found | self.of_the_book(now)

    def windows(self, line: Line) -> list[Window]:
        """Every stage of a card; drawn anew when anything about the card is another."""
        about = repr(line)
        if self.drawn.get(line.name, ("", []))[0] != about:
            self.drawn[line.name] = (about, [*numbers(line, SEVEN), *others(line, self.balance_days)])
        return self.drawn[line.name][1]

    def was_said(self, thing: Thing, now: datetime) -> bool:
        """Whether it needs no saying: seen to, put off, or told and not put off."""
        if thing in self.seen_to:
            return True
        if any(thing[:3] == one[:3] and one[3] < thing[3] and when > now - ONE for one, when in self.times):
            return True  # A later stage was said a moment ago: a clock was set back.
        if thing in self.put_off:
            return now < self.put_off[thing]
        return thing in self.said

    def may_be_said(self, begins: datetime, changed: datetime | None, now: datetime) -> bool:
        """The owner's hour delays only what begins today, of a card that was known yesterday."""
        today = now.date()
        new = changed is not None and changed.astimezone(now.tzinfo).date() >= today
        opened_before = begins.astimezone(now.tzinfo).date() < today
        return opened_before or new or now.hour >= self.hour

    def said_since(self, line: Line, window: Window) -> bool:
        """Whether a reminder about the number has asked for the payment already."""
        begin = datetime.combine(window.first, datetime.min.time(), ZoneInfo(line.place))
        return any(when >= begin for when, _, _ in self.told_number.get(line.name, []))

    def loss_is_news(self, line: Line, window: Window) -> bool:
        """Whether the last stage before the loss was missed, on a card that nobody touched since."""
        smallest = 0 if line.rungs else min(line.stages or SEVEN)
        last_day = window.thing[1]
        heard = any(
            day == last_day and left <= smallest for _, day, left in self.told_number.get(line.name, [])
        )
        seen = any(
            (thing[0], thing[1]) == (line.name, last_day) and thing[3] <= smallest for thing in self.seen_to
        )
        changed = line_changed(line).astimezone(ZoneInfo(line.place)).date()
        return not heard and not seen and changed <= last_day

    def of_the_book(self, now: datetime) -> set[Thing]:
        """The payment card with the lines paid from it, and the notice of the month."""
        found = set()
        paid_from = [line for line in self.lines.values() if line.method and line.in_use]
        today = now.date()
        if self.card_ends is not None and paid_from:
            end = self.card_ends
            left = (end - today).days
            waits = any(line.counts == "card" for line in paid_from)
            steps = {*SEVEN, -1, *(stage for line in paid_from for stage in line.stages or ())}
            stage = left if left < 0 and waits else min((one for one in steps if one >= left), default=None)
            if stage is not None:
                thing = ("visa", end, "payment_method", stage)
                midnight = datetime.combine(end - timedelta(days=stage), datetime.min.time(), now.tzinfo)
                if not self.was_said(thing, now) and self.may_be_said(midnight, self.card_written, now):
                    found.add(thing)
        if self.monthly and any(line.in_use for line in self.lines.values()):
            first = today.replace(day=1)
            thing = ("", first, "watching", 0)
            midnight = datetime.combine(first, datetime.min.time(), now.tzinfo)
            if not self.was_said(thing, now) and self.may_be_said(midnight, None, now):
                found.add(thing)
        return found

    def was_told(self, things: set[Thing], now: datetime) -> None:
        """Write down what somebody has taken."""
        self.times = [(thing, when) for thing, when in self.times if when > now - 3 * ONE]
        for thing in things:
            self.said.add(thing)
            self.times.append((thing, now))
            self.put_off.pop(thing, None)
            name, day, kind, _ = thing
            if kind not in ("data", "verify", "check_balance", "check", "payment_method", "watching"):
                line = self.lines[name]
                left = (day - now.astimezone(ZoneInfo(line.place)).date()).days
                self.told_number.setdefault(name, []).append((now, day, left))

    def was_seen_to(self, thing: Thing) -> None:
        """Write down that the owner has seen to it, and so to the stages before it."""
        self.put_off.pop(thing, None)
        self.seen_to.add(thing)
        earlier = {one for one in self.said if one[:3] == thing[:3] and one[3] >= thing[3]}
        self.seen_to |= earlier
        for one in earlier:
            self.put_off.pop(one, None)


def line_changed(line: Line) -> datetime:
    """When anything that is told of the card was written last."""
    return max([line.written, *(one.written for one in line.log)])
