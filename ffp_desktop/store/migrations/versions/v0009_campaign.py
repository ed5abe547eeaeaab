"""Departments' lists and the clues in them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NUMBERS = ("rows", "clues", "refused", "conflicts", "sheet_row", "part")
_TABLES = {
    "department_list": (
        *("id", "kind", "department", "title", "round", "date", "letter", "digest"),
        *("rows", "clues", "refused", "unit", "author", "at", "withdrawn", "conflicts"),
    ),
    "clue": (
        *("id", "list", "kind", "department", "round", "date", "village", "name", "initials"),
        *("id_number", "person_key", "household", "member", "how", "event_date", "sheet_row", "part", "told"),
        *("result", "answered_on", "answered_by", "reason", "evidence", "survey", "noted_by", "noted_at"),
        *("conflicts", "at"),
    ),
}
_INDEXES = {
    "department_list_round": ("department_list", ["round", "date"]),
    "clue_list": ("clue", ["list", "sheet_row", "part"]),
    "clue_household": ("clue", ["household"]),
    "clue_person": ("clue", ["person_key"]),
    "clue_member": ("clue", ["member"]),
    "clue_place": ("clue", ["village", "result"]),
    "clue_survey": ("clue", ["survey"]),
    "clue_count": ("clue", ["round", "kind", "department", "village", "result", "list"]),
}


def upgrade() -> None:
    """Creates the tables; the first column of each is its key."""
    for table, (key, *others) in _TABLES.items():
        op.create_table(table, sa.Column(key, sa.Text(), primary_key=True), *map(_column, others))
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)


def _column(name: str) -> sa.Column[Any]:
    if name in _NUMBERS:
        return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
