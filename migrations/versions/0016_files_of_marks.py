"""Files of marks that are written aside; a class list that both databases order alike.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "class_export",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("class_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(), nullable=True),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classroom.id"], name="fk_class_export_class_id_classroom", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_class_export_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_class_export"),
        sa.UniqueConstraint("public_id", name="uq_class_export_public_id"),
    )
    op.create_index("ix_class_export_class_id", "class_export", ["class_id"])
    op.create_index("ix_class_export_person_id", "class_export", ["person_id"])
    _order("C")


def _order(collation: str) -> None:
    """Only PostgreSQL has another order than that of the letters' numbers."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("class_member", "folded", type_=sa.String(60, collation=collation))


def downgrade() -> None:
    _order("default")
    op.drop_table("class_export")
