"""Lists and clues as JSON: what goes in comes out, and what another version wrote is read as what is nearest."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.campaign.record_json import (
    decode_answer,
    decode_list,
    decode_match,
    decode_of_list,
    decode_refused,
    decode_told,
    encode_answer,
    encode_list,
    encode_match,
    encode_refused,
    encode_told,
)
from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, RefusedRow, Result, ToldRow
from ffp_desktop.domain.canonical import canonical_json, parse_canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FULL = TEXT.filter(bool)
NUMBERS = st.integers(0, 10**6)
MORE = st.dictionaries(FULL, FULL, max_size=3)
ROWS = st.builds(ToldRow, TEXT, NUMBERS, st.integers(1, 9), *[TEXT] * 10, more=MORE)
LISTS = st.builds(DepartmentList, *[TEXT] * 8, NUMBERS, NUMBERS, NUMBERS)
LIST = DepartmentList("l", "受灾", "应急管理局", "受灾名单", "2023Q1", "2023-02-10")


def through_the_journal(value: object) -> Any:
    return parse_canonical(canonical_json(value))


@given(ROWS, LISTS)
def test_told__written_and_read__is_the_same(row: ToldRow, of_list: DepartmentList) -> None:
    told = through_the_journal(encode_told(row, of_list))
    assert decode_told(told) == row
    assert decode_of_list(told) == {
        name: getattr(of_list, name) for name in ("id", "kind", "department", "round", "date")
    }


@given(LISTS)
def test_list__written_and_read__is_the_same(of_list: DepartmentList) -> None:
    assert decode_list(of_list.id, through_the_journal(encode_list(of_list))) == of_list


@given(st.builds(Answer, st.sampled_from(Result), TEXT, st.lists(FULL, max_size=3).map(tuple), TEXT, TEXT, TEXT))
def test_answer__written_and_read__is_the_same(answer: Answer) -> None:
    assert decode_answer(through_the_journal(encode_answer(answer))) == answer


@given(st.builds(Match, st.sampled_from(How), TEXT, TEXT))
def test_match__written_and_read__is_the_same(match: Match) -> None:
    assert decode_match(through_the_journal(encode_match(match))) == match


@given(st.lists(st.builds(RefusedRow, TEXT, NUMBERS, TEXT, st.lists(TEXT, max_size=3).map(tuple)), max_size=3))
def test_refused__written_and_read__are_the_same(rows: list[RefusedRow]) -> None:
    assert decode_refused(through_the_journal(encode_refused(rows))) == tuple(rows)


def test_empty_fields__are_not_written() -> None:
    told = encode_told(ToldRow("", 2, 1, "孟和", more={"空": ""}), LIST)
    assert set(told) == {"row", "part", "name", "list"}
    assert encode_match(Match()) == {"how": ""}


def test_words_of_a_newer_program__are_read_as_what_is_nearest() -> None:
    answer = decode_answer({"result": "以后才有", "by": ["金海波"], "date": "2023-03-01", "more": 1})
    assert answer == Answer(Result.NOT_IDENTIFIED, "2023-03-01", ("金海波",))
    assert decode_match({"how": "以后才有", "household": "h"}) == Match(How.ACCEPTED, "h")


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_said__is_no_answer_and_no_match(nothing: dict[str, str] | None) -> None:
    assert decode_answer(nothing) is None
    assert decode_match(nothing) == Match()
    assert decode_refused(None) == ()
