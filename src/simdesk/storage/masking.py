"""What an error leaves in a log: where it happened and what kind it is, never what somebody has typed.

Of the words of an error only those stay that are known to be said by programs. Whatever stands in quotes, has
a digit in it or is any other word is masked, for it may be a number, a label, a code or a password.
"""

import re
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

MASK = "•"

_MOST_FRAMES = 40
_MOST_CAUSES = 4
_LONGEST = 400
_PACKAGES = re.compile(r".*/(?:site-packages|dist-packages|python3\.\d+)/")
# An apostrophe within a word, as in "doesn't", neither opens nor closes.
_QUOTED = re.compile(
    r"""(?<![A-Za-z])b?'(?:[^'\\]|\\.|'(?=[A-Za-z]))*'"""
    r"""|b?"(?:[^"\\]|\\.)*"|`[^`]*`|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』""",
    re.DOTALL,
)
_OPEN = re.compile(r"""(?:(?<![A-Za-z])'|["`“‘「『]).*""", re.DOTALL)
_SIGNS = re.compile(r"[-=<>+*/|&.,:;!?()\[\]]+")
_QT_NAME = re.compile(r"Q[A-Z][A-Za-z]{1,40}:?:?")
_KNOWN = frozenset(
    """
    a able access address again all allocate allocated allowed already an and any application argument
    arguments as assigned associated at attribute attributes available bad base be because been before being
    between bool boolean broken buffer but byte bytes C call callable can can't cannot changed character
    class closed codec connect connection convert could create created data decode deep deleted descriptor
    destroyed destroying destructor detect device dict dictionary did different digit directory display
    division does doesn't don't during either element else empty encode end enough error event exceeded
    exist exists expected failed field file first float for format from full function geometry get given got
    has have implemented import in index initialised initialized input instance int integer Internal
    internal into Invalid invalid is isn't it item items iterable iteration iterator its key keyword left
    length less limit line list literal local longer lost map match maximum memory method missing mode
    module more must name new No no non None not nothing null number object objects of on one only open
    operand operation or order out outside overflow owner parent parse permission pixmap place plugin point
    pop position positional possible process property range reached read recursion referenced required
    resource same sequence set should signal size slice slot socket space started state still str string
    subscriptable such support supported system take takes text than that the there this thread threads time
    timer to too tuple type types Unable unable unexpected unhashable unknown unpack unsupported until use
    used value values variable view was when where which while widget window with without write written
    wrong X x zero
    """.split()
)
_SYSTEM = re.compile(r"\A\[(?:Errno|WinError) -?\d{1,5}\] ")
_STRANGE = f"{MASK}{MASK}{MASK}"


def masked(text: str) -> str:
    """Return *text* in one line of at most 400 letters, with nothing in it that may be the owner's."""
    known = _SYSTEM.match(text)
    begin = known.group() if known else ""
    rest = _QUOTED.sub(f" {_STRANGE} ", text[len(begin) : 4 * _LONGEST])
    rest = _OPEN.sub(f" {_STRANGE}", rest)
    words = [word if _is_known(word) else _STRANGE for word in rest.split()]
    line = " ".join(
        word for place, word in enumerate(words) if word != _STRANGE or words[place - 1 : place] != [word]
    )
    return (begin + line)[:_LONGEST]


def error_line(error: BaseException) -> str:
    """Return an error, what led to it and where each happened, in one line without a value."""
    found: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and len(found) < _MOST_CAUSES:
        seen.add(id(one))
        found.append(_one(one))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return " || after ".join(found)


def place_of(error: BaseException) -> str:
    """Return the place where *error* was raised: file, line and function."""
    return _frames(error.__traceback__)[-1:][0] if error.__traceback__ is not None else type(error).__name__


def shortened(path: str) -> str:
    """Return the path of a file of code without where on the disk it is installed, or whose home that is."""
    plain = path.replace("\\", "/")
    package = f"/{plain}".rfind("/simdesk/")
    if package >= 0:
        return plain[package:]
    inside = _PACKAGES.sub("", plain)
    return inside if inside != plain else Path(plain).name


def one_line(places: Iterable[str]) -> str:
    """Return *places*, the innermost first, in one line; of very many those in the middle are left out."""
    found = list(places)
    if len(found) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        found = [*found[:half], f"({len(found) - 2 * half} more)", *found[-half:]]
    return " < ".join(found)


def _one(error: BaseException) -> str:
    try:
        said = masked(str(error))
    except Exception:  # noqa: BLE001 an error that cannot even say what it is
        said = _STRANGE
    kind = type(error).__qualname__
    places = one_line(reversed(_frames(error.__traceback__)))
    return f"{kind}{': ' if said else ''}{said} at {places or 'no place'}"


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{shortened(frame.f_code.co_filename)}:{line}:{frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(trace)
    ]


def _is_known(word: str) -> bool:
    """Return whether *word* is one of those that programs say, or of a class of Qt's."""
    letters = word.strip("()[].,:;!?")
    return letters in _KNOWN or bool(_SIGNS.fullmatch(word) or _QT_NAME.fullmatch(word))
