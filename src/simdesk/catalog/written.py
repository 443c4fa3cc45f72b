"""How the short texts of the catalog are written."""

from typing import Annotated

from msgspec import Meta


def _written(pattern: str, longest: int | None = None) -> Meta:
    r"""Return the form of a text, for the schema and for ``shape``.

    It is not tested while a file is read: what is shipped was tested before, and that takes longer than
    the reading. A pattern ends in ``$(?!\n)``: to Python a bare ``$`` also matches before a last newline.
    """
    return Meta(extra_json_schema={"pattern": pattern}, max_length=longest)


CatalogId = Annotated[str, _written(r"^[a-z0-9][a-z0-9_-]{0,63}$(?!\n)")]
Words = Annotated[str, Meta(min_length=1, max_length=2000)]
Country = Annotated[str, _written(r"^[A-Z]{2}$(?!\n)")]
ZoneName = Annotated[str, Meta(min_length=1, max_length=64)]
Host = Annotated[str, _written(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$(?!\n)")]
WebAddress = Annotated[str, _written(r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s]*)?$(?!\n)", 1000)]
SafeAddress = Annotated[str, _written(r"^https://[a-z0-9.-]+(/[^\s]*)?$(?!\n)", 1000)]
SpokenIn = Annotated[str, _written(r"^[a-z]{2,3}(_[A-Z]{2})?$(?!\n)")]
PageDate = Annotated[str, _written(r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$(?!\n)")]
Version = Annotated[str, _written(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?$(?!\n)")]
CallingCode = Annotated[str, _written(r"^\+[1-9][0-9]{0,2}$(?!\n)")]
