"""The tables of lists and clues, beside those of schema.py. Both are derived from the journal.

In `clue` the list's kind, department, round and date are repeated, for a village may have a clue before its list.
`result` is "" while nobody has answered; whether the list was withdrawn is asked of `department_list`. `told` is the
hash of the revision that has the whole row, `answered_by` the names joined by 、.
"""

from sqlalchemy import Column, Index, Integer, Table, Text, text

from ffp_desktop.store.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


department_list = Table(
    "department_list",
    metadata,
    Column("id", Text, primary_key=True),
    *map(_text, ("kind", "department", "title", "round", "date", "letter", "digest")),
    *map(_number, ("rows", "clues", "refused")),
    *map(_text, ("unit", "author", "at", "withdrawn")),
    _number("conflicts"),
    Index("department_list_round", "round", "date"),
)

clue = Table(
    "clue",
    metadata,
    Column("id", Text, primary_key=True),
    *map(_text, ("list", "kind", "department", "round", "date", "village", "name", "initials")),
    *map(_text, ("id_number", "person_key", "household", "member", "how", "event_date")),
    *map(_number, ("sheet_row", "part")),
    _text("told"),
    *map(_text, ("result", "answered_on", "answered_by", "reason", "evidence", "survey", "noted_by", "noted_at")),
    _number("conflicts"),
    _text("at"),
    Index("clue_list", "list", "sheet_row", "part"),
    Index("clue_order", "round", "date", "list", "sheet_row", "part", "id"),
    Index("clue_household", "household", sqlite_where=text("household <> ''")),
    Index("clue_person", "person_key", sqlite_where=text("person_key <> ''")),
    Index("clue_member", "member", sqlite_where=text("member <> ''")),
    Index("clue_place", "village", "result"),
    Index("clue_survey", "survey", sqlite_where=text("survey <> ''")),
    Index("clue_count", "round", "kind", "department", "village", "result", "list"),
)
