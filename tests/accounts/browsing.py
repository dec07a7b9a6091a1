"""What tests of the doors of accounts do beside sending forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
from flask import Flask
from sqlalchemy import select, update

from literasi.accounts.models import Account
from literasi.infra import vault
from literasi.infra.db import db, write
from tests.makers import people, sites

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "hujan di Kakaskasen"


def change(app: Flask, who: str, /, **values: object) -> None:
    """Change columns of somebody's account."""
    number = people.id_of(app, who)
    with app.app_context():
        write(
            lambda session: session.execute(
                update(Account).where(Account.person_id == number).values(**values)
            )
        )
        db.session.remove()


def second_step(app: Flask, username: str) -> None:
    """Give somebody an authenticator app with SECRET."""
    change(app, username, second_step=vault.sealed(SECRET, (sites.KEY,)))


def code_at(moment: datetime) -> str:
    """What the app with SECRET shows then."""
    return pyotp.TOTP(SECRET).at(moment)


def rows(app: Flask, *columns: object) -> list[tuple[object, ...]]:
    """Columns of every row."""
    with app.app_context():
        found = [tuple(row) for row in db.session.execute(select(*columns)).all()]  # type: ignore[call-overload]
        db.session.remove()
    return found
