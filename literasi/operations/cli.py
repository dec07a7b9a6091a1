"""`literasi serve`, `demo`, `worker` and `doctor`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.orm import Session, configure_mappers

from literasi import config
from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.backups.files import holding
from literasi.infra import logs, schema
from literasi.infra.db import db, write
from literasi.infra.settings import settings
from literasi.infra.slow import is_slow
from literasi.infra.urgency import urgency
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.operations import actions, files, queries, rules, tasks
from literasi.pulse import queries as pulse
from literasi.quizzes import queries as quizzes

LOOPBACK = "127.0.0.1"
# Whoever watches the server is answered even when it is overrun.
WATCHED = ("/sehat", "/siap")


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", help="Alamat untuk didengar.")
@click.option("--port", envvar="PORT", default=8000, show_envvar=True, help="Nomor port.")
@click.option("--workers", default=2, type=click.IntRange(1, 64), help="Banyaknya proses pelayan.")
@click.option("--jobs/--no-jobs", default=True, help="Pekerjaan latar di sini, atau di `literasi worker`.")
@with_appcontext
def serve(host: str, port: int, workers: int, jobs: bool) -> None:
    """Siapkan basis data, terbitkan kursus yang berubah, lalu layani."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    address = settings().base_url or f"http://{host}:{port}"
    _serve(
        app,
        host,
        port,
        workers,
        partial(_make_ready, address),
        partial(tasks.begin if jobs else tasks.begin_exports, app),
    )


@click.command("demo")
@click.option("--port", envvar="PORT", default=8000, show_envvar=True, help="Nomor port.")
@click.option("--keep", is_flag=True, help="Pakai data contoh dari hari lain apa adanya.")
@click.pass_obj
def demo(terminal: ScriptInfo, port: int, keep: bool) -> None:
    """Bangun data contoh di instance/demo/ dan layani di komputer ini saja."""
    assert terminal.create_app is not None
    app: Flask = terminal.create_app(config.for_demo(config.load()))
    with app.app_context():
        _serve(app, LOOPBACK, port, 2, partial(prepare_demo, keep), partial(tasks.begin, app))


def _serve(
    app: Flask,
    host: str,
    port: int,
    workers: int,
    prepare: Callable[[], None],
    beside: Callable[[], None] | None,
) -> None:
    """Prepare in a process of its own, then serve until SIGTERM. Expects the application's context."""
    from literasi.operations.server import (
        adapter,
        run,
        supervisor,
    )  # the front is needed by these commands alone

    logs.init(settings().log)
    try:
        with _held():
            run.ensure_free(run.resolved(host, port))
            if supervisor.aside(prepare):
                raise click.ClickException("Persiapan gagal; sebabnya tertulis di atas.")
            click.echo(f"literasi siap di http://{host}:{port} (hentikan dengan Ctrl+C)", err=True)
            # This command runs inside an application context. Workers must not inherit it: all requests would
            # share one `g`, and with it the first visitor's name, token and database session.
            ready = partial(_warmed, app)
            requests = adapter.Requests(is_slow(app), urgency(app, WATCHED))
            served = partial(run.serve, ready, host, port, workers, beside=beside, requests=requests)
            Context().run(served)
    except run.CannotListen as error:
        raise click.ClickException(str(error)) from error


def _warmed(app: Flask) -> Flask:
    """The application with its tables known. Before the fork that is in memory once, after it in every worker."""
    configure_mappers()
    return app


def prepare_demo(keep: bool) -> None:
    """Like `prepare`, then people who are not there. Built anew on another day, since its dates count back from today."""
    here, today = settings(), clock.wita_date(clock.now())
    built = pulse.demo_on(db.session()) if queries.schema_version(db.session()) else None
    if built is not None and (keep or built == today):
        prepare()
        return
    db.session.remove()
    db.engine.dispose()
    files.clear(here.instance, here.sqlite_path)
    prepare()
    click.echo("Membangun data contoh: sekitar 300 orang, setengah menit …", err=True)
    tasks.fill_demo(current_app._get_current_object(), lambda line: click.echo(line, err=True))  # type: ignore[attr-defined]  # of the proxy


