"""What the journal says of lists and clues, as lines of the derived tables.

API: `LISTS`, `CLUES` (the tables' `DocumentTable`s); `read_list(row)`, `read_clue(row)` give the records of lines whose
columns are `LIST_COLUMNS` and `READ_COLUMNS` (a clue's with its list's withdrawal and the revision's body behind).
"""

from collections.abc import Sequence
from typing import Any

from ffp_desktop.domain.campaign.record_json import (
    decode_answer,
    decode_list,
    decode_match,
    decode_of_list,
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
from ffp_desktop.domain.canonical_bytes import read_unit
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
READ_COLUMNS = (
    *("id", "list", "kind", "department", "round", "date", "village", "how", "household", "member", "conflicts", "at"),
    *("result", "answered_on", "answered_by", "reason", "evidence", "survey", "noted_by", "noted_at"),
)
"""Those of a clue's columns that its record needs; the others are there to be searched."""
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
    row, of_list = decode_told(told.json), decode_of_list(told.json)
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
    clue, of_list, kind, department, round, date, village, how, household, member, conflicts, at, *said = row
    *answer, withdrawn, body = said
    told, match = decode_told(read_unit(body, TOLD)), Match(How(how), household, member)
    place = (clue, of_list, kind, department, round, date, village)
    return Clue(*place, told, match, _read_answer(*answer), conflicts, at, withdrawn)


def _read_answer(result: str, date: str, by: str, *words: str) -> Answer | None:
    names = tuple(filter(None, by.split(_BETWEEN_NAMES)))
    return Answer(Result(result), date, names, *words) if result else None


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
