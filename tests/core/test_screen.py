"""Every way to a screen is tried before a window is given up, and a program that brings Qt uses that Qt."""

import pytest

from simdesk.ui.desktop.screen import is_missed, reached

PLUGINS = {"QT_PLUGIN_PATH": "/a", "QT_QPA_PLATFORM_PLUGIN_PATH": "/b"}


def during(environ: dict[str, str], *, frozen: bool = False) -> dict[str, str]:
    """What Qt finds while its application is made."""
    before = dict(environ)
    with reached(environ, frozen=frozen):
        found = dict(environ)
    assert environ == before
    return found


@pytest.mark.parametrize(
    ("environ", "ways"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb;offscreen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": ""}, "xcb;offscreen"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland;xcb;offscreen"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "wayland;xcb;offscreen"),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, "xcb;wayland;offscreen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland"}, "wayland;xcb;offscreen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "wayland;xcb;offscreen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen;xcb"),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "vnc:size=800x600;offscreen"),
    ],
)
def test_what_is_asked_for_comes_first_and_no_screen_last(environ: dict[str, str], ways: str) -> None:
    assert during(environ)["QT_QPA_PLATFORM"] == ways


def test_plug_ins_of_another_qt_are_not_for_a_program_that_brings_its_own() -> None:
    assert not during(PLUGINS, frozen=True).keys() & PLUGINS.keys()
    assert during(PLUGINS).items() >= PLUGINS.items()


def test_what_was_set_is_set_again_after_a_failure() -> None:
    environ = dict(PLUGINS)

    with pytest.raises(RuntimeError), reached(environ, frozen=True):
        raise RuntimeError

    assert environ == PLUGINS


@pytest.mark.parametrize(
    ("taken", "asked", "missed"),
    [
        ("xcb", None, False),
        ("offscreen", None, True),
        ("offscreen", "wayland", True),
        ("offscreen", "offscreen", False),
        ("offscreen", "wayland;offscreen:configfile=x", False),
    ],
)
def test_no_screen_is_missed_unless_it_was_wanted(taken: str, asked: str | None, missed: bool) -> None:
    environ = {} if asked is None else {"QT_QPA_PLATFORM": asked}

    assert is_missed(taken, environ) is missed
