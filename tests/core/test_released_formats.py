"""What was written in a released format is read for ever as it was written."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import msgspec
import pytest
from msgspec import Meta, Struct
from msgspec.structs import replace

from simdesk.catalog.own import Check, OwnCatalog, OwnOffer
from simdesk.domain.book import Book, PaymentMethod, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.history import Step
from simdesk.domain.merging import Lost
from simdesk.domain.renewal import Renewal
from simdesk.errors import Damage, FileDamaged, FileUnreadable
from simdesk.reminders.calendar import CalendarEvent, Publication, Published, Written
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.reminders.matters import Matter
from simdesk.storage.book_file import FileStore
from simdesk.storage.calendar_file import load_publication
from simdesk.storage.decoding import decode, decode_book, encode
from simdesk.storage.device import Device
from simdesk.storage.drafts import Drafts, load_drafts
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.formats import MIGRATIONS
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.own_catalog import load_own
from simdesk.storage.server_file import ServerRecord, load_server_record
from simdesk.storage.settings import CalendarServer, Settings, TableColumns, load_settings
from simdesk.storage.small_file import Loaded
from tests.core.own_making import (
    NOON,
    own_carrier,
    own_channel,
    own_guide,
    own_offer,
    own_plan,
    own_rule,
)
from tests.core.released_samples import CARD, DATA_CARD, DAY, DRAFT, PURCHASE, USE, VISA, WHEN

PATH = Path("simdesk.json")
DATA = Path(__file__).parents[1] / "data"
KINDS: dict[str, type[Struct]] = {
    "simdesk.json": Book,
    "catalog.json": OwnCatalog,
    "settings.json": Settings,
    "ledger.json": Ledger,
    "drafts.json": Drafts,
    "calendar.json": Publication,
    "calendar-server.json": ServerRecord,
}


def number_of(name: str) -> int:
    """The number of the present format of what the file *name* holds."""
    (number,) = get_args(get_type_hints(KINDS[name])["format"])
    return int(number)


def written(name: str) -> Path:
    """The file *name* as the present format had it when it was released."""
    return DATA / f"format-{number_of(name)}" / name


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder that holds every file of the present formats."""
    made = DataFolder(tmp_path, Device("0123456789abcdef"))
    made.prepare()
    for name in KINDS:
        place = made.root if name in ("simdesk.json", "catalog.json") else made.local
        shutil.copy(written(name), place / name)
    return made


def test_d04_d08_a_book_of_format_1_is_read_as_it_was_written(folder: DataFolder) -> None:
    book = FileStore(folder).load()

    assert (book.format, book.revision) == (1, 4711)
    assert book.cards == (CARD, DATA_CARD)
    assert book.renewals == (PURCHASE, USE)
    assert book.payment_methods == (VISA,)
    assert book.tombstones == (
        Tombstone("gone", "card", WHEN("2026-11-01T00:00:00Z")),
        Tombstone("r0", "renewal", WHEN("2026-11-02T00:00:00.000001Z")),
        Tombstone("amex", "payment_method", WHEN("2026-11-03T00:00:00Z")),
    )
    assert examine(folder) == [
        FileUnreadable(folder.receipts / PURCHASE.receipts[0], "No such file or directory"),
        *own_catalog_strays(folder),
    ]


def own_catalog_strays(folder: DataFolder) -> list[FileDamaged]:
    """What the own catalog names that is in a test's catalog only."""
    found = [fault for fault in examine(folder) if isinstance(fault, FileDamaged)]
    assert {fault.value for fault in found} <= {"acme-one", "official_site"}
    return found


def test_d04_d08_settings_of_format_2_are_read_as_they_were_written(folder: DataFolder) -> None:
    assert load_settings(folder) == Loaded(
        Settings(
            language="zh_TW",
            theme="dark",
            country="GB",
            masked=False,
            owner_hour=7,
            stages=(60, 1),
            quiet_from="22:30",
            quiet_until="06:00",
            balance_days=None,
            monthly_notice=True,
            payments=("credit_card",),
            ids=("passport",),
            keep_running=False,
            keep_without_tray=True,
            login_offered=True,
            portal_autostart=False,
            close_hint_shown=True,
            layout={"main": "AAAA/w=="},
            calendar_file="/home/me/cards.ics",
            calendar_excluded=("data_only",),
            calendar_server=CalendarServer(
                address="https://cal.example.com/",
                user="me",
                calendar="https://cal.example.com/me/cards/",
                name="Cards",
            ),
            table_columns=(TableColumns(kind="log", header=("Datum", "Notiz"), columns=("paid_on", None)),),
        )
    )


def test_d04_d08_the_ledger_of_format_2_is_read_as_it_was_written(folder: DataFolder) -> None:
    assert load_ledger(folder).value.entries == (
        Entry(
            card_id="bank-codes",
            deadline=DAY("2026-11-23"),
            kind="receive_only",
            stage=7,
            planned=WHEN("2026-11-16T01:00:00Z"),
            days_left=6,
            matter=Matter.VERIFY,
            delivered=WHEN("2026-11-17T01:00:00Z"),
            snoozed_until=WHEN("2026-11-18T01:00:00Z"),
            acknowledged=WHEN("2026-11-19T01:00:00Z"),
        ),
        Entry(
            card_id="",
            deadline=DAY("2026-12-01"),
            kind="watching",
            stage=-3,
            planned=WHEN("2026-12-01T01:00:00Z"),
            days_left=0,
        ),
    )


def test_d04_d08_drafts_of_format_1_are_read_as_they_were_written(folder: DataFolder) -> None:
    (draft,) = load_drafts(folder).value

    assert draft == DRAFT


