"""What a running site notes about itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment


class Pulse(Base):
    """When something that must go on was last seen alive and able to write."""

    __tablename__ = "pulse"

    id: Mapped[int] = mapped_column(primary_key=True)
    """A `rules.Heart`."""
    at: Mapped[datetime] = mapped_column(Moment)
    demo_on: Mapped[date | None]
    """The day for which the demo was built; none in a library's own database."""
