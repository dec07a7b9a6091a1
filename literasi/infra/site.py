"""What the library says of itself: its name, address, people, and the few things it decides for the whole site.

Kept row by row in the database, where the pages of feature `office` change it. Every page shows some of it, so each
process keeps it in memory under the shelfmark, and a page asks the database nothing that it did not ask before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from literasi.infra.db import Base, Moment
from literasi.infra.shelfmark import shelfmark, turn_shelfmark
from literasi.kernel.kept import Kept

_kept: Kept[Site] = Kept(2)


class SiteSetting(Base):
    """One thing that the library says of itself, by its name in `Site`."""

    __tablename__ = "site_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


@dataclass(frozen=True)
class Site:
    """Everything the library has said so far; "" is what it has not said, and templates have a neutral word for that.

    `logo` is a name below /media/, its size that of the printed letterhead in CSS pixels. `agrees_from` is the age from
    which people agree to their own account, 17 or 18. `shared_networks` are address ranges whose browsers begin as
    shared devices. `essays`: whether librarians mark what learners outside classes write. `checked_on` is the day on which somebody went through the checks, as ISO text.
    """

    name: str = ""
    short_name: str = ""
    logo: str = ""
    logo_width: int = 0
    logo_height: int = 0
    address: str = ""
    hours: str = ""
    head: str = ""
    signatory: str = ""
    signatory_title: str = ""
    signatory_number: str = ""
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    agrees_from: int = 18
    shared_networks: tuple[str, ...] = ()
    essays: bool = False
    checked_on: str = ""

    @cached_property
    def _networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        return tuple(ip_network(one) for one in self.shared_networks)

    def shares(self, address: str | None) -> bool:
        """Whether a browser at this network address is one that others use next."""
        return bool(self.shared_networks and address) and any(
            ip_address(str(address).partition("%")[0]) in network for network in self._networks
        )


KEYS = frozenset(field.name for field in fields(Site))


def site_of(session: Session) -> Site:
    """What the library has said so far. One small statement when nothing changed since the last asking."""
    return _kept.get(shelfmark(session), lambda: _read(session))


def _read(session: Session) -> Site:
    rows = session.execute(select(SiteSetting.key, SiteSetting.value))
    return Site(**{row.key: _frozen(row.value) for row in rows if row.key in KEYS})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def say(session: Session, told: Mapping[str, Any], by: int | None, now: datetime) -> tuple[str, ...]:
    """Keep what the library says of itself now; the names of what differs from before. Pages follow at once."""
    present = {row.key: row.value for row in session.execute(select(SiteSetting)).scalars()}
    default = Site()
    changed = tuple(
        key for key, value in told.items() if _frozen(present.get(key, getattr(default, key))) != value
    )
    for key in changed:
        session.merge(SiteSetting(key=key, value=told[key], changed_at=now, changed_by=by))
    if changed:
        turn_shelfmark(session)
    return changed
