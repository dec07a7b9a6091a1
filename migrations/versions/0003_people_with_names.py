"""People with names: accounts, roles, consent, the audit trail, tickets and letters.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _people()
    _roles()
    _consent()
    _letters()


def _people() -> None:
    op.create_table(
        "account",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_asked", sa.String(length=254), nullable=True),
        sa.Column("password", sa.String(length=160), nullable=False),
        sa.Column("age_band", sa.String(length=8), nullable=False),
        sa.Column("consent", sa.String(length=12), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(), nullable=True),
        sa.Column("second_step", sa.String(length=200), nullable=True),
        sa.Column("second_step_used", sa.Integer(), nullable=False),
        sa.Column("news", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_account_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("public_id", name="uq_account_public_id"),
        sa.UniqueConstraint("username", name="uq_account_username"),
    )
    op.create_table(
        "ticket",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_ticket_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_ticket"),
    )
    op.create_index("ix_ticket_expires_at", "ticket", ["expires_at"])
    op.create_index("ix_ticket_person_id", "ticket", ["person_id"])
    op.create_table(
        "trace",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor_id", ROW_ID, nullable=True),
        sa.Column("subject_id", ROW_ID, nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name="fk_trace_actor_id_person", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["person.id"], name="fk_trace_subject_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trace"),
    )
    op.create_index("ix_trace_actor_id", "trace", ["actor_id"])
    op.create_index("ix_trace_at", "trace", ["at"])
    op.create_index("ix_trace_subject_at", "trace", ["subject_id", "at"])
    op.add_column("device", sa.Column("label", sa.String(length=40), server_default="", nullable=False))


def _roles() -> None:
    op.create_table(
        "school",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("invitation", sa.String(length=64), nullable=True),
        sa.Column("invitation_salt", sa.String(length=32), nullable=True),
        sa.Column("invited_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
        sa.UniqueConstraint("invitation", name="uq_school_invitation"),
        sa.UniqueConstraint("name", name="uq_school_name"),
        sa.UniqueConstraint("public_id", name="uq_school_public_id"),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("school_id", ROW_ID, nullable=True),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.Column("granted_by", ROW_ID, nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name="fk_role_grant_granted_by_person", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_role_grant_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_role_grant_school_id_school"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
    )
    op.create_index("ix_role_grant_granted_by", "role_grant", ["granted_by"])
    op.create_index("ix_role_grant_person_role", "role_grant", ["person_id", "role"])
    op.create_table(
        "role_request",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("school", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_role_request_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_role_request"),
    )
    op.create_index("ix_role_request_person_id", "role_request", ["person_id"])


def _consent() -> None:
    op.create_table(
        "consent_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first_shown_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_consent_text"),
    )
    op.create_table(
        "consent_event",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("guardian", sa.String(length=80), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_consent_event_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name="fk_consent_event_recorded_by_person", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["text_digest"], ["consent_text.digest"], name="fk_consent_event_text_digest_consent_text"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent_event"),
    )
    op.create_index("ix_consent_event_person_id", "consent_event", ["person_id"])
    op.create_index("ix_consent_event_recorded_by", "consent_event", ["recorded_by"])


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    op.create_index("ix_letter_due_at", "letter", ["due_at"])


def downgrade() -> None:
    op.drop_column("device", "label")
    op.drop_table("trace")
    op.drop_table("ticket")
    op.drop_table("role_request")
    op.drop_table("role_grant")
    op.drop_table("consent_event")
    op.drop_table("account")
    op.drop_table("school")
    op.drop_table("letter")
    op.drop_table("consent_text")
