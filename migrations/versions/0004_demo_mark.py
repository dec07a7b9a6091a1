"""A mark on the demo's database, so that its one-tap entries exist nowhere else.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pulse", sa.Column("demo_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("pulse", "demo_on")
