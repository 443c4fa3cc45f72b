"""Phone numbers: stored as E.164, shown masked."""

from simdesk.domain.card import E164

# ITU-T E.164 country codes of one and of two digits; every other one has three.
_ONE_DIGIT = frozenset("17")
_TWO_DIGITS = frozenset(
    """20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66
    81 82 84 86 90 91 92 93 94 95 98""".split()
)


def calling_code(number: E164) -> str:
    """Return the country code of *number* with its plus, such as ``+81``."""
    digits = number[1:]
    if digits[:1] in _ONE_DIGIT:
        return number[:2]
    return number[:3] if digits[:2] in _TWO_DIGITS else number[:4]


def masked(number: E164) -> str:
    """Return *number* with all but its country code and last four digits hidden."""
    return f"{calling_code(number)} •••• {number[-4:]}"


def masked_iccid(iccid: str) -> str:
    """Return the ICCID with all but its last four digits hidden."""
    return f"•••• {iccid[-4:]}"


def parse_number(text: str, country: str | None) -> E164 | None:
    """Return the number that *text* is, national ones read as of *country* (ISO 3166).

    None if it is no possible number there, or is national and no country is given.
    """
    import phonenumbers

    try:
        found = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(found):
        return None
    return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))


def is_usual(number: E164) -> bool:
    """Return whether *number* is made as those of its country are.

    One that is not may be mistyped, or of a range younger than the tables here: a reason to ask.
    """
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, None)))
    except phonenumbers.NumberParseException:
        return False


def spelled(number: E164, home: str | None) -> str:
    """Return *number* as people write it: nationally for the country *home*, else with its code.

    With its code, too, where no number of the country is like it: what would be left out is not certain.
    """
    import phonenumbers

    try:
        found = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    region = phonenumbers.region_code_for_number(found) if phonenumbers.is_valid_number(found) else None
    here = region == home and home is not None
    style = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(found, style.NATIONAL if here else style.INTERNATIONAL))


def region_of(number: E164) -> str | None:
    """Return the ISO 3166 country of *number*; None if its code belongs to none or to several."""
    import phonenumbers

    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return None
    return None if region is None or region == "001" else str(region)
