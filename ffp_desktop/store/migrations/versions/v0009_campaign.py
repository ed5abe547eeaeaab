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
    "clue_order": ("clue", ["round", "date", "list", "sheet_row", "part", "id"]),
    "clue_place": ("clue", ["village", "result"]),
    "clue_count": ("clue", ["round", "kind", "department", "village", "result", "list"]),
}
_FILLED = {
    "clue_household": "household",
    "clue_person": "person_key",
    "clue_member": "member",
    "clue_survey": "survey",
}
"""Indexes of the lines that have something there."""


def upgrade() -> None:
    """Creates the tables; the first column of each is its key."""
    for table, (key, *others) in _TABLES.items():
        op.create_table(table, sa.Column(key, sa.Text(), primary_key=True), *map(_column, others))
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
    filled = sa.text("gone_into <> ''")
    op.create_index("household_gone_into", "household", ["gone_into"], sqlite_where=filled)
    for name, column in _FILLED.items():
        op.create_index(name, "clue", [column], sqlite_where=sa.text(f"{column} <> ''"))


def _column(name: str) -> sa.Column[Any]:
    if name in _NUMBERS:
        return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
