"""Quizzes on paper: what was printed, and attempts that were typed in from it.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("attempt", sa.Column("paper", sa.String(length=16), nullable=True))
    op.create_index("ix_attempt_person_id_paper", "attempt", ["person_id", "paper"], unique=True)
    op.create_table(
        "paper_quiz",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("module_id", ROW_ID, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("seed_a", sa.String(length=16), nullable=False),
        sa.Column("seed_b", sa.String(length=16), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_paper_quiz_module_id_module"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_paper_quiz_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paper_quiz"),
        sa.UniqueConstraint("public_id", name="uq_paper_quiz_public_id"),
    )
    op.create_index("ix_paper_quiz_module_key", "paper_quiz", ["module_key"])
    op.create_index("ix_paper_quiz_person_id", "paper_quiz", ["person_id"])


def downgrade() -> None:
    op.drop_table("paper_quiz")
    op.drop_index("ix_attempt_person_id_paper", "attempt")
    op.drop_column("attempt", "paper")
