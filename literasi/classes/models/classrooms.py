"""Classes and the people in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId, plain


class Classroom(Base):
    """A group of pupils in a school year, with its teachers."""

    __tablename__ = "classroom"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    """What the school calls it: `VIII-B`."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    """None: at the library itself."""
    year: Mapped[int]
    """The calendar year in which its school year begins: 2026 for 2026/2027."""
    term: Mapped[str] = mapped_column(String(6))
    """One of rules.terms.Term."""
    age_band: Mapped[str] = mapped_column(String(8))
    """Of most of its pupils; one of accounts.rules.ages.AgeBand. Accounts that its teacher makes begin with it."""
    code_salt: Mapped[str] = mapped_column(String(32))
    """The join code follows from this and the secret key, so it can be shown again and a stolen backup does not tell it."""
    code_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """A keyed digest of the join code, to find the class when it is typed."""
    joining: Mapped[bool]
    """Whether the code lets people in."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)
    """Out of sight on the teachers' list; everything in it stays."""
    closed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """Over: nobody joins, nothing is assigned. So many months later its people are forgotten (rules.retention)."""
    sample: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Kelas Contoh: its one teacher tries things in it, and all who learn in it are made up."""


class ClassTeacher(Base):
    """Somebody teaches a class. The row goes when she no longer does: sight ends with the next request."""

    __tablename__ = "class_teacher"

    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime] = mapped_column(Moment)


class Member(Base):
    """Somebody learns in a class. The row goes when she leaves it."""

    __tablename__ = "class_member"
    __table_args__ = (
        UniqueConstraint("class_id", "person_id"),
        UniqueConstraint("class_id", "folded"),
        Index("ix_class_member_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    """What she is called in this class; two in a class are told apart by it."""
    folded: Mapped[str] = mapped_column(plain(60))
    """The name as names are compared and ordered."""
    number: Mapped[int | None]
    """On the class list (nomor absen)."""
    joined_at: Mapped[datetime] = mapped_column(Moment)
    made_here: Mapped[bool] = mapped_column(default=False)
    """Whether her account was made by a teacher of this class, so that only its card and PIN let her in."""
    card: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The digest of the ticket on her login card; none when there is no card in force."""
    pin: Mapped[str | None] = mapped_column(String(160))
    """An argon2id hash of her PIN; none when she has none."""
