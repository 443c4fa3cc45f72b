"""Four hundred days of twelve cards: off at random, asleep, through time zones, with a clock set wrong.

At every look what was told is what the oracle of ``reminder_oracle`` says, which knows nothing of SimDesk.
"""

from dataclasses import replace as with_fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, put
from simdesk.domain.card import Card, Rule, Rung
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis, ClockName, Extends, Kind, Phase, State, Status
from simdesk.notify.telling import Teller
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.settings import Settings
from tests.core.making import SOFTBANK, TELLO, card, renewal, stated
from tests.core.notify_desk import Notes
from tests.core.reminder_oracle import Line, Oracle, Paid, Thing, later
from tests.core.store_samples import DEVICE
from tests.machine import rounds

BEGIN = date(2026, 9, 1)
DAYS = 400
ZONES = ("Asia/Tokyo", "Europe/London", "America/Los_Angeles", "Pacific/Auckland", "Asia/Shanghai")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
SUSPENDED = Rung(Phase.SUSPENDED, "P30D")
ABOUT = Rung(Phase.SUSPENDED, "P30D", approximate=True)
PORT_OUT = Rung(Phase.PORT_OUT_ONLY, "P20D")

ACT = {
    "expiry": Kind.PURCHASE,
    "payment": Kind.PURCHASE,
    "use": Kind.USE,
    "pack": Kind.PURCHASE,
    "bill": Kind.BILL,
}


def cards_and_lines(random: Random) -> list[tuple[Card, Line]]:
    """Twelve cards of every basis, each twice: as SimDesk's, and as the oracle's."""

    def soon(least: int, most: int) -> date:
        return BEGIN + timedelta(days=random.randint(least, most))

    def iso(day: date) -> str:
        return day.isoformat()

    def line(name: str, counts: str, place: str, **fields: object) -> Line:
        return Line(name, counts, place, LONG_AGO, **fields)  # type: ignore[arg-type]

    first, second, third, fourth = soon(5, 120), soon(20, 90), soon(-60, 60), soon(-80, 0)
    fifth, sixth, seventh, eighth = soon(-100, 0), soon(-60, 0), soon(-170, 0), soon(2, 29)
    ninth, tenth = soon(10, 200), soon(3, 100)
    pairs = [
        (
            card(
                SOFTBANK,
                end=iso(first),
                id="a1",
                balance=Money("1240", "JPY"),
                balance_on=soon(-30, 0),
                payment_method="visa",
            ),
            line(
                "a1",
                "expiry",
                "Asia/Tokyo",
                end=first,
                plus=(0, 60),
                length=60,
                cap=360,
                rungs=(("receive_only", 360),),
                method=True,
            ),
        ),
        (
            card(Rule(Basis.EXPIRY, "P30D", ladder=(SUSPENDED, PORT_OUT)), end=iso(second), id="a2"),
            line(
                "a2",
                "expiry",
                "Asia/Tokyo",
                end=second,
                plus=(0, 30),
                length=30,
                rungs=(("suspended", 30), ("port_out_only", 20)),
            ),
        ),
        (
            card(TELLO, base=iso(third), id="p1", timezone="America/New_York"),
            line("p1", "payment", "America/New_York", start=third, plus=(3, 0), length=90),
        ),
        (
            card(
                Rule(Basis.PAYMENT, "P90D", ladder=(SUSPENDED,)),
                base=iso(fourth),
                id="p2",
                timezone="Asia/Shanghai",
            ),
            line(
                "p2",
                "payment",
                "Asia/Shanghai",
                start=fourth,
                plus=(0, 90),
                length=90,
                rungs=(("suspended", 30),),
            ),
        ),
        (
            card(Rule(Basis.USE, "P6M"), base=iso(fifth), id="u1", timezone="Europe/London"),
            line("u1", "use", "Europe/London", start=fifth, plus=(6, 0), length=180),
        ),
        (
            card(
                Rule(Basis.USE, "P84D", ladder=(ABOUT,)),
                base=iso(sixth),
                id="u2",
                timezone="Pacific/Auckland",
                stages=(20, 5),
            ),
            line(
                "u2",
                "use",
                "Pacific/Auckland",
                start=sixth,
                plus=(0, 84),
                length=84,
                rungs=(("suspended", 30),),
                about=True,
                stages=(20, 5),
            ),
        ),
        (
            card(Rule(Basis.PACK_END, "P180D", ladder=(ABOUT,)), base=iso(seventh), id="k1"),
            line(
                "k1",
                "pack",
                "Asia/Tokyo",
                start=seventh,
                plus=(0, 180),
                length=180,
                rungs=(("suspended", 30),),
                about=True,
            ),
        ),
        (
            card(
                Rule(Basis.BILLING),
                id="b1",
                bill_day=eighth.day,
                statements=(stated(ClockName.BILL, base=iso(eighth)),),
            ),
            line("b1", "bill", "Asia/Tokyo", start=eighth),
        ),
        (
            card(Rule(Basis.BILLING), id="b2", bill_day=9, auto_renew=True, payment_method="visa"),
            line("b2", "card", "Asia/Tokyo", method=True),
        ),
        (
            card(Rule(Basis.FIXED, ladder=()), end=iso(ninth), id="f1", timezone="America/Los_Angeles"),
            line("f1", "fixed", "America/Los_Angeles", end=ninth),
        ),
        (card(Rule(Basis.NONE), id="n1"), line("n1", "none", "Asia/Tokyo")),
        (
            card(Rule(Basis.EXPIRY, "P60D", ladder=(SUSPENDED,)), end=iso(tenth), id="r1", auto_renew=True),
            line(
                "r1",
                "expiry",
                "Asia/Tokyo",
                end=tenth,
                plus=(0, 60),
                length=60,
                rungs=(("suspended", 30),),
                by_itself=True,
            ),
        ),
    ]
    pack = soon(20, 200)
    held, drawn = pairs[6]
    pairs[6] = (replace(held, statements=(*held.statements, stated(ClockName.DATA, end=iso(pack)))), drawn)
    drawn.data_end = pack
    pairs[0][1].balance_on = pairs[0][0].balance_on
    return [(replace(held, changed=LONG_AGO, label=held.id), drawn) for held, drawn in pairs]


