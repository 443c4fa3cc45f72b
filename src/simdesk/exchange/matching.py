"""Which card of the book a row is about.

An id decides alone. Without one it is the ICCID, then number and carrier together; a column that the
table does not have is not asked. Whatever fits no card is a new one.
"""

from collections.abc import Iterable

from simdesk.catalog.model import Carrier
from simdesk.catalog.spelling import spelling
from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book
from simdesk.domain.card import E164, Card, Id
from simdesk.domain.numbers import masked, parse_number
from simdesk.errors import Damage
from simdesk.exchange import cells
from simdesk.exchange.cells import CellRefused, read
from simdesk.exchange.table import Table, TableRow


def matched_cards(book: Book, table: Table, catalog: Catalog) -> list[Card | None]:
    """Return the card that each row is about, in the order of the rows; None for a new one.

    Raises:
        RowRefused: where several cards fit a row, two rows are about one card, or a number is none.
    """
    seen: set[tuple[str, str]] = set()
    new: dict[tuple[str, str], bool] = {}
    found = []
    for row in table.rows:
        try:
            card_id = read(row.cells.get("id", ""), "id", given_id, "")
            card = _matched(book, row, catalog)
            told = None if card is not None else _number_and_carrier(row, catalog)
        except CellRefused as refused:
            raise table.refused(row, refused.column, refused.damage, refused.value) from refused
        for column, key in (("id", card_id), ("iccid", iccid_key(row))):
            if key and (column, key) in seen:
                damage = Damage.DUPLICATE_ID if column == "id" else Damage.AMBIGUOUS
                raise table.refused(row, column, damage)
            seen.add((column, key))
        if card is not None and ("card", card.id) in seen:
            raise table.refused(row, "", Damage.AMBIGUOUS, card.label)
        if card is not None:
            seen.add(("card", card.id))
        elif told is not None:
            # Two new cards that nothing else tells apart: nobody could say next time which is meant.
            nameless = not card_id and not iccid_key(row)
            if told in new and (nameless or new[told]):
                raise table.refused(row, "number", Damage.AMBIGUOUS)
            new[told] = nameless
        found.append(card)
    return found


def matched_by_name(cards: Iterable[Card], row: TableRow) -> list[Card]:
    """Return the cards with the label and the masked number of a row of the log."""
    number, label = masked_number(row.cells.get("number", "")), row.cells.get("label", "")
    return [
        card
        for card in cards
        if (not number or (card.number is not None and masked(card.number) == number))
        and (not label or card.label == label)
        and (number or label)
    ]


def masked_number(text: str) -> str:
    """Return a number as the log shows it; one that is whole, with its country code, is masked."""
    try:
        return masked(cells.checked(text.strip(), E164, Damage.NOT_A_PHONE_NUMBER))
    except CellRefused:
        return text


def given_id(text: str) -> str:
    """Return an id that a table gives."""
    return str(cells.checked(text.strip(), Id, Damage.NOT_AN_ID))


def iccid_key(row: TableRow) -> str:
    """Return the ICCID of a row without the spaces that people write in it; empty if there is none."""
    return "".join(row.cells.get("iccid", "").split())


def number_in(text: str, carrier: Carrier | None) -> str:
    """Return the number E.164 that *text* is, a national one being of the carrier's country."""
    number = parse_number(text.strip(), None if carrier is None else carrier.country)
    return str(cells.checked(number or "", E164, Damage.NOT_A_PHONE_NUMBER))


def _matched(book: Book, row: TableRow, catalog: Catalog) -> Card | None:
    if row.cells.get("id", "").strip():
        return book.card(row.cells["id"].strip())
    column, fitting = "iccid", [card for card in book.cards if card.iccid and card.iccid == iccid_key(row)]
    if not fitting and (told := _number_and_carrier(row, catalog)):
        number, carrier = told
        column, fitting = "number", [card for card in book.cards if card.number == number]
        if "carrier" in row.cells:
            fitting = [card for card in fitting if _carrier_key(card.carrier, catalog) == carrier]
    if len(fitting) > 1:
        raise CellRefused(Damage.AMBIGUOUS, column)
    return fitting[0] if fitting else None


def _number_and_carrier(row: TableRow, catalog: Catalog) -> tuple[str, str] | None:
    """Return the number of a row and what its carrier is known by; None for a row without a number."""
    carrier = row.cells.get("carrier", "")
    number = read(
        row.cells.get("number", "").strip(),
        "number",
        lambda text: number_in(text, catalog.carrier(carrier)),
        None,
    )
    return None if number is None else (number, _carrier_key(carrier, catalog))


def _carrier_key(text: str, catalog: Catalog) -> str:
    carrier = catalog.carrier(text)
    return spelling(text) if carrier is None else carrier.id
