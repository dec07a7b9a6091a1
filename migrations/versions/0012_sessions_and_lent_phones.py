"""Sesi kelas: sessions, the phones that are lent in them, and their seats.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("person", sa.Column("lent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "gathering",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("code_salt", sa.String(length=32), nullable=False),
        sa.Column("code_lookup", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_gathering_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_gathering"),
        sa.UniqueConstraint("public_id", name="uq_gathering_public_id"),
        sa.UniqueConstraint("code_lookup", name="uq_gathering_code_lookup"),
    )
    op.create_index("ix_gathering_ends_at", "gathering", ["ends_at"])
    op.create_index("ix_gathering_person_id", "gathering", ["person_id"])
    _phones_and_seats()


def _phones_and_seats() -> None:
    op.create_table(
        "gathering_phone",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("gathering_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name="fk_gathering_phone_gathering_id_gathering",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_gathering_phone_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_gathering_phone"),
        sa.UniqueConstraint("person_id", name="uq_gathering_phone_person_id"),
    )
    op.create_index("ix_gathering_phone_gathering_id", "gathering_phone", ["gathering_id"])
    op.create_table(
        "gathering_seat",
        sa.Column("gathering_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone_id", ROW_ID, nullable=False),
        sa.Column("claim_salt", sa.String(length=32), nullable=False),
        sa.Column("claim_lookup", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gathering_id"],
            ["gathering.id"],
            name="fk_gathering_seat_gathering_id_gathering",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["phone_id"],
            ["gathering_phone.id"],
            name="fk_gathering_seat_phone_id_gathering_phone",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gathering_id", "number", name="pk_gathering_seat"),
        sa.UniqueConstraint("claim_lookup", name="uq_gathering_seat_claim_lookup"),
    )
    op.create_index("ix_gathering_seat_phone_id", "gathering_seat", ["phone_id"])


def downgrade() -> None:
    for table in ("gathering_seat", "gathering_phone", "gathering"):
        op.drop_table(table)
    op.drop_column("person", "lent")
