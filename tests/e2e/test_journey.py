"""The main job, end to end: from an empty folder, by two renewals and a crash, to the table of the log."""

import csv
import hashlib
import struct
import subprocess
import zlib
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest

from simdesk.storage.drafts import load_drafts
from tests.e2e.desktop import PATIENCE, Desktop, until, wound
from tests.e2e.hand import Hand
from tests.e2e.program import Program

# Ten in the morning in Tokyo.
NOW = "2026-11-21 01:00:00"
NOTE = '=1+1, "as shown"\n残高は 3,000 円'
BROWSER = "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{opened}'\n"


def picture(grey: int) -> bytes:
    """A picture of one point, as a phone would send it, only smaller."""

    def part(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes([0, grey]))) + part(b"IEND", b"")


class Journey:
    """The owner, their program, their screen, and a browser that only writes down what it is to open."""

    def __init__(self, desk: Desktop, place: Path) -> None:
        self.desk, self.place = desk, place
        self.program = Program(desk, place / "book")
        self.opened = place / "opened"
        browser = place / "bin" / "xdg-open"
        browser.parent.mkdir()
        browser.write_text(BROWSER.replace("{opened}", str(self.opened)), "utf-8")
        browser.chmod(0o755)
        desk.env["PATH"] = f"{browser.parent}:{desk.env['PATH']}"
        self.hand = Hand(desk)

    def starts(self) -> subprocess.Popen[bytes]:
        return self.program.opens(wound=wound(NOW))

    def receipt(self, name: str, grey: int) -> str:
        """A picture in a file, and the name under which the data folder is to keep it."""
        data = picture(grey * 100)
        (self.place / name).write_bytes(data)
        return f"{hashlib.sha256(data).hexdigest()}.png"

    def rows(self) -> list[str]:
        """The rows of the list as they are read out."""
        return [entry.name for entry in self.hand.entries("Cards, most urgent first")]

    def sees(self, *beginnings: str) -> None:
        """Wait until the list holds rows that begin so, and no others."""

        def seen() -> bool:
            rows = self.rows()
            return len(rows) == len(beginnings) and all(map(str.startswith, rows, beginnings))

        until(seen, lambda: f"{beginnings}; there is {self.rows()}")

    def chooses(self, label: str) -> None:
        """Choose a card in the list."""
        entries = self.hand.entries("Cards, most urgent first")
        self.hand.choose(next(entry for entry in entries if entry.name.startswith(label)))
        self.hand.find(f"Details of {label}")

    def begins_to_renew(self, label: str) -> None:
        """Open the wizard for a card by the keyboard."""
        self.chooses(label)
        self.desk.press("ctrl+r")
        until(lambda: self.desk.active() == f"Renew: {label}", "the wizard")
        self.hand.find("Step 1 of 6")

    def goes_on(self, step: int) -> None:
        """Go to the next step."""
        self.hand.presses("Next")
        self.hand.find(f"Step {step} of 6")

    def adds_receipt(self, name: str) -> None:
        """Choose a file in the dialog that asks for it."""
        self.hand.presses("Add receipt…")
        self.answers_with(self.place / name)
        self.hand.find(f"Remove {name}")

    def answers_with(self, path: Path) -> None:
        """Type a path into the dialog of files that has come up."""
        self.hand.types("File name:", str(path))
        self.desk.press("Return")

    def closes_wizard(self) -> None:
        self.hand.presses("Close")
        until(lambda: self.desk.active() == "SimDesk", "the main window")


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[Journey]:
    with Desktop(accessible=True) as desk:
        found = Journey(desk, tmp_path)
        with found.hand:
            yield found
        assert found.program.complaints == ""


