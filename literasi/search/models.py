"""What can be found."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, RowId


class Entry(Base):
    """Something with an address, in one language. Its stems stand in the full-text table `search_stems`, same rowid."""

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(120), index=True)
    language: Mapped[str] = mapped_column(String(5))
    address: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str]
