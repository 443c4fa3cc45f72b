"""Books of any content that the format allows, and the way of one through both tables."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card, LinkedAccount, Rule, Rung, Statement
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.domain.terms import Basis, ClockName, Extends, Form, Kind, Phase, State, Status
from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.cards_csv import exported_cards
from simdesk.exchange.cards_import import imported_cards
from simdesk.exchange.log_csv import exported_log
from simdesk.exchange.log_import import imported_log
from simdesk.exchange.report import ImportLine
from simdesk.exchange.table import Table, read_table, written

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
"""Noon in Tokyo on 2026-11-21."""


def table(path: Path, data: bytes, columns: tuple[str, ...] | list[str]) -> Table:
    """Return the table in *data*, read back through a file."""
    path.write_bytes(data)
    return read_table(path, columns)


def take_cards(
    path: Path, book: Book, *rows: dict[str, str], moment: datetime = NOW
) -> tuple[Book, tuple[ImportLine, ...]]:
    """Take rows that are given by column; all columns of the first are the table's."""
    data = written(list(rows[0]), rows)
    return imported_cards(book, table(path, data, cards_csv.COLUMNS), catalog(), moment)


def take_log(
    path: Path, book: Book, *rows: dict[str, str], moment: datetime = NOW
) -> tuple[Book, tuple[ImportLine, ...]]:
    """Take rows of the log that are given by column; all columns of the first are the table's."""
    data = written(list(rows[0]), rows)
    return imported_log(book, table(path, data, log_csv.COLUMNS), moment)


def both_tables(book: Book) -> tuple[bytes, bytes]:
    """Return the table of cards and that of the log."""
    return exported_cards(book), exported_log(book)


def through_both(path: Path, book: Book, tables: tuple[bytes, bytes], moment: datetime = NOW) -> Book:
    """Return *book* after both tables were taken in, the cards first."""
    cards, log = tables
    book, _ = imported_cards(book, table(path, cards, cards_csv.COLUMNS), catalog(), moment)
    return imported_log(book, table(path, log, log_csv.COLUMNS), moment)[0]


_SIGNS = st.one_of(
    st.sampled_from(list("=+-@'\t\r\n,;|\\\" 0123456789")),
    st.sampled_from(list("保号卡残り日本語ｱｶｳﾝﾄ𠮷é")),
    st.characters(exclude_categories=["Cs"]),
)
WORDS = st.one_of(
    st.text(_SIGNS, max_size=8),
    st.sampled_from(
        ["=1+1", "+81", "-5", "@SUM(A1)", "'", "''x", "123456789012", "\t", "\r\n", "a\r\nb", '"', "\ufeff"]
    ),
)
_SOME_WORDS = WORDS.map(lambda text: text if text.strip() else f"{text}x")
_DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 20))
_LENGTHS = st.sampled_from(["P60D", "P180D", "P3M", "P1M", "P3M/end", "P2W", "P1Y"])
_AMOUNTS = st.sampled_from(["0", "3000", "-1.5", "0.3000", "999999999999.9999"])
_CURRENCIES = st.sampled_from(["JPY", "GBP", "USD"])
_NUMBERS = st.sampled_from(["+819012345678", "+447700900123", "+12125550123"])
_LOWER_RUNGS = sorted(set(Phase) - {Phase.LOST, Phase.NOT_ACTIVE})


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _rule(basis: Basis, cap: str | None, **fields: Any) -> Rule:
    return Rule(basis, cap=cap if basis is Basis.EXPIRY else None, **fields)


_RULES = st.builds(
    _rule,
    basis=st.sampled_from(Basis),
    cap=_maybe(st.just("P360D")),
    valid_for=_maybe(_LENGTHS),
    count_base_day=st.booleans(),
    ladder=st.lists(st.builds(Rung, st.sampled_from(_LOWER_RUNGS), _LENGTHS, st.booleans()), max_size=3).map(
        tuple
    ),
    first_phase=st.sampled_from(_LOWER_RUNGS),
    use_within=_maybe(_LENGTHS),
)


