"""`literasi question …` as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from flask import Flask

from literasi.catalogue.rules.editing import placed

GIFT = "// [id:satu]\n::Satu::Apa itu OPAC? {=Katalog ~Rak}\n\nHanya bacaan.\n"


def run(app: Flask, *said: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["question", *map(str, said)])


def test_questions_come_in_below_those_of_a_quiz_and_out_again(app: Flask, tmp_path: Path) -> None:
    source, quiz, out = tmp_path / "soal.txt", tmp_path / "quiz.md", tmp_path / "keluar.txt"
    source.write_text(GIFT)
    done = run(app, "import", source, "--to", quiz)
    assert done.exit_code == 0 and "1 utuh, 0 berubah, 1 tidak dibawa" in done.output
    run(app, "import", source, "--to", quiz)
    keys = [one.written and one.written.key for one in placed(quiz.read_text())]
    assert keys[0] == "satu" and len(set(keys)) == 2
    assert run(app, "export", quiz, "--format", "gift", "-o", out).exit_code == 0
    assert "=Katalog" in out.read_text()


def test_a_dry_run_reports_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    source, quiz = tmp_path / "soal.txt", tmp_path / "quiz.md"
    source.write_text(GIFT)
    done = run(app, "import", source, "--to", quiz, "--dry-run")
    assert done.exit_code == 0 and "Satu: utuh" in done.output
    assert not quiz.exists()


def test_what_is_no_file_of_questions_and_what_is_no_quiz_is_refused(app: Flask, tmp_path: Path) -> None:
    source, quiz = tmp_path / "soal.txt", tmp_path / "quiz.md"
    source.write_text("abc")
    assert run(app, "import", source, "--to", quiz).exit_code == 1
    quiz.write_text("---\njudul: Modul\n---\n")
    source.write_text(GIFT)
    assert run(app, "import", source, "--to", quiz).exit_code == 2
