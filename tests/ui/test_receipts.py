"""Receipts in the wizard and in the log: dropped, pasted, picked, seen in small, missed, removed."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.draft import DraftReceipt
from simdesk.domain.renewal import Renewal
from simdesk.errors import FileUnwritable
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.receipts import LIMIT, keep_receipt, keep_receipt_bytes
from simdesk.ui.log.page import LogPage
from simdesk.ui.receipts import thumbnail as small
from simdesk.ui.receipts.box import ReceiptBox
from simdesk.ui.receipts.doors import Standing
from simdesk.ui.receipts.folder import receipt_doors
from simdesk.ui.receipts.row import ReceiptRow
from simdesk.ui.receipts.taking import can_take, taken
from simdesk.ui.receipts.thumbnail import thumbnail
from simdesk.ui.renewal.receipts import Receipts
from tests.ui.renewing import Owner as Renewer
from tests.ui.renewing import part, press, said, softbank
from tests.ui.test_wizard import go_to
from tests.ui.window_making import Owner, plights

PDF = b"%PDF-1.7 a receipt"
HEIC = b"\0\0\0\x18ftypheic" + b"no decoder has this" * 9


def picture(path: Path, width: int = 400, height: int = 200, kind: bytes = b"png") -> Path:
    """Write a picture, its left half black, and return its path."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(width // 2):
        for y in range(0, height, max(1, height // 8)):
            image.setPixelColor(x, y, QColor("black"))
    assert QImageWriter(str(path), QByteArray(kind)).write(image)
    return path


def turned(jpeg: bytes) -> bytes:
    """Return a JPEG with the note that the camera was held on its side."""
    orientation = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + orientation + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def files(*paths: Path) -> QMimeData:
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return offered


def dropped(offered: QMimeData) -> QDropEvent:
    return QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, offered,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


class Keeper(Owner):
    """Somebody at the log, with a renewal of "shop" chosen."""

    def opens(self) -> LogPage:
        self.window.window_actions.log.trigger()
        found = self.window.findChild(LogPage)
        assert found is not None
        return found

    @property
    def folder(self) -> DataFolder:
        return data_folder(str(self.home / "book"), {})

    @property
    def box(self) -> ReceiptBox:
        found = self.window.findChild(LogPage)
        assert found is not None
        return found.details.receipts

    def renewal(self) -> Renewal:
        found = self.state.book.renewal("waits")
        assert found is not None
        return found

    def rows(self) -> list[ReceiptRow]:
        return [row for row in self.box.findChildren(ReceiptRow) if row.isVisibleTo(self.box)]

    def states(self) -> list[str]:
        """Return what is said of every receipt shown."""
        return ["\n".join(label.text() for label in row.findChildren(QLabel)) for row in self.rows()]


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Keeper:
    made = Keeper(qtbot, home)
    made.shows()
    made.opens()
    return made


def wait(owner: Keeper, happened: Callable[[], bool]) -> None:
    owner.qtbot.waitUntil(happened, timeout=10_000)


def test_a_receipt_dropped_on_a_renewal_of_the_log_is_kept_and_undone(owner: Keeper, tmp_path: Path) -> None:
    found = owner.window.findChild(LogPage)
    assert found is not None
    path = picture(tmp_path / "till.png")
    assert found.details.acceptDrops()

    offered = files(path)
    found.details.dropEvent(dropped(offered))

    (name,) = owner.renewal().receipts
    assert (owner.folder.receipts / name).read_bytes() == path.read_bytes()
    assert owner.state.undo_label == "add a receipt to a renewal of Shop"
    assert "The receipt is kept with the renewal of “Shop”." in owner.window.notices.texts
    assert owner.renewal().changed > plights().renewals[0].changed
    owner.state.undo()
    assert owner.renewal().receipts == ()
    assert owner.rows() == []


def test_a_picture_is_seen_in_small_and_a_pdf_by_its_sign(owner: Keeper, tmp_path: Path) -> None:
    (tmp_path / "bill.pdf").write_bytes(PDF)
    (tmp_path / "phone.heic").write_bytes(HEIC)
    owner.box.take([picture(tmp_path / "till.png"), tmp_path / "bill.pdf", tmp_path / "phone.heic"])

    wait(owner, lambda: owner.rows()[0].opener.iconSize() == QSize(52, 52))
    assert [row.opener.iconSize().width() for row in owner.rows()] == [52, 24, 24]
    assert owner.states() == ["✓ Receipt 1\nPicture", "✓ Receipt 2\nPDF", "✓ Receipt 3\nPicture"]
    assert owner.rows()[1].opener.accessibleName() == "Open Receipt 2"


def test_a_missing_and_a_changed_file_are_said_to_be(owner: Keeper, tmp_path: Path) -> None:
    owner.box.take([picture(tmp_path / "till.png"), picture(tmp_path / "page.png", 300)])
    first, second = (owner.folder.receipts / name for name in owner.renewal().receipts)
    first.unlink()
    second.write_bytes(b"\x89PNG\r\n\x1a\n another one")

    owner.box.look_again()

    wait(owner, lambda: all("⚠" in words for words in owner.states()))
    assert "missing from the data folder" in owner.states()[0]
    assert "not what was kept" in owner.states()[1]


def test_a_receipt_that_was_missing_is_there_when_it_is_given_again(owner: Keeper, tmp_path: Path) -> None:
    path = picture(tmp_path / "till.png")
    owner.box.take([path])
    (owner.folder.receipts / owner.renewal().receipts[0]).unlink()
    owner.box.look_again()
    wait(owner, lambda: "⚠" in owner.states()[0])

    owner.box.take([path])

    assert len(owner.renewal().receipts) == 1
    wait(owner, lambda: owner.states() == ["✓ Receipt\nPicture"])


def test_one_is_removed_from_the_renewal_and_its_file_stays(owner: Keeper, tmp_path: Path) -> None:
    owner.box.take([picture(tmp_path / "till.png"), picture(tmp_path / "page.png", 300)])
    first, second = owner.renewal().receipts

    remove = owner.rows()[0].findChild(QPushButton, "remove_receipt")
    assert remove is not None
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)

    assert owner.renewal().receipts == (second,)
    assert (owner.folder.receipts / first).is_file()
    owner.state.undo()
    assert owner.renewal().receipts == (first, second)


def test_what_is_refused_is_named_in_one_sentence(owner: Keeper, tmp_path: Path) -> None:
    large, text = tmp_path / "scan.png", tmp_path / "note.txt"
    large.write_bytes(b"\x89PNG\r\n\x1a\n".ljust(LIMIT + 1, b"x"))
    text.write_text("hello")

    owner.box.take([large, text, picture(tmp_path / "till.png")])

    assert len(owner.renewal().receipts) == 1
    assert owner.box.trouble.accessibleName() == (
        "scan.png is larger than 25 MB. It was not kept.\n"
        "note.txt is neither a picture nor a PDF. It was not kept."
    )
    assert owner.box.trouble.isVisible()


def test_a_picture_is_pasted_by_the_keys_from_the_table(owner: Keeper, tmp_path: Path) -> None:
    image = QImage(str(picture(tmp_path / "till.png")))
    QGuiApplication.clipboard().setImage(image)
    page = owner.window.findChild(LogPage)
    assert page is not None
    page.table.setFocus()

    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    (name,) = owner.renewal().receipts
    assert name.endswith(".png")
    assert QImage(str(owner.folder.receipts / name)).size() == image.size()


def test_a_photograph_is_pasted_as_it_was_taken(owner: Keeper, tmp_path: Path) -> None:
    data = picture(tmp_path / "photo.jpg", kind=b"jpeg").read_bytes()
    offered = QMimeData()
    offered.setData("image/jpeg", QByteArray(data))
    QGuiApplication.clipboard().setMimeData(offered)

    owner.clicks("paste_receipt")

    (name,) = owner.renewal().receipts
    assert (owner.folder.receipts / name).read_bytes() == data
    assert name.endswith(".jpg")


def test_files_are_pasted_and_an_empty_clipboard_is_said_to_be(owner: Keeper, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setText("a number")
    owner.clicks("paste_receipt")
    assert owner.box.trouble.accessibleName() == "There is no picture and no file on the clipboard."

    QGuiApplication.clipboard().setMimeData(files(picture(tmp_path / "till.png")))
    owner.clicks("paste_receipt")
    assert len(owner.renewal().receipts) == 1
    assert not owner.box.trouble.isVisible()


def test_what_cannot_be_saved_waits_and_keeps_the_receipts_of_two_drops(
    owner: Keeper, tmp_path: Path
) -> None:
    owner.store.refuse = FileUnwritable(Path("simdesk.json"), "No space left on device", disk_full=True)
    owner.box.take([picture(tmp_path / "till.png")])
    owner.box.take([picture(tmp_path / "page.png", 300)])
    assert owner.renewal().receipts == ()

    owner.store.refuse = None
    owner.state.retry()

    assert len(owner.renewal().receipts) == 2


def test_receipts_that_came_meanwhile_stay(owner: Keeper, tmp_path: Path) -> None:
    held = owner.renewal()
    other = keep_receipt_bytes(owner.folder, PDF, "pdf")
    book = owner.store.book
    owner.store.book = replace(book, revision=book.revision + 1, renewals=(replace(held, receipts=(other,)),))

    owner.box.take([picture(tmp_path / "till.png")])

    assert other in owner.renewal().receipts
    assert len(owner.renewal().receipts) == 2


def test_one_is_opened_by_the_keyboard_and_a_missing_one_explained(
    owner: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opens(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    owner.box.take([picture(tmp_path / "till.png")])
    button = owner.rows()[0].opener
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Space)

    assert [Path(path).name for path in opened] == list(owner.renewal().receipts)
    (owner.folder.receipts / owner.renewal().receipts[0]).unlink()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(opened) == 1
    assert any("cannot be read" in text for text in owner.window.notices.texts)


def test_one_is_picked(owner: Keeper, tmp_path: Path) -> None:
    owner.clicks("add_receipt")
    dialog = owner.window.findChild(QFileDialog, "pick_receipt")
    assert dialog is not None
    dialog.filesSelected.emit([str(picture(tmp_path / "till.png"))])
    dialog.close()

    assert len(owner.renewal().receipts) == 1


def test_words_follow_the_language_and_the_renewal_chosen(owner: Keeper, tmp_path: Path) -> None:
    owner.box.take([tmp_path / "gone.png"])
    assert owner.box.trouble.isVisible()
    page = owner.window.findChild(LogPage)
    assert page is not None
    page.details.show_row(None)
    page.details.show_row(page.row)
    assert not owner.box.trouble.isVisible()

    owner.speech.use("zh_CN")
    assert owner.button("add_receipt").text() == "添加凭证…"


def test_the_wizard_takes_a_pasted_picture_and_opens_what_it_has(tmp_path: Path) -> None:
    owner = Renewer(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    box = part(wizard, Receipts, "receipts")
    QGuiApplication.clipboard().setImage(QImage(str(picture(tmp_path / "till.png"))))
    button = part(wizard, QPushButton, "add_receipt")
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert [receipt.shown for receipt in wizard.draft.receipts] == ["Pasted picture"]
    press(wizard, "open_receipt_1")
    assert owner.opened == [wizard.draft.receipts[0].name]
    owner.browser = False
    press(wizard, "open_receipt_1")
    assert "No program here opens it." in said(wizard)
    assert box.accessibleName() == "Receipts"
    wizard.hide()  # it would stand beside the windows of other tests, until it is found to be rubbish


def test_a_link_to_the_web_is_no_receipt_but_its_picture_is(tmp_path: Path) -> None:
    link = QMimeData()
    link.setUrls([QUrl("https://example.com/till.png")])
    assert not can_take(link)
    assert not taken(link)
    link.setImageData(QImage(str(picture(tmp_path / "till.png"))))
    assert can_take(link)
    assert taken(link).ending == "png"
    assert taken(link).picture.startswith(b"\x89PNG")


def test_a_thumbnail_is_upright_small_and_read_small(tmp_path: Path) -> None:
    path = picture(tmp_path / "photo.jpg", 400, 100, b"jpeg")
    path.write_bytes(turned(path.read_bytes()))

    image = thumbnail(path, 64)

    assert image is not None
    assert (image.width(), image.height()) == (16, 64)
    tiny = thumbnail(picture(tmp_path / "tiny.png", 8, 4), 64)
    assert tiny is not None
    assert tiny.size() == QSize(8, 4)
    ribbon = thumbnail(picture(tmp_path / "ribbon.png", 4, 2000), 64)
    assert ribbon is not None
    assert ribbon.size() == QSize(1, 64)


def test_what_cannot_be_drawn_has_no_thumbnail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = picture(tmp_path / "whole.png").read_bytes()
    for name, data in {
        "bill.pdf": PDF,
        "phone.heic": HEIC,
        "cut.png": whole[: len(whole) // 2],
        "head.png": whole[:24],
        "empty.png": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
        assert thumbnail(tmp_path / name, 64) is None, name
    assert thumbnail(tmp_path / "absent.png", 64) is None
    monkeypatch.setattr(small, "MOST_PIXELS", 400 * 200 - 1)
    assert thumbnail(tmp_path / "whole.png", 64) is None
    assert thumbnail(picture(tmp_path / "photo.jpg", kind=b"jpeg"), 64) is not None


def test_the_folder_tells_a_sound_file_from_a_missing_and_a_changed_one(home: Path, tmp_path: Path) -> None:
    folder = data_folder(str(home / "book"), {})
    doors = receipt_doors(folder)
    name = keep_receipt(folder, picture(tmp_path / "till.png"))
    assert doors.look(name, 64).standing is Standing.SOUND
    assert doors.look(name, 64).image is not None

    (folder.receipts / name).write_bytes(b"else")
    assert doors.look(name, 64).standing is Standing.CHANGED
    (folder.receipts / name).unlink()
    assert doors.look(name, 64).standing is Standing.MISSING


def test_without_doors_receipts_are_only_shown(qtbot: QtBot) -> None:
    box = ReceiptBox("log_receipt")
    qtbot.addWidget(box)
    box.retranslate()
    box.show_receipts([DraftReceipt("a" * 64 + ".pdf", "bill.pdf")])
    box.show()
    QApplication.processEvents()

    assert not box.pick.isVisible()
    assert not box.acceptDrops()
    opener = box.findChild(QPushButton, "log_receipt_1")
    assert opener is not None
    with qtbot.waitSignal(box.open_asked):
        QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    box.take([Path("a.png")])
    box.paste_it()


def test_a_pasted_picture_that_is_too_large_is_refused(owner: Keeper) -> None:
    offered = QMimeData()
    offered.setData("image/png", QByteArray(b"\x89PNG\r\n\x1a\n".ljust(LIMIT + 1, b"x")))
    owner.box.take_offered(taken(offered))

    assert "larger than 25 MB" in owner.box.trouble.accessibleName()
    assert owner.renewal().receipts == ()
