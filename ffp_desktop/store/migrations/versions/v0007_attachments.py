"""Attachments: what the journal says of them, which bytes are here, and which went where."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_NUMBERS = ("page", "pages", "size", "width", "height", "sequence", "pictures")
_TABLES = {
    "attachment": (
        *("id", "survey", "village", "digest", "kind", "name"),
        *("page", "pages", "size", "width", "height", "author", "at", "removed"),
    ),
    "attachment_file": ("digest", "size", "at"),
    "attachment_out": ("id", "device", "receiver", "sequence", "name", "at", "size", "pictures", "receipt_at"),
}


def upgrade() -> None:
    """Creates the tables; the first column of each is its key."""
    for table, (key, *others) in _TABLES.items():
        op.create_table(table, sa.Column(key, sa.Text(), primary_key=True), *(_column(name) for name in others))
    for name in ("survey", "digest"):
        op.create_index(f"attachment_{name}", "attachment", [name])
    keys = sa.PrimaryKeyConstraint("part", "digest")
    op.create_table("attachment_sent", *(_column(name) for name in ("part", "digest")), keys)


def _column(name: str) -> sa.Column[Any]:
    if name in _NUMBERS:
        return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
