"""Events of people and households; the day of a survey's visit; the ways from a person or a revision to its rows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the event tables and fills in the day of the visit from drafts and journal."""
    op.add_column("household", _text("gone_into"))
    op.create_index("household_village", "household", ["village"])
    op.create_index("member_member", "member", ["member"])
    op.create_index("draft_taken", "draft", ["revision"], sqlite_where=sa.text("revision > 0"))
    _create_events()
    op.add_column("survey_line", _text("survey_date"))
    op.execute(_FILL_IN)


# What services/entry/summary.py writes from now on: the keyed answer, of the draft or else of the last revision.
_FILL_IN = """
UPDATE survey_line SET survey_date = coalesce(
    (SELECT json_extract(d.value, '$') FROM draft AS d WHERE d.survey = survey_line.survey AND d.revision = 0
        AND d.state = 0 AND d.item = 'survey_date' AND json_type(d.value) = 'text' ORDER BY d.id DESC LIMIT 1),
    (SELECT json_extract(r.body, '$.sets.survey_date.survey_date') FROM revision AS r
        WHERE r.document = survey_line.survey AND json_type(r.body, '$.sets.survey_date.survey_date') = 'text'
        ORDER BY r.position DESC LIMIT 1),
    '')
"""


def _text(name: str, bare: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=None if bare else "")


def _create_events() -> None:
    texts = ("kind", "date", "village", "household", "other_household", "other_village", "reason", "author", "at")
    op.create_table(
        "event",
        _text("id", bare=True),
        *(_text(name) for name in (*texts, "withdrawn")),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("date", "household", "other_household"):
        op.create_index(f"event_{name}", "event", [name])
    op.create_table(
        "event_person",
        _text("event", bare=True),
        sa.Column("position", sa.Integer(), nullable=False),
        *(_text(name) for name in ("member", "name", "id_number", "sex", "relation")),
        sa.PrimaryKeyConstraint("event", "position"),
    )
    op.create_index("event_person_member", "event_person", ["member"])