def test_from_an_empty_folder_to_the_table_of_the_log(journey: Journey) -> None:
    receipts = {name: journey.receipt(name, grey) for grey, name in enumerate(("page.png", "till.png"))}
    process = journey.starts()
    adds_povo_by_keyboard(journey)
    adds_softbank_by_its_actions(journey)
    journey.sees("Bank codes, 10 days left, Expires Tue 1 Dec", "Old flat, 68 days left, Expires Thu 28 Jan")

    renews_softbank_on_its_page(journey)
    journey.sees("Old flat, 68 days left", "Bank codes, 70 days left, Expires Sat 30 Jan")
    renews_povo_at_lawson(journey)
    journey.sees("Bank codes, 70 days left", "Old flat, 187 days left, Expires Thu 27 May")

    begins_to_renew_softbank_again(journey)
    process.kill()
    process.wait()
    process = journey.starts()
    takes_up_the_draft_and_finishes(journey)
    journey.sees("Bank codes, 130 days left, Expires Wed 31 Mar", "Old flat, 187 days left")

    journey.desk.press("ctrl+z")
    journey.sees("Bank codes, 70 days left", "Old flat, 187 days left")
    journey.desk.press("ctrl+shift+z")
    journey.sees("Bank codes, 130 days left", "Old flat, 187 days left")
    exported = exports_the_log(journey)
    journey.desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0

    assert_as_entered(exported, receipts)
    book, folder = journey.program.book(), journey.program.folder
    ids = {card.label: card.id for card in book.cards}
    assert [row["card_id"] for row in exported] == [ids[row["label"]] for row in exported]
    assert {row["renewal_id"] for row in exported} == {one.id for one in book.renewals}
    for name, kept in receipts.items():
        assert (folder.receipts / kept).read_bytes() == (journey.place / name).read_bytes()
    assert load_drafts(folder).value == ()


SOFTBANK = {
    "label": "Bank codes",
    "number": "+81 •••• 5678",
    "carrier": "softbank",
    "plan": "sb-simple-style",
    "kind": "purchase",
    "channel": "official_site",
    "extends": "number",
    "status": "verified",
    "paid_on": "2026-11-21",
    "verified_on": "2026-11-21",
    "currency": "JPY",
    "rule": "expiry P60D cap P360D",
}
FIRST = SOFTBANK | {
    "place": "At home",
    "offer": "recharge-3000",
    "amount": "3000",
    "fee": "2",
    "payment_method": "Visa 1234",
    "expires_before": "2026-12-01",
    "expires_after": "2027-01-30",
    "balance_after": "3120",
    "order_number": "SB-0001",
    "receipts": "page.png",
    "note": NOTE,
}
SECOND = SOFTBANK | {
    "place": "On the train",
    "offer": "recharge-5000",
    "amount": "5000",
    "expires_before": "2027-01-30",
    "expires_after": "2027-03-31",
    "order_number": "SB-0002",
}
GIFT_CARD = {
    "label": "Old flat",
    "number": "+81 •••• 6789",
    "carrier": "povo",
    "plan": "povo2-base",
    "kind": "purchase",
    "channel": "konbini_lawson",
    "place": "Lawson, Ueno",
    "offer": "gift-card",
    "extends": "both",
    "status": "verified",
    "paid_on": "2026-11-21",
    "base_day": "2026-11-28",
    "verified_on": "2026-11-21",
    "amount": "990",
    "currency": "JPY",
    "payment_method": "Cash",
    "expires_before": "2027-01-28",
    "expires_after": "2027-05-27",
    "order_number": "@7",
    "receipts": "till.png",
    "rule": "pack_end P180D",
}


def assert_as_entered(exported: list[dict[str, str]], receipts: dict[str, str]) -> None:
    """Every field is as it was entered; an empty one was left empty."""
    wanted = [row | ({"receipts": receipts[row["receipts"]]} if "receipts" in row else {}) for row in ENTERED]
    found = []
    for row in exported:
        # A spreadsheet takes one apostrophe away; so does whoever reads the table.
        cells = {name: cell.removeprefix("'") for name, cell in row.items()}
        found.append({name: cell for name, cell in cells.items() if cell and name[-3:] != "_id"})
    by_order = itemgetter("order_number")
    assert sorted(found, key=by_order) == sorted(wanted, key=by_order)


ENTERED = (FIRST, SECOND, GIFT_CARD)


def adds_povo_by_keyboard(journey: Journey) -> None:
    hand = journey.hand
    hand.find("Add a card")
    journey.desk.press("ctrl+n")
    until(lambda: journey.desk.active() == "Add card", "the form")
    hand.types("Label", "Old flat")
    hand.types("Carrier", "povo")
    hand.types("Plan", "povo2.0 base plan")
    hand.types("Number", "080-2345-6789")
    hand.types("Base day", "2026-08-01")
    hand.tabs_to("Save")
    journey.desk.press("Return")
    until(lambda: journey.desk.active() == "SimDesk", "the main window")
    journey.sees("Old flat, 68 days left")


