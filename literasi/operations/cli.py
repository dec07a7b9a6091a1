"""`literasi serve` and `literasi doctor`."""

from __future__ import annotations

import shutil
from contextvars import Context
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from literasi.infra import logs
from literasi.infra.db import db
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.operations import files, queries, rules, tasks
from literasi.pulse import queries as pulse
from literasi.pulse.rules import moving


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", help="Alamat untuk didengar.")
@click.option("--port", envvar="PORT", default=8000, show_envvar=True, help="Nomor port.")
@click.option("--workers", default=2, type=click.IntRange(1, 64), help="Banyaknya proses pelayan.")
@with_appcontext
def serve(host: str, port: int, workers: int) -> None:
    """Siapkan basis data, terbitkan kursus yang berubah, lalu layani."""
    from literasi.operations.server import run, supervisor  # the front is needed by this command alone

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    logs.init(settings().log)
    try:
        run.ensure_free(run.resolved(host, port))
        if supervisor.aside(prepare):
            raise click.ClickException("Persiapan gagal; sebabnya tertulis di atas.")
        click.echo(f"literasi siap di http://{host}:{port} (hentikan dengan Ctrl+C)", err=True)
        # This command runs inside an application context. Workers must not inherit it: all requests would share
        # one `g`, and with it the first visitor's name, token and database session.
        served = partial(run.serve, lambda: app, host, port, workers, beside=partial(tasks.begin, app))
        Context().run(served)
    except run.CannotListen as error:
        raise click.ClickException(str(error)) from error


def prepare() -> None:
    """Bring the tables up to date, give back the time since the last beat, publish what was saved since then.

    Runs in a process of its own: what it imports would otherwise stay in the memory of every worker.
    """
    from flask_migrate import upgrade

    from literasi.authoring import tasks as publishing

    if queries.schema_version(db.session()) != files.newest_version(_migrations()):
        db.session.rollback()
        upgrade(str(_migrations()))
    db.session.rollback()
    tasks.beat(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy
    for outcome in publishing.publish_changed():
        for problem in outcome.problems:
            click.echo(str(problem), err=True)
        if outcome.changed:
            click.echo(f"{outcome.slug}: terbit", err=True)


def _migrations() -> Path:
    return Path(current_app.extensions["migrate"].directory)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Kerjakan pekerjaan latar, bila tidak berjalan bersama `serve`."""
    logs.init(settings().log)
    tasks.work(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Periksa basis data, skema, ruang, jam, kursus, dan pekerjaan; sebutkan cara memperbaikinya."""
    findings = examine()
    for finding in findings:
        click.echo(f"{'baik ' if finding.fine else 'MASALAH'}  {finding.what}: {finding.said}")
        if not finding.fine:
            click.echo(f"         {finding.mend}")
    if not all(finding.fine for finding in findings):
        raise SystemExit(1)


def examine() -> list[rules.Finding]:
    """Everything the doctor looks at."""
    from literasi.authoring import actions as authoring

    here, session = settings(), db.session()
    whole = rules.integrity(queries.damage(session))
    if not whole.fine:
        return [whole]  # nothing else that the file says can be trusted
    tables = rules.schema(queries.schema_version(session), files.newest_version(_migrations()))
    if not tables.fine:
        return [whole, tables]
    wal = Path(f"{here.sqlite_path}-wal") if here.sqlite_path else None
    desk = authoring.lay_out(here.courses) if here.courses.is_dir() else None
    problems = authoring.count_errors(desk) if desk else 0
    return [
        whole,
        tables,
        rules.journal(wal.stat().st_size if wal and wal.exists() else 0),
        rules.disk(shutil.disk_usage(here.instance).free),
        rules.clock_set(clock.now().year, queries.newest_year(session)),
        rules.courses(queries.published_courses(session), problems),
        rules.jobs(moving(pulse.last_beat(session), clock.now())),
        rules.https(here.https),
    ]
