"""What is read fast is exactly what the slow way would read, byte for byte; nothing else passes."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.canonical import canonical_json, parse_canonical
from ffp_desktop.domain.canonical_bytes import read_body, read_value, text_of
from ffp_desktop.domain.revisions import Revision, read_revision

ODD = ['"', "\\", "\x00", "\x1f", "\x7f", "\u2028", "\uffff", "𬭎", "中", "\\u4e2d", "\\ud800", "-0", "1.0", "1e3", " "]
ODD += ["99999999999999999999", "null", "true", "{}", "[]", ",", ":", '"a":1,"a":1', "NaN", "\n", "/", "\\/", "\ud800"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXT, parts, max_size=3),
    max_leaves=10,
)


def body_of(sets: dict[str, object]) -> str:
    place = {"document_kind": "survey", "document_id": "d1", "device": "d", "village": "村", "number": 3}
    place |= {"previous": "ff", "author": "a", "author_name": "苏日娜", "at": "2023-03-06T08:00:00", "form": "f/1"}
    return Revision(**place, parents=("a", "b"), sets={u: canonical_json(v) for u, v in sets.items()}).body


def is_canonical(text: str) -> bool:
    """As the standard library has it."""
    try:
        parse_canonical(text)
    except ValueError:
        return False
    return True


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_body__canonical__gives_the_values_and_texts_of_the_slow_way(sets: dict[str, object]) -> None:
    found = read_body(body_of(sets).encode())
    assert {unit: read_value(raw) for unit, raw in found.sets.items()} == json.loads(body_of(sets))["sets"]
    assert {unit: text_of(found.sets, unit) for unit in found.sets} == {u: canonical_json(v) for u, v in sets.items()}


@pytest.mark.parametrize("seed", range(40))
def test_body__altered_anywhere__passes_only_where_the_slow_way_lets_it(seed: int) -> None:
    random = Random(seed)
    body = body_of(
        {"income": {"a": "1", "b": [1, "中"]}, "member:m1": {"answers": {"name": "敖\n"}}, "status": "已完成"}
    )
    passed = 0
    for _ in range(250):
        at, cut = random.randrange(len(body)), random.choice((0, 0, 1, 3))
        other = body[:at] + random.choice(ODD) + body[at + cut :]
        try:
            found = read_revision(other)
        except ValueError:
            continue
        passed += 1
        assert is_canonical(other) and found.body == other
        assert dict(found.sets) == {unit: canonical_json(v) for unit, v in json.loads(other)["sets"].items()}
    assert passed < 200


@pytest.mark.parametrize(
    "change",
    [
        ('"parents":["a","b"]', '"parents":["b","a"]'),
        ('"parents":["a","b"]', '"parents":["a","a"]'),
        ('"format":1', '"format":2'),
        ('"number":3', '"number":"3"'),
        ('"number":3', '"number":3.0'),
        ('"number":3', '"number":true'),
        ('"sets":{}', '"sets":{"a":1,"a":1}'),
        ('"sets":{}', '"sets":{"b":1,"a":1}'),
        ('"sets":{}', '"sets":[]'),
        ('"reason":""', '"reason":null'),
        ('"at":', '"at":"","at":'),
    ],
)
def test_body__other_shape__is_refused(change: tuple[str, str]) -> None:
    body = body_of({})
    assert change[0] in body
    with pytest.raises(ValueError, match=r".*"):
        read_body(body.replace(*change).encode())


def test_body__bytes_that_are_no_text__are_refused() -> None:
    body = body_of({"income": "x"}).encode()
    for wrong in (b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\x01"):
        with pytest.raises(ValueError, match=r".*"):
            read_body(body.replace(b'"x"', b'"%b"' % wrong))
