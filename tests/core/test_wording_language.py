"""Which language is chosen, and that one can never be left without sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

from simdesk import resources
from simdesk.resources import resource
from simdesk.wording import language
from simdesk.wording.language import LANGUAGES, _, _n, _p, choose, current, endonym, from_environment, use


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (None, "en"),
        ("", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("en_GB.UTF-8", "en"),
        ("fr_FR@euro", "en"),
        ("zhuang", "en"),
        ("jam", "en"),
        ("zh", "zh_CN"),
        ("zh_CN.GB18030", "zh_CN"),
        ("zh_SG", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("zh_Hans_HK", "zh_CN"),
        ("zh_TW", "zh_TW"),
        ("zh_TW.Big5", "zh_TW"),
        ("zh_HK.UTF-8", "zh_TW"),
        ("zh_MO", "zh_TW"),
        ("zh_Hant", "zh_TW"),
        ("zh_Hant_TW", "zh_TW"),
        ("zh-hant-cn", "zh_TW"),
        ("ZH_tw", "zh_TW"),
        ("ja", "ja"),
        ("ja_JP.eucJP", "ja"),
        ("ja_JP@calendar=japanese", "ja"),
    ],
)
def test_a_locale_chooses_a_language(wanted: str | None, chosen: str) -> None:
    assert choose(wanted) == chosen


@pytest.mark.parametrize(
    ("environ", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh_TW"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_HK:en"}, "zh_TW"),
        ({"LANGUAGE": "ja"}, "ja"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:ja:en"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "en_GB:ja"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "de:fr"}, "en"),
        ({"LC_ALL": "C", "LANGUAGE": "ja"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ja"}, "ja"),
        ({"LC_TIME": "ja_JP.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_as_gettext_does(environ: dict[str, str], chosen: str) -> None:
    assert from_environment(environ) == chosen


def test_sentences_follow_the_language_in_force() -> None:
    heard = {}
    for name in LANGUAGES:
        use(name)
        assert current() == name
        heard[name] = (
            _("last day today"),
            _n("{n} day left", "{n} days left", 2).format(n=2),
            _p("phase", "Suspended"),
        )
    assert heard == {
        "en": ("last day today", "2 days left", "Suspended"),
        "zh_CN": ("今天是最后一天", "剩余 2 天", "停机"),
        "zh_TW": ("今天是最後一天", "剩餘 2 天", "停話"),
        "ja": ("本日が最終日", "残り 2 日", "利用停止"),
    }


def test_english_counts_one_and_many() -> None:
    assert [_n("{n} day left", "{n} days left", n).format(n=n) for n in (1, 2)] == [
        "1 day left",
        "2 days left",
    ]


def test_a_sentence_that_nobody_translated_stays_english() -> None:
    use("ja")
    assert _("never said anywhere") == "never said anywhere"
    assert _n("{n} never", "{n} nevers", 3) == "{n} nevers"
    assert _p("nowhere", "never") == "never"


def test_using_a_locale_uses_its_language() -> None:
    use("zh_HK.UTF-8")
    assert current() == "zh_TW"
    use("fr")
    assert current() == "en"


@pytest.mark.parametrize("content", [None, b"", b"not a catalog", b"\xde\x12\x04\x95\x00\x00\x00\x00"])
def test_a_missing_or_broken_translation_is_english(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_parts: str) -> Path:
        path = tmp_path / "simdesk.mo"
        if content is None:
            raise FileNotFoundError(path)
        path.write_bytes(content)
        return path

    use("ja")
    monkeypatch.setattr(language, "resource", elsewhere)
    use("zh_CN")
    assert (current(), _("last day today")) == ("en", "last day today")


def test_languages_call_themselves_by_their_own_names() -> None:
    use("ja")
    assert [endonym(name) for name in LANGUAGES] == ["English", "简体中文", "繁體中文", "日本語"]


def test_only_the_chosen_translation_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []

    def counted(*parts: str) -> Path:
        read.append(parts)
        return resource(*parts)

    monkeypatch.setattr(language, "resource", counted)
    use("en")
    use("zh_TW")
    assert read == [("i18n", "zh_TW", "LC_MESSAGES", "simdesk.mo")]


def test_resources_are_found_in_the_checkout() -> None:
    assert resource("i18n", "ja").is_dir()


def test_a_missing_resource_names_its_place() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        resource("icons", "no such.svg")
    assert str(caught.value.filename).endswith(str(Path("resources", "icons", "no such.svg")))


def test_resources_inside_the_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "src" / "simdesk" / "resources"
    inside.mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", inside.parent)
    resources._root.cache_clear()
    try:
        assert resource() == inside
        inside.rmdir()
        resources._root.cache_clear()
        assert resource() == tmp_path / "resources"
    finally:
        resources._root.cache_clear()


def test_speaking_loads_nothing_that_is_slow() -> None:
    script = (
        "import sys; import simdesk.wording.language as l; l.use('ja'); "
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'babel', 'PySide6', 'msgspec', 'locale', 'importlib_resources', 'email', 'asyncio'}))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() in ("[]", "['locale']")
