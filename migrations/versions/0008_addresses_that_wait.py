"""An index to addresses that wait to be confirmed: people sign in with them.

Revision: 0008, after 0007.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_account_email_asked", "account", ["email_asked"])


def downgrade() -> None:
    op.drop_index("ix_account_email_asked", "account")
