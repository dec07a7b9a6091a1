"""`literasi question …`: 0 fine; 1 nothing could be taken; 2 wrong use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from literasi.authoring.files import write_whole
from literasi.catalogue.rules.editing import placed
from literasi.interchange.rules import formats
from literasi.interchange.rules.appending import NEW_QUIZ, appended
from literasi.interchange.rules.formats import Format
from literasi.interchange.rules.report import Fate, Told, Unreadable, counted

question = AppGroup("question", help="Bawa soal masuk dari sistem lain, atau keluarkan ke sana.")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_FORMATS = click.Choice([form.value for form in Format])
_FATES = {Fate.KEPT: "utuh", Fate.CHANGED: "berubah", Fate.DROPPED: "tidak dibawa"}


@question.command("import")
@click.argument("path", type=_FILE)
@click.option("--to", "target", required=True, type=_NEW_FILE, help="Berkas quiz.md; soalnya masuk di akhir.")
@click.option("--format", "form", type=_FORMATS, help="Tanpa ini, bentuknya dikenali dari isinya.")
@click.option("--dry-run", is_flag=True, help="Laporkan saja, tanpa menulis.")
def bring_in(path: Path, target: Path, form: str | None, dry_run: bool) -> None:
    """Bawa soal dari PATH ke akhir sebuah quiz.md, dan sebutkan apa yang utuh, berubah, dan tertinggal."""
    try:
        source = _quiz(target)
        brought = formats.read(_read(path), Format(form) if form else None)
        written = [one.written for one in brought if one.written]
        longer = appended(source, written, lambda: f"s-{secrets.token_hex(4)}")
    except Unreadable as error:
        _refuse(path, str(error))
    _report(one.told for one in brought)
    if not written:
        _refuse(path, "Tidak ada soal yang dapat dibawa.")
    if not dry_run:
        write_whole(target, longer.encode())
        click.echo(f"{len(written)} soal ditulis ke {target}.")


@question.command("export")
@click.argument("path", type=_FILE)
@click.option("--format", "form", required=True, type=_FORMATS)
@click.option("-o", "target", required=True, type=_NEW_FILE, help="Berkas yang ditulis.")
def take_out(path: Path, form: str, target: Path) -> None:
    """Keluarkan soal dari PATH (lesson.md atau quiz.md), dan sebutkan apa yang tidak dikenal di sana."""
    there = placed(_decoded(path))
    unread = [one for one in there if one.written is None]
    for one in unread:
        click.echo(f"{path}:{one.line}: tidak dibawa: soal ini masih bermasalah.")
    handed = formats.write([one.written for one in there if one.written], Format(form))
    _report(handed.told)
    if not handed.text:
        _refuse(path, "Tidak ada soal yang dapat dikeluarkan.")
    write_whole(target, handed.text.encode())
    click.echo(f"Ditulis ke {target}.")


def _quiz(target: Path) -> str:
    source = _decoded(target) if target.exists() else NEW_QUIZ
    if not target.parent.is_dir():
        raise click.UsageError(f"Folder {target.parent} belum ada.")
    if not formats.is_quiz(source):
        raise click.UsageError(
            f"{target} bukan kuis. Pilih berkas quiz.md dengan baris `kuis:` di kepalanya."
        )
    return source


def _read(path: Path) -> bytes:
    """The beginning of a file, one byte more than is ever taken: a larger one is refused unread."""
    with path.open("rb") as file:
        return file.read(formats.LARGEST + 1)


def _decoded(path: Path) -> str:
    try:
        return _read(path).decode("utf-8")
    except UnicodeDecodeError:
        _refuse(path, "Berkas ini bukan UTF-8. Simpan ulang dengan pengodean UTF-8.")


def _report(told: Iterable[Told]) -> None:
    """Every question with its fate and the reasons, then the sums."""
    found = tuple(told)
    for one in found:
        click.echo(f"{one.number}. {one.title}: {_FATES[one.fate]}")
        for sentence in (*one.changed, *one.dropped):
            click.echo(f"   - {sentence}")
    click.echo(", ".join(f"{number} {_FATES[fate]}" for fate, number in counted(found).items()))


def _refuse(path: Path, why: str) -> NoReturn:
    click.echo(f"{path}: {why}", err=True)
    raise SystemExit(1)
