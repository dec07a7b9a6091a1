"""Paper as it comes back: thirty rows typed in, read aloud, stored."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import actions as accounts
from literasi.accounts.rules.consent import State
from literasi.handouts import actions
from literasi.handouts.models import PaperQuiz
from literasi.handouts.queries import Paper
from literasi.handouts.rules import grid as rules
from literasi.handouts.rules.grid import Typed
from literasi.handouts.rules.papers import Version
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.attacks.oracles import rows
from tests.house.pages import problems
from tests.makers import classes, courses, handouts, people, quizzes, sites

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_rows_are_read_aloud_before_they_count(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper)}, paper)
    done = handouts.checked(teacher, grid, form)
    total = len(paper.items)
    assert done.status_code == 200 and f"{total} dari {total} tepat, 100%" in handouts.text(done)
    assert handouts.attempts(app) == []
    assert sites.post(teacher, grid, {**form, "aksi": "simpan"}).status_code == 422  # not shown as it is
    assert handouts.attempts(app) == []


@pytest.mark.parametrize("version", Version)
def test_the_key_typed_as_a_row_is_an_attempt_with_everything_right(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str], version: Version
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper, version)}, paper)
    assert handouts.stored(teacher, grid, form).status_code == 303
    (one,) = handouts.attempts(app)
    assert (one.percent, one.passed, one.paper) == (100, True, paper.public_id)
    assert one.person_id == people.id_of(app, "ani")
    assert "Tersimpan, 100%" in handouts.opened(teacher, grid).replace("</b>", "")


def test_the_same_answers_earn_the_same_on_paper_and_online(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    row = handouts.wrong(paper)
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: row}, paper))
    url = sites.start_quiz(people.device(app, "budi"))
    sheet = quizzes.sheet(app, url)
    mine = {one.question.key for one in paper.items}
    shared = [one for one in sheet.asked if one.question.key in mine]
    typed = quizzes.sheet(app, f"/pengerjaan/{handouts.attempts(app)[0].public_id}")
    marks = {one.question.key: one.mark for one in typed.asked}
    by_key = {one.question.key: one.answer for one in typed.asked}
    sent = {one.position: quizzes.fields(one, by_key[one.question.key]) for one in shared}
    quizzes.send_page(people.device(app, "budi"), url, sent, "kirim-juga")
    online = {one.question.key: one.mark for one in quizzes.sheet(app, url).asked if one in shared or one.question.key in mine}  # fmt: skip
    assert online and online == {key: marks[key] for key in online}


def test_right_rows_are_stored_and_wrong_ones_stay_with_their_problem(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    good = handouts.right(paper)
    slip = Typed("A", "Z" + good.run[1:], good.cells)
    rows = {members["ani"]: good, members["budi"]: slip}
    done = handouts.stored(teacher, grid, handouts.form_of(rows, paper))
    page = handouts.text(done)
    assert done.status_code == 422 and "1 lembar tersimpan." in page
    assert "Budi, soal 1: tulis" in page and f'value="{slip.run}"' in page
    assert problems(done.get_data(as_text=True), done.headers["Content-Security-Policy"]) == []
    assert [one.person_id for one in handouts.attempts(app)] == [people.id_of(app, "ani")]


def test_every_fault_stands_on_top_and_leads_to_its_field(
    teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    run = handouts.right(paper).run
    faulty = {members["ani"]: Typed("", run), members["budi"]: Typed("A", "Z" + run[1:])}
    page = handouts.text(handouts.checked(teacher, grid, handouts.form_of(faulty, paper)))
    assert "2 hal perlu dibetulkan" in page
    for field in (f"v-{members['ani']}", f"h-{members['budi']}"):
        assert page.index(f'href="#{field}"') < page.index("<table") < page.index(f'id="{field}"')
        assert "aria-invalid" in page[page.index(f'id="{field}"') :].partition(">")[0]


def test_a_row_sent_twice_counts_once(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper)}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, grid, form))))
    for _time in range(2):
        assert sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"}).status_code == 303
    assert len(handouts.attempts(app)) == 1
    assert "sudah tersimpan sebelumnya" in handouts.opened(teacher, grid)


def test_other_answers_on_the_same_paper_are_told_and_change_nothing(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.wrong(paper)}, paper))
    assert done.status_code == 422 and "sudah tersimpan dengan jawaban lain" in handouts.text(done)
    assert [one.percent for one in handouts.attempts(app)] == [100]


def test_the_same_row_on_the_other_version_is_another(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    empty = "-" * len(handouts.right(paper).run)
    first, second = (
        handouts.stored(teacher, grid, handouts.form_of({members["ani"]: Typed(version, empty)}, paper))
        for version in Version
    )
    assert first.status_code == 303 and len(handouts.attempts(app)) == 1
    assert second.status_code == 422 and "sudah tersimpan dengan jawaban lain" in handouts.text(second)


def test_whoever_is_at_the_quiz_online_is_named(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    sites.start_quiz(people.device(app, "ani"))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    page = handouts.text(done)
    assert done.status_code == 422 and "Ani: Kuis ini sedang dikerjakan di layar." in page
    assert handouts.right(paper).run in page and len(handouts.attempts(app)) == 1


def test_tries_count_on_paper_too(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, members: dict[str, str]
) -> None:
    grid = f"{classes.given(app, 'bu-guru', classroom, tries=1)}/kertas"
    quizzes.take(app, people.device(app, "ani"))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    assert done.status_code == 422 and "sudah terpakai semua" in handouts.text(done)
    assert [one.paper for one in handouts.attempts(app)] == [None]


def test_only_those_who_agreed_are_on_the_grid_and_the_others_are_counted(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    page = handouts.opened(teacher, grid)
    assert members["menunggu"] not in page and "1 siswa tidak tampil" in page
    form = handouts.form_of({members["menunggu"]: handouts.right(paper)}, paper)
    handouts.stored(teacher, grid, form)
    assert handouts.attempts(app) == []


@pytest.mark.parametrize(
    ("later", "said", "standing"),
    [
        (timedelta(days=1), "Belum ada", "Tuntas, 100%"),
        (timedelta(days=7, hours=2), "dicatat terlambat", "terlambat"),
        (timedelta(days=30), "dicatat diterima saat ditutup", "terlambat"),
    ],
)
def test_what_is_typed_late_is_late_and_never_lost(
    app: Flask, later: timedelta, said: str, standing: str
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        teacher = people.account(app, "bu-guru", Role.TEACHER)
        people.account(app, "ani")
        classroom, _code = classes.made(app, "bu-guru", learners=["ani"])
        grid = f"{classes.given(app, 'bu-guru', classroom)}/kertas"
        paper = handouts.paper(app, handouts.made(teacher))
        member = classes.members_of(app, "bu-guru", classroom)["ani"]
        clock.shift(later)
        teacher = people.device(app, "bu-guru")
        assert said in handouts.opened(teacher, grid)
        done = handouts.stored(teacher, grid, handouts.form_of({member: handouts.right(paper)}, paper))
        assert done.status_code == 303
        page = handouts.opened(teacher, classroom)
    assert "Tuntas, 100%" in page and standing in page and "sesudah ditutup" not in page


def test_a_pupil_can_read_that_it_was_typed_and_by_whom(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    pupil = people.device(app, "ani")
    result = handouts.opened(pupil, f"/pengerjaan/{handouts.attempts(app)[0].public_id}/hasil")
    assert "ditulis di kertas, diketik oleh guru" in result


def test_the_teacher_sees_that_an_attempt_is_from_paper(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    opened = f"{classes.page_of(app, classroom, 'ani')}/{handouts.attempts(app)[0].public_id}"
    sites.post(teacher, opened, {})
    assert "dari kertas" in handouts.opened(teacher, opened)


def test_of_several_papers_the_teacher_says_which(teacher: FlaskClient, paper: Paper, grid: str) -> None:
    other = handouts.made(teacher)
    page = handouts.opened(teacher, grid)
    assert paper.name in page and handouts.public_id(other) in page
    assert teacher.get(f"{grid}?lembar={paper.public_id}").status_code == 200
    assert teacher.get(f"{grid}?lembar=tidak-ada").status_code == 404


def test_without_a_paper_the_grid_leads_to_one(teacher: FlaskClient, grid: str) -> None:
    assert f"{courses.LESSON_URL}/kertas" in handouts.opened(teacher, grid)


def test_a_colleague_of_the_class_types_in_what_was_printed(
    app: Flask, teacher: FlaskClient, paper: Paper
) -> None:
    colleague = people.account(app, "pak-guru", Role.TEACHER)
    people.account(app, "ani")
    classroom, _code = classes.made(app, "bu-guru", learners=["ani"], colleagues=["pak-guru"])
    grid = f"{classes.given(app, 'bu-guru', classroom)}/kertas"
    assert paper.name in handouts.opened(colleague, grid)


def test_a_paper_stays_with_the_class_that_its_maker_left(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    colleague = people.account(app, "pak-guru", Role.TEACHER)
    sites.post(teacher, f"{classroom}/guru", {"login": "pak-guru"})
    left = people.public_id_of(app, "bu-guru")
    assert sites.post(colleague, f"{classroom}/guru/{left}/keluar", {}).status_code == 303
    form = handouts.form_of({members["ani"]: handouts.right(paper)}, paper)
    assert paper.name in handouts.opened(colleague, grid)
    assert handouts.stored(colleague, grid, form).status_code == 303
    elsewhere, _code = classes.made(app, "pak-guru")
    other = f"{classes.given(app, 'pak-guru', elsewhere)}/kertas?lembar={paper.public_id}"
    assert colleague.get(other).status_code == 404


def test_a_paper_stays_with_the_class_whose_maker_is_forgotten(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str
) -> None:
    colleague = people.account(app, "pak-guru", Role.TEACHER)
    sites.post(teacher, f"{classroom}/guru", {"login": "pak-guru"})
    me = people.id_of(app, "bu-guru")
    with app.app_context():
        write(lambda session: accounts.erase(session, [me], clock.now()))
        db.session.remove()
    assert paper.name in handouts.opened(colleague, grid)
    assert [row["person_id"] for row in rows(app, "paper_quiz")] == [None]


def test_a_class_closed_meanwhile_takes_nothing_and_keeps_what_was_typed(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    row = handouts.right(paper)
    form = handouts.form_of({members["ani"]: row}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, grid, form))))
    sites.post(teacher, f"{classroom}/keadaan", {"aksi": "tutup"})
    done = sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"})
    page = handouts.text(done)
    assert done.status_code == 422 and handouts.attempts(app) == []
    assert "sudah ditutup" in page and f'value="{row.run}"' in page and "Simpan 1 lembar" not in page
    fresh = handouts.opened(teacher, grid)
    assert "sudah ditutup" in fresh and 'name="h-' not in fresh and "Periksa</button>" not in fresh
    sites.post(teacher, f"{classroom}/keadaan", {"aksi": "buka"})
    assert sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"}).status_code == 303


def test_rows_are_called_by_the_number_of_the_class_list(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    for number, name in ((1, "menunggu"), (2, "ani")):
        there = f"{classroom}/anggota/{members[name]}"
        sites.post(teacher, there, {"name": name.capitalize(), "number": str(number)})
    slip = Typed("A", "Z" + handouts.right(paper).run[1:])
    page = handouts.text(handouts.checked(teacher, grid, handouts.form_of({members["ani"]: slip}, paper)))
    assert (
        ">2. Ani</span>" in page
        and "2. Ani, soal 1: tulis" in page
        and "1. " not in page.split("</thead>")[1]
    )


def test_a_large_class_is_typed_a_page_at_a_time(
    app: Flask,
    teacher: FlaskClient,
    paper: Paper,
    grid: str,
    members: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MOST_ROWS", 2)
    first, second = handouts.opened(teacher, grid), handouts.opened(teacher, f"{grid}?hal=2")
    assert [members[name] in first for name in ("ani", "budi", "citra")] == [True, True, False]
    assert members["citra"] in second and members["ani"] not in second
    form = handouts.form_of({members["citra"]: handouts.right(paper)}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, f"{grid}?hal=2", form))))
    classes.consent_becomes(app, "ani", State.WITHDRAWN)  # now Citra stands on the first page
    done = sites.post(teacher, f"{grid}?hal=2", {**form, **shown, "aksi": "simpan"})
    assert done.status_code == 303 and done.headers["Location"].endswith("hal=2")
    assert [one.person_id for one in handouts.attempts(app)] == [people.id_of(app, "citra")]


def test_a_paper_that_nobody_else_can_type_goes_with_its_teacher_and_the_work_stays(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    me = people.id_of(app, "bu-guru")
    with app.app_context():
        write(lambda session: actions.erase(session, [me]))
        assert db.session.query(PaperQuiz).count() == 0
        db.session.remove()
    assert len(handouts.attempts(app)) == 1


def test_whoever_waits_to_be_a_teacher_tries_the_grid_with_pupils_who_are_made_up(app: Flask) -> None:
    waiting = people.account(app, "calon")
    people.asked_for_role(app, "calon")
    room = sites.post(waiting, "/kelas/contoh", {}).headers["Location"]
    address = re.findall(rf"{room}/tugas/\w{{16}}", handouts.text(waiting.get(f"{room}/tugas")))[0]
    grid = waiting.get(f"{address}/kertas")
    assert grid.status_code == 200 and "Data latihan" in handouts.text(grid)
