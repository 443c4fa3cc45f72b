"""The card that help is wanted for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simdesk.catalog.model import Carrier, Plan
from simdesk.domain.terms import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the windows of help know of one card. Carrier and plan are None where they are the owner's own.

    ``number`` is as people write it in its country, empty for a card without one; ``shown`` the same as it
    is shown where it need not be read. ``amount``: what was paid and has not arrived yet, as it is written
    in Japanese; empty where nothing is awaited.
    """

    card_id: str
    label: str
    phase: Phase
    carrier: Carrier | None
    plan: Plan | None
    number: str = ""
    shown: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The cards of the book: ``choices`` gives their ids and labels, ``subject`` one of them.

    ``subject`` returns None for a card that is no longer there.
    """

    choices: Callable[[], Sequence[tuple[str, str]]]
    subject: Callable[[str], Subject | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpDoors:
    """What the windows of help ask for: a page in the browser, or each other.

    ``open_page`` takes an https address and says whether it was opened. ``open_phrases`` takes the id of a
    sentence or a place where one speaks, and the id of a card, empty for none.
    """

    open_page: Callable[[str], bool]
    open_phrases: Callable[[str, str], object]
