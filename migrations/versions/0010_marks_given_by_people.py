"""Marks given by people: pieces that wait, the marks, corrected keys. Essays that waited before come into the queue.

Revision: 0010, after 0009.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
WAITING = """
    SELECT attempt.person_id, attempt.public_id AS origin, attempt_item.position, attempt.module_key,
           attempt_item.item_digest, attempt.submitted_at AS handed_in_at, item.data
    FROM attempt
    JOIN attempt_item ON attempt_item.attempt_id = attempt.id
    JOIN item ON item.digest = attempt_item.item_digest
    WHERE attempt.submitted_at IS NOT NULL AND attempt.passed IS NULL AND attempt_item.mark IS NULL
    ORDER BY attempt.submitted_at, attempt.id, attempt_item.position
"""


def upgrade() -> None:
    _make_pieces()
    _make_regrades()
    _make_marks()
    op.add_column("attempt_item", sa.Column("key_digest", sa.String(length=64), nullable=True))
    _queue_essays()


def _make_pieces() -> None:
    op.create_table(
        "piece",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("item_digest", sa.String(length=64), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_piece_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item_digest"], ["item.digest"], name="fk_piece_item_digest_item"),
        sa.PrimaryKeyConstraint("id", name="pk_piece"),
        sa.UniqueConstraint("public_id", name="uq_piece_public_id"),
        sa.UniqueConstraint("origin", "position", name="uq_piece_origin_position"),
    )
    op.create_index("ix_piece_person_id", "piece", ["person_id"])
    op.create_index("ix_piece_marked_at_handed_in_at", "piece", ["marked_at", "handed_in_at"])


def _make_regrades() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("from_digest", sa.String(length=64), nullable=False),
        sa.Column("to_digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", ROW_ID, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["from_digest"], ["item.digest"], name="fk_regrade_from_digest_item"),
        sa.ForeignKeyConstraint(["to_digest"], ["item.digest"], name="fk_regrade_to_digest_item"),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name="fk_regrade_by_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_regrade"),
    )
    op.create_index("ix_regrade_by_id", "regrade", ["by_id"])


def _make_marks() -> None:
    op.create_table(
        "mark_given",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("piece_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", ROW_ID, nullable=True),
        sa.Column("by_role", sa.String(length=12), nullable=False),
        sa.Column("regrade_id", ROW_ID, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name="fk_mark_given_piece_id_piece", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name="fk_mark_given_by_id_person", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["regrade_id"], ["regrade.id"], name="fk_mark_given_regrade_id_regrade"),
        sa.PrimaryKeyConstraint("id", name="pk_mark_given"),
    )
    for column in ("piece_id", "by_id", "regrade_id"):
        op.create_index(f"ix_mark_given_{column}", "mark_given", [column])


def _queue_essays() -> None:
    """What was handed in while nobody could mark it waits now."""
    piece = sa.table(
        "piece",
        sa.column("public_id"),
        sa.column("person_id"),
        sa.column("origin"),
        sa.column("position"),
        sa.column("module_key"),
        sa.column("item_digest"),
        sa.column("handed_in_at", sa.DateTime()),
    )
    asked = sa.text(WAITING).columns(handed_in_at=sa.DateTime(), data=sa.JSON())
    waiting = [dict(row) for row in op.get_bind().execute(asked).mappings()]
    rows = [
        {**row, "public_id": "".join(secrets.choice(LETTERS) for _letter in range(16))}
        for row in waiting
        if row.pop("data")["kind"] == "essay"
    ]
    if rows:
        op.bulk_insert(piece, rows)


def downgrade() -> None:
    op.drop_column("attempt_item", "key_digest")
    op.drop_table("mark_given")
    op.drop_table("regrade")
    op.drop_table("piece")
