"""What the list says of a card: the badge, what ends, what follows, what to do."""

from typing import Any

import pytest

from simdesk.domain.book import Book
from simdesk.domain.card import Card, Rule, Rung
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import Row, row_of
from simdesk.domain.terms import Basis, ClockName, EndsBy, Extends, Kind, Phase, State, Status
from simdesk.wording import countdown
from simdesk.wording.countdown import Headline
from simdesk.wording.language import LANGUAGES, use
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, TELLO, card, day, renewal, stated

FUNDS = Money("1240", "JPY")
AUTO = Rule(Basis.EXPIRY, "P60D", ladder=(Rung(Phase.SUSPENDED, "P30D"),))


def row(on: str, mine: Card, *renewals: Renewal) -> Row:
    """The card's row on a day of its own zone."""
    return row_of(Book(cards=(mine,), renewals=renewals), mine, day(on))


def said(shown: Row) -> tuple[str, str, str]:
    """The badge, what ends, and what follows."""
    return countdown.headline(shown).words, countdown.ends(shown), countdown.afterwards(shown)


def softbank(**fields: Any) -> Card:
    """Usable to Mon 23 Nov 2026, then receives only for 360 days."""
    return card(SOFTBANK, end="2026-11-23", balance=FUNDS, **fields)


def povo(**fields: Any) -> Card:
    """Its last paid pack ended on 1 March 2026; usable to 28 August, lost from about 28 September."""
    return card(POVO, base="2026-03-01", **fields)


LIFE = [
    (
        row("2026-11-21", softbank()),
        ("2 days", "Expires Mon 23 Nov", "then receives only, kept until 18 Nov 2027 · ¥1,240 are lost then"),
    ),
    (
        row("2026-11-22", softbank()),
        ("1 day", "Expires Mon 23 Nov", "then receives only, kept until 18 Nov 2027 · ¥1,240 are lost then"),
    ),
    (
        row("2026-11-23", softbank()),
        ("today", "Expires Mon 23 Nov", "then receives only, kept until 18 Nov 2027 · ¥1,240 are lost then"),
    ),
    (
        row("2027-11-01", softbank()),
        ("17 to loss", "Receive only, lost from 19 Nov", "renewing still saves it · ¥1,240 are lost then"),
    ),
    (row("2027-11-19", softbank()), ("✕ lost", "Number lost since 19 Nov", "")),
    (
        row("2026-08-01", povo()),
        ("27 days", "Expires Fri 28 Aug", "then suspended, lost from about 28 Sep"),
    ),
    (
        row("2026-09-16", povo()),
        ("11 to loss", "Suspended, lost from about 28 Sep", "renewing still saves it"),
    ),
    (row("2026-10-20", povo()), ("? try it", "May be lost since 28 Sep: try it", "")),
    (
        row("2026-11-21", card(GIFFGAFF, base="2026-07-06")),
        ("46 days", "Expires Wed 6 Jan 2027", "lost from 7 Jan"),
    ),
    (
        row("2026-11-21", card(Rule(Basis.FIXED, "P21D"), base="2026-11-20")),
        ("20 days", "Expires Fri 11 Dec", "lost from 12 Dec"),
    ),
    (row("2026-11-21", card(Rule(Basis.NONE))), ("–", "No deadline known", "")),
    (row("2026-11-21", card(TELLO)), ("–", "Last day not known", "")),
    (
        row("2026-11-21", card(Rule(Basis.EXPIRY, "P1Y", first_phase=Phase.STORED), end="2026-12-01")),
        ("10 days", "Stored until Tue 1 Dec", "lost from 2 Dec"),
    ),
    (
        row("2026-11-21", card(TELLO, install_by=day("2026-11-30"))),
        ("9 days", "Install it by Mon 30 Nov", "lost from 1 Dec"),
    ),
    (row("2026-11-21", softbank(state=State.ARCHIVED)), ("–", "Archived", "")),
    (row("2026-11-21", softbank(state=State.PORTED_OUT)), ("–", "Ported out", "")),
    (row("2026-11-21", softbank(state=State.CONFIRMED_LOST)), ("✕ lost", "Number lost, confirmed", "")),
]


@pytest.mark.parametrize(("shown", "words"), LIFE)
def test_a_card_through_its_life(shown: Row, words: tuple[str, str, str]) -> None:
    assert said(shown) == words


def billed(**fields: Any) -> Card:
    """A plan whose next bill is on Mon 30 Nov 2026."""
    return card(HIS, statements=(stated(ClockName.BILL, base="2026-11-30"),), **fields)


