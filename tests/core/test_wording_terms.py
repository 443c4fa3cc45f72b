"""Every member of every closed list has a name, in each language its own."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from simdesk.domain import terms as closed
from simdesk.domain.terms import DeadlineKind, Form, Phase, State, Status
from simdesk.wording import terms
from simdesk.wording.language import LANGUAGES, use

NAMES: list[tuple[type[Enum], Callable[[Any], str]]] = [
    (closed.Form, terms.form_name),
    (closed.Phase, terms.phase_name),
    (closed.State, terms.state_name),
    (closed.Basis, terms.basis_name),
    (closed.Late, terms.late_name),
    (closed.EndsBy, terms.way_out_name),
    (closed.Works, terms.works_name),
    (closed.Kind, terms.kind_name),
    (closed.Status, terms.status_name),
    (closed.Extends, terms.extends_name),
    (closed.ClockName, terms.clock_name),
    (closed.StatedBy, terms.stated_by_name),
    (closed.DeadlineKind, terms.deadline_name),
]


def test_every_closed_list_has_names() -> None:
    lists = {kind for kind in vars(closed).values() if isinstance(kind, type) and issubclass(kind, Enum)}
    assert {kind for kind in lists if len(kind)} == {kind for kind, _ in NAMES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_names_tell_the_members_apart(kind: type[Enum], name: Callable[[Any], str], language: str) -> None:
    use(language)
    names = [name(member) for member in kind]
    assert all(names)
    assert len(set(names)) == len(names)


PHASES = {
    Phase.NOT_ACTIVE: ("Not active", "未激活", "尚未開通", "未開通"),
    Phase.USABLE: ("Usable", "可用", "可使用", "利用可"),
    Phase.STORED: ("Stored", "号码保管", "門號保管", "番号保管"),
    Phase.RECEIVE_ONLY: ("Receive only", "只能接收", "只能接聽收訊", "着信・受信のみ"),
    Phase.OVERDUE: ("Overdue", "欠费", "逾期未繳", "未払い"),
    Phase.SUSPENDED: ("Suspended", "停机", "停話", "利用停止"),
    Phase.PORT_OUT_ONLY: ("Port out only", "只能携号转出", "只能攜碼移出", "MNP 転出のみ可"),
    Phase.LOST: ("Number lost", "号码已失效", "門號已失效", "番号失効"),
}


@pytest.mark.parametrize("phase", Phase)
def test_phases_follow_the_glossary(phase: Phase) -> None:
    for language, words in zip(LANGUAGES, PHASES[phase], strict=True):
        use(language)
        assert terms.phase_name(phase) == words
        assert terms.deadline_name(phase) == words


@pytest.mark.parametrize(
    ("name", "en", "hans", "hant", "ja"),
    [
        (lambda: terms.state_name(State.ARCHIVED), "Archived", "已归档", "已封存", "アーカイブ済み"),
        (lambda: terms.state_name(State.PORTED_OUT), "Ported out", "已转出", "已移出", "転出済み"),
        (
            lambda: terms.status_name(Status.PAID),
            "Paid, not verified",
            "已付款，待确认",
            "已付款，待確認",
            "支払い済み・未確認",
        ),
        (lambda: terms.form_name(Form.PHYSICAL), "SIM card", "SIM 卡", "SIM 卡", "SIM"),
        (lambda: terms.deadline_name(DeadlineKind.BILL), "Bill", "账单", "帳單", "請求"),
    ],
)
def test_names_follow_the_language(name: Callable[[], str], en: str, hans: str, hant: str, ja: str) -> None:
    for language, words in zip(LANGUAGES, (en, hans, hant, ja), strict=True):
        use(language)
        assert name() == words
