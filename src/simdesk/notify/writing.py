"""What is sent to org.freedesktop.Notifications: a note as the specification has it, and questions."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from simdesk.notify import APP_ID, icon_of_notes

if TYPE_CHECKING:
    from jeepney import Message

    from simdesk.notify.service import Note

NAME = "org.freedesktop.Notifications"
"""What the service is called on the bus of the session."""

PATH = "/org/freedesktop/Notifications"
"""Where it is found there."""

DEFAULT = "default"
"""The key of the click on the note itself."""

OPEN = "open"
"""The key of the button that stands for that click: not every service has it (Xfce)."""


def question(method: str, signature: str | None, body: tuple[object, ...], owner: str = NAME) -> "Message":
    """Return a call of the service, or of the one on the bus that is *owner*."""
    from jeepney import DBusAddress, new_method_call

    return new_method_call(DBusAddress(PATH, bus_name=owner, interface=NAME), method, signature, body)


def written(
    note: "Note", replaces: int, capabilities: Collection[str], *, stays: bool = True
) -> tuple[object, ...]:
    """Return what ``Notify`` takes for *note*, in the place of the one numbered *replaces*, if not 0.

    *stays*: the sender goes on. The note of one that is about to end has no buttons, which nobody would
    hear, and does not name the program: GNOME and Cinnamon take a program's notes away when it ends.
    """
    has_buttons = stays and "actions" in capabilities
    body = note.body if has_buttons else note.plain
    if "body-markup" in capabilities:
        body = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # The button comes last: a service that shows but three of them has the click.
    labelled = (*note.actions, *((OPEN, words) for key, words in note.actions if key == DEFAULT))
    actions = [word for pair in labelled for word in pair] if has_buttons else []
    hints: dict[str, tuple[str, object]] = {"urgency": ("y", 2 if note.urgent else 1)}
    if stays:
        hints["desktop-entry"] = ("s", APP_ID)
    return ("SimDesk", replaces, icon_of_notes(), note.title, body, actions, hints, -1)
