"""From a backup to a site: everything comes back, nothing changes when it is refused."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.accounts.models import Person
from literasi.backups.actions import opening
from literasi.backups.files import holding
from literasi.backups.rules import erasures
from literasi.backups.rules.erasures import Erasure
from literasi.backups.rules.manifest import Unusable
from literasi.infra.db import db
from tests.backups import makers
from tests.backups.makers import NOW, PASSPHRASE, back_up, bring_back, dump
from tests.makers import courses, sites

pytestmark = pytest.mark.sqlite


@pytest.fixture
def kept(busy_app: Flask, tmp_path: Path) -> Path:
    """A backup of the busy site."""
    return back_up(busy_app, tmp_path / "cadangan.tar").path


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_another_machine_holds_the_same_afterwards(
    busy_app: Flask, machine: Flask, tmp_path: Path, passphrase: str
) -> None:
    kept = back_up(busy_app, tmp_path / "cadangan.tar", passphrase)
    bring_back(machine, kept.path, passphrase=passphrase)
    assert dump(machine) == dump(busy_app)
    assert machine.test_client().get(courses.LESSON_URL).status_code == 200


def test_a_learner_goes_on_where_she_stopped(
    app: Flask, guest: FlaskClient, machine: Flask, tmp_path: Path
) -> None:
    attempt = sites.start_quiz(guest)
    bring_back(machine, back_up(app, tmp_path / "x.tar").path)
    there = machine.test_client()
    cookie = guest.get_cookie("literasi")
    assert cookie is not None
    there.set_cookie("literasi", cookie.value)
    assert there.get(attempt).status_code == 200


def test_what_is_not_yet_folded_into_the_file_is_in_the_backup(
    app: Flask, machine: Flask, tmp_path: Path
) -> None:
    reader = sqlite3.connect(makers.settings_of(app).sqlite_path, isolation_level=None)  # type: ignore[arg-type]
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    sites.guest(app)
    made = back_up(app, tmp_path / "x.tar")
    reader.close()
    assert made.manifest.contents.rows["person"] == 1


def test_a_backup_says_what_is_in_it_and_is_for_its_owner_alone(kept: Path) -> None:
    found = opening.check(kept, "")
    assert found.created_at == NOW and found.kind == "sqlite" and found.contents.rows["person"] == 1
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_secret_key_is_in_no_backup_that_was_not_asked_for_it(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret_key").write_text(sites.KEY)
    with pytest.raises(Unusable, match="--encrypt"):
        back_up(busy_app, tmp_path / "x.tar", with_keys=True)
    names = [part.name for part in opening.check(kept, "").parts]
    assert names == ["literasi.sqlite"]


def test_a_secret_key_that_was_asked_for_comes_along(busy_app: Flask, tmp_path: Path) -> None:
    place = tmp_path / "baru"
    place.mkdir()
    other = "kunci-yang-dibuat-mesin-ini-pada-awal-mulanya"
    (place / "secret_key").write_text(other)
    made = back_up(busy_app, tmp_path / "x.tar", PASSPHRASE, with_keys=True)
    brought = bring_back(sites.build(place, secret_keys=(other,)), made.path, passphrase=PASSPHRASE)
    assert "dipasang" in brought.keys and (place / "secret_key").read_text() == sites.KEY
    assert (place / "secret_key.lama-20261123T180000Z").read_text() == other


def test_keys_that_are_set_elsewhere_are_laid_beside(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    made = back_up(
        sites.build(tmp_path, secret_keys=(sites.KEY, sites.KEY[::-1])),
        tmp_path / "x.tar",
        PASSPHRASE,
        with_keys=True,
    )
    brought = bring_back(machine, made.path, passphrase=PASSPHRASE)
    beside = makers.settings_of(machine).instance / "secret_key.pulih-20261123T180000Z"
    assert str(beside) in brought.keys and beside.read_text() == f"{sites.KEY},{sites.KEY[::-1]}"
    assert beside.stat().st_mode & 0o777 == 0o600


def test_uploads_come_along_and_the_old_ones_step_aside(
    busy_app: Flask, machine: Flask, tmp_path: Path
) -> None:
    (tmp_path / "uploads" / "logo").mkdir(parents=True)
    (tmp_path / "uploads" / "logo" / "a.webp").write_bytes(b"logo")
    there = makers.settings_of(machine).instance
    (there / "uploads").mkdir()
    (there / "uploads" / "lama.webp").write_bytes(b"lama")
    brought = bring_back(machine, back_up(busy_app, tmp_path / "x.tar").path)
    assert makers.files(there / "uploads") == {"logo/a.webp": b"logo"}
    assert [makers.files(Path(place)) for place in brought.aside] == [{"lama.webp": b"lama"}]


@pytest.mark.parametrize("name", [".tersembunyi", "a b", "a\nb"])
def test_an_upload_with_a_name_that_could_not_come_back_stops_the_backup(
    busy_app: Flask, tmp_path: Path, name: str
) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / name).write_bytes(b"x")
    with pytest.raises(Unusable, match="tidak dapat dicadangkan"):
        back_up(busy_app, tmp_path / "x.tar")


def test_a_link_among_uploads_is_not_followed(busy_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "x").symlink_to("/etc/passwd")
    with pytest.raises(Unusable, match="tidak dapat dicadangkan"):
        back_up(busy_app, tmp_path / "x.tar")


def test_mail_jobs_and_settings_stay_behind(busy_app: Flask, kept: Path, tmp_path: Path) -> None:
    for name in ("mail/1.eml", "jobs.db", "config.toml", "secret_key"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert back_up(busy_app, kept).manifest == opening.check(kept, "")
    assert len(opening.check(kept, "").parts) == 1


def test_people_are_not_overwritten_unless_that_is_asked_for(busy_app: Flask, kept: Path) -> None:
    before = dump(busy_app)
    with pytest.raises(Unusable, match=r"1 orang.*--replace"):
        bring_back(busy_app, kept)
    assert dump(busy_app) == before


def test_what_stood_there_is_put_aside(busy_app: Flask, kept: Path) -> None:
    sites.guest(busy_app)
    newer = dump(busy_app)
    with busy_app.app_context():
        db.engine.dispose()
    (aside,) = bring_back(busy_app, kept, replace=True).aside
    assert dump(busy_app) != newer
    connection = sqlite3.connect(aside)
    assert list(connection.iterdump()) == newer
    connection.close()


def test_a_database_that_cannot_be_read_counts_as_full_of_people(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    place = tmp_path / "literasi.db"
    place.write_bytes(b"bukan basis data" * 400)
    with pytest.raises(Unusable, match="--replace"):
        bring_back(busy_app, kept)
    (aside,) = bring_back(busy_app, kept, replace=True).aside
    assert Path(aside).read_bytes() == b"bukan basis data" * 400
    assert sites.guest(busy_app).get("/kode").status_code == 200


def test_a_log_of_the_old_database_is_never_played_into_the_new_one(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    place = tmp_path / "literasi.db"
    place.write_bytes(b"rusak" * 999)
    for suffix in ("-wal", "-shm"):
        Path(f"{place}{suffix}").write_bytes(b"sisa" * 999)
    bring_back(busy_app, kept, replace=True)
    assert not Path(f"{place}-wal").exists()
    assert dump(busy_app)


def test_a_site_that_serves_is_left_alone(busy_app: Flask, kept: Path, tmp_path: Path) -> None:
    with holding.together(tmp_path), pytest.raises(Unusable, match="sedang melayani"):
        bring_back(busy_app, kept, replace=True)


def test_a_database_that_some_program_has_open_is_left_alone(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "literasi.db")
    other.execute("SELECT count(*) FROM person").fetchone()
    with pytest.raises(Unusable, match="program lain"):
        bring_back(busy_app, kept, replace=True)
    other.close()
    assert bring_back(busy_app, kept, replace=True).aside


def test_a_backup_of_a_newer_version_is_refused(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "literasi.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    made = back_up(busy_app, tmp_path / "x.tar")
    with pytest.raises(Unusable, match="lebih baru"):
        bring_back(machine, made.path)


def test_an_older_backup_is_migrated_before_it_serves(machine: Flask, tmp_path: Path) -> None:
    from flask_migrate import upgrade

    old = sites.build(tmp_path)
    with old.app_context():
        upgrade(old.extensions["migrate"].directory, "0001")
        db.engine.dispose()
    brought = bring_back(machine, back_up(old, tmp_path / "x.tar").path)
    assert brought.manifest.contents.schema == "0001"
    assert machine.test_client().get("/siap").get_json()["skema"] is True


def test_a_migration_that_fails_changes_nothing(busy_app: Flask, kept: Path, tmp_path: Path) -> None:
    before = dump(busy_app)
    place = tmp_path / "migrations"
    shutil.copytree(busy_app.extensions["migrate"].directory, place)
    (place / "versions" / "9999_break_it.py").write_text(
        'revision, down_revision = "9999", "0002"\ndef upgrade():\n    raise RuntimeError("rusak")\n'
    )
    busy_app.extensions["migrate"].directory = str(place)
    with pytest.raises(Unusable, match="versi ini"):
        bring_back(busy_app, kept, replace=True)
    assert dump(busy_app) == before


def _person(app: Flask) -> Person:
    with app.app_context():
        found = db.session.execute(select(Person)).scalars().one()
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.mark.parametrize("where", ["given", "of this machine", "in the backup"])
def test_who_was_deleted_since_stays_deleted(busy_app: Flask, kept: Path, tmp_path: Path, where: str) -> None:
    person = _person(busy_app)
    journal = tmp_path / ("erasures.jsonl" if where != "given" else "jurnal.jsonl")
    journal.write_text(erasures.written([Erasure(NOW, person.id, person.created_at)]))
    if where == "in the backup":
        back_up(busy_app, kept)
        journal.unlink()
    given = {"journal": journal} if where == "given" else {}
    brought = bring_back(busy_app, kept, replace=True, **given)
    assert brought.erased == 1
    assert not [
        line
        for line in dump(busy_app)
        if line.startswith(('INSERT INTO "person"', 'INSERT INTO "answer', 'INSERT INTO "erasure"'))
    ]
    assert person.resume_lookup.encode() not in (tmp_path / "literasi.db").read_bytes()
    assert (tmp_path / "erasures.jsonl").read_text() == erasures.written(
        [Erasure(NOW, person.id, person.created_at)]
    )


def test_somebody_with_the_number_of_one_who_was_deleted_stays(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    person = _person(busy_app)
    earlier = Erasure(NOW, person.id, person.created_at - timedelta(days=1))
    (tmp_path / "erasures.jsonl").write_text(erasures.written([earlier]))
    assert bring_back(busy_app, kept, replace=True).erased == 0


def test_a_broken_journal_stops_everything(busy_app: Flask, kept: Path, tmp_path: Path) -> None:
    before = dump(busy_app)
    (tmp_path / "erasures.jsonl").write_text("{}\n")
    with pytest.raises(Unusable, match=r"erasures\.jsonl:1"):
        bring_back(busy_app, kept, replace=True)
    assert dump(busy_app) == before


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_thousand_flipped_bits_change_nothing(busy_app: Flask, tmp_path: Path, passphrase: str) -> None:
    kept = back_up(busy_app, tmp_path / "x.tar", passphrase).path
    whole, rng, before = kept.read_bytes(), random.Random(7), makers.files(tmp_path)
    with kept.open("r+b") as file:
        for place in rng.sample(range(len(whole)), 1000 if not passphrase else 200):
            file.seek(place)
            file.write(bytes([whole[place] ^ 1 << rng.randrange(8)]))
            file.flush()
            with pytest.raises(Unusable):
                bring_back(busy_app, kept, replace=True, passphrase=passphrase)
            file.seek(place)
            file.write(whole[place : place + 1])
    assert makers.files(tmp_path) == {**before, "serve.lock": b""}


TURNING_POINTS = frozenset({"os.rename", "os.link", "os.remove", "shutil.move", "sqlite3.connect"})


def _dies_at(app: Flask, kept: Path, step: int) -> bool:
    """Bring a backup back in a process that ends at once before its n-th turning point; whether it came that far."""
    pid = os.fork()
    if pid == 0:
        left = step

        def count(event: str, _about: object) -> None:
            nonlocal left
            left -= event in TURNING_POINTS
            if not left:
                os._exit(9)

        sys.addaudithook(count)
        try:
            bring_back(app, kept, replace=True)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(
    busy_app: Flask, kept: Path, tmp_path: Path
) -> None:
    new = dump(busy_app)
    sites.guest(busy_app)
    with busy_app.app_context():
        db.engine.dispose()
    old, step = dump(busy_app), 1
    assert old != new
    while _dies_at(busy_app, kept, step):
        assert dump(busy_app) in (old, new), f"half a database at turning point {step}"
        step += 1
    assert step > 10 and dump(busy_app) == new
    assert not list(tmp_path.glob(".literasi.db.*"))
