"""What the journal says of lists and clues, as lines of the derived tables.

API: `LISTS`, `CLUES` (the tables' `DocumentTable`s); `read_list(row)`, `read_clue(row)` give the records of lines whose
columns are `LIST_COLUMNS` and `CLUE_COLUMNS` (a clue's with its list's withdrawal and the revision's body behind).
"""

import json
from collections.abc import Sequence
from typing import Any

from ffp_desktop.domain.campaign.record_json import (
    decode_answer,
    decode_list,
    decode_match,
    decode_told,
    encode_answer,
)
from ffp_desktop.domain.campaign.records import (
    ANSWER,
    CLUE,
    LIST,
    MATCH,
    MOVED,
    TOLD,
    WITHDRAWN,
    Answer,
    Clue,
    DepartmentList,
    How,
    Match,
    Result,
)
from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.revisions import Revision, UnitValue, merge
from ffp_desktop.store.document_table import DocumentTable, Line

LIST_COLUMNS = (
    *("id", "kind", "department", "title", "round", "date", "letter", "digest"),
    *("rows", "clues", "refused", "unit", "author", "at", "withdrawn", "conflicts"),
)
CLUE_COLUMNS = (
    *("id", "list", "kind", "department", "round", "date", "village", "name", "initials"),
    *("id_number", "person_key", "household", "member", "how", "event_date", "sheet_row", "part", "told"),
    *("result", "answered_on", "answered_by", "reason", "evidence", "survey", "noted_by", "noted_at"),
    *("conflicts", "at"),
)
_BETWEEN_NAMES = "、"
_NO_ANSWER = ("",) * 8


def derive_list(document: str, revisions: Sequence[Revision]) -> Line | None:
    """None while only its withdrawal has come."""
    state = merge(revisions)
    told = state.units.get(TOLD)
    if told is None:
        return None
    first = _setter(revisions, told)
    withdrawn = state.value(WITHDRAWN)
    found = decode_list(
        document,
        told.json,
        unit=first.village,
        author=first.author_name,
        at=first.at,
        withdrawn=str(withdrawn["reason"]) if withdrawn else "",
    )
    return (*(getattr(found, name) for name in LIST_COLUMNS[:-1]), len(state.conflicts))


def derive_clue(document: str, revisions: Sequence[Revision]) -> Line | None:
    """None for one of which only an answer has come, and for one that went to a village that is not here."""
    state = merge(revisions)
    told = state.units.get(TOLD)
    if told is None:
        return None
    village = _setter(revisions, told).village
    if state.value(MOVED) not in (None, village):
        return None
    row, of_list = decode_told(told.json)
    match = decode_match(state.value(MATCH))
    return (
        document,
        *of_list.values(),
        village,
        row.name,
        spell_initials(row.name) if row.name else "",
        row.id_number,
        person_key(row.id_number),
        match.household,
        match.member,
        match.how.value,
        row.event_date,
        row.row,
        row.part,
        told.revisions[0],
        *_answer_row(state.units.get(ANSWER), revisions),
        len(state.conflicts),
        min(revision.at for revision in revisions if TOLD in revision.sets),
    )


LISTS = DocumentTable(LIST, "department_list", LIST_COLUMNS, derive_list)
CLUES = DocumentTable(CLUE, "clue", CLUE_COLUMNS, derive_clue)


def read_list(row: Sequence[Any]) -> DepartmentList:
    return DepartmentList(*row[: len(LIST_COLUMNS) - 1])


def read_clue(row: Sequence[Any]) -> Clue:
    found = dict(zip((*CLUE_COLUMNS, "withdrawn", "body"), row, strict=True))
    told, _of_list = decode_told(json.loads(found["body"])["sets"][TOLD])
    names = ("id", "list", "kind", "department", "round", "date", "village", "conflicts", "at", "withdrawn")
    return Clue(
        told=told,
        match=Match(How(found["how"]), found["household"], found["member"]),
        answer=_read_answer(found),
        **{name: found[name] for name in names},
    )


def _read_answer(found: dict[str, Any]) -> Answer | None:
    if not found["result"]:
        return None
    by = tuple(filter(None, found["answered_by"].split(_BETWEEN_NAMES)))
    words = {name: found[name] for name in ("reason", "evidence", "survey", "noted_by", "noted_at")}
    return Answer(Result(found["result"]), found["answered_on"], by, **words)


def _answer_row(unit: UnitValue | None, revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Result, day, names, reason, evidence, survey, and who wrote it down when."""
    if unit is None:
        return _NO_ANSWER
    said = _setter(revisions, unit)
    answer = decode_answer(unit.json, said.author_name, said.at)
    if answer is None:
        return _NO_ANSWER
    words = encode_answer(answer)
    told = (words.get(name, "") for name in ("reason", "evidence", "survey"))
    return (answer.result.value, answer.date, _BETWEEN_NAMES.join(answer.by), *told, said.author_name, said.at)


def _setter(revisions: Sequence[Revision], unit: UnitValue) -> Revision:
    """The revision whose value is shown."""
    return next(revision for revision in revisions if revision.hash == unit.revisions[0])