class Year:
    """The owner's year: a book, a program that comes and goes, and the oracle beside them."""

    def __init__(self, seed: int, folder: DataFolder) -> None:
        self.random = random = Random(seed)
        pairs = cards_and_lines(random)
        ends = later(date(2027, random.randint(1, 8), 1), 1, -1)
        visa = PaymentMethod(id="visa", changed=LONG_AGO, label="Visa", expires=f"{ends:%Y-%m}")
        self.book = Book(cards=tuple(held for held, _ in pairs), payment_methods=(visa,))
        quiet = random.choice([None, None, (22, 7), (12, 15)])
        self.oracle = Oracle(
            {drawn.name: drawn for _, drawn in pairs},
            hour=random.choice([10, 10, 0, 18]),
            quiet=quiet,
            monthly=random.random() < 0.5,
            card_ends=ends,
            card_written=LONG_AGO,
        )
        self.settings = Settings(
            owner_hour=self.oracle.hour,
            quiet_from=None if quiet is None else f"{quiet[0]:02}:00",
            quiet_until=None if quiet is None else f"{quiet[1]:02}:00",
            monthly_notice=self.oracle.monthly,
        )
        self.folder, self.notes = folder, Notes()
        self.teller = Teller(folder, self.notes)
        self.told: list[tuple[datetime, Thing]] = []
        self.once: set[Thing] = set()
        self.again: set[Thing] = set()
        self.undoable: tuple[str, Book, list[Paid]] | None = None
        self.count = 0

    def live(self) -> None:
        """Go through the year."""
        random, real, zone_name = self.random, datetime.combine(BEGIN, time(), UTC), "Asia/Tokyo"
        wrong = {random.randint(20, 180): 5, random.randint(200, 380): -4}
        end = real + timedelta(days=DAYS)
        while real < end:
            for _ in range(random.randint(1, 60)):
                # No moment comes twice, though the clock goes back: what is told is known by its moment.
                real += timedelta(minutes=random.choice([7, 60, 240, 400, 700]), microseconds=1)
                day = (real.date() - BEGIN).days
                shift = next((hours for first, hours in wrong.items() if first <= day < first + 3), 0)
                now = (real + timedelta(hours=shift)).astimezone(ZoneInfo(zone_name))
                self.look(now)
                if random.random() < 0.05:
                    self.act(now + timedelta(seconds=20))
                    self.look(now + timedelta(minutes=1))
            if random.random() < 0.4:
                self.teller = Teller(self.folder, self.notes)
            if random.random() < 0.3:
                zone_name = random.choice(ZONES)
            real += timedelta(hours=random.choice([9, 9, 30, 80, 24 * 12]))

    def look(self, now: datetime) -> None:
        """Look, and hold what is told beside what the oracle says."""
        self.notes.room = 0 if self.random.random() < 0.1 else 10**6
        expected = self.oracle.due(now) if self.notes.room else set()
        notes = len(self.notes.taken)
        taken = self.teller.look(self.book, rows(self.book, now), now, self.settings)
        # Not the moments themselves: in the hour that a zone has twice, none equals another zone's.
        stamps = load_ledger(self.folder).value.entries if taken or expected else ()
        found = [one.key for one in stamps if one.delivered and one.delivered.timestamp() == now.timestamp()]
        assert sorted(found) == sorted(expected), f"at {now}"
        assert taken == len(found)
        assert (len(self.notes.taken) > notes) is bool(found)
        self.oracle.was_told(set(found), now)
        for thing in found:
            assert thing in self.again or thing not in self.once
            self.again.discard(thing)
            self.once.add(thing)
            self.told.append((now, thing))

    def act(self, now: datetime) -> None:
        """Do one of the things that owners do."""
        random = self.random
        name = random.choice(sorted(self.oracle.lines))
        line = self.oracle.lines[name]
        kinds = [self.renew] * 4 + [self.pay] * 2 + [self.undo, self.archive, self.see_to, self.put_off]
        if name == "b2":
            kinds = [self.new_payment_card]
        random.choice(kinds)(line, now)

    def renew(self, line: Line, now: datetime) -> None:
        """Log a renewal that has arrived, or see that an earlier one has."""
        waiting = [one for one in line.log if not one.arrived]
        if waiting:
            self.verify(line, waiting[-1], now)
        elif line.counts in ACT and (line.last_day() or date.max) < self.today(line, now) + timedelta(
            days=200
        ):
            self.log(line, now, arrived=True)

    def pay(self, line: Line, now: datetime) -> None:
        """Pay, and not know yet whether it arrived."""
        if line.counts in ("expiry", "payment") and not any(not one.arrived for one in line.log):
            self.log(line, now, arrived=False)

    def log(self, line: Line, now: datetime, *, arrived: bool) -> None:
        self.undoable = (line.name, self.book, list(line.log))
        self.count += 1
        paid_on, stamp = self.today(line, now), now.astimezone(UTC)
        bill = line.last_day() if line.counts == "bill" else None
        pack = paid_on + timedelta(days=self.random.choice([7, 30])) if line.counts == "pack" else None
        made: Renewal = renewal(
            paid_on.isoformat(),
            id=f"r{self.count}",
            card_id=line.name,
            kind=ACT[line.counts],
            status=Status.VERIFIED if arrived else Status.PAID,
            entered=stamp,
            base_day=bill or pack,
            extends=Extends.NUMBER,
        )
        self.book = put(self.book, replace(made, changed=stamp))
        line.log.append(Paid(paid_on, stamp, arrived, pack))

    def verify(self, line: Line, waiting: Paid, now: datetime) -> None:
        self.undoable = (line.name, self.book, [with_fields(one) for one in line.log])
        stamp = now.astimezone(UTC)
        held = next(one for one in self.book.renewals_of(line.name) if one.status is Status.PAID)
        arrived = replace(held, status=Status.VERIFIED, verified_on=self.today(line, now), changed=stamp)
        self.book = put(self.book, arrived)
        waiting.arrived = True
        self.rewritten(line, waiting, stamp)

    def rewritten(self, line: Line, paid: Paid, stamp: datetime) -> None:
        """The order of the log stays that of entry; what counts as a change is the newer stamp."""
        line.log[line.log.index(paid)] = with_fields(paid, written=paid.written)
        line.log[-1].written = max(line.log[-1].written, stamp)

    def undo(self, _line: Line, _now: datetime) -> None:
        """Take back what was logged last, if nothing else was changed since."""
        if self.undoable is not None:
            name, self.book, log = self.undoable
            self.oracle.lines[name].log = log
            self.undoable = None

    def archive(self, line: Line, now: datetime) -> None:
        """Put a card away, or take it out again."""
        self.undoable = None
        stamp = now.astimezone(UTC)
        held = self.book.card(line.name)
        assert held is not None
        line.in_use, line.written = not line.in_use, stamp
        state = State.IN_USE if line.in_use else State.ARCHIVED
        self.book = put(self.book, replace(held, state=state, changed=stamp))

    def new_payment_card(self, _line: Line, now: datetime) -> None:
        """Give the payment method another month of expiry."""
        self.undoable = None
        stamp = now.astimezone(UTC)
        ends = later(date(now.year + 1, self.random.randint(1, 12), 1), 1, -1)
        visa = replace(self.book.payment_methods[0], expires=f"{ends:%Y-%m}", changed=stamp)
        self.book = put(self.book, visa)
        self.oracle.card_ends, self.oracle.card_written = ends, stamp

    def see_to(self, _line: Line, now: datetime) -> None:
        """Acknowledge what was told last."""
        if self.told:
            self.teller.acknowledge_items([self.told[-1][1]], now)
            self.oracle.was_seen_to(self.told[-1][1])

    def put_off(self, _line: Line, now: datetime) -> None:
        """Snooze what was told last for a day."""
        if self.told and self.told[-1][1] not in self.oracle.seen_to:
            thing = self.told[-1][1]
            self.teller.snooze_items([thing], now)
            self.oracle.put_off[thing] = now + timedelta(days=1)
            self.again.add(thing)

    def today(self, line: Line, now: datetime) -> date:
        return now.astimezone(ZoneInfo(line.place)).date()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(rounds(short=6, full=200)))
def test_a_year_is_told_as_the_oracle_tells_it(seed: int, tmp_path: Path) -> None:
    year = Year(seed, DataFolder(tmp_path / "book", DEVICE))
    year.live()
    assert len(year.told) > 100
