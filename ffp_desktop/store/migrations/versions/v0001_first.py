"""The first schema: journal, drafts, operators, and the tables derived from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates every table."""
    _create_truth()
    _create_surveys()
    _create_people()


def _text(name: str, bare: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=None if bare else "")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _create(name: str, *columns: sa.Column[str] | sa.Column[int], key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key))


def _create_truth() -> None:
    _create("meta", _text("name", bare=True), _text("value"), key=("name",))
    texts = ("name", "role", "created_at", "disabled_at")
    _create("operator", _text("id", bare=True), *(_text(name) for name in texts))
    op.create_table(
        "revision",
        sa.Column("position", sa.Integer(), nullable=False),
        _text("hash", bare=True),
        *(_text(name) for name in ("kind", "document", "device", "village")),
        _number("number"),
        _text("body"),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("revision_document", "revision", ["document"])
    op.create_index("revision_feed", "revision", ["device", "village", "number"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("survey"),
        _number("grp"),
        *(_text(name) for name in ("item", "member", "value", "operator", "at")),
        _number("state"),
        _number("revision"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("draft_open", "draft", ["survey", "state"], sqlite_where=sa.text("revision = 0"))
    _create("survey_place", _text("survey", bare=True), _text("item"), _text("member"), key=("survey",))


def _create_surveys() -> None:
    texts = ("name", "form", "period_start", "period_end", "monitoring_line", "attributes")
    _create("round", _text("id", bare=True), *(_text(name) for name in texts))
    _create("household", _text("id", bare=True), _text("village"))
    _create(
        "survey",
        _text("id", bare=True),
        *(_text(name) for name in ("number", "household", "round", "form", "village")),
        _number("running"),
        _text("state"),
        _number("revision"),
        *(_text(name) for name in ("revision_hash", "created_by", "created_at", "touched_at", "operator")),
    )
    op.create_index("survey_touched", "survey", ["round", "touched_at"])
    op.create_index("survey_running", "survey", ["round", "village", "running"])
    op.create_index("survey_household", "survey", ["household"])
    _create(
        "survey_line",
        _text("survey", bare=True),
        *(_text(name) for name in ("head_name", "phone", "natural_village", "village_name", "household_kind")),
        *(_number(name) for name in ("member_count", "errors", "warnings", "missing")),
        key=("survey",),
    )
    op.create_index("survey_line_phone", "survey_line", ["phone"])


def _create_people() -> None:
    _create("survey_search", _text("survey", bare=True), _text("words"), key=("survey",))
    _create(
        "member",
        _text("survey", bare=True),
        _text("member", bare=True),
        _number("position"),
        *(_text(name) for name in ("name", "initials", "id_number", "person_key", "sex", "relation")),
        key=("survey", "member"),
    )
    op.create_index("member_person_key", "member", ["person_key"])
    bare = (_text(name, bare=True) for name in ("survey", "item", "value"))
    _create("survey_value", *bare, _text("village"), key=("survey", "item", "value"))
    op.create_index("survey_value_village", "survey_value", ["village", "item"])