def test_d04_d08_calendars_of_format_1_are_read_as_they_were_written(folder: DataFolder) -> None:
    event = CalendarEvent(
        "bank-codes-receive_only@simdesk",
        "bank-codes",
        DAY("2026-11-23"),
        "銀行 codes",
        "two\nlines",
        (-158, 10),
    )
    moment = WHEN("2026-11-21T03:04:05Z")

    assert load_publication(folder).value == Publication(
        items=(Published(event, 466920, moment, cancelled=True),),
        written=Written("/home/me/cards.ics", "aa", "bb"),
    )
    assert load_server_record(folder).value == ServerRecord(
        calendar="https://cal.example.com/me/cards/",
        put={"bank-codes-receive_only@simdesk": "cc"},
        succeeded=moment,
    )


def test_d04_d08_the_own_catalog_of_format_1_is_read_as_it_was_written(folder: DataFolder) -> None:
    own = load_own(folder)

    assert own.problem is None
    assert own.value == OwnCatalog(
        carriers=(own_carrier(),),
        plans=(own_plan(),),
        channels=(own_channel(),),
        rules=(own_rule(),),
        offers=(own_offer(), OwnOffer(changed=NOON, plan="acme-one", gone="small")),
        guides=(own_guide(),),
        checks=(Check(changed=NOON, plan="acme-one", on=DAY("2026-11-20"), rule="ab12"),),
    )


def test_d08_a_line_of_the_history_of_format_1_is_read_as_it_was_written(folder: DataFolder) -> None:
    shutil.copy(DATA / "format-1" / "history", folder.history)
    (step,) = FileStore(folder).past()
    stone = Tombstone("visa", "payment_method", WHEN("2026-11-21T03:04:05Z"))

    assert step == Step(
        label="Rename 銀行",
        before={
            (Card, "data_only"): DATA_CARD,
            (Renewal, "r2"): None,
            (PaymentMethod, "visa"): VISA,
            (Tombstone, "payment_method/visa"): None,
        },
        after={
            (Card, "data_only"): replace(DATA_CARD, label="Travel"),
            (Renewal, "r2"): USE,
            (PaymentMethod, "visa"): None,
            (Tombstone, "payment_method/visa"): stone,
        },
        at=WHEN("2026-11-21T03:04:05.000001Z"),
        source="outside",
        lost=(Lost("card", "data_only", ("label",), DATA_CARD),),
    )


@pytest.mark.parametrize("name", KINDS)
def test_d08_what_was_released_is_written_as_it_was(name: str) -> None:
    data = written(name).read_bytes()

    assert encode(decode(data, PATH, KINDS[name])) == data


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"catalog.json"}))
def test_d08_the_files_of_a_released_format_have_every_field(name: str) -> None:
    text = written(name).read_text("utf-8")
    schema = msgspec.json.schema(KINDS[name])

    assert [
        field
        for definition in schema["$defs"].values()
        for field in definition.get("properties", {})
        if f'"{field}":' not in text
    ] == []


def test_every_kind_of_file_has_its_chain() -> None:
    assert set(MIGRATIONS) == {kind.__name__ for kind in KINDS.values()}
    for name, kind in KINDS.items():
        released = range(1, number_of(name))
        assert sorted(MIGRATIONS[kind.__name__]) == list(released)
        assert all((DATA / f"format-{older}").is_dir() for older in released)


@pytest.mark.parametrize("name", KINDS)
def test_d04_a_format_that_was_released_is_never_changed(name: str) -> None:
    number = number_of(name)
    digests = json.loads(written(name).with_name("digests.json").read_text("utf-8"))

    assert digests[name] == digest(KINDS[name]), (
        f"What {name} may hold has changed. Once its format {number} is released, that is a new format:"
        f" raise the number, write the way up in storage/formats.py and keep tests/data/format-{number}"
        f" as they are. Before the first release the digest in digests.json is {digest(KINDS[name])}."
    )


def digest(kind: type[Struct]) -> str:
    """What changes with whatever files of *kind* may hold, and not with what is said about them."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            told = ("description", "title") if "type" in value or "$ref" in value else ()
            return {key: bare(inner) for key, inner in value.items() if key not in told}
        if isinstance(value, str):
            return " ".join(value.split())  # Python 3.13 takes the indent out of docstrings
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    schema = json.dumps(bare(msgspec.json.schema(kind)), sort_keys=True)
    return hashlib.sha256(schema.encode()).hexdigest()


def test_a_digest_changes_with_a_field_a_type_and_a_bound_and_not_with_words() -> None:
    def made(doc: str, **fields: tuple[Any, Any]) -> str:
        kind = msgspec.defstruct("Thing", [(name, *what) for name, what in fields.items()])
        kind.__doc__ = doc
        return digest(kind)

    first = made("A thing.", description=(str, ""))
    assert made("Another thing.", description=(str, "")) == first
    others = [
        made("A thing.", description=(str, "x")),
        made("A thing.", description=(int, 0)),
        made("A thing.", description=(str, ""), more=(str, "")),
        made("A thing.", description=(Annotated[str, Meta(max_length=3)], "")),
        made("A thing."),
    ]
    assert len({first, *others}) == 6


def test_a_book_with_a_field_more_is_refused_with_its_place() -> None:
    text = written("simdesk.json").read_text("utf-8").replace('"tags"', '"colour": "red",\n   "tags"')

    with pytest.raises(FileDamaged) as told:
        decode_book(text.encode(), PATH)
    assert (told.value.damage, told.value.field) == (Damage.UNKNOWN_FIELD, "$.cards[0].colour")
