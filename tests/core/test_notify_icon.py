"""The icon of a notification: by its name where that is known, else by the shipped picture."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from simdesk.notify import APP_ID, icon_name, icon_of_notes


@pytest.mark.parametrize("place", ["scalable/apps/{}.svg", "48x48/apps/{}.png"])
@pytest.mark.parametrize("variable", ["XDG_DATA_HOME", "XDG_DATA_DIRS"])
def test_where_it_is_installed_it_goes_by_its_name(tmp_path: Path, variable: str, place: str) -> None:
    environ = {"XDG_DATA_HOME": str(tmp_path / "none"), "XDG_DATA_DIRS": str(tmp_path / "none")}
    picture = tmp_path / "icons" / "hicolor" / place.format(APP_ID)
    picture.parent.mkdir(parents=True)
    picture.touch()
    more = {"XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": f"/nowhere:{tmp_path}"}

    assert icon_of_notes(environ | {variable: more[variable]}) == APP_ID
    assert icon_of_notes(environ) != APP_ID


def test_else_it_is_the_picture_that_is_shipped(tmp_path: Path) -> None:
    said = icon_of_notes({"XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path)})

    assert said.startswith("file:///")
    assert Path(unquote(urlsplit(said).path)).read_bytes().startswith(b"\x89PNG")


def test_a_sandbox_has_it_under_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLATPAK_ID", "org.example.Fork")

    assert icon_name() == icon_of_notes() == "org.example.Fork"
