"""The codes that lock and unlock a SIM. No book has them: what is here is only how they are made."""

import unicodedata
from enum import StrEnum


class Code(StrEnum):
    """A code of a SIM; the PUK is asked for when the PIN is locked."""

    PIN = "PIN"
    PUK = "PUK"


_LENGTHS = {Code.PIN: range(4, 9), Code.PUK: range(8, 9)}


def code_typed(text: str) -> str:
    """Return *text* without the spaces and lines between its digits, which may be of full width."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if not sign.isspace() and sign != "-")


def is_code(code: Code, digits: str) -> bool:
    """Return whether *digits* can be that code: 4 to 8 of them for a PIN, 8 for a PUK."""
    return digits.isascii() and digits.isdecimal() and len(digits) in _LENGTHS[code]
