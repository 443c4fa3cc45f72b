"""Sentences in Japanese to show or to say, from ``resources/phrases.json``."""

from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta, Struct

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, Channel, Offer
from simdesk.catalog.terms import Action, Group
from simdesk.catalog.text import Text
from simdesk.catalog.written import Version, Words
from simdesk.resources import resource

Need = Literal["payment_number", "amount", "number"]
Where = Literal["register", "counter", "telephone"]

_PAY = "pay_with_payment_number"
_BY_CHANNEL = {"konbini_711": "pay_at_seven_eleven"}


class Phrase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence, how it is read aloud, what it means, and what has to be filled into it."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,64}$(?!\n)")]
    place: Where
    ja: Words
    reading: Words
    translation: Text
    needs: tuple[Need, ...]

    def filled(self, text: str, known: dict[str, str], blank: str = "") -> str:
        """Return *text*, one of the phrase's own, with what it needs filled in.

        ``blank``: what stands where nothing is known, such as a line to write on.
        """
        for need in self.needs:
            text = text.replace(f"{{{need}}}", known.get(need) or blank)
        return text


class PhrasesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file; ``no_payment_number`` says where to get one."""

    version: Version
    phrases: tuple[Phrase, ...]
    no_payment_number: Text

    def phrase(self, phrase_id: str) -> Phrase | None:
        """Return the phrase with that id; None if there is none."""
        return next((one for one in self.phrases if one.id == phrase_id), None)

    def said_at(self, place: Where) -> tuple[Phrase, ...]:
        """Return what is said there, in the order it is listed."""
        return tuple(one for one in self.phrases if one.place == place)


@lru_cache(maxsize=1)
def phrases() -> PhrasesFile:
    """Return the shipped phrases.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return decoded(resource("phrases.json"), PhrasesFile)


def phrases_for(
    file: PhrasesFile, channel: Channel | None, carrier: Carrier | None, offer: Offer | None
) -> tuple[Phrase, ...]:
    """Return what one may show or say on a channel, the sentence of the errand first.

    A thing that is bought over the counter has a phrase called after its carrier and its offer; all
    else is paid with a payment number.
    """
    bought = None
    if carrier is not None and offer is not None:
        bought = file.phrase(f"{carrier.id}_{offer.id}".replace("-", "_"))
    place = where_said(channel)
    usual = file.phrase(_BY_CHANNEL.get("" if channel is None else channel.id, _PAY))
    first = bought or (usual if place == "register" else None)
    others = [one for one in file.said_at(place) if one is not first]
    return tuple(others) if first is None else (first, *others)


def where_said(channel: Channel | None) -> Where:
    """Return where one stands: at a till, at a carrier's counter, or on the line to its people."""
    if channel is None or not channel.staffed:
        return "register"
    return "counter" if channel.group is Group.IN_PERSON else "telephone"


def has_clerk(channel: Channel | None) -> bool:
    """Return whether somebody stands there to whom a sentence can be shown."""
    if channel is None:
        return False
    return channel.group is Group.IN_PERSON or any(
        step.action is Action.SHOW_TO_CLERK for step in channel.steps
    )
