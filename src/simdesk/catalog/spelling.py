"""How names are compared, whoever wrote them."""


def spelling(text: str) -> str:
    """Return *text* as names are compared: without case, width, spaces and punctuation."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return "".join(sign for sign in text.casefold() if sign.isalnum())
