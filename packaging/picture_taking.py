"""Takes pictures of the windows on the screen it is given: FOLDER LANGUAGE THEME and beginnings of names."""

import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from simdesk import __version__
from simdesk.domain.book import Book
from simdesk.domain.edits import change_card, set_receipts
from simdesk.domain.money import Money
from simdesk.domain.terms import State
from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnreadable
from simdesk.notify.service import ServiceState
from simdesk.notify.telling import rules_of
from simdesk.reminders.coming import upcoming
from simdesk.storage.backups import BackupReason, backups, keep_backup
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.demo import fill_with_demo
from simdesk.storage.folder import data_folder
from simdesk.storage.keyring import KeyringState
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.receipts import keep_receipt_bytes
from simdesk.storage.settings import Settings, save_settings
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.cards.wish import Wish
from simdesk.ui.catalog.window import CatalogWindow
from simdesk.ui.desk import Desk
from simdesk.ui.desktop.autostart.proof import Proof
from simdesk.ui.desktop.autostart.standing import Standing, Starts
from simdesk.ui.desktop.jumps import Jump, JumpKind
from simdesk.ui.import_dialog import ImportDialog
from simdesk.ui.log.page import LogPage
from simdesk.ui.program import Program
from simdesk.ui.reach.facts import CalendarState, Facts
from simdesk.ui.reach.reach_dialog import ReachDialog
from simdesk.ui.reach.report import report
from simdesk.ui.receipts.row import ReceiptRow
from simdesk.ui.recovery.values import Copy, Lost, Saved
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.ui.trouble import TroubleWindow
from simdesk.wording.language import _

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PATIENCE = 20.0
TABLE = """\
label,number,carrier,plan,expires_on,counted_from
Grandmother,+81 90 1234 5670,SoftBank,Simple Style (prepaid),2027-01-15,
Tablet,+81 80 2345 6780,povo,povo2.0,,2026-10-30
"""
PAYMENT = {"payment_number": "1234-5678-90123", "amount": "3,000円"}
W = TypeVar("W", bound=QWidget)


class StoppedClock:
    """A clock that stands at MOMENT."""

    def now(self) -> datetime:
        """Return MOMENT in the zone of the process."""
        return MOMENT.astimezone()


class Camera:
    """Keeps pictures of widgets in *folder*, those that are *wanted*; none: all of them."""

    def __init__(self, folder: Path, language: str, theme: str, wanted: list[str]) -> None:
        self._folder, self._wanted = folder, tuple(wanted)
        scale = QApplication.primaryScreen().devicePixelRatio()
        parts = [theme] + [language] * (language != "en") + [f"{scale * 100:.0f}"] * (scale != 1)
        self._ending = "-".join(parts)

    def wants(self, name: str) -> bool:
        """Return whether a picture whose name begins with *name* is wanted."""
        return not self._wanted or any(one.startswith(name) or name.startswith(one) for one in self._wanted)

    def take(self, name: str, widget: QWidget) -> None:
        """Keep a picture of *widget* as it is seen now, with the keyboard."""
        widget.activateWindow()
        until(widget.isActiveWindow)
        settle()
        if self._wanted and not name.startswith(self._wanted):
            return
        if not widget.grab().save(str(self._folder / f"{name}-{self._ending}.png")):
            raise OSError(f"{name} could not be kept")


def main() -> int:
    """Take every picture of one language and theme."""
    folder, language, theme, *wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="simdesk-pictures-") as place:
        program = opened(Path(place, "demo"), language, theme, demo=True)
        camera = Camera(Path(folder), language, theme, wanted)
        assert program.desk is not None
        take_main_window(program.desk, camera)
        take_card_form(program.desk, camera)
        take_settings(program.desk, camera)
        take_import(program.desk, camera, Path(place))
        take_catalog(program.desk, camera)
        take_history(program.desk, camera)
        take_receipts(program.desk, camera, Path(place))
        take_backups(program, camera)
        take_wizard(program.desk, camera)
        take_clerk(program.desk, camera)
        take_help(program.desk, camera)
        program.desk.window.hide()
        take_reminders(Path(place, "told"), language, theme, camera)
        take_first_run(opened(Path(place, "empty"), language, theme, demo=False), camera)
        take_damaged(camera)
    return 0


