"""Kelas Contoh: classes to try things in, and the pupils who are made up for them.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("made_up", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("classroom", sa.Column("sample", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("classroom", "sample")
    op.drop_column("person", "made_up")
