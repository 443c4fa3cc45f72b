"""How names are compared, whoever wrote them."""

from unicodedata import normalize


def spelling(text: str) -> str:
    """Return *text* as names are compared: without case, width, spaces and punctuation."""
    return "".join(sign for sign in normalize("NFKC", text).casefold() if sign.isalnum())