def adds_softbank_by_its_actions(journey: Journey) -> None:
    hand = journey.hand
    hand.presses("Add card")
    hand.fills("Label", "Bank codes")
    hand.fills("Carrier", "SoftBank")
    hand.fills("Plan", "Simple Style (prepaid)")
    hand.fills("Number", "090-1234-5678")
    hand.fills("Expires on", "2026-12-01")
    hand.presses("Save")
    until(lambda: not journey.desk.windows("Add card"), "the end of the form")


def renews_softbank_on_its_page(journey: Journey) -> None:
    hand = journey.hand
    journey.begins_to_renew("Bank codes")
    hand.tabs_to("I am in")
    journey.desk.type("Japan")
    hand.presses("Credit card")
    hand.presses("My SoftBank (website)")
    hand.presses("Recharge 3,000 yen")
    journey.goes_on(2)
    # It is masked until it is asked for, and then it is the one that was entered.
    hand.find("The number is right: +81 •••• 5678")
    hand.presses("Show number")
    hand.presses("The number is right: 090-1234-5678")
    hand.presses("The amount is right: ¥3,000")
    journey.goes_on(3)
    hand.presses("Open page")
    until(journey.opened.exists, "the page")
    assert journey.opened.read_text("utf-8").startswith("https://www.softbank.jp/")
    hand.presses("Step 1")
    journey.goes_on(4)
    hand.types("Payment date", "2026-11-21")
    hand.types("Amount", "3000")
    hand.types("Fee", "2")
    hand.types("Payment method", "Visa 1234")
    hand.types("Place", "At home")
    hand.types("Order number", "SB-0001")
    hand.fills("Note", NOTE)
    journey.adds_receipt("page.png")
    journey.goes_on(5)
    hand.presses("It arrived")
    hand.fills("New balance", "3120")
    hand.presses("Finish")
    hand.find("Step 6 of 6")
    journey.closes_wizard()


def renews_povo_at_lawson(journey: Journey) -> None:
    hand = journey.hand
    journey.begins_to_renew("Old flat")
    hand.presses("Cash")
    hand.presses("Lawson: gift card for cash")
    hand.presses("Gift card with a PIN (Giga Charge)")
    journey.goes_on(2)
    journey.goes_on(3)
    journey.goes_on(4)
    hand.fills("Payment date", "2026-11-21")
    hand.fills("Amount", "990")
    hand.fills("The pack's last day", "2026-11-28")
    hand.fills("Payment method", "Cash")
    hand.fills("Place", "Lawson, Ueno")
    hand.fills("Order number", "@7")
    journey.adds_receipt("till.png")
    journey.goes_on(5)
    hand.presses("It arrived")
    hand.presses("Finish")
    hand.find("Step 6 of 6")
    journey.closes_wizard()


def begins_to_renew_softbank_again(journey: Journey) -> None:
    hand = journey.hand
    journey.begins_to_renew("Bank codes")
    hand.presses("Recharge 5,000 yen")
    for step in (2, 3, 4):
        journey.goes_on(step)
    hand.types("Place", "On the train")
    hand.types("Order number", "SB-0002")
    drafts = journey.program.folder.drafts
    until(lambda: "SB-0002" in drafts.read_text("utf-8"), "the draft on the disk")


def takes_up_the_draft_and_finishes(journey: Journey) -> None:
    hand = journey.hand
    hand.find("The renewal of “Bank codes” was left half-way.")
    hand.presses("Go on")
    hand.find("Step 4 of 6")
    assert hand.text("Place") == "On the train"
    assert hand.text("Order number") == "SB-0002"
    assert hand.text("Amount") == "5000"
    journey.goes_on(5)
    hand.presses("It arrived")
    hand.presses("Finish")
    hand.find("Step 6 of 6")
    journey.closes_wizard()


def exports_the_log(journey: Journey) -> list[dict[str, str]]:
    path = journey.place / "log.csv"
    journey.desk.press("ctrl+e")
    journey.answers_with(path)
    until(path.exists, "the table")
    journey.hand.find("The log is exported to")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
