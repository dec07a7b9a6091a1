"""Publishing: releases are immutable, and nothing broken takes the place of what serves."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select

from literasi.authoring import actions
from literasi.catalogue import queries
from literasi.catalogue.models import BankEntry, Item, Module, Release, ReleaseFile, Source, Text
from literasi.infra.db import db
from tests.makers import courses, sites

LESSON, QUIZ, PLAIN = "01-lengkap/lesson.md", "01-lengkap/quiz.md", "03-tanpa-kuis/lesson.md"


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The course with one text replaced."""
    body = courses.FILES[path]
    assert old.encode() in body
    return {**courses.FILES, path: body.replace(old.encode(), new.encode())}


def without(*paths: str) -> dict[str, bytes]:
    """The course without some of its files."""
    return {path: body for path, body in courses.FILES.items() if not path.startswith(paths)}


def served(app: Flask) -> Mapping[str, bytes]:
    """The sources of the release that learners see."""
    with app.app_context():
        found = queries.release_files(db.session(), "X01")
        db.session.remove()
    return found


def count(app: Flask, table: type) -> int:
    with app.app_context():
        number = db.session.execute(select(func.count()).select_from(table)).scalar_one()
        db.session.remove()
    return number


def test_publishing_the_same_files_again_makes_no_release(app: Flask) -> None:
    assert not sites.publish(app).changed
    assert count(app, Release) == 1


def test_a_change_makes_a_second_release_and_leaves_the_first_as_it_was(app: Flask) -> None:
    assert sites.publish(app, changed(PLAIN, "Bagian kedua.", "Bagian kedua, diperbaiki.")).changed
    with app.app_context():
        bodies = db.session.execute(
            select(ReleaseFile.release_id, Source.body)
            .join(Source, Source.digest == ReleaseFile.digest)
            .where(ReleaseFile.path == PLAIN)
            .order_by(ReleaseFile.release_id)
        ).all()
    assert [b"diperbaiki" in body for _release, body in bodies] == [False, True]


def test_content_is_stored_once_under_its_digest(app: Flask) -> None:
    before = count(app, Text), count(app, Item), count(app, Source)
    sites.publish(app, changed(PLAIN, "Bagian kedua.", "Bagian kedua, diperbaiki."))
    assert (count(app, Text), count(app, Item), count(app, Source)) == (
        before[0] + 1,
        before[1],
        before[2] + 1,
    )
    assert count(app, Module) == 8  # four a release


def test_a_corrected_key_is_another_item_and_the_old_one_stays(app: Flask) -> None:
    items = count(app, Item)
    sites.publish(app, changed(QUIZ, "- = 1825 ± 1", "- = 1826 ± 1"))
    assert count(app, Item) == items + 1
    assert count(app, BankEntry) == 26  # 11 and 2 a release


