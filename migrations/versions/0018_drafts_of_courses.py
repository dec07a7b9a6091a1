"""Drafts of courses: files on top of a release, their past states, and copies that wait to be chosen from.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _drafts()
    _files()
    _pasts()
    _rivals()


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("base_release_id", ROW_ID, nullable=True),
        sa.Column("made_by", ROW_ID, nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["base_release_id"], ["release.id"], name="fk_draft_base_release_id_release"),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name="fk_draft_made_by_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("public_id", name="uq_draft_public_id"),
        sa.UniqueConstraint("slug", name="uq_draft_slug"),
    )
    op.create_index("ix_draft_made_by", "draft", ["made_by"])


def _files() -> None:
    op.create_table(
        "draft_file",
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=36), nullable=False),
        *_saved(),
        _of_draft("draft_file"),
        _by_person("draft_file"),
        sa.PrimaryKeyConstraint("draft_id", "path", name="pk_draft_file"),
    )
    op.create_index("ix_draft_file_saved_by", "draft_file", ["saved_by"])


def _pasts() -> None:
    op.create_table(
        "draft_past",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        *_saved(),
        _of_draft("draft_past"),
        _by_person("draft_past"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_past"),
    )
    op.create_index("ix_draft_past_draft_id", "draft_past", ["draft_id"])
    op.create_index("ix_draft_past_saved_by", "draft_past", ["saved_by"])


def _rivals() -> None:
    op.create_table(
        "draft_rival",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        *_saved(),
        _of_draft("draft_rival"),
        _by_person("draft_rival"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_rival"),
        sa.UniqueConstraint("public_id", name="uq_draft_rival_public_id"),
    )
    op.create_index("ix_draft_rival_draft_id", "draft_rival", ["draft_id"])
    op.create_index("ix_draft_rival_saved_by", "draft_rival", ["saved_by"])


def _saved() -> tuple[sa.Column, ...]:
    return (
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("saved_by", ROW_ID, nullable=True),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
    )


def _of_draft(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["draft_id"], ["draft.id"], name=f"fk_{table}_draft_id_draft", ondelete="CASCADE"
    )


def _by_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["saved_by"], ["person.id"], name=f"fk_{table}_saved_by_person", ondelete="SET NULL"
    )


def downgrade() -> None:
    for table in ("draft_rival", "draft_past", "draft_file", "draft"):
        op.drop_table(table)
