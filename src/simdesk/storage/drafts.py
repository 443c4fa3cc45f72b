"""The renewals under way on this device: kept through a crash, one for each card."""

from typing import Literal

from msgspec import Struct

from simdesk.domain.draft import RenewalDraft
from simdesk.storage.folder import DataFolder
from simdesk.storage.small_file import Loaded, change_struct, load_struct


class Drafts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of the file of drafts, the one taken up last at the end."""

    format: Literal[1] = 1
    drafts: tuple[RenewalDraft, ...] = ()


def load_drafts(folder: DataFolder) -> Loaded[tuple[RenewalDraft, ...]]:
    """Return the drafts of this device; none, with the reason, where they cannot be read."""
    found = load_struct(folder.drafts, Drafts())
    return Loaded(found.value.drafts, found.problem)


def keep_draft(folder: DataFolder, draft: RenewalDraft) -> None:
    """Keep *draft* in the place of the one of the same card. On return it is on the disk.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be kept; the others are as they were.
    """
    change_struct(
        folder,
        folder.drafts,
        Drafts(),
        lambda held: Drafts(drafts=(*_without(held, draft.card_id), draft)),
    )


def drop_draft(folder: DataFolder, card_id: str) -> None:
    """Forget the draft of that card, if there is one.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if that could not be kept.
    """
    change_struct(folder, folder.drafts, Drafts(), lambda held: Drafts(drafts=_without(held, card_id)))


def _without(held: Drafts, card_id: str) -> tuple[RenewalDraft, ...]:
    return tuple(draft for draft in held.drafts if draft.card_id != card_id)