def _statement(clock: ClockName, first: date, second: date | None, on: date) -> Statement:
    if clock is ClockName.DATA:
        return Statement(clock, on, None, first)
    return Statement(clock, on, first, second if clock is ClockName.MAIN else None)


_STATEMENTS = st.lists(
    st.builds(_statement, st.sampled_from(ClockName), _DAYS, _maybe(_DAYS), _DAYS), max_size=3
).map(tuple)

_CARDS = st.builds(
    Card,
    id=st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
    changed=st.just(NOW),
    label=_SOME_WORDS,
    timezone=st.sampled_from(["Asia/Tokyo", "Europe/London", "Pacific/Auckland"]),
    rule=_RULES,
    number=_maybe(_NUMBERS),
    form=st.sampled_from(Form),
    carrier=WORDS,
    plan=WORDS,
    statements=_STATEMENTS,
    bill_day=_maybe(st.integers(1, 31)),
    payment_card_expires=_maybe(st.just("2028-04")),
    install_by=_maybe(_DAYS),
    opened_on=_maybe(_DAYS),
    balance=_maybe(st.builds(Money, _AMOUNTS, _CURRENCIES)),
    balance_on=_maybe(_DAYS),
    currency=_maybe(_CURRENCIES),
    data_left_mb=_maybe(st.integers(0, 2**53 - 1)),
    iccid=_maybe(st.from_regex(r"[0-9]{10,20}", fullmatch=True)),
    device=WORDS,
    payment_method=WORDS,
    auto_renew=_maybe(st.booleans()),
    texts_abroad=_maybe(st.booleans()),
    login=WORDS,
    linked_accounts=st.lists(st.builds(LinkedAccount, _SOME_WORDS, WORDS, WORDS), max_size=3).map(tuple),
    tags=st.lists(WORDS, max_size=3).map(tuple),
    stages=_maybe(st.lists(st.integers(0, 3650), max_size=3).map(tuple)),
    state=st.sampled_from(State),
    note=WORDS,
)


def _renewal(amount: str | None, fee: str | None, currency: str | None, **fields: Any) -> Renewal:
    priced: dict[str, Any] = {"amount": amount, "fee": fee} if currency else {}
    if fields["kind"] is Kind.USE:
        fields["extends"] = Extends.NUMBER
    return Renewal(changed=NOW, entered=NOW, currency=currency, **priced, **fields)


def _renewals(card_ids: list[str]) -> st.SearchStrategy[Renewal]:
    return st.builds(
        _renewal,
        amount=_maybe(_AMOUNTS),
        fee=_maybe(_AMOUNTS),
        currency=_maybe(_CURRENCIES),
        id=st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
        card_id=st.sampled_from(card_ids),
        card=st.builds(
            Snapshot,
            _SOME_WORDS,
            st.sampled_from(["", "+81 •••• 5678"]),
            WORDS,
            WORDS,
            st.one_of(WORDS, st.sampled_from(["expiry cap P360D", "use", "none"])),
        ),
        kind=st.sampled_from(Kind),
        status=st.sampled_from(Status),
        paid_on=_DAYS,
        channel=WORDS,
        place=WORDS,
        offer=WORDS,
        extends=st.sampled_from(Extends),
        base_day=_maybe(_DAYS),
        valid_for=_maybe(_LENGTHS),
        verified_on=_maybe(_DAYS),
        voided_on=_maybe(_DAYS),
        payment_method=WORDS,
        expires_before=_maybe(_DAYS),
        expires_after=_maybe(_DAYS),
        balance_after=_maybe(_AMOUNTS),
        order_number=WORDS,
        receipts=st.lists(st.just("0" * 64 + ".png"), max_size=2).map(tuple),
        note=WORDS,
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Draw a book whose renewals were all paid before NOW; some of its cards are gone."""
    cards = draw(
        st.lists(_CARDS, max_size=4, unique_by=(lambda card: card.id, lambda card: card.iccid or card.id))
    )
    ids = [card.id for card in cards] + ["gone"]
    renewals = draw(st.lists(_renewals(ids), max_size=6, unique_by=lambda renewal: renewal.id))
    return Book(cards=tuple(cards), renewals=tuple(renewals))
