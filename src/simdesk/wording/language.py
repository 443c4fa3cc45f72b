"""The language that sentences come in, by gettext. The source texts are English.

``_("text")``, ``_n("one card", "{n} cards", n)`` and ``_p("context", "text")`` answer at each call in
the language of that moment, so that words are asked for when they are shown, never kept.
Placeholders are filled afterwards: ``_("Renew {label}").format(label=label)``.
"""

import gettext
import re
import struct
from collections.abc import Mapping

from simdesk.resources import resource

LANGUAGES = ("en", "zh_CN", "zh_TW", "ja")
_ENDONYMS = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文", "ja": "日本語"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


class _Voice:
    """The language in force and where its sentences come from."""

    language = "en"
    texts: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Let every sentence from now on come in *language*, a code or the name of a locale.

    One that SimDesk does not speak is English, and so is one whose translation is missing or broken.
    """
    _Voice.language, _Voice.texts = "en", gettext.NullTranslations()
    chosen = choose(language)
    if chosen != "en":
        try:
            with resource("i18n", chosen, "LC_MESSAGES", "simdesk.mo").open("rb") as file:
                _Voice.texts = gettext.GNUTranslations(file)
        except (OSError, ValueError, struct.error):
            return
        _Voice.language = chosen


def current() -> str:
    """Return the language in force, one of ``LANGUAGES``."""
    return _Voice.language


def endonym(language: str) -> str:
    """Return what a language of ``LANGUAGES`` calls itself; the same in every language."""
    return _ENDONYMS[language]


def choose(wanted: str | None) -> str:
    """Return the language of ``LANGUAGES`` for a code or the name of a locale, English where none fits.

    Understands ``zh_HK.UTF-8``, ``zh-Hant-TW``, ``ja_JP@calendar=japanese``, ``C``. A script that is
    named counts more than the country: ``zh_Hans_HK`` is simplified.
    """
    name = re.split(r"[.@]", wanted or "", maxsplit=1)[0].strip().casefold()
    first, *others = re.split(r"[-_]", name)
    if first == "ja":
        return "ja"
    if first != "zh":
        return "en"
    if "hans" in others:
        return "zh_CN"
    return "zh_TW" if _TRADITIONAL.intersection(others) else "zh_CN"


def from_environment(environ: Mapping[str, str]) -> str:
    """Return the language that the variables of a process ask for, as gettext reads them.

    The locale is the first of LC_ALL, LC_MESSAGES and LANG that is set. LANGUAGE is a list of
    languages in order of liking and counts more, unless the locale is plainly ``C``.
    """
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    liked = environ.get("LANGUAGE", "")
    if not liked or locale in ("C", "POSIX"):
        return choose(locale)
    for language in liked.split(":"):
        chosen = choose(language)
        if chosen != "en" or language.casefold().startswith("en"):
            return chosen
    return "en"


def _(text: str) -> str:
    """Return a sentence in the language in force."""
    return _Voice.texts.gettext(text)


def _n(one: str, many: str, n: int) -> str:
    """Return the sentence for a count of *n*, its ``{n}`` still to be filled."""
    return _Voice.texts.ngettext(one, many, n)


def _p(context: str, text: str) -> str:
    """Return a word in the language in force, where *context* tells apart what English does not."""
    return _Voice.texts.pgettext(context, text)
