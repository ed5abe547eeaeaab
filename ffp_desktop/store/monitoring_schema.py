"""The tables of 监测对象 and of the archives, beside those of schema.py; all are derived.

`monitored` has a line for each survey in which 六–八 are asked, from its answers; several values of a column stand one
per line. `monitoring` and `archive` have one for each document of their kind; `steps` and `actions` are JSON.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from ffp_desktop.store.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


monitored = Table(
    "monitored",
    metadata,
    Column("survey", Text, primary_key=True),
    _number("is_new"),
    _text("identified_on"),
    _text("at_risk"),
    _text("net_income"),
    _text("no_labour"),
    _text("floor"),
    _text("risks"),
    _text("given"),
    _text("denied"),
    _text("problems"),
    _text("eliminated"),
    _text("way"),
    _text("marked"),
    _number("months"),
)

monitoring = Table(
    "monitoring",
    metadata,
    Column("id", Text, primary_key=True),
    _text("household"),
    _text("village"),
    _text("steps"),
    _text("actions"),
    _number("conflicts"),
)

archive = Table(
    "archive",
    metadata,
    Column("id", Text, primary_key=True),
    _text("household"),
    _text("round"),
    _text("village"),
    _number("number"),
    _text("place"),
    _text("note"),
    _text("author"),
    _text("at"),
    _number("conflicts"),
    Index("archive_number", "round", "village", "number"),
)
