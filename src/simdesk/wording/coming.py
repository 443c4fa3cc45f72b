"""What is next of all cards, in one line."""

from simdesk.domain.rows import Row, is_current
from simdesk.domain.terms import State
from simdesk.wording.countdown import days_left, ends
from simdesk.wording.language import _


def next_words(rows: tuple[Row, ...]) -> str:
    """Return what is next: the most urgent card that has a deadline, or is past its last one."""
    first = next((row for row in rows if is_current(row) and _is_pressing(row)), None)
    if first is None:
        return _("Nothing is due")
    if first.standing.days_left is None:
        return _("{label}: {what}").format(label=first.card.label, what=ends(first))
    return _("Next: {label}, {when}").format(label=first.card.label, when=days_left(first.standing.days_left))


def _is_pressing(row: Row) -> bool:
    asked = row.card.state is State.IN_USE and row.standing.may_be_lost_since is not None
    return row.standing.days_left is not None or asked