BILLS = [
    (row("2026-11-21", billed()), ("9 days", "Next bill Mon 30 Nov", "then overdue")),
    (row("2026-12-03", billed()), ("3 days ago", "Bill of Mon 30 Nov not paid", "")),
    (row("2026-12-01", billed()), ("1 day ago", "Bill of Mon 30 Nov not paid", "")),
    (
        row("2026-11-21", billed(payment_card_expires="2028-04")),
        ("✓ by itself", "Next bill Mon 30 Nov", "payment card valid to Apr 2028"),
    ),
    (
        row("2027-02-01", billed(payment_card_expires="2028-04")),
        ("✓ by itself", "Next bill Sun 28 Feb", "payment card valid to Apr 2028"),
    ),
    (row("2026-11-21", billed(auto_renew=True)), ("✓ by itself", "Next bill Mon 30 Nov", "")),
    (
        row("2028-03-15", billed(payment_card_expires="2028-04")),
        ("46 days", "Payment card expires Sun 30 Apr", ""),
    ),
    (
        row("2028-05-03", billed(payment_card_expires="2028-04")),
        ("3 days ago", "Payment card expired Sun 30 Apr", ""),
    ),
    (
        row("2026-11-21", card(AUTO, end="2026-11-23", auto_renew=True)),
        ("2 days", "Renews by itself Mon 23 Nov", ""),
    ),
    (
        row("2026-11-24", card(AUTO, end="2026-11-23", auto_renew=True)),
        ("1 day ago", "Did it renew on Mon 23 Nov?", ""),
    ),
    (
        row("2026-11-27", card(AUTO, end="2026-11-23", auto_renew=True)),
        ("26 to loss", "Suspended, lost from 24 Dec", "renewing still saves it"),
    ),
]


@pytest.mark.parametrize(("shown", "words"), BILLS)
def test_bills_and_what_renews_by_itself(shown: Row, words: tuple[str, str, str]) -> None:
    assert said(shown) == words


def ladder(*rungs: Rung, basis: Basis = Basis.EXPIRY) -> Card:
    return card(Rule(basis, "P60D", ladder=rungs), end="2026-11-23")


@pytest.mark.parametrize(
    ("shown", "ends", "afterwards"),
    [
        (
            row("2026-12-01", ladder(Rung(Phase.SUSPENDED, "P30D"), Rung(Phase.PORT_OUT_ONLY, "P30D"))),
            "Suspended until Wed 23 Dec",
            "renewing still saves it · then port out only, kept until 22 Jan",
        ),
        (
            row("2027-01-01", ladder(Rung(Phase.SUSPENDED, "P30D"), Rung(Phase.PORT_OUT_ONLY, "P30D"))),
            "Port out only, lost from 23 Jan",
            "it can only be ported out",
        ),
        (
            row("2026-12-01", ladder(Rung(Phase.SUSPENDED, "P30D", ends_by=EndsBy.SUPPORT_ONLY))),
            "Suspended, lost from 24 Dec",
            "only the carrier's support can reopen it",
        ),
        (
            row("2026-12-01", ladder(Rung(Phase.STORED, "P30D", ends_by=EndsBy.NOBODY))),
            "Stored, lost from 24 Dec",
            "nobody can extend it",
        ),
        (
            row("2026-12-01", ladder(Rung(Phase.OVERDUE, "P30D"), basis=Basis.BILLING)),
            "Overdue, lost from 24 Dec",
            "paying still saves it",
        ),
    ],
)
def test_who_can_still_save_it(shown: Row, ends: str, afterwards: str) -> None:
    assert (countdown.ends(shown), countdown.afterwards(shown)) == (ends, afterwards)


