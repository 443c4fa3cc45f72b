"""What came from another computer, in words."""

from collections.abc import Iterable, Sequence

from simdesk.domain.book import PaymentMethod, Record
from simdesk.domain.card import Card
from simdesk.domain.history import Step
from simdesk.domain.renewal import Renewal
from simdesk.wording.language import _, _n, _p
from simdesk.wording.names import names_words

_NAMED = 3


def step_label(step: Step) -> str:
    """Return what a step is called: its own label, else by where it came from."""
    if step.label:
        return step.label
    match step.source:
        case "outside":
            return _("changes from another computer")
        case "import":
            return _("import")
        case "restore":
            return _("restore")
        case _:
            return _("change")


def summary(step: Step, copies: int = 0, *, older: bool = False) -> str:
    """Return what the *step* from another computer brought, in a few sentences; empty where nothing came.

    *copies*: how many conflict copies were folded in by it. *older*: a book with nothing new in it had been
    put in the place of ours.
    """
    words = (_older() if older else "", _came(step), folded(copies, new=bool(step.before)), _decided(step))
    return _p("sentences", " ").join(filter(None, words))


def _older() -> str:
    return _(
        "An older copy of your cards was put in the data folder. Nothing in it is new, so everything stayed "
        "as it is."
    )


def _came(step: Step) -> str:
    parts = [*_cards(step), *_renewals(step), *_methods(step)]
    if not parts:
        return ""
    return _("From another computer: {changes}.").format(changes=_p("list", ", ").join(parts))


def folded(copies: int, *, new: bool) -> str:
    """Return what became of so many conflict copies; empty for none. *new*: something in them was new."""
    if not copies:
        return ""
    if new:
        return _n(
            "{n} conflict copy was folded in and moved to the backups.",
            "{n} conflict copies were folded in and moved to the backups.",
            copies,
        ).format(n=copies)
    return _n(
        "{n} conflict copy held nothing new and was moved to the backups.",
        "{n} conflict copies held nothing new and were moved to the backups.",
        copies,
    ).format(n=copies)


def _cards(step: Step) -> Iterable[str]:
    added, changed, gone = _labels(step)
    if added:
        yield _named(_n("{n} card added", "{n} cards added", len(added)).format(n=len(added)), added)
    if changed:
        yield _named(
            _n("{n} card changed", "{n} cards changed", len(changed)).format(n=len(changed)), changed
        )
    if gone:
        yield _named(_n("{n} card deleted", "{n} cards deleted", len(gone)).format(n=len(gone)), gone)


def _named(what: str, labels: Sequence[str]) -> str:
    return _p("cards named", "{what} ({names})").format(what=what, names=names_words(labels, _NAMED))


def _renewals(step: Step) -> Iterable[str]:
    added, changed, gone = _counts(step, Renewal)
    if added:
        yield _n("{n} renewal added", "{n} renewals added", added).format(n=added)
    if changed:
        yield _n("{n} renewal changed", "{n} renewals changed", changed).format(n=changed)
    if gone:
        yield _n("{n} renewal deleted", "{n} renewals deleted", gone).format(n=gone)


def _methods(step: Step) -> Iterable[str]:
    count = sum(_counts(step, PaymentMethod))
    if count:
        yield _n("{n} payment method changed", "{n} payment methods changed", count).format(n=count)


def _decided(step: Step) -> str:
    """Return how many values two computers had changed, so that only the later is in the book."""
    count = sum(len(lost.fields) for lost in step.lost)
    if not count:
        return ""
    return _n(
        "{n} value was changed on both: the later one holds, the other is in the history of the card.",
        "{n} values were changed on both: the later ones hold, the others are in the history of the cards.",
        count,
    ).format(n=count)


def _labels(step: Step) -> tuple[list[str], list[str], list[str]]:
    """Return what the cards are called that were added, changed and deleted."""
    added: list[str] = []
    changed: list[str] = []
    gone: list[str] = []
    for key, before in step.before.items():
        after = step.after.get(key)
        if isinstance(after, Card):
            (changed if isinstance(before, Card) else added).append(after.label)
        elif isinstance(before, Card):
            gone.append(before.label)
    return added, changed, gone


def _counts(step: Step, kind: type[Record]) -> tuple[int, int, int]:
    """Return how many records of *kind* were added, changed and deleted."""
    pairs = [(before, step.after.get(key)) for key, before in step.before.items() if key[0] is kind]
    added = sum(before is None for before, _after in pairs)
    gone = sum(after is None for _before, after in pairs)
    return added, len(pairs) - added - gone, gone
