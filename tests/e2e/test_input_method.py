"""Chinese and Japanese are typed through an input method, and accents through dead keys."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from tests.e2e.desktop import Desktop, until
from tests.e2e.hand import Hand
from tests.machine import needs

SOURCE = (sys.executable, "-m", "simdesk")
IBUS = "libibusplatforminputcontextplugin.so"
COMPOSE = "libcomposeplatforminputcontextplugin.so"
# Engines of ibus are scripts of the system's own Python.
SYSTEM = "/usr/bin:/bin"
MEMORY = Path("/usr/libexec/ibus-memconf")


class Form:
    """SimDesk with its form for a new card open, and the keyboard in the field for the label."""

    def __init__(self, hand: Hand, command: tuple[str, ...], place: Path) -> None:
        desk = hand.desk
        self._desk, self._hand, self._folder = desk, hand, data_folder(str(place), {})
        self._process = desk.start(*command, "--data-dir", place, "--lang", "en")
        hand.find("Add a card")
        desk.press("ctrl+n")
        until(lambda: desk.active() == "Add card", "the form")
        self._hand.tabs_to("Label")

    def loaded(self, plugin: str) -> bool:
        """Whether the process has loaded that plug-in of Qt."""
        return plugin in Path(f"/proc/{self._process.pid}/maps").read_text("utf-8")

    def keys(self, *keys: str) -> None:
        """Press keys slowly enough for whoever stands between the keyboard and the field."""
        for key in keys:
            self._desk.said("xdotool", "key", "--clearmodifiers", key)
            sleep(0.05)

    def holds(self, text: str) -> None:
        """Wait until the field holds *text*."""
        until(lambda: self._hand.text("Label") == text, lambda: f"{text}; it is {self._hand.text('Label')}")

    def saved(self) -> list[str]:
        """Save the card, close the program, and return the labels that are in the book."""
        self._hand.fills("Carrier", "SoftBank")
        self._hand.fills("Plan", "Simple Style (prepaid)")
        self._hand.fills("Expires on", "2030-01-31")
        self._hand.presses("Save")
        until(self._folder.book.exists, "the book")
        until(lambda: self._desk.active() == "SimDesk", "the main window")
        self._desk.press("ctrl+q")
        assert self._process.wait(30) == 0
        return [card.label for card in FileStore(self._folder).load().cards]


@pytest.fixture
def hand() -> Iterator[Hand]:
    with Desktop(accessible=True) as desk, Hand(desk) as found:
        yield found


def starts_ibus(desk: Desktop) -> None:
    """Start ibus on the desktop, for whatever is started there from then on."""
    needs("ibus-daemon", "ibus", str(MEMORY))
    desk.env |= {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}
    options = ("--xim", "--panel=disable", "--emoji-extension=disable", f"--config={MEMORY}")
    desk.start("ibus-daemon", *options, PATH=SYSTEM)
    wanted = {"anthy", "libpinyin"}
    until(
        lambda: wanted <= set(desk.said("ibus", "list-engine", "--name-only").split()),
        lambda: f"ibus with {wanted}",
    )


def takes(desk: Desktop, engine: str) -> None:
    """Choose an engine, and wait until it runs: its first keys would go by it."""
    subprocess.run(["ibus", "engine", engine], env=desk.env, check=False, capture_output=True)
    until(lambda: desk.said("ibus", "engine") == engine, f"the engine {engine}")
    end = monotonic() + 1.0
    while monotonic() < end:
        sleep(0.1)


def starts_fcitx(desk: Desktop) -> None:
    """Start Fcitx with Pinyin on the desktop, and ask for it as its users do, for what is started then."""
    needs("fcitx5", "fcitx5-remote")
    profile = Path(desk.env["XDG_CONFIG_HOME"]) / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(
        "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n"
        "[Groups/0/Items/0]\nName=keyboard-us\n\n[Groups/0/Items/1]\nName=pinyin\n\n"
        "[GroupOrder]\n0=Default\n",
        "utf-8",
    )
    desk.env |= {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
    desk.start("fcitx5", PATH=SYSTEM)
    until(lambda: desk.said("fcitx5-remote", "-q") == "Default", "fcitx5")


def types_japanese_and_chinese(hand: Hand, command: tuple[str, ...], place: Path) -> None:
    """Type a label in both, and find it in the book."""
    desk = hand.desk
    starts_ibus(desk)
    form = Form(hand, command, place)
    assert form.loaded(IBUS)

    takes(desk, "anthy")
    form.keys("ctrl+j", *"nihongo")  # anthy begins with Latin letters
    form.keys("space", "Return")
    form.holds("日本語")

    takes(desk, "libpinyin")
    form.keys(*"nihao", "space")
    form.holds("日本語你好")
    assert form.saved() == ["日本語你好"]


def test_japanese_and_chinese_are_typed_through_ibus(hand: Hand, tmp_path: Path) -> None:
    types_japanese_and_chinese(hand, SOURCE, tmp_path / "book")


def test_they_are_typed_into_the_frozen_program_too(hand: Hand, frozen: Path, tmp_path: Path) -> None:
    types_japanese_and_chinese(hand, (str(frozen / "simdesk"),), tmp_path / "book")


def test_chinese_is_typed_with_fcitx(hand: Hand, tmp_path: Path) -> None:
    """Qt has no plug-in for it here; nobody has to know that."""
    desk = hand.desk
    starts_fcitx(desk)
    form = Form(hand, SOURCE, tmp_path / "book")
    assert form.loaded(IBUS)

    subprocess.run(["fcitx5-remote", "-s", "pinyin"], env=desk.env, check=True)
    until(lambda: desk.said("fcitx5-remote", "-n") == "pinyin", "Pinyin")
    form.keys(*"nihao", "space")
    form.holds("你好")

    assert form.saved() == ["你好"]


def test_dead_keys_make_accents(hand: Hand, tmp_path: Path) -> None:
    form = Form(hand, SOURCE, tmp_path / "book")
    assert form.loaded(COMPOSE)

    form.keys("dead_acute", "e", "dead_diaeresis", "u")

    form.holds("éü")
    assert form.saved() == ["éü"]
