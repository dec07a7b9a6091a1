"""What a running site notes about itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment


class Pulse(Base):
    """The one row that says when the site was last seen alive and able to write."""

    __tablename__ = "pulse"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
