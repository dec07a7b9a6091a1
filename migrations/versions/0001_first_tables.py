"""First tables: courses and their releases, guests, attempts, lessons, the ledger, the search shelf.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

STEMS_ON_POSTGRESQL = """
    CREATE TABLE search_stems (
        rowid bigint PRIMARY KEY,
        title text NOT NULL,
        body text NOT NULL,
        words tsvector NOT NULL GENERATED ALWAYS AS
            (array_to_tsvector(array_remove(string_to_array(title || ' ' || body, ' '), ''))) STORED
    )
"""
"""The words are stems already, so none of PostgreSQL's own dictionaries has a say."""


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_counter"),
    )
    op.create_index("ix_counter_since", "counter", ["since"])

    op.create_table(
        "course",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("release_id", ROW_ID, nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        sa.UniqueConstraint("key", name="uq_course_key"),
        sa.UniqueConstraint("slug", name="uq_course_slug"),
    )
    op.create_table(
        "item",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_item"),
    )
    op.create_index("ix_item_key", "item", ["key"])

    op.create_table(
        "media",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_media"),
    )
    op.create_table(
        "person",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("active_on", sa.Date(), nullable=False),
        sa.Column("resume_salt", sa.String(length=32), nullable=False),
        sa.Column("resume_lookup", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("resume_lookup", name="uq_person_resume_lookup"),
    )
    op.create_index("ix_person_active_on", "person", ["active_on"])

    op.create_table(
        "search_entry",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_key", "search_entry", ["key"])

    op.create_table(
        "shared",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_shared"),
    )
    op.create_table(
        "shelfmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shelfmark"),
    )
    op.create_table(
        "source",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_source"),
    )
    op.create_table(
        "text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_text"),
    )
    op.create_table(
        "completion",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("release_id", ROW_ID, nullable=False),
        sa.Column("mark", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_completion_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_completion"),
        sa.UniqueConstraint("person_id", "key", name="uq_completion_person_id_key"),
    )
    op.create_table(
        "device",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_device_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
        sa.UniqueConstraint("token_digest", name="uq_device_token_digest"),
    )
    op.create_index("ix_device_person_id", "device", ["person_id"])

    op.create_table(
        "place",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("part_key", sa.String(length=120), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_place_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "module_key", name="pk_place"),
    )
    op.create_table(
        "practice_answer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("item_digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("client_uuid", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_practice_answer_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_practice_answer"),
        sa.UniqueConstraint(
            "person_id", "module_key", "item_key", name="uq_practice_answer_person_id_module_key_item_key"
        ),
    )
    op.create_table(
        "release",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("course_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_release_course_id_course"),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("course_id", "number", name="uq_release_course_id_number"),
    )
    op.create_index("ix_release_course_id", "release", ["course_id"])

    op.create_table(
        "response",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("item_digest", sa.String(length=64), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("mark", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_response_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
    )
    op.create_index("ix_response_person_item", "response", ["person_id", "item_key"])

    op.create_table(
        "module",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("release_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_module_release_id_release"),
        sa.PrimaryKeyConstraint("id", name="pk_module"),
        sa.UniqueConstraint("release_id", "key", name="uq_module_release_id_key"),
    )
    op.create_index("ix_module_key", "module", ["key"])
    op.create_index("ix_module_release_id", "module", ["release_id"])

    op.create_table(
        "release_file",
        sa.Column("release_id", ROW_ID, nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["source.digest"], name="fk_release_file_digest_source"),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_file_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", "path", name="pk_release_file"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("module_key", sa.String(length=40), nullable=False),
        sa.Column("module_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("seed", sa.String(length=16), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_attempt_module_id_module"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_attempt_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint(
            "person_id", "module_key", "number", name="uq_attempt_person_id_module_key_number"
        ),
        sa.UniqueConstraint("public_id", name="uq_attempt_public_id"),
    )
    op.create_table(
        "bank_entry",
        sa.Column("module_id", ROW_ID, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["item_digest"], ["item.digest"], name="fk_bank_entry_item_digest_item"),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_bank_entry_module_id_module"),
        sa.PrimaryKeyConstraint("module_id", "language", "position", name="pk_bank_entry"),
    )
    op.create_table(
        "guide",
        sa.Column("module_id", ROW_ID, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_guide_module_id_module"),
        sa.PrimaryKeyConstraint("module_id", "language", name="pk_guide"),
    )
    op.create_table(
        "answer_event",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("attempt_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_answer_event_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_answer_event"),
        sa.UniqueConstraint("attempt_id", "client_uuid", name="uq_answer_event_attempt_id_client_uuid"),
        sa.UniqueConstraint("attempt_id", "position", "seq", name="uq_answer_event_attempt_id_position_seq"),
    )
    op.create_table(
        "attempt_item",
        sa.Column("attempt_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_digest", sa.String(length=64), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_attempt_item_attempt_id_attempt", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item_digest"], ["item.digest"], name="fk_attempt_item_item_digest_item"),
        sa.PrimaryKeyConstraint("attempt_id", "position", name="pk_attempt_item"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(STEMS_ON_POSTGRESQL)
        op.execute("CREATE INDEX ix_search_stems_words ON search_stems USING gin (words)")
    else:
        op.execute("CREATE VIRTUAL TABLE search_stems USING fts5(title, body)")


def downgrade() -> None:
    op.execute("DROP TABLE search_stems")
    op.drop_table("attempt_item")
    op.drop_table("answer_event")
    op.drop_table("guide")
    op.drop_table("bank_entry")
    op.drop_table("attempt")
    op.drop_table("release_file")

    op.drop_table("module")

    op.drop_table("response")

    op.drop_table("release")
    op.drop_table("practice_answer")
    op.drop_table("place")

    op.drop_table("device")
    op.drop_table("completion")
    op.drop_table("text")
    op.drop_table("source")
    op.drop_table("shelfmark")
    op.drop_table("shared")

    op.drop_table("search_entry")

    op.drop_table("person")
    op.drop_table("media")

    op.drop_table("item")
    op.drop_table("course")

    op.drop_table("counter")
