"""Days without school that no calendar of the country knows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base


class LocalDay(Base):
    """A free day of this place, as the librarians keep it: a feast of the church, a day of the city."""

    __tablename__ = "local_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
