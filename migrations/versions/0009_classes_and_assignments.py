"""Classes: their teachers and members, what they are given to do.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _classrooms()
    _members()
    _assignments()
    _recipients()
    _extensions()


def _classrooms() -> None:
    op.create_table(
        "classroom",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("school_id", ROW_ID, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=6), nullable=False),
        sa.Column("age_band", sa.String(length=8), nullable=False),
        sa.Column("code_salt", sa.String(length=32), nullable=False),
        sa.Column("code_lookup", sa.String(length=64), nullable=False),
        sa.Column("joining", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_classroom_school_id_school"),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
        sa.UniqueConstraint("code_lookup", name="uq_classroom_code_lookup"),
        sa.UniqueConstraint("public_id", name="uq_classroom_public_id"),
    )
    op.create_index("ix_classroom_closed_at", "classroom", ["closed_at"])
    op.create_index("ix_classroom_school_id", "classroom", ["school_id"])
    op.create_table(
        "class_teacher",
        sa.Column("class_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_class_teacher_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classroom.id"], name="fk_class_teacher_class_id_classroom", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", "person_id", name="pk_class_teacher"),
    )
    op.create_index("ix_class_teacher_person_id", "class_teacher", ["person_id"])


def _members() -> None:
    op.create_table(
        "class_member",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("class_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("made_here", sa.Boolean(), nullable=False),
        sa.Column("card", sa.String(length=64), nullable=True),
        sa.Column("pin", sa.String(length=160), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_class_member_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classroom.id"], name="fk_class_member_class_id_classroom", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_class_member"),
        sa.UniqueConstraint("public_id", name="uq_class_member_public_id"),
        sa.UniqueConstraint("card", name="uq_class_member_card"),
        sa.UniqueConstraint("class_id", "person_id", name="uq_class_member_class_id_person_id"),
        sa.UniqueConstraint("class_id", "folded", name="uq_class_member_class_id_folded"),
    )
    op.create_index("ix_class_member_person_id", "class_member", ["person_id"])


def _assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("class_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("show_keys", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classroom.id"], name="fk_assignment_class_id_classroom", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint("public_id", name="uq_assignment_public_id"),
    )
    op.create_index("ix_assignment_class_id", "assignment", ["class_id"])
    op.create_index("ix_assignment_due_at", "assignment", ["due_at"])


def _recipients() -> None:
    op.create_table(
        "assignment_recipient",
        sa.Column("assignment_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["class_member.id"],
            name="fk_assignment_recipient_member_id_class_member",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name="fk_assignment_recipient_assignment_id_assignment",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", "member_id", name="pk_assignment_recipient"),
    )
    op.create_index("ix_assignment_recipient_member_id", "assignment_recipient", ["member_id"])


def _extensions() -> None:
    op.create_table(
        "extension",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("assignment_id", ROW_ID, nullable=False),
        sa.Column("member_id", ROW_ID, nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name="fk_extension_assignment_id_assignment",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["class_member.id"], name="fk_extension_member_id_class_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name="fk_extension_given_by_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
    )
    op.create_index("ix_extension_assignment_id", "extension", ["assignment_id"])
    op.create_index("ix_extension_given_by", "extension", ["given_by"])
    op.create_index("ix_extension_member_id", "extension", ["member_id"])


def downgrade() -> None:
    for table in (
        "extension",
        "assignment_recipient",
        "assignment",
        "class_member",
        "class_teacher",
        "classroom",
    ):
        op.drop_table(table)
