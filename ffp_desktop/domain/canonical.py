"""The one JSON text of a value, so that the same facts have the same bytes and the same hash everywhere. Pure.

API: `canonical_json(value)`, `encode(value)` for what is known to have such a text, `parse_canonical(text)`,
`parse_json(text)`.
"""

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """The one JSON text of `value`: keys sorted, no spaces, no floats. Raises ValueError for what has no such text."""
    _refuse_inexact(value)
    text = encode(value)
    text.encode()  # a lone surrogate has no bytes: UnicodeEncodeError is a ValueError
    return text


def encode(value: Any) -> str:
    """The text of a value that has been looked at already."""
    return _ENCODER.encode(value)


def parse_canonical(text: str) -> Any:
    """The value of a canonical JSON text. Raises ValueError when the text is not exactly canonical."""
    found = parse_json(text)
    text.encode()
    if encode(found) != text:
        raise ValueError("not canonical JSON")
    return found


def parse_json(text: str) -> Any:
    """The value of a JSON text whose numbers are whole. Raises ValueError."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _refuse_number(text: str) -> Any:
    raise ValueError(f"a number that is not whole: {len(text)} characters")


def _refuse_inexact(value: Any) -> None:
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise ValueError("a JSON key that is not text")
            if part.__class__ is not str:  # nearly all are
                _refuse_inexact(part)
    elif isinstance(value, list | tuple):
        for part in value:
            if part.__class__ is not str:
                _refuse_inexact(part)
    elif isinstance(value, float):
        raise ValueError("a float has no canonical text")
    elif value is not None and not isinstance(value, str | int):
        raise ValueError("not a JSON value")


_DECODER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
