"""The file that a word of the command line means, wherever it was called and whoever called it."""

import os
from pathlib import Path

import pytest

from simdesk.cli.file_named import file_named
from simdesk.errors import BadOption, FileUnreadable


@pytest.mark.parametrize("name", ["a.simdesk", "with blank.simdesk", "卡片 予備.simdesk", "100%25.simdesk"])
def test_a_path_goes_by_where_the_program_was_called(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / name).write_bytes(b"x")
    monkeypatch.chdir(tmp_path / "here")

    assert file_named(name) == tmp_path / "here" / name
    assert file_named(f"../here/./{name}") == tmp_path / "here" / name
    assert file_named(str(tmp_path / "here" / name)) == tmp_path / "here" / name


def test_a_link_is_named_as_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "one.simdesk").write_bytes(b"x")
    (tmp_path / "two.simdesk").symlink_to(tmp_path / "one.simdesk")

    assert file_named(str(tmp_path / "two.simdesk")).name == "two.simdesk"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///x/a.simdesk", "/x/a.simdesk"),
        ("file://localhost/x/a.simdesk", "/x/a.simdesk"),
        ("file:/x/a.simdesk", "/x/a.simdesk"),
        ("file:///x/with%20blank%23%3F.simdesk", "/x/with blank#?.simdesk"),
        ("file:///x/%E5%8D%A1.simdesk", "/x/卡.simdesk"),
        ("file:///x/卡#1?.simdesk", "/x/卡#1?.simdesk"),
        ("file:///x/100%25.simdesk", "/x/100%.simdesk"),
        ("file:///x/%FF.simdesk", os.fsdecode(b"/x/\xff.simdesk")),
    ],
)
def test_an_address_of_a_desktop_is_a_path(address: str, path: str) -> None:
    """Also of a file that is not there: the window says so, where whoever clicked looks."""
    assert file_named(address) == Path(path)


@pytest.mark.parametrize(
    "address", ["file://server/x.simdesk", "file:x.simdesk", "file:", "file:///x%00.simdesk"]
)
def test_an_address_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(BadOption):
        file_named(address)


def test_a_file_that_is_called_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file:a.simdesk").write_bytes(b"x")

    assert file_named("file:a.simdesk") == tmp_path / "file:a.simdesk"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        file_named(str(tmp_path / "none.simdesk"))

    assert refused.value.path == tmp_path / "none.simdesk"
    assert refused.value.reason == "No such file or directory"
