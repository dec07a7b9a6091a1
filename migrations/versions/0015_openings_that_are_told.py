"""When those who are meant by an assignment were told of it, so that one that opens later is told when it opens.

Revision: 0015, after 0014.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment", sa.Column("told_at", sa.DateTime(), nullable=True))
    op.create_index("ix_assignment_told_at", "assignment", ["told_at"])
    open_now = sa.text("UPDATE assignment SET told_at = given_at WHERE opens_at <= :now")
    now = datetime.now(UTC).replace(tzinfo=None)
    op.execute(open_now.bindparams(sa.bindparam("now", now, type_=sa.DateTime())))


def downgrade() -> None:
    op.drop_index("ix_assignment_told_at", "assignment")
    op.drop_column("assignment", "told_at")
