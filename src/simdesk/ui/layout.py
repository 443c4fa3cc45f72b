"""The layout of a window as the settings keep it: what Qt gives, in Base64."""

import base64

from PySide6.QtCore import QByteArray


def packed(state: QByteArray) -> str:
    """Return *state* as text."""
    return base64.b64encode(state.data()).decode("ascii")


def unpacked(text: str) -> QByteArray:
    """Return the state that *text* holds; an empty one, which Qt refuses, if it holds none."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
