"""`literasi course …`: 0 fine; 1 problems listed as file:line: message; 2 wrong use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from literasi.authoring import actions, files
from literasi.authoring.actions import Commons, Published
from literasi.catalogue import queries
from literasi.catalogue.rules.ids import insert_ids
from literasi.infra.db import db, write
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.markup import Problem

course = AppGroup("course", help="Periksa, terbitkan, dan keluarkan kursus.")
_MARK = "jejak_bersama"
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@dataclass(frozen=True)
class Desk:
    """Everything a command works on: the folders asked for, what they share, and the modules of all courses."""

    folders: tuple[Path, ...]
    contents: Mapping[str, Mapping[str, bytes]]
    commons: Commons
    codes: Mapping[str, Mapping[str, str]]

    def elsewhere(self, slug: str) -> dict[str, str]:
        """The modules of the other courses."""
        return {
            code: href for other, codes in self.codes.items() if other != slug for code, href in codes.items()
        }


def lay_out(path: Path) -> Desk:
    """Read the folders at `path` and, for links, the courses beside them."""
    asked = files.course_folders(path)
    root = path.parent if asked == [path] else path
    contents = {folder.name: files.read_folder(folder) for folder in files.course_folders(root)}
    shared = root / "_bersama"
    commons = actions.read_commons(files.read_folder(shared) if shared.is_dir() else {})
    codes = {slug: actions.module_codes(held, slug) for slug, held in contents.items()}
    return Desk(tuple(asked), contents, commons, codes)


def _desk(path: Path) -> Desk:
    try:
        return lay_out(path.resolve())
    except (files.Unreadable, OSError) as error:
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


@course.command("check")
@click.argument("path", type=_FOLDER)
def check(path: Path) -> None:
    """Periksa semua kursus di PATH dan sebutkan setiap masalah sekaligus."""
    desk = _desk(path)
    errors = _report(desk.commons.problems)
    for folder in desk.folders:
        draft = actions.check(
            folder.name, desk.contents[folder.name], desk.commons, desk.elsewhere(folder.name)
        )
        errors += _report(draft.problems)
    if errors:
        click.echo(f"{errors} masalah perlu diperbaiki.")
        raise SystemExit(1)
    click.echo(f"{len(desk.folders)} kursus diperiksa, tidak ada masalah.")


@course.command("publish")
@click.argument("path", type=_FOLDER)
@click.option("--drop", multiple=True, metavar="KODE", help="Modul terbit yang memang boleh hilang.")
def publish(path: Path, drop: tuple[str, ...]) -> None:
    """Terbitkan kursus di PATH. Yang bermasalah tidak terbit; versi lamanya tetap tampil."""
    desk = _desk(path)
    errors = _report(desk.commons.problems)
    write(lambda session: actions.keep_commons(session, desk.commons))
    for folder in desk.folders:
        outcome = publish_folder(desk, folder, drop)
        errors += _report(outcome.problems)
        click.echo(f"{folder.name}: {'terbit' if outcome.changed else 'tidak berubah'}")
    if errors:
        raise SystemExit(1)


def publish_folder(desk: Desk, folder: Path, drop: tuple[str, ...] = ()) -> Published:
    """Publish one folder of the desk in one transaction."""
    slug, mark, now = folder.name, files.fingerprint(folder), clock.now()

    def act(session: Session) -> Published:
        held = desk.contents[slug]
        return actions.publish(session, slug, held, desk.commons, desk.elsewhere(slug), mark, now, drop)

    return write(act)


@course.command("export")
@click.argument("key")
@click.argument("path", type=click.Path(file_okay=False, path_type=Path))
def export(key: str, path: Path) -> None:
    """Tulis berkas kursus KEY (misalnya L03) sebagaimana terbit ke folder PATH."""
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
        changed = actions.with_ids(files.read_folder(folder), lambda text: insert_ids(text, _new_id))
        files.write_folder(folder, changed)
        for name in changed:
            click.echo(f"{folder.name}/{name}: id ditulis")


def _new_id() -> str:
    return f"s-{secrets.token_hex(4)}"


def publish_changed() -> list[Published]:
    """What `serve` does at its start: publish the folders somebody saved in since the last time."""
    root = settings().courses
    if not root.is_dir():
        return []
    folders, shared = files.course_folders(root), root / "_bersama"
    mark = files.fingerprint(shared) if shared.is_dir() else ""
    known, known_mark = queries.fingerprints(db.session()), queries.shared(db.session(), _MARK)
    changed = [folder for folder in folders if known.get(folder.name) != files.fingerprint(folder)]
    if not changed and mark == known_mark:
        return []
    desk = lay_out(root)
    write(lambda session: actions.keep_commons(session, desk.commons, {_MARK: mark}))
    commons = Published("_bersama", False, desk.commons.problems)
    return [commons, *(publish_folder(desk, folder) for folder in changed)]


def count_errors(desk: Desk) -> int:
    """How many problems keep the folders of a desk from being published."""
    problems = list(desk.commons.problems)
    for folder in desk.folders:
        draft = actions.check(
            folder.name, desk.contents[folder.name], desk.commons, desk.elsewhere(folder.name)
        )
        problems.extend(draft.problems)
    return sum(problem.severity == "error" for problem in problems)
