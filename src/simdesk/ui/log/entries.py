"""The rows of the log: renewals with the words they are found by. No Qt."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Kind, Status
from simdesk.wording.language import current
from simdesk.wording.payments import paid_with
from simdesk.wording.terms import kind_name, status_name


@dataclass(frozen=True, slots=True)
class LogRow:
    """A renewal and its names in the language of the moment.

    ``label`` is what the card is called now; what it was called then if it is ``deleted``. ``what`` is
    the offer, else the kind. ``method`` is what it was paid with.
    """

    renewal: Renewal
    label: str
    deleted: bool
    what: str
    channel: str
    method: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is to be seen of the log; None or empty: all of it. ``words`` must all be somewhere in a row."""

    card_id: str | None = None
    year: int | None = None
    kind: Kind | None = None
    status: Status | None = None
    words: str = ""


EVERYTHING = LogFilter()


def log_rows(book: Book, catalog: Catalog) -> list[LogRow]:
    """Return every renewal, the latest payment first, of one day what was entered last."""
    labels = {card.id: card.label for card in book.cards}
    names = _Names(catalog, book.payment_methods)
    ordered = sorted(book.renewals, key=lambda one: (one.paid_on, one.entered), reverse=True)
    return [
        LogRow(
            renewal,
            labels.get(renewal.card_id, renewal.card.label),
            renewal.card_id not in labels,
            names.what(renewal),
            names.channel(renewal.channel),
            names.method(renewal.payment_method),
        )
        for renewal in ordered
    ]


def admitted(rows: Iterable[LogRow], wanted: LogFilter) -> list[LogRow]:
    """Return the rows that *wanted* lets through, in their order."""
    if wanted == EVERYTHING:
        return list(rows)
    words = _plain(wanted.words).split()
    return [row for row in rows if _fits(row.renewal, wanted) and _has(row, words)]


def cards_in(rows: Iterable[LogRow]) -> list[tuple[str, str]]:
    """Return the cards of the rows as pairs of id and label, sorted by label."""
    found = {row.renewal.card_id: row.label for row in rows}
    return sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def years_in(rows: Iterable[LogRow]) -> list[int]:
    """Return the years of payment, the latest first."""
    return sorted({row.renewal.paid_on.year for row in rows}, reverse=True)


class _Names:
    """What the catalog calls offers and channels and the owner what is paid with, each looked up once."""

    def __init__(self, catalog: Catalog, methods: Sequence[PaymentMethod]) -> None:
        self._catalog = catalog
        self._of_payment = methods
        self._methods: dict[str, str] = {}
        self._offers: dict[tuple[str, str, str], str] = {}
        self._channels: dict[str, str] = {}

    def what(self, renewal: Renewal) -> str:
        """Return the offer's name, else that of the kind."""
        if not renewal.offer:
            return kind_name(renewal.kind)
        key = (renewal.card.carrier, renewal.card.plan, renewal.offer)
        if key not in self._offers:
            plan = self._catalog.resolve(key[0], key[1])[1]
            offer = None if plan is None else plan.offer(renewal.offer)
            self._offers[key] = renewal.offer if offer is None else offer.name.said(current())
        return self._offers[key]

    def channel(self, channel_id: str) -> str:
        """Return the channel's name; the owner's own words as they are."""
        if channel_id not in self._channels:
            known = self._catalog.channel(channel_id)
            self._channels[channel_id] = channel_id if known is None else known.name.said(current())
        return self._channels[channel_id]

    def method(self, name: str) -> str:
        """Return what is paid with, in words."""
        if name not in self._methods:
            self._methods[name] = paid_with(name, self._of_payment)
        return self._methods[name]


def _fits(renewal: Renewal, wanted: LogFilter) -> bool:
    return (
        wanted.card_id in (None, renewal.card_id)
        and wanted.year in (None, renewal.paid_on.year)
        and wanted.kind in (None, renewal.kind)
        and wanted.status in (None, renewal.status)
    )


def _has(row: LogRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    renewal = row.renewal
    text = _plain(
        "\n".join(
            (
                row.label,
                row.what,
                row.channel,
                renewal.card.number,
                renewal.card.carrier,
                renewal.place,
                row.method,
                renewal.order_number,
                renewal.amount or "",
                renewal.note,
                renewal.paid_on.isoformat(),
                kind_name(renewal.kind),
                status_name(renewal.status),
            )
        )
    )
    return all(word in text for word in words)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