def opened(place: Path, language: str, theme: str, *, demo: bool) -> Program:
    """Return the program with its window seen."""
    folder, clock = data_folder(str(place), {}), StoppedClock()
    if demo:
        fill_with_demo(folder, clock, language)
    settings = {"language": language, "theme": theme, "country": "GB"}
    save_settings(folder, msgspec.convert(settings, Settings))
    program = Program(folder, clock, background=False, demo=demo, lang=language)
    program.app.setCursorFlashTime(0)  # or it would be in some pictures and not in others
    program.open_book()
    assert program.desk is not None
    seen: list[bool] = []
    program.desk.window.seen.connect(lambda: seen.append(True))
    until(lambda: bool(seen))
    return program


def take_main_window(desk: Desk, camera: Camera) -> None:
    """Take both pages of the main window, and what "I did it today" asks."""
    camera.take("main-window", desk.window)
    if camera.wants("did-it"):
        desk.window.cards.fulfil(Wish.DID_IT, "demo-bank")
        camera.take("did-it", desk.window)
        desk.window.show_card("demo-chat")
        desk.window.show_card("demo-bank")
    if camera.wants("log"):
        desk.window.show_log()
        camera.take("log", desk.window)
        desk.window.show_cards()


def take_card_form(desk: Desk, camera: Camera) -> None:
    """Take the tabs of the form, filled in."""
    if not camera.wants("card-form"):
        return
    desk.opening.edit_card("demo-bank")
    form = window("card_dialog")
    pages = part(form, QTabWidget, "card_pages")
    for place in range(pages.count()):
        pages.setCurrentIndex(place)
        camera.take(f"card-form-{place + 1}", form)
    close(form)


def take_settings(desk: Desk, camera: Camera) -> None:
    """Take the tabs of the settings, without the last: that shows a folder of this machine."""
    if not camera.wants("settings"):
        return
    desk.opening.open_settings()
    settings = window("settings_dialog")
    pages = part(settings, QTabWidget, "settings_pages")
    for place in range(pages.count() - 1):
        pages.setCurrentIndex(place)
        camera.take(f"settings-{place + 1}", settings)
    close(settings)


def take_import(desk: Desk, camera: Camera, place: Path) -> None:
    """Take what an import says before it does anything."""
    if not camera.wants("import"):
        return
    os.chdir(place)
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    desk.opening.keeping.import_cards()
    dialog = window("import_dialog")
    assert isinstance(dialog, ImportDialog)
    dialog.show_file(Path("cards.csv"))
    camera.take("import", dialog)
    close(dialog)


def take_catalog(desk: Desk, camera: Camera) -> None:
    """Take a plan whose rule is old, an ended one, the ways of one, and a rule that its owner has checked."""
    if not camera.wants("catalog"):
        return
    desk.opening.open_catalog("sb-simple-style")
    catalog = window("catalog_window")
    assert isinstance(catalog, CatalogWindow)
    camera.take("catalog-1-plan", catalog)
    catalog.sheet.ensureWidgetVisible(part(catalog, QWidget, "unfold_official_site"))
    press(catalog, "unfold_official_site")
    catalog.sheet.verticalScrollBar().setValue(part(catalog, QWidget, "catalog_ways").y())
    camera.take("catalog-2-ways", catalog)
    catalog.show_plan("au-prepaid")
    camera.take("catalog-3-ended", catalog)
    catalog.show_plan("giffgaff-payg")
    press(catalog, "check")
    camera.take("catalog-4-checked", catalog)
    press(catalog, "take_back")
    close(catalog)


