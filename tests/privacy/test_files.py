"""The journal's file: lines are added, and a torn one spoils no other."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from literasi.privacy import files


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    place = tmp_path / "erasures.jsonl"
    files.append(place, "satu\n")
    files.append(place, "dua\n")
    assert place.read_text() == "satu\ndua\n"


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    files.append(tmp_path / "erasures.jsonl", "satu\n")
    assert (tmp_path / "erasures.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_power_cut_tore_is_ended_first(tmp_path: Path) -> None:
    place = tmp_path / "erasures.jsonl"
    place.write_text('satu\n{"person": 1')
    files.append(place, "dua\n")
    assert place.read_text().splitlines() == ["satu", '{"person": 1', "dua"]


def test_letters_are_kept_as_files_until_their_time_is_over(tmp_path: Path) -> None:
    end = datetime(2026, 11, 23, tzinfo=UTC)
    for name, moved in (("lama.eml", -1), ("baru.eml", 0), ("lama.txt", -1)):
        (tmp_path / name).write_text("surat")
        os.utime(tmp_path / name, (end.timestamp() + moved,) * 2)
    files.forget_letters(tmp_path, end)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["baru.eml", "lama.txt"]


def test_a_site_without_letters_has_none_to_forget(tmp_path: Path) -> None:
    files.forget_letters(tmp_path / "mail", datetime(2026, 11, 23, tzinfo=UTC))
    assert not (tmp_path / "mail").exists()
