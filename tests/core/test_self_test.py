"""The self-test names what is missing, goes on with the rest, and leaves everything as it was."""

import base64
import errno
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

import simdesk
from simdesk import resources
from simdesk.catalog.hearsay import hearsay
from simdesk.catalog.licences import _words as licence_words
from simdesk.catalog.phrases import phrases
from simdesk.catalog.places import places
from simdesk.catalog.reading import catalog
from simdesk.catalog.trouble import trouble
from simdesk.cli import main
from simdesk.cli.options import read_options
from simdesk.cli.self_test import inventory, pieces, running, saving, services
from simdesk.cli.self_test.aside import Aside
from simdesk.cli.self_test.checks import Check, Look, Waiting, found_by
from simdesk.domain.book import Book
from simdesk.errors import FileBusy, KeyringFailed, KeyringTrouble, OptionsClash
from simdesk.exchange.words import words
from simdesk.storage import lock
from simdesk.storage.book_file import FileStore
from simdesk.wording import language
from simdesk.wording.self_test import Finding, Outcome, Subject, subject_name, verdict
from tests.keyring_making import MemoryKeyring, memory

__all__ = ["memory"]

OK, NOTE, FAILED = Outcome.OK, Outcome.NOTE, Outcome.FAILED
READ_ONCE = (catalog, places, phrases, trouble, hearsay, words)


