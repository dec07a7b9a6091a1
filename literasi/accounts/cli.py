"""`literasi user …`: people from the terminal. 0 done; 1 refused, with the reason; 2 wrong use.

A password comes by standard input or is chosen by a one-time link: on a command line everybody on the machine could
read it. Whoever has the terminal may do everything, and the trail says that it was the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from datetime import datetime
from typing import NoReturn, TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.actions.guests import new_person
from literasi.accounts.models import Account
from literasi.accounts.rules import consent_words, names
from literasi.accounts.rules import passwords as easy
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State, Way
from literasi.accounts.rules.roles import NAMES
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.rules.trail import Act
from literasi.infra import passwords
from literasi.infra.db import db, write
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Refusal
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

T = TypeVar("T")
user = AppGroup("user", help="Buat akun, beri peran, dan pulihkan kata sandi dari terminal.")
_ROLE = click.Choice([role.value for role in Role])


def _refuse(message: Sentence | str, code: int = 1) -> NoReturn:
    click.echo(str(message), err=True)
    raise SystemExit(code)


def _do(action: Callable[[Session], T]) -> T:
    """Run an action; what it refuses ends the command with the reason."""
    try:
        return write(action)
    except Refusal as error:
        _refuse(error.message)


def _need_tables() -> None:
    if not inspect(db.session().connection()).has_table(Account.__tablename__):
        _refuse("Basis data belum disiapkan. Jalankan `literasi db upgrade`, atau `make run`.", 2)


def _person(name: str) -> int:
    """Whose account a user name or address is; ends the command when there is none."""
    _need_tables()
    found = queries.credentials(db.session(), name)
    return found.person_id if found else _refuse(f"Tidak ada akun dengan nama “{name}”. Lihat `literasi user list`.")  # fmt: skip


def _typed_password(about: tuple[str, ...]) -> str:
    """The first line of standard input, hashed."""
    password = sys.stdin.readline().rstrip("\r\n")
    if problem := easy.problem(password, about):
        _refuse(problem)
    return passwords.hashed(password)


def _say_link(page: str, code: str, lasts: str) -> None:
    """A link where the site knows its own address, else the page and the code to type there."""
    base = settings().base_url
    where = f"{base}/{page}/{code}" if base else f"halaman /{page} di situs ini, kode {ids.spaced(code)}"
    click.echo(f"Satu kali pakai, {lasts}: {where}")


@user.command("create")
@click.argument("name", required=False)
@click.option("--call", metavar="PANGGILAN", help="Nama panggilan; tanpa ini dipakai nama penggunanya.")
@click.option("--role", "roles", multiple=True, type=_ROLE, help="Peran; boleh lebih dari satu.")
@click.option("--email", help="Surel yang sudah Anda pastikan milik orangnya.")
@click.option("--password-stdin", is_flag=True, help="Baca kata sandi dari masukan standar.")
def create(
    name: str | None, call: str | None, roles: tuple[str, ...], email: str | None, password_stdin: bool
) -> None:
    """Buat akun orang dewasa yang sudah menyetujui di kertas. Tanpa NAME dan dengan `--role pengelola`: tautan pertama."""
    _need_tables()
    if name is None:
        _first_link(roles)
        return
    username, address = names.fold(name), names.fold(email or "") or None
    called = names.tidy(call or name)
    problem = names.username_problem(username) or names.name_problem(called)
    if problem := problem or (names.email_problem(address) if address else None):
        _refuse(problem, 2)
    hashed = _typed_password((username, called, address or "")) if password_stdin else ""
    wanted = actions.NewAccount(called, username, None, hashed, AgeBand.ADULT)
    now = clock.now()
    person_id = _do(lambda session: _create(session, wanted, address, [Role(one) for one in roles], now))
    click.echo(f"Akun {username} dibuat.")
    if not password_stdin:
        _hand_out(person_id, now)


def _first_link(roles: tuple[str, ...]) -> None:
    if Role.ADMIN not in roles:
        _refuse("Tulis nama penggunanya: literasi user create NAMA.", 2)
    if queries.holders(db.session(), Role.ADMIN):
        _refuse("Pengelola sudah ada. Tulis nama penggunanya, atau undang dari halaman Petugas.")
    key, now = settings().secret_keys[0], clock.now()
    _say_link("pertama", _do(lambda session: actions.make_first_ticket(session, key, now)), "tujuh hari")
    click.echo("Tautan dan kode yang ditulis sebelumnya tidak berlaku lagi.")


def _create(
    session: Session, wanted: actions.NewAccount, email: str | None, roles: list[Role], now: datetime
) -> int:
    """A person with an account, her consent on paper, her address and her roles."""
    person_id = new_person(session, settings().secret_keys[0], now)
    actions.create_account(session, person_id, wanted, State.ASKED, now)
    words = "\n".join(map(str, consent_words.ADULT))
    text = actions.text_of_consent(session, "dewasa", "id", words, now)
    actions.note_consent(session, person_id, State.GRANTED, Way.PAPER, text, now, signed_on=clock.wita_date(now))  # fmt: skip
    if email and not actions.confirm_email(session, person_id, email, now):
        raise Refusal(Sentence("Surel ini sudah menjadi milik akun lain."))
    for role in roles:
        actions.give_role(session, person_id, role, now, by=None, actor=None)
    return person_id


def _hand_out(person_id: int, now: datetime) -> None:
    """Say how she chooses her password."""

    def act(session: Session) -> str:
        actions.note(session, Act.CODE, None, person_id, now)
        return actions.make_ticket(session, Purpose.RESET, person_id, settings().secret_keys[0], now)

    _say_link("sandi-baru", _do(act), "30 menit")


@user.command("reset")
@click.argument("name")
def reset(name: str) -> None:
    """Beri kode sekali pakai untuk memilih kata sandi baru."""
    _hand_out(_person(name), clock.now())


@user.command("role")
@click.argument("name")
@click.argument("step", type=click.Choice(["give", "take"]))
@click.argument("role", type=_ROLE)
def change_role(name: str, step: str, role: str) -> None:
    """Beri (give) atau cabut (take) satu peran."""
    person_id, now, wanted = _person(name), clock.now(), Role(role)
    change = actions.give_role if step == "give" else actions.take_role
    _do(lambda session: change(session, person_id, wanted, now, by=None, actor=None))
    held = queries.roles_of(db.session(), person_id)
    click.echo(f"Peran {name}: {_named(held)}")


@user.command("suspend")
@click.argument("name")
@click.option("--end", is_flag=True, help="Aktifkan kembali.")
def suspend(name: str, end: bool) -> None:
    """Nonaktifkan akun untuk sementara. Tidak ada yang dihapus."""
    person_id, now = _person(name), clock.now()
    _do(lambda session: actions.suspend(session, person_id, not end, now, by=None, actor=None))
    click.echo(f"Akun {name} {'aktif kembali' if end else 'dinonaktifkan sementara'}.")


@user.command("drop-second-step")
@click.argument("name")
def drop_second_step(name: str) -> None:
    """Lepas dua langkah masuk: ponsel hilang, atau kunci rahasia situs ini bukan lagi kunci yang lama."""
    person_id, now = _person(name), clock.now()
    found = queries.credentials_of(db.session(), person_id)
    if found is None or not found.second_step:
        _refuse(f"Akun {name} tidak memakai dua langkah masuk.")
    _do(lambda session: actions.end_second_step(session, person_id, now, by=None))
    click.echo(f"Dua langkah masuk dilepas dari akun {name}; cukup kata sandi untuk masuk.")


@user.command("list")
def list_staff() -> None:
    """Sebutkan petugas: nama pengguna, nama panggilan, peran, keadaan."""
    _need_tables()
    for one in queries.staff(db.session()):
        state = "dinonaktifkan sementara" if one.suspended else "aktif"
        click.echo(f"{one.login}\t{one.name}\t{_named(one.roles)}\t{state}")


def _named(roles: Collection[Role]) -> str:
    return ", ".join(str(NAMES[role]) for role in Role if role in roles) or "tanpa peran"
