"""Cards that were deleted, as the history of this device had them last."""

from collections.abc import Collection

import msgspec
from msgspec import Struct

from simdesk.domain.card import Card
from simdesk.storage.folder import DataFolder
from simdesk.storage.past import Was, raw_lines


class _Cards(Struct, frozen=True):
    """What a line of the history says of cards; the rest of it is passed over, which is quick."""

    cards: tuple[Was[Card], ...] = ()


class _Line(Struct, frozen=True):
    changes: _Cards = _Cards()


def last_known(folder: DataFolder, ids: Collection[str]) -> dict[str, Card]:
    """Return each of the cards *ids* as it was last; those that the history does not have are missing.

    Reads the history, no further back than it needs to.
    """
    found: dict[str, Card] = {}
    wanted, decoder = set(ids), msgspec.json.Decoder(_Line)
    if not wanted:
        return found
    for raw in raw_lines(folder):
        try:
            line = decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
        for was in line.changes.cards:
            card = was.after or was.before
            if card is not None and card.id in wanted:
                found[card.id] = card
                wanted.discard(card.id)
        if not wanted:
            break
    return found
