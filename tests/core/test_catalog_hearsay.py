"""What guides on the web say: each claim answered, in four languages, with sources."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from simdesk.catalog.decoding import decoded
from simdesk.catalog.hearsay import Hearsay, HearsayFile, Topic, Verdict, hearsay
from simdesk.catalog.terms import Confidence, How
from simdesk.errors import FileDamaged
from simdesk.wording.hearsay import topic_name, verdict_name
from tests.core.test_catalog_content import JAPANESE, SIMPLIFIED, TRADITIONAL

SAYINGS = hearsay().hearsay
TEXTS = [text for one in SAYINGS for text in (one.said, one.holds)]


def saying(saying_id: str) -> Hearsay:
    return next(one for one in SAYINGS if one.id == saying_id)


def test_there_are_sixty_two_each_with_a_name_of_its_own() -> None:
    assert len(SAYINGS) == 62
    assert len({one.id for one in SAYINGS}) == 62


def test_the_tally() -> None:
    """Of the common guides: what was not settled counts by whether anything speaks for it."""
    assert Counter(one.verdict for one in SAYINGS) == {
        Verdict.WRONG: 18,
        Verdict.MOSTLY_WRONG: 10,
        Verdict.RIGHT: 9,
        Verdict.PARTLY_RIGHT: 7,
        Verdict.NO_EVIDENCE: 7,
        Verdict.OUTDATED: 5,
        Verdict.NOT_VERIFIABLE: 2,
        Verdict.DANGEROUS: 2,
        Verdict.RISKY: 1,
        Verdict.TOO_LATE: 1,
    }


def test_every_verdict_and_every_topic_has_words_of_its_own() -> None:
    assert all(verdict_name(verdict) for verdict in Verdict)
    assert len({verdict_name(verdict) for verdict in Verdict}) == len(Verdict)
    assert len({topic_name(topic) for topic in Topic}) == len(Topic)


def test_the_topics_follow_each_other_and_none_is_empty() -> None:
    assert [one for topic in Topic for one in hearsay().about(topic)] == list(SAYINGS)
    assert all(hearsay().about(topic) for topic in Topic)


def test_every_answer_has_a_source_that_nobody_read_live() -> None:
    for one in SAYINGS:
        assert one.claims, one.id
        assert len({claim.source for claim in one.claims}) == len(one.claims), one.id
        assert {claim.how for claim in one.claims} <= {How.STORED_COPY, How.QUOTED}, one.id
        assert {claim.read_on for claim in one.claims} == {date(2026, 11, 21)}, one.id


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.NOT_VERIFIABLE])
def test_what_was_not_found_is_no_sure_thing(verdict: Verdict) -> None:
    for one in (one for one in SAYINGS if one.verdict is verdict):
        assert {claim.confidence for claim in one.claims} == {Confidence.LOW}, one.id


def test_where_nothing_was_found_the_answer_says_so() -> None:
    said = {
        "en": re.compile(r"found"),
        "zh_CN": re.compile(r"没有找到"),
        "zh_TW": re.compile(r"沒有找到"),
        "ja": re.compile(r"見つかりません"),
    }
    for one in (one for one in SAYINGS if one.verdict is Verdict.NO_EVIDENCE):
        for language, words in said.items():
            assert words.search(one.holds.said(language)), (one.id, language)


def test_the_words_are_in_their_own_script() -> None:
    wrong = [
        (text.en, found)
        for text in TEXTS
        for found in (
            (set(JAPANESE.sub("", text.zh_cn)) & TRADITIONAL - SIMPLIFIED)
            | (set(JAPANESE.sub("", text.zh_tw)) & SIMPLIFIED - TRADITIONAL)
        )
    ]

    assert wrong == []


def test_the_languages_are_four_and_none_is_a_copy_of_another() -> None:
    for text in TEXTS:
        assert len(set(text.every())) == 4, text.en
        assert re.search(r"[\u4e00-\u9fff]", text.zh_cn), text.en
        assert re.search(r"[\u4e00-\u9fff]", text.zh_tw), text.en
        assert re.search(r"[\u3040-\u30ff]", text.ja), text.en


def test_each_language_names_the_same_figures() -> None:
    """Days, dates, prices and telephone numbers; English has months in words, and 9時 is 9:00."""

    def figures(words: str) -> set[str]:
        return set(re.findall(r"\d[\d,-]*\d", words.replace(":00", "")))

    for text in TEXTS:
        assert figures(text.zh_cn) == figures(text.zh_tw) == figures(text.ja), text.en
        assert figures(text.en) <= figures(text.ja), text.en


def test_english_has_no_long_dashes() -> None:
    assert [text.en for text in TEXTS if "\u2014" in text.en] == []


def test_it_says_nothing_to_be_certain_that_is_open() -> None:
    kiosk = saying("multilingual-kiosks")
    assert kiosk.verdict is Verdict.PARTLY_RIGHT
    assert "au" in kiosk.holds.en
    assert "not known" in saying("big-three-online-renewal").holds.en
    assert "not known" in saying("konbini-counter-or-machine").holds.en
    assert "not known" in saying("amazon-and-rakuten-ichiba").holds.en
    said = re.compile(
        r"\b(we|was|were|been) (checked|verified)\b|已核对|已核實|已查证|確認済み", re.IGNORECASE
    )
    assert [text.en for text in TEXTS if any(said.search(words) for words in text.every())] == []


def test_words_are_looked_for_in_the_language_of_the_reader() -> None:
    assert {one.id for one in hearsay().containing("giga LAWSON", "en")} == {"konbini-counter-or-machine"}
    assert saying("start-a-week-before") in hearsay().containing("一週", "zh_TW")
    assert hearsay().containing("", "ja") == SAYINGS
    assert hearsay().containing("no such words anywhere", "en") == ()


def test_a_saying_without_a_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hearsay.json"
    bare = msgspec.structs.replace(SAYINGS[0], claims=())
    path.write_bytes(msgspec.json.encode(HearsayFile(version="2026-11-21", hearsay=(bare,))))

    with pytest.raises(FileDamaged):
        decoded(path, HearsayFile)
