"""监测对象 and archives: what surveys say of the first, the documents of both.

Only the form can work out what a survey says, so `monitored` stays empty here; `meta` says so, and the lines are
written when a list first asks for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_FACTS = ("identified_on", "at_risk", "net_income", "no_labour", "floor", "risks", "given", "denied", "problems")
_MORE = ("eliminated", "way", "marked")


def upgrade() -> None:
    """Adds the tables; documents of both kinds are new, so there is nothing to fill them with."""
    op.create_table(
        "monitored",
        sa.Column("survey", sa.Text(), primary_key=True),
        _number("is_new"),
        *(_text(name) for name in (*_FACTS, *_MORE)),
        _number("months"),
    )
    op.create_table(
        "monitoring",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_text(name) for name in ("household", "village", "steps", "actions")),
        _number("conflicts"),
    )
    op.create_table(
        "archive",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_text(name) for name in ("household", "round", "village")),
        _number("number"),
        *(_text(name) for name in ("place", "note", "author", "at")),
        _number("conflicts"),
    )
    op.create_index("archive_number", "archive", ["round", "village", "number"])
    op.execute("INSERT INTO meta (name, value) SELECT 'monitored', 'unfilled' WHERE EXISTS (SELECT 1 FROM survey)")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
