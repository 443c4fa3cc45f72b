"""How a desktop entry writes a command: https://specifications.freedesktop.org/desktop-entry-spec/1.5.

There are two layers. A value of a key has escapes of its own, and within that the value of ``Exec``
has quotes, in which some signs are escaped once more; so a backslash in a path becomes four.
"""

from collections.abc import Sequence

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-_.,:+@=")
_IN_QUOTES = '"`$\\'
_OF_VALUES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def escaped(text: str) -> str:
    """Return *text* as the value of a key."""
    for sign, letter in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, letter)
    return f"\\s{text[1:]}" if text.startswith(" ") else text


def unescaped(value: str) -> str:
    """Return what the value of a key says."""
    said, signs = [], iter(value)
    for sign in signs:
        following = next(signs, "") if sign == "\\" else ""
        said.append(_OF_VALUES.get(following, sign + following))
    return "".join(said)


def exec_value(command: Sequence[str]) -> str:
    """Return *command* as the value of the key ``Exec``."""
    return escaped(" ".join(_quoted(word) for word in command))


def exec_words(value: str) -> tuple[str, ...]:
    """Return the command that a value of ``Exec`` says, without codes for files; empty if it says none.

    Single quotes and backslashes outside of quotes are read as a shell reads them, since desktops do.
    """
    words: list[str] = []
    word: str | None = None
    quote = ""
    signs = iter(unescaped(value))
    for sign in signs:
        if sign == quote:
            quote = ""
        elif not quote and sign in "\"'":
            quote, word = sign, word or ""
        elif not quote and sign in " \t\n":
            words += [] if word is None else [word]
            word = None
        else:
            if sign == "\\" and quote != "'":
                following = next(signs, "")
                sign = following if not quote or following in _IN_QUOTES else sign + following  # noqa: PLW2901
            elif sign == "%":
                sign = "%" if next(signs, "") == "%" else ""  # noqa: PLW2901
                if not sign and word is None:
                    continue
            word = (word or "") + sign
    if quote:
        return ()
    return (*words, *(() if word is None else (word,)))


def _quoted(word: str) -> str:
    if word and set(word) <= _PLAIN:
        return word
    inner = "".join(f"\\{sign}" if sign in _IN_QUOTES else sign for sign in word.replace("%", "%%"))
    return f'"{inner}"'
