"""The tables of the vault, as SQLAlchemy describes them: the models that migrations must arrive at.

The truth: `revision` (journal), `draft`, `operator`, `meta`. Kept beside it: `survey_place` (where work stopped),
`kept_filter`.
Derived, rebuilt from the truth at any time: `round`, `household`, `event`, `event_person`, `survey`, `survey_line`,
`survey_search`, `survey_gram`, `survey_unsettled`, `survey_unchecked`,
`member`, `survey_value`. SQL is written out in the repositories;
here stand only the shapes. Importing this file imports SQLAlchemy, so it is imported when a vault is opened and not
before.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text, text

HEAD = "0013"
"""The schema version this program writes; a test holds it equal to the last migration."""

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


meta = Table("meta", metadata, Column("name", Text, primary_key=True), _text("value"))

operator = Table(
    "operator",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("role"),
    _text("created_at"),
    _text("disabled_at"),
)

# Not unique by number: a cloned vault forks its feed, and both histories must be kept to be named.
revision = Table(
    "revision",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    _text("kind"),
    _text("document"),
    _text("device"),
    _text("village"),
    _number("number"),
    _text("body"),
    Index("revision_document", "document"),
    Index("revision_feed", "device", "village", "number"),
)

# state: 0 live, 1 undone, 2 undone and unreachable. revision: 0 while open, else the position of the one that took the
# row up. The first index holds open rows only, so it stays small while finished drafts are kept for ever; the second
# finds the others for the history of a survey, and is written at 完成, never while typing.
draft = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("survey"),
    _number("grp"),
    _text("item"),
    _text("member"),
    _text("value"),
    _text("operator"),
    _text("at"),
    _number("state"),
    _number("revision"),
    Index("draft_open", "survey", "state", sqlite_where=text("revision = 0")),
    Index("draft_taken", "revision", sqlite_where=text("revision > 0")),
)

# query: JSON. What an operator narrowed lists to, and wants to find again.
kept_filter = Table(
    "kept_filter",
    metadata,
    Column("operator", Text, nullable=False),
    Column("name", Text, nullable=False),
    _number("position"),
    _text("query"),
    PrimaryKeyConstraint("operator", "name"),
)

survey_place = Table("survey_place", metadata, Column("survey", Text, primary_key=True), _text("item"), _text("member"))

round_ = Table(
    "round",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("form"),
    _text("period_start"),
    _text("period_end"),
    _text("monitoring_line"),
    _text("attributes"),
)

# village: where it lives now; gone_into: the household it was merged into.
household = Table(
    "household",
    metadata,
    Column("id", Text, primary_key=True),
    _text("village"),
    _text("gone_into"),
    Index("household_village", "village"),
    Index("household_gone_into", "gone_into", sqlite_where=text("gone_into <> ''")),
)

event = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    _text("kind"),
    _text("date"),
    _text("village"),
    _text("household"),
    _text("other_household"),
    _text("other_village"),
    _text("reason"),
    _text("author"),
    _text("at"),
    _text("withdrawn"),
    Index("event_date", "date"),
    Index("event_household", "household"),
    Index("event_other_household", "other_household"),
)

event_person = Table(
    "event_person",
    metadata,
    Column("event", Text, nullable=False),
    Column("position", Integer, nullable=False),
    _text("member"),
    _text("name"),
    _text("id_number"),
    _text("sex"),
    _text("relation"),
    PrimaryKeyConstraint("event", "position"),
    Index("event_person_member", "member"),
)

# `row` is a survey's number in the sets of `survey_gram`; it says nothing and may differ after a rebuild from nothing.
# holder, since, handed: which office has it, since when, and the revision that says so; conflicts: how many units.
# judged: who has judged it, as JSON (`custody.encode_judges`).
survey = Table(
    "survey",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("number"),
    _text("household"),
    _text("round"),
    _text("form"),
    _text("village"),
    _number("running"),
    _text("state"),
    _number("revision"),
    _text("revision_hash"),
    _text("created_by"),
    _text("created_at"),
    _text("touched_at"),
    _text("operator"),
    _text("holder"),
    _text("since"),
    _text("handed"),
    _number("conflicts"),
    _text("judged"),
    Index("survey_touched", "round", "touched_at", "number"),
    Index("survey_running", "round", "village", "running"),
    Index("survey_household", "household", "created_at"),
    Index("survey_progress", "round", "village", "state", "holder", "since"),
    Index("survey_conflicts", "conflicts", sqlite_where=text("conflicts > 0")),
)

survey_line = Table(
    "survey_line",
    metadata,
    Column("survey", Text, primary_key=True),
    _text("head_name"),
    _text("phone"),
    _text("natural_village"),
    _text("village_name"),
    _text("household_kind"),
    _number("member_count"),
    _number("errors"),
    _number("warnings"),
    _number("missing"),
    _text("survey_date"),
    _text("traits"),
    _number("confirmed"),
    Index("survey_line_phone", "phone"),
)

survey_search = Table(
    "survey_search", metadata, Column("row", Integer, primary_key=True), _text("words"), _text("facets")
)

# What surveys still stand under in `survey_gram`, where that is not yet what `survey_search` says.
survey_unsettled = Table(
    "survey_unsettled", metadata, Column("row", Integer, primary_key=True), _text("words"), _text("facets")
)

# Surveys that came from elsewhere and of which nobody has asked the form's rules yet.
survey_unchecked = Table("survey_unchecked", metadata, Column("survey", Text, primary_key=True))

# Which surveys have a gram of those words and facets, by blocks of row numbers: see `search`.
survey_gram = Table(
    "survey_gram",
    metadata,
    Column("block", Integer, nullable=False),
    Column("gram", Text, nullable=False),
    Column("surveys", LargeBinary, nullable=False),
    PrimaryKeyConstraint("block", "gram"),
    sqlite_with_rowid=False,
)

member = Table(
    "member",
    metadata,
    Column("survey", Text, nullable=False),
    Column("member", Text, nullable=False),
    _number("position"),
    _text("name"),
    _text("initials"),
    _text("id_number"),
    _text("person_key"),
    _text("sex"),
    _text("relation"),
    PrimaryKeyConstraint("survey", "member"),
    Index("member_person_key", "person_key"),
    Index("member_member", "member"),
)

survey_value = Table(
    "survey_value",
    metadata,
    Column("survey", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("value", Text, nullable=False),
    _text("village"),
    PrimaryKeyConstraint("survey", "item", "value"),
    Index("survey_value_village", "village", "item"),
)
