"""What the library says of itself, and its list of official channels.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "site_setting",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name="fk_site_setting_changed_by_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_site_setting"),
    )
    op.create_index("ix_site_setting_changed_by", "site_setting", ["changed_by"])
    op.create_table(
        "official_channel",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name="fk_official_channel_changed_by_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_official_channel"),
        sa.UniqueConstraint("public_id", name="uq_official_channel_public_id"),
    )
    op.create_index("ix_official_channel_changed_by", "official_channel", ["changed_by"])


def downgrade() -> None:
    op.drop_table("official_channel")
    op.drop_table("site_setting")
