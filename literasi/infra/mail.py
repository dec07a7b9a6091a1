"""Letters. Written down in the transaction of what they tell, sent by a job, so none is lost and nobody waits.

A site without an SMTP server keeps them as files in instance/mail/, where the librarian finds them. What a letter
says is sealed while it waits: it may hold a code of which the database keeps nothing but the digest.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from literasi.infra import vault
from literasi.infra.db import Base, Moment, RowId

_log = logging.getLogger("literasi.mail")
_SECONDS = 10
MOST_TRIES = 8
_AT_ONCE = 20
_KEPT = timedelta(days=2)
"""Longer than all tries take; what it held is void by then."""


class Letter(Base):
    """A letter that waits to be sent. It is deleted once it is."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    """Sealed by infra.vault."""
    written_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    tries: Mapped[int] = mapped_column(default=0)


def post(
    session: Session, recipient: str, subject: str, body: str, now: datetime, keys: Sequence[str]
) -> None:
    """Write a letter down, sealed under the secret key; it leaves after the transaction has been committed."""
    sealed = vault.sealed(body, keys)
    session.add(Letter(recipient=recipient, subject=subject, body=sealed, written_at=now, due_at=now))


def due(session: Session, now: datetime) -> list[Letter]:
    """Letters to try now."""
    found = select(Letter).where(Letter.due_at <= now, Letter.tries < MOST_TRIES).order_by(Letter.id)
    return list(session.execute(found.limit(_AT_ONCE)).scalars())


def take_back(session: Session, recipients: Collection[str]) -> None:
    """Forget letters that wait for these addresses: whom they are for is no more."""
    if recipients:
        session.execute(delete(Letter).where(Letter.recipient.in_(recipients)))


def sent(session: Session, letter_id: int) -> None:
    """Forget a letter that has left."""
    session.execute(delete(Letter).where(Letter.id == letter_id))


def failed(session: Session, letter_id: int, tries: int, now: datetime) -> None:
    """Try again later, each time after twice as long."""
    later = now + timedelta(minutes=2**tries)
    session.execute(update(Letter).where(Letter.id == letter_id).values(tries=tries + 1, due_at=later))


def give_up(session: Session, now: datetime) -> None:
    """Delete what could not be sent: whom it was meant for is nobody's business any more."""
    session.execute(delete(Letter).where(or_(Letter.tries >= MOST_TRIES, Letter.written_at < now - _KEPT)))


def message(sender: str, letter: Letter, keys: Sequence[str]) -> EmailMessage:
    """The letter as it travels. Raises ValueError for a line end in a header, and when no key opens the letter."""
    body = vault.opened(letter.body, keys)
    if body is None:
        raise ValueError("sealed under a key that is gone")
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, letter.recipient, letter.subject
    made["Date"], made["Auto-Submitted"] = letter.written_at, "auto-generated"
    made["Message-ID"] = f"<{letter.id}.{int(letter.written_at.timestamp())}@{sender.rpartition('@')[2]}>"
    made.set_content(body)
    return made


def deliver(url: str, folder: Path, letter: Letter, keys: Sequence[str]) -> bool:
    """Send a letter, or lay it into the folder when there is no server. Whether it has left."""
    try:
        parts = urlsplit(url)
        if not parts.hostname:
            _lay_down(folder, message("literasi@localhost", letter, keys))
        else:
            _send(url, letter, keys)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _log.error("surat belum terkirim: %s", type(error).__name__, extra={"facts": {"letter": letter.id}})
        return False
    return True


def _lay_down(folder: Path, made: EmailMessage) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    name = made["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(made.as_bytes())


def _send(url: str, letter: Letter, keys: Sequence[str]) -> None:
    """`smtp://` uses STARTTLS when offered and always before a password, `smtps://` is TLS from the start."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "smtps"
    sender = unquote(parts.query.removeprefix("dari=")) or f"literasi@{host}"
    made = message(sender, letter, keys)
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(host, parts.port or (465 if secure else 25), timeout=_SECONDS) as server:
        if not secure:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif parts.username:
                raise smtplib.SMTPException("kata sandi tidak dikirim tanpa TLS")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(made)
