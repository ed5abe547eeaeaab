"""Exports of the national system and ledgers, and what was settled of their differences."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_NUMBERS = ("lists_people", "rows", "taken", "passed", "households", "people", "conflicts")


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "system_export",
        sa.Column("id", sa.Text(), primary_key=True),
        *map(_column, ("side", "lists_people", "digest", "as_of", "unit", "at", "operator", "rows", "taken")),
        *map(_column, ("passed", "households", "people", "columns", "villages", "kinds", "refusals", "withdrawn")),
    )
    op.create_table(
        "system_line",
        sa.Column("export", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *map(_text, ("village", "household", "keys", "kept", "people")),
        sa.PrimaryKeyConstraint("export", "number"),
    )
    op.create_index("system_line_village", "system_line", ["export", "village"])
    op.create_table(
        "reconciliation",
        sa.Column("id", sa.Text(), primary_key=True),
        *map(_column, ("village", "told", "author", "at", "conflicts")),
    )


def _column(name: str) -> sa.Column[Any]:
    if name in _NUMBERS:
        return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
    return _text(name)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
