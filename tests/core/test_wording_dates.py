"""Dates, lengths and places in four languages, whatever the computer's own locale."""

import os
import subprocess
import sys
from datetime import date, timedelta, timezone

import pytest

from simdesk.wording import dates
from simdesk.wording.language import LANGUAGES, use

MONDAY = date(2026, 11, 23)
TODAY = date(2026, 11, 21)


def in_each(words: dict[str, str]) -> list[tuple[str, str]]:
    assert tuple(words) == LANGUAGES
    return list(words.items())


@pytest.mark.parametrize(
    ("language", "words"),
    in_each(
        {
            "en": "Mon 23 Nov 2026",
            "zh_CN": "2026年11月23日（周一）",
            "zh_TW": "2026年11月23日（週一）",
            "ja": "2026年11月23日(月)",
        }
    ),
)
def test_a_day_in_full(language: str, words: str) -> None:
    use(language)
    assert dates.day(MONDAY) == words


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [
        ("en", "Mon 23 Nov", "Wed 6 Jan 2027"),
        ("zh_CN", "11月23日（周一）", "2027年1月6日（周三）"),
        ("zh_TW", "11月23日（週一）", "2027年1月6日（週三）"),
        ("ja", "11月23日(月)", "2027年1月6日(水)"),
    ],
)
def test_a_short_day_leaves_out_only_this_year(language: str, this_year: str, next_year: str) -> None:
    use(language)
    today = date(2026, 1, 2)
    assert (dates.short_day(MONDAY, today), dates.short_day(date(2027, 1, 6), today)) == (
        this_year,
        next_year,
    )


@pytest.mark.parametrize(
    ("when", "today", "words"),
    [
        ("2026-11-21", "2026-11-23", "21 Nov"),
        ("2027-01-22", "2026-11-23", "22 Jan"),
        ("2027-11-18", "2026-11-23", "18 Nov 2027"),
        ("2026-11-21", "2027-01-01", "21 Nov"),
        ("2027-11-21", "2027-01-01", "21 Nov 2027"),
        ("2027-05-24", "2026-11-23", "24 May"),
        ("2027-05-25", "2026-11-23", "25 May 2027"),
    ],
)
def test_a_brief_day_leaves_out_the_year_within_half_a_year(when: str, today: str, words: str) -> None:
    assert dates.brief_day(date.fromisoformat(when), date.fromisoformat(today)) == words


def test_a_brief_day_never_means_two_days() -> None:
    today = date(2027, 3, 1)
    around = [today + timedelta(days=days) for days in range(-800, 800)]
    assert len({dates.brief_day(when, today) for when in around}) == len(around)


@pytest.mark.parametrize(
    ("language", "near", "far", "month"),
    [
        ("en", "21 Nov", "18 Nov 2027", "Apr 2028"),
        ("zh_CN", "11月21日", "2027年11月18日", "2028年4月"),
        ("zh_TW", "11月21日", "2027年11月18日", "2028年4月"),
        ("ja", "11月21日", "2027年11月18日", "2028年4月"),
    ],
)
def test_brief_days_and_months(language: str, near: str, far: str, month: str) -> None:
    use(language)
    found = (
        dates.brief_day(date(2026, 11, 21), MONDAY),
        dates.brief_day(date(2027, 11, 18), MONDAY),
        dates.month(date(2028, 4, 30)),
    )
    assert found == (near, far, month)


