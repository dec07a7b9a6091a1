"""`literasi privacy affected`: whom to tell when data has leaked."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account
from literasi.accounts.rules.trail import Act
from literasi.infra.db import db, write
from literasi.kernel.roles import Role
from tests.makers import people

NIGHT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # half past midnight on the 23rd in Tomohon


def affected(app: Flask, since: str, until: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["privacy", "affected", "--since", since, "--until", until])
    return done.exit_code, done.output


def looked(app: Flask) -> None:
    """A librarian looked at somebody, who looked at her own data too."""
    people.account(app, "rini")
    people.account(app, "bu-pustaka", Role.LIBRARIAN)
    rini, staff = people.id_of(app, "rini"), people.id_of(app, "bu-pustaka")
    with app.app_context():
        write(lambda session: accounts.note(session, Act.LOOKED, staff, rini, NIGHT))
        write(lambda session: accounts.note(session, Act.SUSPENDED, staff, rini, NIGHT))
        db.session.remove()


def test_everybody_whose_data_was_seen_that_day_is_named(app: Flask) -> None:
    looked(app)
    code, output = affected(app, "2026-11-23", "2026-11-23")
    assert code == 0 and "2026-11-23 00.30 WITA\tdata.lihat\tRini (rini)\toleh Bu-Pustaka" in output
    assert "1 kali, 1 orang" in output


def test_somebody_whose_address_no_letter_confirmed_is_named_and_counted(app: Flask) -> None:
    looked(app)
    with app.app_context():
        unconfirmed = {"username": None, "email_asked": "rini@contoh.example"}
        write(lambda session: session.query(Account).filter_by(username="rini").update(unconfirmed) and None)
        db.session.remove()
    _code, output = affected(app, "2026-11-23", "2026-11-23")
    assert "Rini (rini@contoh.example)" in output and "1 kali, 1 orang" in output


def test_days_are_those_of_tomohon(app: Flask) -> None:
    looked(app)
    assert "0 kali" in affected(app, "2026-11-22", "2026-11-22")[1]


def test_wrong_days_are_wrong_use(app: Flask) -> None:
    assert affected(app, "2026-11-23", "2026-11-22")[0] == 2
    assert affected(app, "kemarin", "2026-11-22")[0] == 2
