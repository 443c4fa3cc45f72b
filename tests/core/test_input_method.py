"""Where Fcitx is asked for and Qt has no plug-in for it, Qt is led to it over IBus; nothing else changes."""

from pathlib import Path

import pytest

from simdesk.ui.desktop.input_method import reachable


def during(environ: dict[str, str], plugins: Path) -> str:
    """What Qt finds in the list of input methods while its application is made."""
    before = dict(environ)
    with reachable(environ, plugins):
        found = environ.get("QT_IM_MODULES", "")
    assert environ == before
    return found


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, ""),
        ({"QT_IM_MODULE": "ibus"}, ""),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, ""),
        ({"QT_IM_MODULES": "wayland;ibus"}, "wayland;ibus"),
        ({"XMODIFIERS": "@im=ibus"}, ""),
        ({"XMODIFIERS": "@im=none"}, ""),
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "fcitx"}, "wayland;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "compose"}, "wayland;ibus;compose"),
    ],
)
def test_fcitx_is_reached_over_ibus(tmp_path: Path, environ: dict[str, str], found: str) -> None:
    assert during(environ, tmp_path) == found


def test_a_plug_in_of_its_own_is_taken(tmp_path: Path) -> None:
    plugin = tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so"
    plugin.parent.mkdir()
    plugin.touch()

    assert during({"QT_IM_MODULE": "fcitx"}, tmp_path) == ""


def test_what_was_set_is_set_again_after_a_failure(tmp_path: Path) -> None:
    environ = {"QT_IM_MODULE": "fcitx"}

    with pytest.raises(RuntimeError), reachable(environ, tmp_path):
        raise RuntimeError

    assert environ == {"QT_IM_MODULE": "fcitx"}
