"""How the owner wants cards to be shown, and the words of a card that depend on it."""

from functools import lru_cache

from msgspec import Struct

from simdesk.catalog.names import carrier_name
from simdesk.domain.card import Card
from simdesk.domain.numbers import masked, spelled
from simdesk.domain.rows import DEFAULT_STAGES
from simdesk.wording.language import _, current
from simdesk.wording.terms import form_name

_FEWEST = 7
_BETWEEN = "+-() ./"


class Showing(Struct, frozen=True):
    """What of the settings the page of cards needs.

    ``home``: the ISO 3166 country the owner is in, whose numbers are written nationally; None: none.
    ``stages``: the general days of reminding, which say what is due soon.
    """

    masked: bool = True
    home: str | None = None
    stages: tuple[int, ...] = DEFAULT_STAGES


def number_shown(card: Card, showing: Showing) -> str:
    """Return the card's number as the owner wants to see it, or that it has none."""
    if card.number is None:
        return _("data only")
    return masked(card.number) if showing.masked else spelled(card.number, showing.home)


def login_shown(card: Card, showing: Showing) -> str:
    """Return what opens the account; where that is the card's own number, as the number is shown."""
    digits = "".join(sign for sign in card.login if sign.isdecimal()).lstrip("0")
    own = card.number is not None and len(digits) >= _FEWEST and card.number.endswith(digits)
    plain = all(sign.isdecimal() or sign in _BETWEEN for sign in card.login)
    return number_shown(card, showing) if own and plain and showing.masked else card.login


def carrier_shown(card: Card) -> str:
    """Return the carrier's name in the language in force, or the owner's own word for it."""
    return _carrier(card.carrier, current()) if card.carrier else ""


@lru_cache(maxsize=256)
def _carrier(text: str, language: str) -> str:
    return carrier_name(text, language)


def subtitle(card: Card, showing: Showing) -> str:
    """Return the second line of a row: carrier, number, form."""
    parts = (carrier_shown(card), number_shown(card, showing), form_name(card.form))
    return " · ".join(filter(None, parts))