TODO = [
    (row("2026-11-21", softbank()), "Top up before the end of Mon 23 Nov, Tokyo time"),
    (row("2027-11-01", softbank()), "Top up before the end of Thu 18 Nov, Tokyo time"),
    (row("2026-08-01", povo()), "Buy a pack before the end of Fri 28 Aug, Tokyo time"),
    (
        row("2026-11-21", card(GIFFGAFF, base="2026-07-06", timezone="Europe/London")),
        "Use it before the end of Wed 6 Jan 2027, London time",
    ),
    (
        row(
            "2026-11-21",
            card(
                Rule(Basis.EXPIRY, "P1Y", use_within="P6M"),
                end="2027-06-30",
                statements=(stated(ClockName.USE, base="2026-06-30"),),
            ),
        ),
        "Use it before the end of Wed 30 Dec, Tokyo time",
    ),
    (
        row("2026-11-21", card(Rule(Basis.FIXED, "P21D"), base="2026-11-20")),
        "Ends with Fri 11 Dec, Tokyo time, and cannot be extended",
    ),
    (
        row("2026-11-21", card(Rule(Basis.NONE), end="2026-12-01")),
        "Renew it before the end of Tue 1 Dec, Tokyo time",
    ),
    (row("2026-11-21", billed()), "Pay the bill before the end of Mon 30 Nov, Tokyo time"),
    (row("2026-12-03", billed()), "Pay the bill of Mon 30 Nov now"),
    (row("2026-11-21", billed(payment_card_expires="2028-04")), ""),
    (
        row("2028-03-15", billed(payment_card_expires="2028-04")),
        "Give the carrier a new payment card before the end of Sun 30 Apr",
    ),
    (
        row("2028-05-03", billed(payment_card_expires="2028-04")),
        "The payment card expired on Sun 30 Apr: give the carrier a new one",
    ),
    (
        row("2026-11-21", card(AUTO, end="2026-11-23", auto_renew=True)),
        "Renews by itself on Mon 23 Nov, Tokyo time",
    ),
    (
        row("2026-11-24", card(AUTO, end="2026-11-23", auto_renew=True)),
        "Look whether it renewed by itself on Mon 23 Nov, Tokyo time",
    ),
    (
        row("2026-11-21", card(TELLO, install_by=day("2026-11-30"))),
        "Install it before the end of Mon 30 Nov, Tokyo time",
    ),
    (
        row("2026-12-01", ladder(Rung(Phase.SUSPENDED, "P30D", ends_by=EndsBy.SUPPORT_ONLY))),
        "Ask the carrier's support to reopen it before the end of Wed 23 Dec, Tokyo time",
    ),
    (
        row("2026-12-01", ladder(Rung(Phase.PORT_OUT_ONLY, "P30D"))),
        "Port the number out before the end of Wed 23 Dec, Tokyo time",
    ),
    (
        row("2026-12-01", ladder(Rung(Phase.STORED, "P30D", ends_by=EndsBy.NOBODY))),
        "Ends with Wed 23 Dec, Tokyo time, and nobody can extend it",
    ),
    (
        row("2026-12-01", ladder(Rung(Phase.OVERDUE, "P30D"), basis=Basis.BILLING)),
        "Pay the bill before the end of Wed 23 Dec, Tokyo time",
    ),
    (row("2026-11-21", softbank(state=State.ARCHIVED)), ""),
    (row("2026-11-21", card(TELLO)), ""),
    (row("2026-10-20", povo()), ""),
]


@pytest.mark.parametrize(("shown", "words"), TODO)
def test_what_to_do_is_a_whole_sentence(shown: Row, words: str) -> None:
    assert countdown.what_to_do(shown) == words


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        (renewal("2026-11-21", status=Status.PAID), "paid 21 Nov, would become 22 Jan"),
        (renewal("2026-11-21", status=Status.PAID, extends=Extends.DATA), "paid 21 Nov, not verified yet"),
        (renewal("2026-11-21", status=Status.PAID, kind=Kind.BILL), "paid 21 Nov, not verified yet"),
        (renewal("2026-11-21", status=Status.REFUSED), ""),
        (renewal("2026-11-21", status=Status.VOIDED), ""),
    ],
)
def test_paid_is_not_verified(paid: Renewal, words: str) -> None:
    shown = row("2026-11-22", softbank(), paid)
    assert countdown.pending(shown) == words
    assert countdown.ends(shown) == "Expires Mon 23 Nov"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-21", "data until 3 Apr"),
        ("2027-04-03", "data until 3 Apr"),
        ("2027-04-04", "data ended 3 Apr"),
    ],
)
def test_data_has_a_line_of_its_own(on: str, words: str) -> None:
    pack = renewal("2026-11-20", extends=Extends.DATA, base_day="2027-04-03")
    assert countdown.data_line(row(on, softbank(), pack)) == words
    assert countdown.data_line(row(on, softbank())) == ""


@pytest.mark.parametrize(
    ("days", "en", "hans", "hant", "ja"),
    [
        (None, "no deadline", "没有截止日", "沒有期限", "期限なし"),
        (5, "5 days left", "剩余 5 天", "剩餘 5 天", "残り 5 日"),
        (1, "1 day left", "剩余 1 天", "剩餘 1 天", "残り 1 日"),
        (0, "last day today", "今天是最后一天", "今天是最後一天", "本日が最終日"),
        (-1, "1 day ago", "1 天前", "1 天前", "1 日前"),
        (-3, "3 days ago", "3 天前", "3 天前", "3 日前"),
    ],
)
def test_days_left(days: int | None, en: str, hans: str, hant: str, ja: str) -> None:
    for language, words in zip(LANGUAGES, (en, hans, hant, ja), strict=True):
        use(language)
        assert countdown.days_left(days) == words