@contextmanager
def _held() -> Iterator[None]:
    """Keep a restore away for as long as this process and its workers live."""
    try:
        with holding.together(settings().instance):
            yield
    except holding.Held as error:
        raise click.ClickException(
            "Cadangan sedang dipulihkan di sini. Tunggu sampai selesai, lalu ulangi."
        ) from error


def _make_ready(address: str) -> None:
    prepare()
    welcome(address)


def welcome(address: str) -> None:
    """While nobody runs the site yet, say how the first one comes in. `address` is that of the site."""
    if people.holders(db.session(), Role.ADMIN):
        return
    key = settings().secret_keys[0]
    code = write(lambda session: accounts.make_first_ticket(session, key, clock.now()))
    click.echo(f"Belum ada pengelola. Buka tautan ini satu kali (7 hari): {address}/pertama/{code}", err=True)


def prepare() -> None:
    """Bring the tables up to date, give back the time since the last beat, publish what was saved since then.

    Runs in a process of its own: what it imports would otherwise stay in the memory of every worker.
    """
    from flask_migrate import upgrade

    from literasi.authoring import tasks as publishing

    _reach(db.session())
    if queries.schema_version(db.session()) != schema.newest_version(_migrations()):
        db.session.rollback()
        upgrade(str(_migrations()))
    db.session.rollback()
    tasks.beat(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy
    for outcome in publishing.publish_changed():
        for problem in outcome.problems:
            click.echo(str(problem), err=True)
        if outcome.changed:
            click.echo(f"{outcome.slug}: terbit", err=True)


def _reach(session: Session) -> None:
    """Stop with a sentence where a database server does not answer, or answers that it is not fit for use."""
    if session.get_bind().dialect.name != "postgresql":
        return
    found = rules.server(queries.server(session))[0]
    session.rollback()
    if not found.fine:
        click.echo(f"{found.what}: {found.said}. {found.mend}", err=True)
        raise SystemExit(1)


def _migrations() -> Path:
    return Path(current_app.extensions["migrate"].directory)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Kerjakan pekerjaan latar, bila tidak berjalan bersama `serve`."""
    logs.init(settings().log)
    with _held():
        tasks.work(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Periksa basis data, skema, ruang, jam, kursus, dan pekerjaan; sebutkan cara memperbaikinya."""
    findings = examine()
    for finding in findings:
        grade = "MASALAH" if not finding.fine else "lihat" if finding.worth else "baik "
        click.echo(f"{grade}  {finding.what}: {finding.said}")
        if finding.worth or not finding.fine:
            click.echo(f"         {finding.mend}")
    if not all(finding.fine for finding in findings):
        raise SystemExit(1)


def examine() -> list[rules.Finding]:
    """Everything the doctor looks at."""
    from literasi.authoring import actions as authoring

    here, session = settings(), db.session()
    base = _database(session)
    if not all(finding.fine for finding in base[:1]):
        return base[:1]  # nothing else that the database says can be trusted
    tables = rules.schema(queries.schema_version(session), schema.newest_version(_migrations()))
    if not tables.fine:
        return [*base, tables]
    desk = authoring.lay_out(here.courses) if here.courses.is_dir() else None
    problems = authoring.count_errors(desk) if desk else 0
    return [
        *base,
        tables,
        rules.courses(queries.published_courses(session), problems),
        rules.collected(quizzes.count_stuck(session, clock.now())),
        *actions.surroundings(session, here, shutil.disk_usage(here.instance).free, clock.now()),
        *actions.safety(session, here, clock.now()),
    ]


def _database(session: Session) -> list[rules.Finding]:
    """What can be said of the database itself; the first finding decides whether the rest is worth asking."""
    if session.get_bind().dialect.name == "postgresql":
        return rules.server(queries.server(session))
    file = settings().sqlite_path
    wal = Path(f"{file}-wal") if file else None
    return [
        rules.integrity(queries.damage(session)),
        rules.journal(wal.stat().st_size if wal and wal.exists() else 0),
    ]
