"""Reads a revision's body fast and strictly: the only door to msgspec. Pure.

API: `read_body(content) -> Body` (ValueError unless the bytes are exactly canonical JSON of that shape),
`read_unit(body, unit)`, `read_value(raw)`, `text_of(pieces, unit)`, `Body`.

What one unit sets stays the piece of the bytes that it is until somebody asks for it: thousands of revisions are held
at once, and of most of their answers nobody asks. Canonical is what `canonical.canonical_json` writes: msgspec reads
the whole text, writes it with sorted keys, and must arrive at the same bytes; a test compares the two ways.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Raw, Struct
from msgspec.json import Decoder, Encoder

__all__ = ["Body", "Raw", "read_body", "read_unit", "read_value", "text_of"]


class Body(Struct, forbid_unknown_fields=True, gc=False):
    """The fields of a body; `sets` are pieces of its bytes by unit."""

    at: str
    author: str
    author_name: str
    device: str
    form: str
    format: Literal[1]
    id: str
    kind: str
    number: int
    parents: tuple[str, ...]
    previous: str
    reason: str
    sets: dict[str, Raw]
    village: str


def read_body(content: bytes) -> Body:
    """Raises ValueError for anything but the canonical bytes of a body."""
    try:
        body = _BODY.decode(content)
        is_same = _ENCODER.encode(_VALUE.decode(content)) == content
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not is_same or list(body.parents) != sorted(set(body.parents)):
        raise ValueError("not the canonical text of a revision")
    return body


def read_unit(body: str, unit: str) -> Any:
    """The JSON value that a kept body sets a unit to. It was read strictly when it came; this looks at nothing else."""
    return _VALUE.decode(_SETS.decode(body).sets[unit])


def read_value(raw: Raw) -> Any:
    """The JSON value of a piece."""
    return _VALUE.decode(raw)


def text_of(pieces: Mapping[str, Raw], unit: str) -> str:
    """The canonical text of a piece."""
    return bytes(pieces[unit]).decode()


def _refuse_number(text: str) -> Any:
    raise ValueError(f"a number that is not whole: {len(text)} characters")


class _Sets(Struct, gc=False):
    sets: dict[str, Raw]


_BODY = Decoder(Body)
_SETS = Decoder(_Sets)
_VALUE = Decoder(float_hook=_refuse_number)
_ENCODER = Encoder(order="sorted")
