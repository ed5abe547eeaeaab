"""The outbox knows how many surveys a bundle holds, and since when it lies on a stick."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bundles of before were only noted once they had been written."""
    op.add_column("bundle_out", sa.Column("surveys", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("bundle_out", sa.Column("written_at", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE bundle_out SET written_at = at")
