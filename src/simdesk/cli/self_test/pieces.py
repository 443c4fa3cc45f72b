"""What SimDesk is made of: its words, its facts, its modules, the libraries that it loads late, the zones."""

import errno
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from simdesk.wording import language
from simdesk.wording.language import _
from simdesk.wording.self_test import (
    Finding,
    Outcome,
    Subject,
    broken,
    listed,
    not_loaded,
    unknown_zone,
    untranslated,
    unusable,
    zones_of_system,
)

LIBRARIES = (
    *("msgspec.json", "platformdirs", "zoneinfo", "phonenumbers"),
    *("icalendar", "caldav.davclient", "requests", "lxml.etree", "dateutil.rrule"),
    *("keyring.errors", "hashlib", "ssl", "zlib", "ctypes", "unicodedata"),
)
"""What SimDesk loads when it is needed, on every system."""

_ON_LINUX = ("jeepney.io.blocking", "secretstorage", "keyring.backends.SecretService", "fcntl")
_ELSEWHERE = {"win32": ("keyring.backends.Windows", "winreg"), "darwin": ("keyring.backends.macOS",)}


class _Said(NamedTuple):
    """A language as it was tried: how many sentences it has, and one of them; or why it cannot be spoken."""

    entries: int = 0
    sentence: str = ""
    error: Exception | None = None


def languages() -> Iterator[Finding]:
    """Yield each language that does not speak; the one of before is spoken again afterwards."""
    spoken = language.current()
    try:
        said = {code: _said(code) for code in language.LANGUAGES}
    finally:
        language.use(spoken)
    most = max(one.entries for one in said.values())
    sentences = [one.sentence for one in said.values()]
    sound = True
    for code, one in said.items():
        if one.error is not None:
            sound = False
            yield Finding(Subject.LANGUAGES, Outcome.FAILED, broken(one.error))
        elif code != "en" and (one.entries < most or sentences.count(one.sentence) > 1):
            sound = False
            yield Finding(Subject.LANGUAGES, Outcome.FAILED, untranslated(_path_of(code)))
    if sound:
        names = listed([language.endonym(code) for code in language.LANGUAGES])
        yield Finding(Subject.LANGUAGES, Outcome.OK, names)


def _said(code: str) -> _Said:
    """Return how it goes to speak *code*, which is spoken afterwards."""
    import gettext

    language.use(code)
    sentence = _("SimDesk keeps prepaid SIM cards alive. Without a command it opens its window.")
    if code == "en":
        return _Said(sentence=sentence)
    try:
        path = _path_of(code)
        data = path.read_bytes()
        try:
            with path.open("rb") as file:
                gettext.GNUTranslations(file)
        except Exception as error:  # noqa: BLE001 the file may have anything in it
            return _Said(error=OSError(errno.EINVAL, str(error), str(path)))
    except OSError as error:
        return _Said(error=error)
    order: Literal["little", "big"] = "little" if data[:4] == b"\xde\x12\x04\x95" else "big"
    return _Said(int.from_bytes(data[8:12], order), sentence)


def _path_of(code: str) -> Path:
    from simdesk.resources import resource

    return resource("i18n", code, "LC_MESSAGES", "simdesk.mo")


def data() -> Iterator[Finding]:
    """Yield each shipped file of facts that cannot be read as the program reads it."""
    sound = True
    for read in (_catalog, _places, _phrases, _trouble, _hearsay, _columns, _demo, _schema, _licences):
        try:
            read()
        except Exception as error:  # noqa: BLE001 each is tried, whatever is wrong with another
            sound = False
            yield Finding(Subject.DATA, Outcome.FAILED, broken(error))
    if sound:
        from simdesk.catalog.reading import catalog

        yield Finding(Subject.DATA, Outcome.OK, catalog().version)


def _catalog() -> None:
    from simdesk.catalog.reading import catalog
    from simdesk.resources import resource

    known = {carrier.id for carrier in catalog().carriers}
    folder = resource("catalog")
    for named in json.loads((folder / "names.json").read_bytes()):
        if named["id"] not in known:
            path = folder / "carriers" / f"{named['id']}.json"
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def _places() -> None:
    from simdesk.catalog.places import places

    places()


def _phrases() -> None:
    from simdesk.catalog.phrases import phrases

    phrases()


def _trouble() -> None:
    from simdesk.catalog.trouble import trouble

    trouble()


def _hearsay() -> None:
    from simdesk.catalog.hearsay import hearsay

    hearsay()


def _columns() -> None:
    from simdesk.exchange.words import words

    words()


def _demo() -> None:
    from simdesk.clock import SystemClock
    from simdesk.storage.demo import demo_book

    now = SystemClock().now()
    for code in language.LANGUAGES:
        demo_book(now.date(), now, code)


def _licences() -> None:
    """Read what is shown of the licences, where they are shipped."""
    from simdesk.catalog.licences import licences
    from simdesk.resources import licence_folder

    folder = licence_folder()
    if folder is not None:
        found = licences(folder)
        found.overview()
        for part in found.parts:
            found.texts(part)