@pytest.mark.parametrize(
    ("language", "weekdays", "months"),
    [
        ("en", "Mon Tue Wed Thu Fri Sat Sun", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("zh_CN", "周一 周二 周三 周四 周五 周六 周日", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
        ("zh_TW", "週一 週二 週三 週四 週五 週六 週日", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
        ("ja", "月 火 水 木 金 土 日", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
    ],
)
def test_every_weekday_and_month(language: str, weekdays: str, months: str) -> None:
    use(language)
    assert [dates.weekday(MONDAY + timedelta(days=n)) for n in range(7)] == weekdays.split()
    found = [dates.month(date(2026, n, 1)) for n in range(1, 13)]
    year = {"en": "{} 2026"}.get(language, "2026年{}")
    assert found == [year.format(name) for name in months.split()]


@pytest.mark.parametrize(
    ("text", "en", "hans", "hant", "ja"),
    [
        ("P1D", "1 day", "1 天", "1 天", "1 日"),
        ("P180D", "180 days", "180 天", "180 天", "180 日"),
        ("P2W", "14 days", "14 天", "14 天", "14 日"),
        ("P1M", "1 month", "1 个月", "1 個月", "1 か月"),
        ("P6M", "6 months", "6 个月", "6 個月", "6 か月"),
        ("P12M", "1 year", "1 年", "1 年", "1 年"),
        ("P18M", "18 months", "18 个月", "18 個月", "18 か月"),
        ("P6Y", "6 years", "6 年", "6 年", "6 年"),
        (
            "P3M/end",
            "to the end of the 3rd month",
            "至之后第 3 个月的月底",
            "至之後第 3 個月的月底",
            "3 か月後の月末まで",
        ),
    ],
)
def test_lengths(text: str, en: str, hans: str, hant: str, ja: str) -> None:
    for language, words in zip(LANGUAGES, (en, hans, hant, ja), strict=True):
        use(language)
        assert dates.length(text) == words


@pytest.mark.parametrize(
    ("months", "nth"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
    ],
)
def test_english_counts_months_in_order(months: int, nth: str) -> None:
    assert dates.length(f"P{months}M/end") == f"to the end of the {nth} month"


@pytest.mark.parametrize(
    ("deadline", "zone", "here", "words"),
    [
        ("2027-02-28", "Asia/Tokyo", "America/Los_Angeles", "ends Sun 28 Feb in Tokyo, 06:59 that day here"),
        (
            "2027-06-30",
            "Asia/Tokyo",
            "America/Los_Angeles",
            "ends Wed 30 Jun 2027 in Tokyo, 07:59 that day here",
        ),
        ("2027-02-28", "Asia/Tokyo", "Pacific/Auckland", "ends Sun 28 Feb in Tokyo, 03:59 the next day here"),
        ("2027-02-28", "Asia/Tokyo", "Asia/Shanghai", "ends Sun 28 Feb in Tokyo, 22:59 that day here"),
        (
            "2027-02-28",
            "America/New_York",
            "Asia/Tokyo",
            "ends Sun 28 Feb in New York, 13:59 the next day here",
        ),
        (
            "2027-02-28",
            "Pacific/Kiritimati",
            "Pacific/Honolulu",
            "ends Sun 28 Feb in Kiritimati, 23:59 the day before here",
        ),
        ("2027-02-28", "Asia/Tokyo", "Asia/Tokyo", ""),
        ("2027-02-28", "Asia/Tokyo", "Asia/Seoul", ""),
        ("2027-02-28", "Nowhere/At_All", "Asia/Tokyo", ""),
        ("9999-12-31", "America/New_York", "Asia/Tokyo", ""),
    ],
)
def test_where_a_deadline_ends(deadline: str, zone: str, here: str, words: str) -> None:
    assert dates.ends_there(date.fromisoformat(deadline), zone, TODAY, here) == words


@pytest.mark.parametrize(
    ("language", "that_day", "next_day"),
    [
        ("zh_CN", "东京2月28日（周日）结束，本地当天 06:59", "东京2月28日（周日）结束，本地次日 03:59"),
        ("zh_TW", "東京2月28日（週日）結束，本地當天 06:59", "東京2月28日（週日）結束，本地隔天 03:59"),
        (
            "ja",
            "東京の2月28日(日)まで（こちらでは同日 06:59）",
            "東京の2月28日(日)まで（こちらでは翌日 03:59）",
        ),
    ],
)
def test_where_a_deadline_ends_in_other_languages(language: str, that_day: str, next_day: str) -> None:
    use(language)
    deadline = date(2027, 2, 28)
    found = [
        dates.ends_there(deadline, "Asia/Tokyo", TODAY, zone)
        for zone in ("America/Los_Angeles", "Pacific/Auckland")
    ]
    assert found == [that_day, next_day]


def test_a_deadline_far_away_ends_in_a_year() -> None:
    far = dates.ends_there(date(2028, 2, 28), "Asia/Tokyo", TODAY, "America/Los_Angeles")
    assert far == "ends Mon 28 Feb 2028 in Tokyo, 06:59 that day here"


def test_the_reader_may_be_in_a_zone_without_a_name() -> None:
    here = timezone(timedelta(hours=-8))
    assert (
        dates.ends_there(date(2027, 2, 28), "Asia/Tokyo", TODAY, here)
        == "ends Sun 28 Feb in Tokyo, 06:59 that day here"
    )


def test_without_a_zone_the_reader_is_where_the_computer_is() -> None:
    # Tests run in UTC.
    assert (
        dates.ends_there(date(2027, 2, 28), "Asia/Tokyo", TODAY)
        == "ends Sun 28 Feb in Tokyo, 14:59 that day here"
    )
    assert dates.ends_there(date(2027, 2, 28), "Africa/Abidjan", TODAY) == ""


@pytest.mark.parametrize(
    ("zone", "en", "hans", "hant", "ja"),
    [
        ("Asia/Tokyo", "Tokyo", "东京", "東京", "東京"),
        ("America/New_York", "New York", "纽约", "紐約", "ニューヨーク"),
        ("Australia/Sydney", "Sydney", "悉尼", "雪梨", "シドニー"),
        ("Asia/Ho_Chi_Minh", "Ho Chi Minh City", "胡志明市", "胡志明市", "ホーチミン"),
        ("America/Argentina/Buenos_Aires", *["Buenos Aires"] * 4),
        ("UTC", *["UTC"] * 4),
    ],
)
def test_cities(zone: str, en: str, hans: str, hant: str, ja: str) -> None:
    for language, words in zip(LANGUAGES, (en, hans, hant, ja), strict=True):
        use(language)
        assert dates.city(zone) == words


@pytest.mark.parametrize(
    "locale",
    ["ja_JP@calendar=japanese", "th_TH.UTF-8", "fa_IR.UTF-8", "ar_EG.UTF-8", "de_DE.UTF-8", "C", ""],
)
def test_the_locale_of_the_computer_changes_nothing(locale: str) -> None:
    script = (
        "import locale\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "from datetime import date\n"
        "from simdesk.wording.dates import day\n"
        "from simdesk.wording.amounts import amount\n"
        "print(day(date(2026, 11, 23)), amount('-1234567.50', 'USD'))\n"
    )
    # UTF-8 mode would keep Python from asking the locale at all.
    environ = {**os.environ, "LC_ALL": locale, "LANGUAGE": locale, "PYTHONUTF8": "0"}
    found = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "Mon 23 Nov 2026 -US$1,234,567.50"
