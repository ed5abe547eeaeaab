"""Where a survey lies; surveys that were received and not taken; bundles that wait for the one before them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import sqlalchemy as sa
from alembic import op

from ffp_desktop.domain.custody import find_standing
from ffp_desktop.domain.revisions import Revision, merge, read_revision

revision = "0008"
down_revision = "0007"

_SURVEY = ("holder", "since", "handed")
_AT = "substr(body, 8, 19)"  # a revision's text begins with its time


def upgrade() -> None:
    """Adds columns and tables, and fills the columns from the journal."""
    for name in _SURVEY:
        op.add_column("survey", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("survey", sa.Column("conflicts", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("survey_conflicts", "survey", ["conflicts"], sqlite_where=sa.text("conflicts > 0"))
    op.create_table(
        "held_survey",
        sa.Column("survey", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("bundle", "at", "operator")),
    )
    op.create_table(
        "bundle_waiting",
        sa.Column("id", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("source", "device")),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default="0") for name in ("sequence", "missing")),
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("at", "operator")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    for name in ("held", "released"):
        op.add_column("bundle_in", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "receipt_held",
        *(sa.Column(name, sa.Text(), nullable=False, server_default="") for name in ("receiver", "survey")),
        sa.PrimaryKeyConstraint("receiver", "survey"),
    )
    _fill()


def _fill() -> None:
    """Most surveys have one revision, and it says all; of the others the graph is read."""
    connection = op.get_bind()
    one = f"(SELECT {_AT}, hash FROM revision WHERE document = survey.id)"
    single = "(SELECT document FROM revision WHERE kind = 'survey' GROUP BY document HAVING count(*) = 1)"
    connection.exec_driver_sql(f"UPDATE survey SET (since, handed) = {one} WHERE id IN {single}")
    several = "SELECT document FROM revision WHERE kind = 'survey' GROUP BY document HAVING count(*) > 1"
    for survey in connection.exec_driver_sql(several).scalars().all():
        bodies = connection.exec_driver_sql("SELECT body FROM revision WHERE document = ?", (survey,)).scalars().all()
        revisions = {found.hash: found for found in _readable(bodies)}
        if not revisions:
            continue
        document = merge(revisions.values())
        found = find_standing(tuple(revisions.values()), document)
        last = max((revisions[head] for head in document.heads), key=lambda head: (head.at, head.hash))
        connection.exec_driver_sql(
            "UPDATE survey SET since = ?, handed = ?, conflicts = ?, revision_hash = ? WHERE id = ?",
            (found.since, found.handed, found.conflicts, last.hash, survey),
        )
        connection.exec_driver_sql(
            "UPDATE survey SET operator = ? WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM draft WHERE draft.survey = survey.id AND draft.revision = 0)",
            (last.author, survey),
        )


def _readable(bodies: Iterable[str]) -> Iterator[Revision]:
    """What cannot be read is left aside: the check of the vault names it."""
    for body in bodies:
        with suppress(ValueError):
            yield read_revision(body)