def found(look: Look) -> list[tuple[Outcome, str]]:
    """What a check finds, without its name."""
    return [(one.outcome, one.words) for one in found_by(Check(Subject.MODULES, look))]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all that is shipped beside the code, in its place."""
    copy = tmp_path / "resources"
    shutil.copytree(resources.resource(), copy)
    monkeypatch.setattr(resources, "_root", lambda: copy)
    for once in READ_ONCE:
        once.cache_clear()
    yield copy
    for once in READ_ONCE:
        once.cache_clear()


@pytest.mark.parametrize(
    "line",
    [
        "--self-test list",
        "list --self-test",
        "--self-test --demo",
        "--data-dir /x --self-test",
        "--self-test due --json",
        "--self-test backup.simdesk",
    ],
)
def test_it_stands_alone(line: str) -> None:
    with pytest.raises(OptionsClash) as refused:
        read_options(line.split())

    assert refused.value.one == "--self-test"


def test_it_takes_a_language() -> None:
    options = read_options(["--self-test", "--lang", "ja"])

    assert (options.command, options.has("--self-test"), options.lang) == ("", True, "ja")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileBusy(Path("/x/lock")), "Another SimDesk is busy with /x/lock. Nothing was changed; try again."),
        (FileNotFoundError(2, "No such file", "/x/y"), "/x/y is missing."),
        (PermissionError(13, "Permission denied", "/x/y"), "/x/y does not work: Permission denied"),
        (ImportError("libx.so.1: cannot open", name="_x"), "_x does not work: libx.so.1: cannot open"),
        (ValueError("odd\nthing"), "ValueError does not work: odd thing"),
    ],
)
def test_what_breaks_off_a_check_is_a_finding_and_so_is_what_came_before(error: Exception, told: str) -> None:
    def look() -> Iterator[Finding]:
        yield Finding(Subject.BOOK, OK, "so far")
        raise error

    assert found(look) == [(OK, "so far"), (FAILED, told)]


def test_nobody_waits_for_ever() -> None:
    def look() -> Iterator[Finding]:
        time.sleep(0.5)
        yield Finding(Subject.KEYRING, OK, "late")

    assert Waiting(Check(Subject.KEYRING, look)).found(0.05, NOTE) == [
        Finding(Subject.KEYRING, NOTE, "No answer within 0 seconds.")
    ]


def test_all_is_well_in_the_checkout(shipped: Path) -> None:
    assert found(pieces.languages) == [(OK, "English, 简体中文, 繁體中文, 日本語")]
    assert found(pieces.data) == [(OK, catalog().version)]
    assert [outcome for outcome, _ in found(pieces.libraries)] == [OK]
    assert [outcome for outcome, _ in found(pieces.zones)] == [OK]
    assert [outcome for outcome, _ in found(services.encryption)] == [OK]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_other_languages_are_spoken_only_for_a_moment(spoken: str) -> None:
    language.use(spoken)

    assert [one.outcome for one in pieces.languages()] == [OK]
    assert language.current() == spoken


SHIPPED: list[tuple[str, Look]] = [
    ("i18n/zh_CN/LC_MESSAGES/simdesk.mo", pieces.languages),
    ("i18n/zh_TW/LC_MESSAGES/simdesk.mo", pieces.languages),
    ("i18n/ja/LC_MESSAGES/simdesk.mo", pieces.languages),
    ("catalog/carriers/povo.json", pieces.data),
    ("catalog/channels.json", pieces.data),
    ("catalog/names.json", pieces.data),
    ("catalog/places.json", pieces.data),
    ("phrases.json", pieces.data),
    ("trouble.json", pieces.data),
    ("hearsay.json", pieces.data),
    ("columns.json", pieces.data),
    ("demo.json", pieces.data),
    ("catalog/names.json", pieces.zones),
]


@pytest.mark.parametrize(("name", "look"), SHIPPED)
def test_a_shipped_file_that_is_missing_is_named(shipped: Path, name: str, look: Look) -> None:
    (shipped / name).unlink()

    told = found(look)

    assert {outcome for outcome, _ in told} == {FAILED}
    assert any(str(shipped / name) in line for _, line in told), told


@pytest.mark.parametrize(("name", "look"), SHIPPED)
def test_a_shipped_file_that_is_cut_off_is_told(shipped: Path, name: str, look: Look) -> None:
    content = (shipped / name).read_bytes()
    (shipped / name).write_bytes(content[: len(content) // 2])

    assert {outcome for outcome, _ in found(look)} == {FAILED}


def test_a_translation_of_another_language_or_of_nothing_is_named(shipped: Path) -> None:
    path = shipped / "i18n" / "zh_TW" / "LC_MESSAGES" / "simdesk.mo"
    shutil.copy(shipped / "i18n" / "zh_CN" / "LC_MESSAGES" / "simdesk.mo", path)

    assert (FAILED, f"{path} does not have all the words.") in found(pieces.languages)


def test_one_fault_in_the_facts_does_not_hide_another(shipped: Path) -> None:
    for name in ("phrases.json", "demo.json"):
        (shipped / name).unlink()

    assert len(found(pieces.data)) == 2


def test_a_zone_that_nobody_knows_is_named(shipped: Path) -> None:
    path = shipped / "catalog" / "places.json"
    path.write_text(path.read_text("utf-8").replace("Asia/Taipei", "Asia/Atlantis"), "utf-8")

    assert (FAILED, "The time zone Asia/Atlantis is not known here.") in found(pieces.zones)


@pytest.mark.parametrize(
    ("library", "look"),
    [
        ("lxml.etree", pieces.libraries),
        ("secretstorage", pieces.libraries),
        ("icalendar", pieces.libraries),
        ("_ssl", services.encryption),
    ],
)
def test_a_library_that_cannot_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, look: Look
) -> None:
    for name in [name for name in sys.modules if name in ("ssl", "caldav", "caldav.davclient")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    told = found(look)

    assert {outcome for outcome, _ in told} == {FAILED}
    assert library in " ".join(line for _, line in told)


def test_without_trusted_certificates_no_server_can_be_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cacert.pem"
    monkeypatch.setattr(certifi, "where", lambda: str(path))

    assert found(services.encryption) == [(FAILED, f"{path} is missing.")]
    path.write_text("nothing of the kind")
    assert [outcome for outcome, _ in found(services.encryption)] == [FAILED]


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program with a library and a resource, and the list of both."""
    folder = tmp_path / "_internal"
    listed = []
    for name, content in {"libqt.so": b"Qt", "simdesk/resources/demo.json": b"{}"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        listed.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / "inventory.sha256").write_text("".join(listed))
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    return folder


def test_what_was_frozen_is_compared_with_its_list(frozen: Path) -> None:
    assert found(inventory.files) == [(OK, "2")]

    (frozen / "libqt.so").write_bytes(b"another Qt")
    note = (NOTE, f"This is not the file that SimDesk was built with: {frozen}/libqt.so")
    assert found(inventory.files) == [note]

    path = frozen / "simdesk/resources/demo.json"
    path.write_bytes(b"[]")
    assert found(inventory.files) == [(FAILED, f"{path} is not the file that was installed."), note]
    path.unlink()
    (frozen / "libqt.so").unlink()
    assert found(inventory.files) == [
        (FAILED, f"{frozen}/libqt.so is missing."),
        (FAILED, f"{path} is missing."),
    ]
    (frozen / "inventory.sha256").unlink()
    assert found(inventory.files) == [(FAILED, f"{frozen}/inventory.sha256 is missing.")]