def test_going_back_to_an_earlier_text_is_a_release_of_its_own(app: Flask) -> None:
    sites.publish(app, changed(PLAIN, "Bagian kedua.", "Bagian kedua, diperbaiki."))
    assert sites.publish(app).changed
    assert count(app, Release) == 3
    assert served(app) == courses.FILES


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("course.md", "judul: Kursus Percobaan", "judull: Kursus Percobaan"),
        (LESSON, "::: rangkuman", "::: rangkumann"),
        (LESSON, "indikator: [K1.1, K1.2]", "indikator: [K9.9]"),
        (QUIZ, "- (x) Bertanya siapa pengirimnya", "- ( ) Bertanya siapa pengirimnya"),
        (QUIZ, "id: q-pgk", "id: q-pg"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_old_release_serves(
    app: Flask, path: str, old: str, new: str
) -> None:
    done = sites.publish(app, changed(path, old, new))
    assert not done.changed
    assert any(problem.file == f"{courses.SLUG}/{path}" and problem.line > 1 for problem in done.problems)
    assert served(app) == courses.FILES


def test_every_problem_of_every_file_is_told_at_once(app: Flask) -> None:
    files = {**changed(LESSON, "::: rangkuman", "::: rangkumann"), QUIZ: b"---\nkuis: K\n---\n\n## Soal\n"}
    told = {problem.file for problem in sites.publish(app, files).problems if problem.severity == "error"}
    assert told >= {f"{courses.SLUG}/{LESSON}", f"{courses.SLUG}/{QUIZ}"}


@pytest.mark.parametrize("path", ["course.md", LESSON, "01-lengkap/lesson.en.md", QUIZ, PLAIN])
def test_a_file_saved_only_half_never_takes_the_place_of_the_whole(app: Flask, path: str) -> None:
    body = courses.FILES[path]
    cuts = {
        *range(0, len(body), 41),
        len(body) - 1,
        *[at + 1 for at in range(len(body) - 1) if body[at] == 10][::5],
    }
    done = [sites.publish(app, {**courses.FILES, path: body[:at]}) for at in sorted(cuts)]
    assert not any(outcome.changed for outcome in done)
    assert all(f"{courses.SLUG}/{path}" in {problem.file for problem in outcome.problems} for outcome in done)
    assert served(app) == courses.FILES


def test_an_edited_file_that_lost_its_end_is_refused(app: Flask) -> None:
    edited = changed(QUIZ, "Singkatan katalog daring", "Singkatan katalog dalam jaringan")[QUIZ]
    done = sites.publish(app, {**courses.FILES, QUIZ: edited[: edited.index(b"## Sumber") - 4]})
    assert not done.changed


def test_a_text_may_become_shorter_when_somebody_says_so(app: Flask) -> None:
    body = courses.FILES[PLAIN]
    shorter = {**courses.FILES, PLAIN: body[: body.index(b"## Dua")]}
    assert not sites.publish(app, shorter).changed
    assert sites.publish(app, shorter, dropped=["X01-03"]).changed


def test_a_text_may_become_shorter_in_its_middle(app: Flask) -> None:
    assert sites.publish(app, changed(PLAIN, "Bagian pertama.\n", "Awal.\n")).changed


@pytest.mark.parametrize(
    "gone", ["03-tanpa-kuis", QUIZ, "01-lengkap/lesson.en.md", "01-lengkap/lesson.md", "course.md"]
)
def test_what_vanished_from_the_folder_goes_on_serving(app: Flask, gone: str) -> None:
    done = sites.publish(app, without(gone))
    assert not done.changed
    assert all(problem.file.startswith(courses.SLUG) and problem.line for problem in done.problems)
    assert served(app) == courses.FILES


def test_a_module_that_turns_back_into_a_title_goes_on_serving(app: Flask) -> None:
    assert not sites.publish(app, changed(PLAIN, "menit: 5", "menit: 5\nsegera: ya")).changed
    assert served(app) == courses.FILES


def test_a_module_leaves_when_somebody_drops_it_by_name(app: Flask) -> None:
    assert sites.publish(app, without("03-tanpa-kuis"), dropped=["X01-03"]).changed
    assert app.test_client().get(courses.PLAIN_URL).status_code == 404


def test_dropping_one_module_does_not_excuse_another(app: Flask) -> None:
    done = sites.publish(app, without("03-tanpa-kuis", "02-uraian"), dropped=["X01-03"])
    assert not done.changed
    assert "X01-02" in " ".join(problem.message for problem in done.problems)


def test_a_course_does_not_take_the_address_of_another(app: Flask) -> None:
    files = {path: body.replace(b"kode: X01", b"kode: X02") for path, body in courses.FILES.items()}
    done = sites.publish(app, files)
    assert not done.changed
    assert [problem.file for problem in done.problems] == [f"{courses.SLUG}/course.md"]


def test_a_module_code_of_another_course_is_an_error_at_its_lesson(app: Flask) -> None:
    commons = actions.read_commons(courses.COMMONS)
    draft = actions.check("lain", courses.FILES, commons, {"X01-03": "/kursus/asli/tanpa-kuis"})
    assert [problem.file for problem in draft.problems] == [f"lain/{PLAIN}"]


def test_a_folder_may_be_renamed_and_its_course_keeps_its_learners(app: Flask) -> None:
    assert sites.publish(app, slug="nama-baru").changed
    assert app.test_client().get("/kursus/nama-baru/lengkap").status_code == 200
    assert app.test_client().get(courses.LESSON_URL).status_code == 404


def test_broken_shared_files_change_nothing_that_is_shared(app: Flask) -> None:
    broken = actions.read_commons({**courses.COMMONS, "pembuka.md": b"---\njudul: Setengah"})
    with app.app_context():
        assert not actions.keep_commons(db.session(), broken)
        assert queries.shared(db.session(), "pembuka")["id"]["title"] == "Apa langkah Anda?"


def test_shared_files_that_are_not_there_stay_as_they_were_published(app: Flask) -> None:
    with app.app_context():
        assert not actions.keep_commons(db.session(), actions.read_commons({}))
        assert len(queries.records(db.session())) == 2


def test_ids_are_written_once() -> None:
    files = {
        "01-a/quiz.md": b"---\nkuis: K\n---\n\n## Satu\n\n- (x) A\n- ( ) B\n\n## Dua\nid: dua\n\n- (x) A\n- ( ) B\n"
    }
    first = actions.with_ids(files, lambda text: text.replace("## Satu\n", "## Satu\nid: baru\n"))
    assert list(first) == ["01-a/quiz.md"]
    assert (
        actions.with_ids({"01-a/media/x.svg": b"x", "02-b/lesson.md": b"\xff"}, lambda text: text + "!") == {}
    )
