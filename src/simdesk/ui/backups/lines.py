"""The cards of a backup beside those of the book now: what differs, in words. No widgets."""

from collections import Counter

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.changes import changed
from simdesk.domain.comparing import Difference, difference
from simdesk.ui.backups.values import CardLine, Content, FieldLine, Mark
from simdesk.ui.cards.showing import Showing, login_shown, number_shown
from simdesk.wording.history import Reader, field_name, value_words

_ORDER = tuple(Mark)


def content_of(then: Book, now: Book | None, showing: Showing, found: Difference | None = None) -> Content:
    """Return what the book *then* has in it, compared with *now*; None: with nothing.

    *found*: what differs, where that is known already.
    """
    if now is None:
        plain = (_line(card, Mark.PLAIN, showing) for card in then.cards)
        return Content(tuple(sorted(plain, key=_by_label)), len(then.renewals), None)
    found = difference(then, now) if found is None else found
    held = {card.id: card for card in now.cards}
    owners = {one.id: one.card_id for one in then.renewals}
    missing = Counter(owners[one] for one in found.renewals.gone)
    marks = dict.fromkeys(found.cards.gone, Mark.GONE) | dict.fromkeys(found.cards.changed, Mark.CHANGED)
    lines = []
    for card in then.cards:
        mark = marks.get(card.id, Mark.SAME)
        fields: tuple[FieldLine, ...] = ()
        if mark is Mark.CHANGED:
            fields = field_lines(card, held[card.id], showing, now.payment_methods)
        lines.append(_line(card, mark, showing, fields, missing[card.id]))
    lines += [_line(held[one], Mark.NEW, showing) for one in found.cards.added]
    return Content(tuple(sorted(lines, key=_by_mark)), len(then.renewals), found)


def _by_mark(line: CardLine) -> tuple[int, bool, str, str]:
    return _ORDER.index(line.mark), not line.renewals, *_by_label(line)


def _by_label(line: CardLine) -> tuple[str, str]:
    return line.label.casefold(), line.card_id


def _line(
    card: Card, mark: Mark, showing: Showing, fields: tuple[FieldLine, ...] = (), missing: int = 0
) -> CardLine:
    return CardLine(card.id, card.label, number_shown(card, showing), mark, fields, missing)


def field_lines(
    then: Card, now: Card, showing: Showing, methods: tuple[PaymentMethod, ...] = ()
) -> tuple[FieldLine, ...]:
    """Return the fields in which two states of a card differ, with both values.

    *methods*: the payment methods of the book, by which one is named.
    """
    reader = Reader(masked=showing.masked, country=showing.home, methods=methods)

    def words(card: Card, field: str, value: object) -> str:
        if field == "login" and card.login:
            return login_shown(card, showing)
        return value_words(card, field, value, reader)

    return tuple(
        FieldLine(field_name(one.field), words(then, one.field, one.before), words(now, one.field, one.after))
        for part in changed(then, now)
        for one in part.changes
    )
