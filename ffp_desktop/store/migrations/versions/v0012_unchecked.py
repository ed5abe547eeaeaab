"""Surveys that came from elsewhere and wait for the form's rules."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0008"


def upgrade() -> None:
    op.create_table("survey_unchecked", sa.Column("survey", sa.Text(), primary_key=True))
