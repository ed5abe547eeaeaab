"""The tables of attachments, beside those of schema.py.

`attachment` is derived from the journal. `attachment_file` is this vault's own: which bytes have come here, so that
what never came and what is gone are told apart. `attachment_out`, `attachment_sent`: the files that went and came, and
which bytes each carried.
"""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from ffp_desktop.store.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


attachment = Table(
    "attachment",
    metadata,
    Column("id", Text, primary_key=True),
    _text("survey"),
    _text("village"),
    _text("digest"),
    _text("kind"),
    _text("name"),
    _number("page"),
    _number("pages"),
    _number("size"),
    _number("width"),
    _number("height"),
    _text("author"),
    _text("at"),
    _text("removed"),
    Index("attachment_survey", "survey"),
    Index("attachment_digest", "digest"),
)

attachment_file = Table(
    "attachment_file", metadata, Column("digest", Text, primary_key=True), _number("size"), _text("at")
)

attachment_out = Table(
    "attachment_out",
    metadata,
    Column("id", Text, primary_key=True),
    _text("device"),
    _text("receiver"),
    _number("sequence"),
    _text("name"),
    _text("at"),
    _number("size"),
    _number("pictures"),
    _text("receipt_at"),
)

attachment_sent = Table(
    "attachment_sent", metadata, _text("part"), _text("digest"), PrimaryKeyConstraint("part", "digest")
)
