"""What comes from elsewhere: surveys that wait for the form's rules, who has judged them, forms that travel."""

from contextlib import suppress

import sqlalchemy as sa
from alembic import op

from ffp_desktop.domain.custody import encode_judges, find_judges
from ffp_desktop.domain.revisions import Revision, merge, read_revision

revision = "0013"
down_revision = "0012"

_JUDGED = "SELECT DISTINCT document FROM revision WHERE kind = 'survey' AND instr(body, '\"judge:') > 0"


def upgrade() -> None:
    op.create_table("survey_unchecked", sa.Column("survey", sa.Text(), primary_key=True))
    op.add_column("survey", sa.Column("judged", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "kept_form",
        sa.Column("id", sa.Text(), primary_key=True),
        *(
            sa.Column(name, sa.Text(), nullable=False, server_default="")
            for name in ("version", "title", "source", "at", "texts")
        ),
    )
    op.create_table(
        "form_sent",
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("bundle", "form", "version")),
        sa.PrimaryKeyConstraint("bundle", "form"),
    )
    connection = op.get_bind()
    for survey in connection.exec_driver_sql(_JUDGED).scalars().all():
        revisions = {one.hash: one for one in _readable(survey)}
        judged = encode_judges(find_judges(merge(revisions.values()), revisions))
        connection.exec_driver_sql("UPDATE survey SET judged = ? WHERE id = ?", (judged, survey))


def _readable(survey: str) -> list[Revision]:
    """What cannot be read is left aside: the check of the vault names it."""
    asked = (
        "SELECT body FROM revision WHERE document = ?1"
        " AND position <= coalesce((SELECT position FROM held_survey WHERE survey = ?1), 9223372036854775807)"
    )
    found = []
    for body in op.get_bind().exec_driver_sql(asked, (survey,)).scalars().all():
        with suppress(ValueError):
            found.append(read_revision(body))
    return found
