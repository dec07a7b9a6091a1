"""`literasi privacy`: what the library needs when data has leaked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext

from literasi.accounts import queries as people
from literasi.infra.db import db
from literasi.kernel import clock


@click.group("privacy")
def privacy() -> None:
    """Data pribadi: siapa yang terkena bila data bocor."""


@privacy.command("affected")
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Hari pertama, WITA.")
@click.option(
    "--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Hari terakhir, WITA; ikut dihitung."
)
@with_appcontext
def affected(since: datetime, until: datetime) -> None:
    """Sebutkan orang yang datanya dilihat atau diunduh petugas dalam rentang hari itu, menurut jejak."""
    if until < since:
        raise click.UsageError("Hari terakhir mendahului hari pertama.")
    rows = people.looked_at(db.session(), _midnight(since), _midnight(until) + timedelta(days=1))
    for row in rows:
        when = clock.wita(row.at).strftime("%Y-%m-%d %H.%M WITA")
        who = f"{row.name} ({row.login})" if row.name else "tamu, atau orang yang sudah dihapus"
        click.echo(f"{when}\t{row.act.value}\t{who}\toleh {row.by or 'akun yang sudah dihapus'}")
    count = len({row.person_id for row in rows if row.person_id})
    click.echo(f"{len(rows)} kali, {count} orang yang punya akun.", err=True)


def _midnight(day: datetime) -> datetime:
    """The beginning of a day in Tomohon."""
    return day.replace(tzinfo=clock.WITA).astimezone(UTC)
