"""The owner's guide: whole in four languages, and every page and picture that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = {
    "en": ROOT / "docs" / "guide.md",
    **{code: ROOT / "docs" / f"guide.{code}.md" for code in ("zh_CN", "zh_TW", "ja")},
}
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")


def links(page: Path) -> list[str]:
    """What a page names, in order, as it names it; addresses on the web are left out."""
    return [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]


@pytest.mark.parametrize("page", [ROOT / "README.md", *GUIDES.values()], ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW", "ja"])
def test_every_language_tells_the_same(code: str) -> None:
    english, other = (GUIDES[one].read_text(encoding="utf-8") for one in ("en", code))

    for part in (r"^#+", r"^    simdesk.*?(?=  )"):  # headings, commands
        assert re.findall(part, other, re.MULTILINE) == re.findall(part, english, re.MULTILINE)
    pictures = [link.replace(f"-{code}.png", ".png") for link in links(GUIDES[code]) if "pictures" in link]
    assert pictures == [link for link in links(GUIDES["en"]) if "pictures" in link]
