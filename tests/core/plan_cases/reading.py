"""The notation of the dated cases, and what is read from it.

::

    plan-id
    # where the rule is known from
      situation: column=cell column=cell
        # the arithmetic
        2026-11-25 buy offer-id balance=20
        2026-11-25: usable, 2027-01-30 receive_only, lost about 2028-01-26, data 2026-12-25

The columns are those of the table of cards, as its owner fills them in. A line without a colon is an act:
``buy``, ``use`` or ``bill``. One with a colon is what is expected on that day after the acts above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Act:
    """What the owner did. ``offer`` is empty where none was named."""

    day: date
    kind: str
    offer: str = ""
    balance: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """How the card stands: texts as they are written in a case, None where nothing is."""

    phase: str
    deadline: str | None = None
    kind: str | None = None
    lost_on: str | None = None
    approximate: bool = False
    data: str | None = None


@dataclass(slots=True)
class Situation:
    """A card of a plan as stated, and what happens to it: acts and expectations in their order."""

    plan: str
    name: str
    cells: dict[str, str]
    events: list[Act | tuple[date, Seen]] = field(default_factory=list)

    @property
    def expected(self) -> Iterator[tuple[date, tuple[Act, ...], Seen]]:
        """Yield each day that is looked at, the acts up to it, and how the card stands."""
        acts: tuple[Act, ...] = ()
        for event in self.events:
            if isinstance(event, Act):
                acts = (*acts, event)
            else:
                yield event[0], acts, event[1]


def situations(text: str) -> list[Situation]:
    """Return the situations in *text*, in its order."""
    found: list[Situation] = []
    plan = ""
    for line in text.splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if not line.startswith(" "):
            plan = words
        elif not line.startswith("    "):
            name, cells = words.split(":", 1)
            found.append(Situation(plan, name, _pairs(cells.split())))
        elif words[10] == ":":
            found[-1].events.append((date.fromisoformat(words[:10]), _seen(words[11:])))
        else:
            found[-1].events.append(_act(words.split()))
    return found


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words)


def _act(words: list[str]) -> Act:
    day, kind, *rest = words
    named = [word for word in rest if "=" not in word]
    return Act(
        date.fromisoformat(day),
        kind,
        named[0] if named else "",
        _pairs([word for word in rest if "=" in word]).get("balance"),
    )


def _seen(words: str) -> Seen:
    phase, deadline, *further = words.strip().split(", ")
    day, kind = (None, None) if deadline == "no deadline" else deadline.split()
    stated = {part.split()[0]: part.split()[1:] for part in further}
    lost = stated.pop("lost", None)
    data = stated.pop("data", None)
    if stated:
        raise ValueError(f"not understood: {words!r}")
    return Seen(
        phase,
        day,
        kind,
        None if lost is None else lost[-1],
        approximate=lost is not None and lost[0] == "about",
        data=None if data is None else data[0],
    )
