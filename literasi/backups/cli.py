"""`literasi backup` and `literasi restore`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from literasi.accounts import queries as people
from literasi.accounts.rules import sealed
from literasi.backups import actions, tasks
from literasi.backups.actions import Brought, Wish
from literasi.backups.rules.manifest import Unusable
from literasi.infra.db import db
from literasi.infra.schema import newest_version
from literasi.infra.settings import settings
from literasi.kernel import clock

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=_FILE)
@click.option("--encrypt", is_flag=True, help="Kunci dengan kata sandi (dari masukan atau pengaturan).")
@click.option("--with-keys", is_flag=True, help="Sertakan kunci rahasia; hanya bersama --encrypt.")
@with_appcontext
def backup(file: Path, encrypt: bool, with_keys: bool) -> None:
    """Simpan semuanya ke satu berkas, juga selagi literasi melayani; berkas diperiksa sesudah ditulis."""
    passphrase = _passphrase(confirm=True) if encrypt else ""
    try:
        made = tasks.back_up(settings(), file, passphrase, with_keys=with_keys)
    except Unusable as error:
        raise click.ClickException(str(error)) from error
    people = made.manifest.contents.rows["person"]
    how = "terkunci" if made.encrypted else "tidak terkunci"
    click.echo(f"{file}: {made.size / 1e6:,.1f} MB, {how}, {people} orang; sudah dibaca ulang dan utuh")


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Sisihkan basis data yang berisi orang, lalu gantikan.")
@click.option("--journal", type=_FILE, help="Jurnal penghapusan yang lebih baru daripada cadangan.")
@with_appcontext
def restore(file: Path, replace: bool, journal: Path | None) -> None:
    """Pulihkan cadangan ke folder dan basis data dari pengaturan, sesudah seluruhnya diperiksa."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    head = newest_version(Path(app.extensions["migrate"].directory))
    try:
        passphrase = _passphrase(confirm=False) if actions.is_sealed(file) else ""
        wish = Wish(file, passphrase, replace, journal)
        brought = actions.bring_back(settings(), wish, clock.now(), head, partial(tasks.settle, app))
    except Unusable as error:
        raise click.ClickException(f"{error} Tidak ada yang diubah.") from error
    _tell(brought)
    _warn(people.shut(db.session(), brought.in_force))


def _warn(shut: sealed.Shut) -> None:
    """Say last, where it is read, that the keys here do not open what was brought back."""
    if shut:
        click.echo(f"\nPERHATIAN: kunci rahasia di sini {sealed.said(shut)}.\n{sealed.MEND}")


def _tell(brought: Brought) -> None:
    found = brought.manifest
    rows = ", ".join(f"{name} {count}" for name, count in found.contents.rows.items())
    click.echo(f"Pulih dari cadangan {found.created_at:%Y-%m-%d %H:%M} UTC: {rows}")
    if brought.erased:
        click.echo(f"Dihapus lagi menurut jurnal penghapusan: {brought.erased} orang")
    for place in brought.aside:
        click.echo(f"Yang lama ada di: {place}")
    click.echo(brought.keys)


def _passphrase(*, confirm: bool) -> str:
    """The passphrase: by setting, else asked for, else the first line of standard input."""
    if given := settings().backup_passphrase:
        return given
    if sys.stdin.isatty():
        return str(click.prompt("Kata sandi cadangan", hide_input=True, confirmation_prompt=confirm))
    typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise click.UsageError("Tulis kata sandi cadangan pada masukan baku.")
    return typed
