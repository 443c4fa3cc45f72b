"""A rule as cells, and what cells make of a rule."""

import pytest

from simdesk.domain.card import Funding, Rule, Rung
from simdesk.domain.money import Money
from simdesk.domain.terms import Basis, EndsBy, Late, Phase
from simdesk.errors import Damage
from simdesk.exchange.cells import CellRefused
from simdesk.exchange.rules import COLUMNS, read_rule, rule_cells

BY_HAND = Rung(Phase.SUSPENDED, "P30D", approximate=True, ends_by=EndsBy.SUPPORT_ONLY)
SPECIAL = Rule(
    Basis.EXPIRY,
    "P60D",
    "P360D",
    ladder=(BY_HAND,),
    late=Late.FORBIDDEN,
    funding=Funding(Money("200", "JPY"), "P1M"),
    plan_version="2026-11-21",
)

# basis, valid_for, cap, count_base_day, ladder, use_within
TABLE = [
    (
        Rule(Basis.EXPIRY, "P60D", "P360D", ladder=(Rung(Phase.RECEIVE_ONLY, "P360D"),)),
        "expiry,P60D,P360D,no,receive_only:P360D,",
    ),
    (
        Rule(
            Basis.PACK_END,
            "P180D",
            count_base_day=True,
            ladder=(Rung(Phase.SUSPENDED, "P30D", approximate=True), Rung(Phase.PORT_OUT_ONLY, "P3M/end")),
        ),
        "pack_end,P180D,,yes,suspended:P30D~;port_out_only:P3M/end,",
    ),
    (Rule(Basis.NONE), "none,,,no,,"),
    (Rule(Basis.PAYMENT, "P3M", use_within="P6M"), "payment,P3M,,no,,P6M"),
    (Rule(Basis.FIXED, "P3M", first_phase=Phase.STORED), "fixed,,,no,stored:P3M,"),
    (
        Rule(Basis.FIXED, "P3M", ladder=(Rung(Phase.PORT_OUT_ONLY, "P1M"),), first_phase=Phase.STORED),
        "fixed,,,no,stored:P3M;port_out_only:P1M,",
    ),
    (Rule(Basis.FIXED, first_phase=Phase.STORED), "fixed,,,no,stored,"),
    (Rule(Basis.USE, "P6M", first_phase=Phase.RECEIVE_ONLY), "use,P6M,,no,receive_only,"),
    (Rule(Basis.USE, ladder=(Rung(Phase.SUSPENDED, "P30D"),)), "use,,,no,suspended:P30D,"),
    (Rule(Basis.USE, ladder=(Rung(Phase.STORED, "P30D"),)), "use,,,no,usable;stored:P30D,"),
    (Rule(Basis.USE, ladder=(Rung(Phase.STORED, "P30D", approximate=True),)), "use,,,no,stored:P30D~,"),
]


def cells(text: str) -> dict[str, str]:
    return dict(zip(COLUMNS, text.split(","), strict=True))


@pytest.mark.parametrize(("rule", "text"), TABLE)
def test_there_and_back(rule: Rule, text: str) -> None:
    assert rule_cells(rule) == cells(text)
    assert read_rule(cells(text), (), keeping=None) == rule


def test_without_a_basis_the_rule_is_kept() -> None:
    assert read_rule({}, (SPECIAL,), keeping=SPECIAL) is SPECIAL
    assert read_rule(dict.fromkeys(COLUMNS, ""), (SPECIAL,), keeping=SPECIAL) is SPECIAL
    longer = read_rule({"valid_for": "P90D", "cap": ""}, (SPECIAL,), keeping=SPECIAL)
    assert (longer.valid_for, longer.cap, longer.late) == ("P90D", "P360D", Late.FORBIDDEN)


def test_with_a_basis_empty_cells_empty_and_missing_columns_change_nothing() -> None:
    bare = read_rule(cells("expiry,P60D,,no,,"), (SPECIAL,), keeping=SPECIAL)
    assert (bare.cap, bare.ladder, bare.plan_version) == (None, (), None)
    same = read_rule({"basis": "expiry"}, (SPECIAL,), keeping=SPECIAL)
    assert same is SPECIAL


def test_what_a_table_cannot_say_is_kept_where_it_still_fits() -> None:
    changed = read_rule(
        {"basis": "expiry", "ladder": "suspended:P60D;port_out_only:P1M"}, (), keeping=SPECIAL
    )
    assert changed.ladder == (
        Rung(Phase.SUSPENDED, "P60D", ends_by=EndsBy.SUPPORT_ONLY),
        Rung(Phase.PORT_OUT_ONLY, "P1M"),
    )
    assert (changed.late, changed.funding, changed.plan_version) == (SPECIAL.late, SPECIAL.funding, None)

    other = read_rule({"basis": "payment"}, (), keeping=SPECIAL)
    assert (other.late, other.funding, other.cap) == (Late.FROM_PAYMENT, None, None)


def test_cells_that_agree_with_a_known_rule_are_that_rule() -> None:
    assert read_rule(rule_cells(SPECIAL), (SPECIAL,), keeping=None) is SPECIAL


@pytest.mark.parametrize(
    ("text", "column", "damage"),
    [
        (",P60D,,,,", "basis", Damage.MISSING_VALUE),
        ("monthly,,,,,", "basis", Damage.NOT_IN_LIST),
        ("expiry,60 days,,,,", "valid_for", Damage.NOT_A_LENGTH),
        ("expiry,P0D,,,,", "valid_for", Damage.NOT_A_LENGTH),
        ("expiry,P60D,P1Z,,,", "cap", Damage.NOT_A_LENGTH),
        ("payment,P60D,P360D,,,", "cap", Damage.RULE),
        ("expiry,P60D,,maybe,,", "count_base_day", Damage.NOT_YES_OR_NO),
        ("expiry,P60D,,,lost:P30D,", "ladder", Damage.NOT_A_LADDER),
        ("expiry,P60D,,,asleep:P30D,", "ladder", Damage.NOT_A_LADDER),
        ("expiry,P60D,,,suspended:30,", "ladder", Damage.NOT_A_LADDER),
        ("expiry,P60D,,,suspended:P30D;stored,", "ladder", Damage.NOT_A_LADDER),
        ("expiry,P60D,,,suspended~:P30D,", "ladder", Damage.NOT_A_LADDER),
        ("use,P6M,,,,6", "use_within", Damage.NOT_A_LENGTH),
    ],
)
def test_a_cell_that_is_wrong_is_named(text: str, column: str, damage: Damage) -> None:
    with pytest.raises(CellRefused) as refused:
        read_rule(cells(text), (), keeping=None)

    assert (refused.value.column, refused.value.damage) == (column, damage)
