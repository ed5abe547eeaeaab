"""The exchange with other offices: keys, whom to believe, what came and went."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBERS = ("version", "number", "sequence", "before", "after", "size", "revisions", "position")
_TABLES = {
    "exchange_key": ("purpose", "secret", "identity", "recipient", "chain"),
    "known_chain": ("key", "role", "unit", "device", "label", "recipient", "chain", "at"),
    "accepted_key": ("key", "unit", "operator", "at"),
    "revocation": ("issuer", "version", "signed"),
    "feed_owner": ("device", "key"),
    "feed_head": ("hash", "device", "village", "number", "signed"),
    "bundle_in": ("id", "source", "device", "sequence", "at", "operator", "before", "after", "heads"),
    "bundle_out": (
        *("id", "device", "sequence", "receiver", "name"),
        *("at", "size", "revisions", "position", "receipt_at"),
    ),
}
_RECEIPT = ("receiver", "device", "village", "number", "hash")


def upgrade() -> None:
    """Creates the tables; the first column of each is its key."""
    for table, (key, *others) in _TABLES.items():
        op.create_table(table, sa.Column(key, sa.Text(), primary_key=True), *(_column(name) for name in others))
    keys = sa.PrimaryKeyConstraint("receiver", "device", "village", "hash")
    op.create_table("receipt_head", *(_column(name) for name in _RECEIPT), keys)


def _column(name: str) -> sa.Column[Any]:
    if name in _NUMBERS:
        return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
    return sa.Column(name, sa.Text(), nullable=False, server_default="")