def take_history(desk: Desk, camera: Camera) -> None:
    """Take what changed when of a card, after three edits that are undone again."""
    if not camera.wants("history"):
        return
    state = desk.state
    steps = (
        {"bill_day": 25, "device": "Pixel 9"},
        {"balance": Money("1040", "JPY"), "balance_on": MOMENT.date(), "number": "+819087654321"},
    )
    for fields in steps:
        card = state.book.card("demo-bank")
        assert card is not None
        label = _("Edit {label}").format(label=card.label)
        state.apply(label, change_card(msgspec.structs.replace(card, **fields)))
    desk.window.cards.fulfil(Wish.ARCHIVE, "demo-bank")
    state.undo()
    desk.opening.keeping.open_history("demo-bank")
    history = window("history_dialog")
    camera.take("history", history)
    close(history)
    for _step in steps:
        state.undo()


def take_receipts(desk: Desk, camera: Camera, place: Path) -> None:
    """Take a renewal of the log with a picture, a PDF, and a receipt whose file is gone."""
    if not camera.wants("receipts"):
        return
    bill = place / "bill.pdf"
    bill.write_bytes(b"%PDF-1.7 ")
    gone = keep_receipt_bytes(desk.folder, b"%PDF-1.7 gone", "pdf")
    (desk.folder.receipts / gone).unlink()
    desk.window.show_log()
    settle()
    page = desk.window.findChild(LogPage)
    assert page is not None
    assert page.row is not None
    shot = place / "shot.png"
    page.table.grab().save(str(shot))
    desk.state.apply("", set_receipts(page.row.renewal, (gone,), MOMENT))
    page.details.receipts.take([shot, bill])
    until(lambda: any(row.opener.iconSize().width() > 30 for row in page.findChildren(ReceiptRow)))
    until(lambda: any("⚠" in label.text() for label in page.findChildren(QLabel, "receipt")))
    page.splitter.setSizes([page.height() // 3, page.height() * 2 // 3])
    camera.take("receipts", desk.window)
    desk.state.undo()
    desk.state.undo()
    desk.window.show_cards()


def take_wizard(desk: Desk, camera: Camera) -> None:
    """Take the six steps, each with something done in it."""
    if not camera.wants("wizard"):
        return
    wizard = wizard_for(desk, "demo-bank")
    camera.take("wizard-1-where", wizard)
    press(wizard, "next")
    press(wizard, "check_number")
    camera.take("wizard-2-before", wizard)
    press(wizard, "next")
    press(wizard, "step_box_1")
    press(wizard, "step_box_2")
    camera.take("wizard-3-steps", wizard)
    press(wizard, "next")
    write(wizard, "order_number", "SB-2026-1121-77")
    camera.take("wizard-4-paid", wizard)
    press(wizard, "next")
    press(wizard, "it_arrived")
    write(wizard, "balance_after", "4,240")
    camera.take("wizard-5-arrived", wizard)
    press(wizard, "finish")
    camera.take("wizard-6-done", wizard)
    press(wizard, "close")
    settle()
    desk.state.undo()
    settle()


def take_clerk(desk: Desk, camera: Camera) -> None:
    """Take the steps of buying in a shop, and the sentence for the clerk."""
    if not camera.wants("clerk"):
        return
    wizard = wizard_for(desk, "demo-chat")
    press(wizard, "way_konbini_lawson")
    while wizard.draft.step < 3:
        press(wizard, "next")
    camera.take("wizard-3-steps-lawson", wizard)
    press(wizard, "show_clerk")
    clerk = window("clerk")
    until(lambda: clerk.size() == clerk.screen().size())
    camera.take("clerk", clerk)
    close(clerk)
    press(wizard, "discard")
    press(wizard, "discard_yes")


def take_help(desk: Desk, camera: Camera) -> None:
    """Take the trouble guide, the sentences, one of them large, and what one may have read."""
    if camera.wants("trouble"):
        desk.opening.open_trouble("demo-bank")
        trouble = window("trouble_dialog")
        press(trouble, "check_1")
        camera.take("trouble", trouble)
        part(trouble, QScrollArea, "help_area").verticalScrollBar().setValue(100_000)
        camera.take("trouble-whom-to-ask", trouble)
        close(trouble)
    if camera.wants("phrases") or camera.wants("clerk"):
        desk.opening.open_phrases("telephone", "demo-bank")
        phrases = window("phrases_dialog")
        camera.take("phrases", phrases)
        desk.opening.open_phrases("pay_with_payment_number", "demo-bank", PAYMENT)
        camera.take("phrases-payment", phrases)
        for name, sentence in (("3000", "pay_with_payment_number"), ("telephone", "texts_abroad")):
            desk.opening.open_phrases(sentence, "demo-bank")
            take_large(phrases, camera, f"clerk-{name}")
        close(phrases)
    if camera.wants("hearsay"):
        desk.opening.open_hearsay()
        hearsay = window("hearsay_dialog")
        camera.take("hearsay", hearsay)
        close(hearsay)


def take_large(phrases: QWidget, camera: Camera, name: str) -> None:
    """Take the sentence chosen as it fills the screen."""
    press(phrases, "phrase_large")
    clerk = window("clerk")
    until(lambda: clerk.size() == clerk.screen().size())
    camera.take(name, clerk)
    close(clerk)


def take_reminders(place: Path, language: str, theme: str, camera: Camera) -> None:
    """Take what waits for an answer, and the page on whether reminders arrive, as on a desktop in order."""
    if not camera.wants("reminders") and not camera.wants("reach"):
        return
    fill_with_demo(data_folder(str(place), {}), StoppedClock(), language)
    program = opened(place, language, theme, demo=False)
    assert program.desk is not None
    until(lambda: program.edge is not None and bool(program.edge.waiting.items))
    desk, actions = program.desk, program.desk.window.window_actions
    actions.inbox.trigger()
    camera.take("reminders", window("inbox_dialog"))
    close(window("inbox_dialog"))
    page = ReachDialog(monthly=True, parent=desk.window)
    page.show_report(report(example(desk)))
    page.show()
    camera.take("reach", page)
    close(page)
    desk.window.hide()


def example(desk: Desk) -> Facts:
    """Return what a usual desktop answers to the page on reminders, and nothing of this one."""
    state, rules = desk.state, rules_of(desk.preferences.settings)
    return Facts(
        now=state.now,
        service=ServiceState(
            there=True, capabilities=frozenset({"actions", "body", "persistence"}), name="GNOME Shell"
        ),
        tray=False,
        keeps=True,
        keeps_anyway=False,
        login=Standing(on=True, starts=Starts.THIS, command=("/usr/bin/simdesk", "--background")),
        proof=Proof(works=True, said=f"simdesk {__version__}"),
        keyring=KeyringState(there=True, name="Secret Service"),
        last_look=state.now,
        wakes=True,
        jumps=(Jump(state.now - timedelta(hours=2), timedelta(hours=8), JumpKind.SLEPT),),
        book_ahead=None,
        undelivered=0,
        waiting=2,
        quiet_until=None,
        record_problem="",
        watched=sum(row.card.state is State.IN_USE for row in state.rows()),
        coming=upcoming(state.book, state.rows(), load_ledger(desk.folder).value, rules, state.now),
        file=CalendarState("~/Nextcloud/simdesk.ics", state.now),
        server=None,
    )


def take_first_run(program: Program, camera: Camera) -> None:
    """Take the three doors."""
    assert program.desk is not None
    camera.take("first-run", program.desk.window)
    program.desk.window.hide()


def take_backups(program: Program, camera: Camera) -> None:
    """Take the backups, one that differs looked into, and the question before restoring it."""
    desk = program.desk
    if not camera.wants("backups") or desk is None:
        return
    folder, now = desk.folder, desk.state.book
    for one in backups(folder):  # made by the edits of other pictures
        one.path.unlink()
    bank, *others = now.cards
    renewals = tuple(one for one in now.renewals if one.card_id != others[0].id)
    older = replace(bank, device="", note="", balance=None, label=f"{bank.label} (1)")
    made: tuple[tuple[int, BackupReason, Book], ...] = (
        (150, "day", replace(now, cards=(older, *others[2:]), renewals=())),
        (33, "import", replace(now, cards=now.cards[3:], renewals=renewals)),
        (1, "day", now),
    )
    for days, reason, book in made:
        keep_backup(folder, encode(book), MOMENT - timedelta(days=days), reason)
    damaged = backups(folder)[-1].path.with_name("simdesk-20260301T101500Z-merge-0123456789abcdef.json")
    damaged.write_bytes(b"{")
    desk.opening.keeping.open_backups()
    page = window("backups_window")
    assert isinstance(page, BackupsWindow)
    until(lambda: len(page.side.keys) == 4 and page.tree.isVisible())
    camera.take("backups-1", page)
    page.side.choose(page.side.keys[2])
    until(page.restore.isEnabled)
    camera.take("backups-2-inside", page)
    if camera.wants("backups-3"):
        page.restore.click()
        camera.take("backups-3-question", window("ask"))
        close(window("ask"))
    close(page)
    for one in backups(folder):
        one.path.unlink()
    settle()


def take_damaged(camera: Camera) -> None:
    """Take the page in the place of a book that cannot be read, a newer one, and one that is not there."""
    path = Path("/home/you/.local/share/simdesk/simdesk.json")
    made = MOMENT.astimezone()
    copies = (
        Copy("1", made - timedelta(hours=2), "mine", "", True, 7, 12),
        Copy("2", made - timedelta(days=1), "backup", "day", True, 7, 12),
        Copy(
            "3", made - timedelta(days=3), "backup", "merge", False, problem=FileDamaged(path, Damage.EMPTY)
        ),
        Copy("4", made - timedelta(days=33), "backup", "import", True, 5, 9),
    )
    cut = FileDamaged(path, Damage.NOT_JSON, 214, 7)
    losses = (
        Lost("card", "Shop", "", cut),
        Lost("renewal", "Bank codes", "note", FileDamaged(path, Damage.NOT_UTF8, 98, 12)),
    )
    for name, data in (
        ("damaged", b'{\n "format": 1,\n "revision": 7,\n "cards": [\n  {\n   "id": "bank",\n   "lab'),
        ("newer", b'{"format": 99}'),
    ):
        try:
            decode_book(data, path)
        except (FileDamaged, FileNewer) as error:
            trouble = TroubleWindow(error, path)
            trouble.page.show_copies(copies, "1")
            if name == "damaged":
                trouble.page.show_saved(Saved((6, 7), (11, 12), 2, losses))
            trouble.show()
            camera.take(name, trouble)
            trouble.hide()
    gone = TroubleWindow(FileUnreadable(path, os.strerror(errno.ENOENT)), path)
    gone.show()
    camera.take("gone", gone)
    gone.hide()


def wizard_for(desk: Desk, card_id: str) -> RenewalWizard:
    """Return the wizard for a card, just opened."""
    desk.opening.renew(card_id)
    found = window("renewal_wizard")
    assert isinstance(found, RenewalWizard)
    return found


def window(name: str) -> QWidget:
    """Return the window called *name*, once it is seen."""

    def there() -> QWidget | None:
        tops = QApplication.topLevelWidgets()
        return next((one for one in tops if one.objectName() == name and one.isVisible()), None)

    until(lambda: there() is not None)
    found = there()
    assert found is not None
    return found


def part(parent: QWidget, kind: type[W], name: str) -> W:
    """Return the widget called *name* that is to be seen in *parent*."""
    found = next((one for one in parent.findChildren(kind, name) if one.isVisibleTo(parent)), None)
    if found is None:
        raise LookupError(name)
    return found


def press(parent: QWidget, name: str) -> None:
    """Press the button called *name*."""
    part(parent, QAbstractButton, name).click()
    settle()


def write(parent: QWidget, name: str, text: str) -> None:
    """Write *text* into the field called *name*."""
    field = part(parent, QLineEdit, name)
    field.setText(text)
    field.editingFinished.emit()
    settle()


def close(widget: QWidget) -> None:
    """Close a window and let it go."""
    widget.close()
    settle()


def settle() -> None:
    """Let Qt do what it has put off: laying out, painting, deleting."""
    for _time in range(6):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened.

    Raises:
        TimeoutError: if it does not.
    """
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError("a window did not come")
        settle()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
