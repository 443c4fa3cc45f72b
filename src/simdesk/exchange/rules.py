r"""A rule as the cells of a table, and back.

The ladder is written ``phase:length`` for each rung, ``~`` behind it where it is approximate, joined by
``;``. A first phase that is not ``usable`` has no column, and is said in the ladder:

- A first phase ``stored`` whose length is known is the first element, with its length, and the cell
  ``valid_for`` is empty: ``stored:P3M;port_out_only:P30D``.
- Any other first phase is an element without a length before all others; its length, if it is known,
  stands in ``valid_for``: ``receive_only;suspended:P30D``.
- Where the first phase is ``usable`` and of unknown length, and the ladder begins with ``stored``, that is
  said in the same way: ``usable;stored:P3M``.

What a table has no column for (who can end a rung, what works in it, late renewals, funding) is kept from
the rule that the card had, or the catalog's where every cell agrees with it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import TypeVar

from msgspec.structs import replace

from simdesk.domain.card import Rule, Rung
from simdesk.domain.terms import Basis, Late, Phase
from simdesk.errors import Damage
from simdesk.exchange import cells
from simdesk.exchange.cells import CellRefused

COLUMNS = ("basis", "valid_for", "cap", "count_base_day", "ladder", "use_within")
_Value = TypeVar("_Value")
_IN_LADDER = frozenset(Phase) - {Phase.LOST, Phase.NOT_ACTIVE}
_ELEMENT = re.compile(r"(?P<phase>[a-z_]+)(:(?P<length>[^~:]+)(?P<about>~?))?\Z")


def rule_cells(rule: Rule) -> dict[str, str]:
    """Return the cells of a rule by column."""
    valid_for = rule.valid_for or ""
    elements = [f"{rung.phase}:{rung.length}{'~' * rung.approximate}" for rung in rule.ladder]
    if rule.first_phase is Phase.STORED and valid_for:
        elements.insert(0, f"{rule.first_phase}:{valid_for}")
        valid_for = ""
    elif rule.first_phase is not Phase.USABLE or _is_taken_for_first(rule, valid_for):
        elements.insert(0, rule.first_phase.value)
    return {
        "basis": rule.basis.value,
        "valid_for": valid_for,
        "cap": rule.cap or "",
        "count_base_day": cells.yes_no_or_empty(rule.count_base_day),
        "ladder": ";".join(elements),
        "use_within": rule.use_within or "",
    }


def read_rule(row: Mapping[str, str], known: Iterable[Rule], *, keeping: Rule | None) -> Rule:
    """Return the rule that a row states.

    *keeping* is the rule that missing cells are taken from; None: they are empty. Without a basis in the
    row it is kept, but for the cells that say something. A rule of *known* that agrees in every cell is
    taken whole.

    Raises:
        CellRefused: naming the column; ``basis`` where neither the row nor *keeping* has one.
    """
    given = {column: row[column].strip() for column in COLUMNS if column in row}
    if not given.get("basis"):
        if keeping is None:
            raise CellRefused(Damage.MISSING_VALUE, "basis")
        given = {column: cell for column, cell in given.items() if cell}
    before = dict.fromkeys(COLUMNS, "") if keeping is None else rule_cells(keeping)
    wanted = before | given
    if "cap" not in given and wanted["basis"] != Basis.EXPIRY:
        wanted["cap"] = ""
    rule = _parsed(wanted, keeping)
    shown = rule_cells(rule)
    return next((one for one in known if rule_cells(one) == shown), rule)


def _is_taken_for_first(rule: Rule, valid_for: str) -> bool:
    return not valid_for and bool(rule.ladder) and _is_first(rule.ladder[0])


def _is_first(rung: Rung) -> bool:
    return rung.phase is Phase.STORED and not rung.approximate


def _parsed(row: Mapping[str, str], details: Rule | None) -> Rule:
    basis = _read(row, "basis", cells.term(Basis))
    valid_for = _read(row, "valid_for", cells.length) if row["valid_for"] else None
    cap = _read(row, "cap", cells.length) if row["cap"] else None
    if cap is not None and basis is not Basis.EXPIRY:
        raise CellRefused(Damage.RULE, "cap")
    first, rungs = _read(row, "ladder", _ladder)
    if first is None and valid_for is None and rungs and _is_first(rungs[0]):
        first, valid_for, rungs = rungs[0].phase, rungs[0].length, rungs[1:]
    same = details if details is not None and details.basis is basis else None
    return Rule(
        basis,
        valid_for,
        cap,
        count_base_day=_read(row, "count_base_day", cells.yes_or_no) if row["count_base_day"] else False,
        ladder=_detailed(rungs, details),
        first_phase=first or Phase.USABLE,
        late=Late.FROM_PAYMENT if same is None else same.late,
        use_within=_read(row, "use_within", cells.length) if row["use_within"] else None,
        funding=None if same is None else same.funding,
    )


def _read(row: Mapping[str, str], column: str, reader: Callable[[str], _Value]) -> _Value:
    try:
        return reader(row[column])
    except CellRefused as refused:
        raise CellRefused(refused.damage, column) from None


def _ladder(text: str) -> tuple[Phase | None, tuple[Rung, ...]]:
    """Return the first phase, where an element without a length names it, and the rungs."""
    first, rungs = None, []
    for place, element in enumerate(filter(None, text.split(";"))):
        found = _ELEMENT.match(element.strip())
        if found is None or found["phase"] not in _IN_LADDER:
            raise CellRefused(Damage.NOT_A_LADDER)
        phase, length = Phase(found["phase"]), found["length"]
        if length is not None:
            rungs.append(Rung(phase, _length(length), bool(found["about"])))
        elif place == 0:
            first = phase
        else:
            raise CellRefused(Damage.NOT_A_LADDER)
    return first, tuple(rungs)


def _length(text: str) -> str:
    try:
        return cells.length(text)
    except CellRefused:
        raise CellRefused(Damage.NOT_A_LADDER) from None


def _detailed(rungs: tuple[Rung, ...], details: Rule | None) -> tuple[Rung, ...]:
    """Return the rungs with what a table cannot say, from the rungs of the same phase in the same place."""
    known = () if details is None else details.ladder
    return tuple(
        replace(rung, ends_by=old.ends_by, works=old.works) if old and old.phase is rung.phase else rung
        for rung, old in zip_longest(rungs, known[: len(rungs)])
    )
