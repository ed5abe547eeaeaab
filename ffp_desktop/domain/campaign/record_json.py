"""The JSON of lists and clues in the journal, canonical: what is empty is left out. Pure.

API: `encode_list` / `decode_list`, `encode_told(row, of_list)` / `decode_told` and `decode_of_list`,
`encode_match` / `decode_match`, `encode_answer` / `decode_answer`, `encode_refused` / `decode_refused`.

`decode_…` read what another version of the program may have written: a result or a way that nobody knows here is shown
as what is nearest, never refused.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ffp_desktop.domain.campaign.records import (
    Answer,
    DepartmentList,
    How,
    Match,
    RefusedRow,
    Result,
    ToldRow,
)

_LIST = ("kind", "department", "title", "round", "date", "letter", "digest")
_COUNTS = ("rows", "clues", "refused")
_OF_LIST = ("kind", "department", "round", "date")
_PLACE = ("row", "part")
_WORDS = (
    *("sheet", "name", "id_number", "village", "place", "phone"),
    *("birth", "sex", "head_name", "event_date", "note"),
)
_ANSWER = ("date", "reason", "evidence", "survey")


def encode_list(told: DepartmentList) -> dict[str, Any]:
    return _filled(told, _LIST) | {name: getattr(told, name) for name in _COUNTS}


def decode_list(list_id: str, value: Mapping[str, Any], **more: str) -> DepartmentList:
    """`more` is what the revision says: unit, author, at; and why the list was withdrawn."""
    found: dict[str, Any] = {name: str(value.get(name, "")) for name in _LIST}
    found |= {name: int(value.get(name, 0)) for name in _COUNTS}
    return DepartmentList(list_id, **(found | more))


def encode_told(row: ToldRow, of_list: DepartmentList) -> dict[str, Any]:
    """A row with what must be known of its list where the list itself has not come."""
    found = _filled(row, _WORDS) | {name: getattr(row, name) for name in _PLACE}
    more = {str(heading): str(words) for heading, words in row.more.items() if words}
    return found | ({"more": more} if more else {}) | {"list": {"id": of_list.id} | _filled(of_list, _OF_LIST)}


def decode_told(value: Mapping[str, Any]) -> ToldRow:
    """The row."""
    more = {str(heading): str(words) for heading, words in dict(value.get("more") or {}).items()}
    words = {name: str(value.get(name, "")) for name in _WORDS}
    return ToldRow(**words, row=int(value.get("row", 0)), part=int(value.get("part", 1)), more=more)


def decode_of_list(value: Mapping[str, Any]) -> dict[str, str]:
    """What a row knows of its list: id, kind, department, round, date."""
    of_list = dict(value.get("list") or {})
    return {name: str(of_list.get(name, "")) for name in ("id", *_OF_LIST)}


def encode_match(match: Match) -> dict[str, str]:
    return {"how": match.how.value} | _filled(match, ("household", "member"))


def decode_match(value: Mapping[str, Any] | None) -> Match:
    if not value:
        return Match()
    how = str(value.get("how", ""))
    known = How(how) if how in list(How) else How.ACCEPTED
    return Match(known, str(value.get("household", "")), str(value.get("member", "")))


def encode_answer(answer: Answer) -> dict[str, Any]:
    return {"result": answer.result.value, "by": list(answer.by)} | _filled(answer, _ANSWER)


def decode_answer(value: Mapping[str, Any] | None, noted_by: str = "", noted_at: str = "") -> Answer | None:
    if not value:
        return None
    result = str(value.get("result", ""))
    known = Result(result) if result in list(Result) else Result.NOT_IDENTIFIED
    words = {name: str(value.get(name, "")) for name in _ANSWER}
    return Answer(known, by=tuple(map(str, value.get("by", ()))), noted_by=noted_by, noted_at=noted_at, **words)


def encode_refused(rows: Iterable[RefusedRow]) -> list[list[Any]]:
    return [[row.sheet, row.row, row.reason, list(row.words)] for row in rows]


def decode_refused(value: Iterable[Any] | None) -> tuple[RefusedRow, ...]:
    return tuple(RefusedRow(sheet, row, reason, tuple(words)) for sheet, row, reason, words in value or ())


def _filled(record: Any, names: Iterable[str]) -> dict[str, str]:
    return {name: value for name in names if (value := getattr(record, name))}
