"""`literasi course …`: 0 fine; 1 problems listed as file:line: message; 2 wrong use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup

from literasi.authoring import actions, files, tasks
from literasi.authoring.rules import lints
from literasi.catalogue import queries
from literasi.catalogue.rules.ids import insert_ids
from literasi.infra.db import db, write
from literasi.markup import Problem

course = AppGroup("course", help="Periksa, terbitkan, dan keluarkan kursus.")
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _desk(path: Path) -> actions.Desk:
    try:
        return actions.lay_out(path.resolve())
    except OSError as error:
        click.echo(f"{path}:1: {error}")
        raise SystemExit(1) from error


def _report(problems: Iterable[Problem]) -> int:
    """Print every problem; how many of them are errors."""
    errors = 0
    for problem in problems:
        note = "" if problem.severity == "error" else "peringatan: "
        click.echo(f"{problem.file}:{problem.line}: {note}{problem.message}")
        errors += problem.severity == "error"
    return errors


def _advise(remarks: Sequence[lints.Remark]) -> None:
    """Print what a second reader would remark. It changes no exit code: a remark is no problem."""
    for one in remarks:
        click.echo(f"{one.file}:{one.line}: {one.severity}: {one.sentence} [{one.code}]")
    click.echo(f"{len(remarks)} saran." if remarks else "Tidak ada saran.")


def _need_tables() -> None:
    """Stop with the mend when there is no database to publish into yet."""
    if not queries.has_tables(db.session()):
        click.echo("Basis data belum disiapkan. Jalankan `literasi db upgrade`, atau `make run`.", err=True)
        raise SystemExit(2)


@course.command("check")
@click.argument("path", type=_FOLDER)
@click.option("--saran", is_flag=True, help="Sebutkan juga saran penulisan soal dan pelajaran.")
def check(path: Path, saran: bool) -> None:
    """Periksa semua kursus di PATH dan sebutkan setiap masalah sekaligus."""
    desk = _desk(path)
    reviewed = actions.review(desk)
    errors = _report(reviewed.problems)
    if saran:
        _advise([remark for draft in reviewed.drafts for remark in lints.of_course(draft)])
    if errors:
        click.echo(f"{errors} masalah perlu diperbaiki.")
        raise SystemExit(1)
    click.echo(f"{len(desk.folders)} kursus diperiksa, tidak ada masalah.")


@course.command("publish")
@click.argument("path", type=_FOLDER)
@click.option("--drop", multiple=True, metavar="KODE", help="Modul terbit yang memang boleh hilang.")
def publish(path: Path, drop: tuple[str, ...]) -> None:
    """Terbitkan kursus di PATH. Yang bermasalah tidak terbit; versi lamanya tetap tampil."""
    _need_tables()
    desk = _desk(path)
    errors = _report(desk.commons.problems)
    write(lambda session: actions.keep_commons(session, desk.commons))
    for folder in desk.folders:
        outcome = tasks.publish_folder(desk, folder, drop)
        errors += _report(outcome.problems)
        click.echo(f"{folder.name}: {'terbit' if outcome.changed else 'tidak berubah'}")
    if errors:
        raise SystemExit(1)


@course.command("export")
@click.argument("key")
@click.argument("path", type=click.Path(file_okay=False, path_type=Path))
def export(key: str, path: Path) -> None:
    """Tulis berkas kursus KEY (misalnya L03) sebagaimana terbit ke folder PATH."""
    _need_tables()
    held = queries.release_files(db.session(), key)
    if not held:
        click.echo(f"Kursus {key} belum pernah terbit.", err=True)
        raise SystemExit(2)
    path.mkdir(parents=True, exist_ok=True)
    files.write_folder(path, held)
    click.echo(f"{len(held)} berkas ditulis ke {path}.")


@course.command("ids")
@click.argument("path", type=_FOLDER)
def ids(path: Path) -> None:
    """Tulis id untuk soal yang belum punya. Huruf lain di berkas tidak disentuh."""
    for folder in files.course_folders(path.resolve()):
        taken = files.take_in(folder)
        if taken.problem and _report([taken.problem]):
            raise SystemExit(1)
        changed = actions.with_ids(taken.files, lambda text: insert_ids(text, _new_id))
        files.write_folder(folder, changed)
        for name in changed:
            click.echo(f"{folder.name}/{name}: id ditulis")


def _new_id() -> str:
    return f"s-{secrets.token_hex(4)}"