@pytest.mark.parametrize(
    "damage", [b"", b"\0\xff", b"{digest}", b"{digest}  libqt.so\n{digest}  simd", b"x{digest}  a\n"]
)
def test_a_list_that_is_none_is_named(frozen: Path, damage: bytes) -> None:
    path = frozen / "inventory.sha256"
    path.write_bytes(damage.replace(b"{digest}", hashlib.sha256(b"Qt").hexdigest().encode()))

    assert found(inventory.files) == [(FAILED, f"{path} is not the file that was installed.")]


def test_a_file_that_may_not_be_read_does_not_hide_the_next(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(inventory, "_digest", refused)

    assert found(inventory.files) == [
        (FAILED, f"{frozen}/libqt.so does not work: Permission denied"),
        (FAILED, f"{frozen}/simdesk/resources/demo.json does not work: Permission denied"),
    ]


@pytest.mark.parametrize("name", ["contents.json", "README.txt", "qt/LGPL.txt"])
def test_licences_that_cannot_be_shown_are_named(frozen: Path, shipped: Path, name: str) -> None:
    part = {"folder": "qt", "name": "Qt", "version": "6", "licence": "LGPL-3.0-only", "source": ""}
    folder = frozen / "licences"
    (folder / "qt").mkdir(parents=True)
    (folder / "README.txt").write_text("What is inside")
    (folder / "qt" / "LGPL.txt").write_text("A licence")
    (folder / "contents.json").write_text(json.dumps([{**part, "texts": ["LGPL.txt"]}]))
    assert [outcome for outcome, _ in found(pieces.data)] == [OK]
    licence_words.cache_clear()

    if name == "contents.json":
        (folder / name).write_text("{")
    else:
        (folder / name).unlink()

    ((outcome, told),) = found(pieces.data)
    assert (outcome, str(folder / name) in told) == (FAILED, True)


def test_no_desktop_keeps_the_try_of_what_was_installed_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bus that takes a connection and never answers holds Qt up where it asks the theme of a desktop."""
    given: list[dict[str, str]] = []
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/hangs")
    monkeypatch.setenv("QT_QPA_PLATFORMTHEME", "xdgdesktopportal")
    monkeypatch.setattr(subprocess, "Popen", lambda _words, env, **_more: given.append(env))
    place = tempfile.TemporaryDirectory(dir=tmp_path)

    for part, subject in (("windows", Subject.WINDOWS), ("screen", Subject.SCREEN)):
        Aside(part, subject, place)

    alone, with_screen = given
    assert alone["DBUS_SESSION_BUS_ADDRESS"] == "disabled:"
    assert "QT_QPA_PLATFORMTHEME" not in alone
    assert with_screen["DBUS_SESSION_BUS_ADDRESS"].endswith("/hangs")
    place.cleanup()


def test_a_wheel_is_compared_with_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = []
    for name in ("simdesk/__main__.py", "simdesk/resources/demo.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("whole")
        digest = base64.urlsafe_b64encode(hashlib.sha256(b"whole").digest()).rstrip(b"=").decode()
        record.append(f"{name},sha256={digest},5\n")
    metadata = tmp_path / "simdesk-9.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: simdesk\nVersion: 9\n")
    (metadata / "RECORD").write_text(
        "".join((*record, "../../bin/simdesk,sha256=AA,5\n", "simdesk-9.dist-info/RECORD,,\n"))
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(simdesk, "__file__", str(tmp_path / "simdesk" / "__init__.py"))

    assert found(inventory.files) == [(OK, "2")]

    (tmp_path / "simdesk/resources/demo.json").unlink()
    assert found(inventory.files) == [(FAILED, f"{tmp_path}/simdesk/resources/demo.json is missing.")]


def test_a_checkout_has_no_list() -> None:
    ((outcome, told),) = found(inventory.files)

    assert (outcome, "from its sources" in told) == (NOTE, True)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_book_is_kept_and_read_and_nothing_is_left(temporary: Path, home: Path) -> None:
    before = sorted(home.rglob("*"))

    assert found(saving.book) == [(OK, str(temporary))]
    assert list(temporary.iterdir()) == []
    assert sorted(home.rglob("*")) == before


def test_a_lock_that_keeps_nobody_out_is_told(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_try", lambda descriptor: None)

    ((outcome, told),) = found(saving.book)

    assert (outcome, told.endswith("/lock does not keep two from writing at once.")) == (FAILED, True)
    assert list(temporary.iterdir()) == []


def test_a_disk_that_forgets_is_told(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileStore, "load", lambda store: Book())

    assert any("simdesk.json does not give back what was written." in told for _, told in found(saving.book))
    assert list(temporary.iterdir()) == []


def test_no_room_for_a_book_is_told(temporary: Path) -> None:
    temporary.rmdir()

    ((outcome, told),) = found(saving.book)

    assert (outcome, str(temporary) in told) == (FAILED, True)


def opened(monkeypatch: pytest.MonkeyPatch, locked: bool | None) -> None:
    monkeypatch.setattr(services, "_is_locked", lambda: locked)


def test_an_open_keyring_is_given_something_and_it_is_taken_away(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, locked=False)
    names: list[str] = []
    keep = MemoryKeyring.set_password

    def kept(keyring: MemoryKeyring, service: str, name: str, value: str) -> None:
        names.append(f"{service} {name}")
        keep(keyring, service, name, value)

    monkeypatch.setattr(MemoryKeyring, "set_password", kept)

    assert found(services.keyring) == [(OK, "Memory")]
    assert (len(names), memory.kept) == (1, {})
    assert names[0].startswith("SimDesk self-test ")


@pytest.mark.parametrize(
    ("locked", "told"),
    [
        (True, "Memory is locked. It was not opened for this."),
        (None, "Memory is there. Nothing was written to it."),
    ],
)
def test_a_keyring_that_might_ask_is_left_alone(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, locked: bool | None, told: str
) -> None:
    opened(monkeypatch, locked)

    assert found(services.keyring) == [(NOTE, told)]
    assert memory.most_at_once == 0


def test_a_keyring_that_refuses_or_forgets_fails(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, locked=False)
    monkeypatch.setattr(MemoryKeyring, "get_password", lambda keyring, service, name: "another")
    assert found(services.keyring) == [(FAILED, "Memory did not give back what it was given.")]

    memory.refuses = OSError("no room")
    ((outcome, told),) = found(services.keyring)
    assert (outcome, "no room" in told) == (FAILED, True)


def test_without_a_bus_there_is_neither_and_nothing_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")

    for look, told in (
        (services.keyring, "There is no keyring here: "),
        (services.notifications, "Nothing here shows notifications: "),
    ):
        ((outcome, line),) = found(look)
        assert (outcome, line.startswith(told)) == (NOTE, True)


@pytest.mark.parametrize(
    ("findings", "status", "last"),
    [
        ([(Subject.QT, OK)], 0, "SimDesk is whole and works here."),
        (
            [(Subject.QT, OK), (Subject.KEYRING, NOTE)],
            0,
            "SimDesk is whole and works here. The notes above are no faults of it.",
        ),
        (
            [(Subject.ICONS, FAILED), (Subject.KEYRING, NOTE), (Subject.ICONS, FAILED), (Subject.QT, FAILED)],
            2,
            "SimDesk is not whole here. 2 checks failed: Icons, Qt.",
        ),
    ],
)
def test_all_of_it_comes_to_one_sentence_and_a_status(
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    findings: list[tuple[Subject, Outcome]],
    status: int,
    last: str,
) -> None:
    given = [Finding(subject, outcome, "words") for subject, outcome in findings]
    monkeypatch.setattr(running, "findings", lambda: given)

    assert main(["--self-test", "--lang", "en"]) == status

    shown = capfdbinary.readouterr()
    lines = shown.out.decode().splitlines()
    assert lines == [*(f"{verdict(o)}\t{subject_name(s)}: words" for s, o in findings), last]
    assert shown.err.decode() == (f"{last}\n" if status else "")


def test_what_nobody_foresaw_fails_and_is_noted_nowhere(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], home: Path
) -> None:
    def broken_off() -> list[Finding]:
        raise KeyringFailed(KeyringTrouble.LATE)

    monkeypatch.setattr(running, "findings", broken_off)

    assert main(["--self-test"]) == 2
    assert b"not whole" in capfdbinary.readouterr().err
    assert [path.name for path in home.rglob("*")] == ["run"]


def test_every_subject_has_a_name_of_its_own() -> None:
    assert len({subject_name(subject) for subject in Subject}) == len(Subject)