def _schema() -> None:
    from simdesk.storage.schema import book_schema

    if "format" not in json.loads(book_schema())["$defs"]["Book"]["properties"]:
        raise ValueError("simdesk.json: format")


def modules() -> Iterator[Finding]:
    """Yield the modules of SimDesk that cannot be loaded, but for those with Qt."""
    return _loaded(Subject.MODULES, _names_in("simdesk", but="simdesk.ui"))


def modules_with_qt() -> Iterator[Finding]:
    """Yield the modules of SimDesk's windows that cannot be loaded."""
    return _loaded(Subject.PARTS_WITH_QT, _names_in("simdesk.ui", but=""))


def _names_in(package: str, but: str) -> list[str]:
    """Return the names of all modules of *package*; those of *but* are left out.

    Raises:
        ImportError: if none is found.
    """
    names = list(_frozen_names(package, but) if getattr(sys, "frozen", False) else _found_names(package, but))
    if len(names) < 2:
        raise ImportError(package, name=package)
    return sorted(names)


def _found_names(package: str, but: str) -> Iterator[str]:
    import pkgutil

    yield package
    try:
        places = import_module(package).__path__
    except Exception:  # noqa: BLE001 it is among the names, and why is told there
        return
    for _finder, name, is_package in pkgutil.iter_modules(places, f"{package}."):
        if name != but:
            yield from _found_names(name, but) if is_package else (name,)


def _frozen_names(package: str, but: str) -> Iterator[str]:
    """Yield the names as the archive in the frozen program has them, which ``pkgutil`` does not read."""
    tree = import_module("pyimod02_importers").get_pyz_toc_tree()
    for part in package.split("."):
        tree = tree[part]
    yield package
    for name, inner in tree.items():
        whole = f"{package}.{name}"
        if whole != but:
            yield from _frozen_names(whole, but) if isinstance(inner, dict) else (whole,)


def libraries() -> Iterator[Finding]:
    """Yield the libraries that cannot be loaded."""
    more = _ON_LINUX if sys.platform == "linux" else _ELSEWHERE.get(sys.platform, ())
    yield from _loaded(Subject.LIBRARIES, (*LIBRARIES, *more))
    yield from _tried(Subject.LIBRARIES, "phonenumbers", _number_plans)


def _number_plans() -> None:
    """Load what is known of the phone numbers of every country: each is a module that is loaded late."""
    import phonenumbers

    known: Any = phonenumbers.PhoneMetadata
    for region in phonenumbers.SUPPORTED_REGIONS:
        known.metadata_for_region(region)


def _loaded(subject: Subject, names: Iterable[str]) -> Iterator[Finding]:
    """Load each of *names*; yield those that cannot be, one finding for each reason, or that all could."""
    failed: defaultdict[str, list[str]] = defaultdict(list)
    count = 0
    for name in names:
        count += 1
        try:
            import_module(name)
        except Exception as error:  # noqa: BLE001 a broken library may raise anything
            failed[_reason(error)].append(name)
    for reason, without in failed.items():
        yield Finding(subject, Outcome.FAILED, not_loaded(without, reason))
    if not failed:
        yield Finding(subject, Outcome.OK, str(count))


def _reason(error: Exception) -> str:
    """Return why something was not loaded, with the name of what else was not, and kept it from that."""
    reason = str(error) or type(error).__name__
    other = error.name if isinstance(error, ImportError) else None
    return reason if other is None or other in reason else f"{other}: {reason}"


def _tried(subject: Subject, name: str, act: Callable[[], None]) -> Iterator[Finding]:
    try:
        act()
    except Exception as error:  # noqa: BLE001 as above
        yield Finding(subject, Outcome.FAILED, unusable(name, str(error)))


def zones() -> Iterator[Finding]:
    """Yield the zones of the catalog that are not known, and whether the shipped ones are there."""
    from zoneinfo import ZoneInfo

    names = _zones_of_catalog()
    unknown = []
    for name in names:
        try:
            ZoneInfo.no_cache(name)
        except (KeyError, ValueError, OSError):
            unknown.append(name)
    yield from (Finding(Subject.ZONES, Outcome.FAILED, unknown_zone(name)) for name in unknown)
    if not unknown and _are_shipped(names):
        yield Finding(Subject.ZONES, Outcome.OK, str(len(names)))
    elif not unknown:
        yield Finding(Subject.ZONES, Outcome.NOTE, zones_of_system())


def _zones_of_catalog() -> list[str]:
    """Return the zones of every country and carrier, read as plainly as can be."""
    from simdesk.resources import resource

    folder = resource("catalog")
    known = json.loads((folder / "places.json").read_bytes())["places"]
    known += json.loads((folder / "names.json").read_bytes())
    return sorted({one["timezone"] for one in known if one.get("timezone")})


def _are_shipped(names: list[str]) -> bool:
    """Return whether the package of time zones is there, where the system may have them too."""
    from importlib.resources import files

    try:
        folder = files("tzdata") / "zoneinfo"
        return all(folder.joinpath(*name.split("/")).is_file() for name in names)
    except ImportError:
        return False
