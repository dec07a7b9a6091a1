"""Quizzes on paper stay with a class when their maker leaves it.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("paper_quiz") as paper:
        paper.alter_column("person_id", existing_type=ROW_ID, nullable=True)
    op.create_table(
        "paper_class",
        sa.Column("class_id", ROW_ID, nullable=False),
        sa.Column("paper_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classroom.id"], name="fk_paper_class_class_id_classroom", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper_quiz.id"], name="fk_paper_class_paper_id_paper_quiz", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", "paper_id", name="pk_paper_class"),
    )
    op.create_index("ix_paper_class_paper_id", "paper_class", ["paper_id"])


def downgrade() -> None:
    op.drop_table("paper_class")
    op.execute("DELETE FROM paper_quiz WHERE person_id IS NULL")
    with op.batch_alter_table("paper_quiz") as paper:
        paper.alter_column("person_id", existing_type=ROW_ID, nullable=False)
