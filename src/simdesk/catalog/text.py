"""Words for people, in the four languages."""

from typing import Annotated, Self

from msgspec import Meta, Raw, Struct, json

LONGEST = 2000

Unread = Annotated[Raw, Meta(extra_json_schema={"type": "string", "minLength": 1, "maxLength": LONGEST})]


class Text(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"in_en": "en", "in_zh_cn": "zh_CN", "in_zh_tw": "zh_TW", "in_ja": "ja"},
):
    """The same words in the four languages; none may be missing.

    Each is left as it lies in the file until somebody reads it: an owner reads one language of four.
    """

    in_en: Unread
    in_zh_cn: Unread
    in_zh_tw: Unread
    in_ja: Unread

    @classmethod
    def of(cls, en: str, zh_cn: str, zh_tw: str, ja: str) -> Self:
        """Return the text with those words."""
        return cls(*(Raw(json.encode(words)) for words in (en, zh_cn, zh_tw, ja)))

    def __hash__(self) -> int:
        return hash(self.every())

    @property
    def en(self) -> str:
        """Return the words in English."""
        return _read(self.in_en)

    @property
    def zh_cn(self) -> str:
        """Return the words in simplified Chinese."""
        return _read(self.in_zh_cn)

    @property
    def zh_tw(self) -> str:
        """Return the words in traditional Chinese."""
        return _read(self.in_zh_tw)

    @property
    def ja(self) -> str:
        """Return the words in Japanese."""
        return _read(self.in_ja)

    def said(self, language: str) -> str:
        """Return the words in *language*, a code such as ``zh_TW``; English for one not spoken."""
        match language:
            case "zh_CN":
                return self.zh_cn
            case "zh_TW":
                return self.zh_tw
            case "ja":
                return self.ja
        return self.en

    def every(self) -> tuple[str, str, str, str]:
        """Return the words in all languages: en, zh_CN, zh_TW, ja."""
        return self.en, self.zh_cn, self.zh_tw, self.ja


def _read(words: Raw) -> str:
    return json.decode(words, type=str)