def test_a_badge_has_a_figure_and_a_word() -> None:
    assert countdown.headline(row("2026-11-21", softbank())) == Headline("2", "days")
    assert countdown.headline(row("2026-11-23", softbank())) == Headline("0", "today")
    assert countdown.headline(row("2026-11-21", card(TELLO))) == Headline("–", "")


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        (row("2026-11-21", softbank()), "Bank codes, 2 days left, Expires Mon 23 Nov"),
        (row("2026-11-23", softbank()), "Bank codes, last day today, Expires Mon 23 Nov"),
        (
            row("2026-11-22", softbank(), renewal("2026-11-21", status=Status.PAID)),
            "Bank codes, 1 day left, Expires Mon 23 Nov, paid 21 Nov, would become 22 Jan",
        ),
        (row("2026-10-20", povo()), "Bank codes, May be lost since 28 Sep: try it"),
        (row("2026-11-21", softbank(label="{day}")), "{day}, 2 days left, Expires Mon 23 Nov"),
    ],
)
def test_a_row_is_called_by_its_label_and_its_days_left(shown: Row, name: str) -> None:
    assert countdown.row_name(shown) == name


SOFTBANK_WORDS = {
    "zh_CN": (
        "2 天",
        "11月23日（周一）到期",
        "之后只能接收，号码保留至2027年11月18日 · 届时作废：1,240 日元",
        "请在东京时间11月23日（周一）结束前充值",
        "Bank codes，剩余 2 天，11月23日（周一）到期",
    ),
    "zh_TW": (
        "2 天",
        "11月23日（週一）到期",
        "之後只能接聽收訊，門號保留至2027年11月18日 · 屆時失效：1,240 日圓",
        "請在東京時間11月23日（週一）結束前儲值",
        "Bank codes，剩餘 2 天，11月23日（週一）到期",
    ),
    "ja": (
        "2 日",
        "11月23日(月)まで有効",
        "その後は着信・受信のみ、番号は2027年11月18日まで維持 · 残高1,240円も失効",
        "東京時間の11月23日(月)中にチャージしてください",
        "Bank codes、残り 2 日、11月23日(月)まで有効",
    ),
}


@pytest.mark.parametrize(("language", "words"), SOFTBANK_WORDS.items())
def test_a_card_about_to_expire_in_other_languages(language: str, words: tuple[str, ...]) -> None:
    use(language)
    shown = row("2026-11-21", softbank())
    assert (*said(shown), countdown.what_to_do(shown), countdown.row_name(shown)) == words


@pytest.mark.parametrize(
    ("language", "suspended", "lost", "paid"),
    [
        (
            "zh_CN",
            ("11 天后失效", "停机，约自9月28日起失效", "现在续期仍可保住"),
            ("? 试一下", "可能已于9月28日失效：请试一下", ""),
            "8月21日已付款，到账后延至2027年2月17日",
        ),
        (
            "zh_TW",
            ("11 天後失效", "停話，約自9月28日起失效", "現在續期仍可保住"),
            ("? 試試看", "可能已於9月28日失效：請試試看", ""),
            "8月21日已付款，入帳後延至2027年2月17日",
        ),
        (
            "ja",
            ("11 日で失効", "利用停止、9月28日ごろから失効", "今なら更新すれば維持できます"),
            ("? 要確認", "9月28日以降、失効の可能性：使えるか確認を", ""),
            "8月21日に支払い済み、反映後は2027年2月17日まで",
        ),
    ],
)
def test_a_suspended_card_in_other_languages(
    language: str, suspended: tuple[str, str, str], lost: tuple[str, str, str], paid: str
) -> None:
    use(language)
    assert said(row("2026-09-16", povo())) == suspended
    assert said(row("2026-10-20", povo())) == lost
    waiting = renewal("2026-08-21", status=Status.PAID)
    assert countdown.pending(row("2026-08-18", povo(), waiting)) == paid


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_is_left_unfilled(language: str) -> None:
    use(language)
    for shown in [case[0] for case in (*LIFE, *BILLS, *TODO)]:
        words = (
            *said(shown),
            countdown.what_to_do(shown),
            countdown.row_name(shown),
            countdown.data_line(shown),
        )
        assert not any(mark in line for line in words for mark in "{}"), words


def test_in_a_narrow_place_what_is_lost_is_said_rather_than_the_next_phase() -> None:
    shown = row("2026-11-21", softbank())
    assert countdown.afterwards(shown) == (
        "then receives only, kept until 18 Nov 2027 · ¥1,240 are lost then"
    )
    assert countdown.afterwards(shown, short=True) == "kept until 18 Nov 2027 · ¥1,240 are lost then"
    assert countdown.afterwards(row("2026-08-01", povo()), short=True) == "lost from about 28 Sep"


def test_a_card_without_a_last_day_says_that_nothing_counts_down_to_it() -> None:
    wanted = "SimDesk cannot count down to its end yet. Type its last day under Edit."
    assert countdown.what_is_missing(row("2026-11-21", card(TELLO))) == wanted
    for known in (softbank(), povo(), card(HIS), card(Rule(Basis.NONE)), card(TELLO, state=State.ARCHIVED)):
        assert countdown.what_is_missing(row("2026-11-21", known)) == ""
