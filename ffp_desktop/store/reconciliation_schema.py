"""The tables of 机账实一致, beside those of schema.py.

`system_export` and `system_line` are this vault's own: what was taken in of the national system's exports and of
ledgers, as it was on a day. A line is a household; `people` is JSON: [name, key, is head, is witness, values] each;
`keys` are theirs, the head's first, parted by blanks.
`reconciliation` is derived from the journal: what was settled of the differences.
"""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from ffp_desktop.store.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


# columns, villages, kinds, refusals: JSON lists. withdrawn: why it does not count any more, "" while it does.
system_export = Table(
    "system_export",
    metadata,
    Column("id", Text, primary_key=True),
    _text("side"),
    _number("lists_people"),
    _text("digest"),
    _text("as_of"),
    _text("unit"),
    _text("at"),
    _text("operator"),
    _number("rows"),
    _number("taken"),
    _number("passed"),
    _number("households"),
    _number("people"),
    _text("columns"),
    _text("villages"),
    _text("kinds"),
    _text("refusals"),
    _text("withdrawn"),
)

system_line = Table(
    "system_line",
    metadata,
    Column("export", Text, nullable=False),
    Column("number", Integer, nullable=False),
    _text("village"),
    _text("household"),
    _text("keys"),
    _text("kept"),
    _text("people"),
    PrimaryKeyConstraint("export", "number"),
    Index("system_line_village", "export", "village"),
)

reconciliation = Table(
    "reconciliation",
    metadata,
    Column("id", Text, primary_key=True),
    _text("village"),
    _text("told"),
    _text("author"),
    _text("at"),
    _number("conflicts"),
)
