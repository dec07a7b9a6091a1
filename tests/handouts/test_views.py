"""Paper as a teacher meets it: made, printed, typed back, shown on the wall."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.handouts import actions
from literasi.handouts.models import PaperQuiz
from literasi.handouts.queries import Paper
from literasi.handouts.rules import grid as rules
from literasi.handouts.rules.grid import Typed
from literasi.handouts.rules.keys import key_cell
from literasi.handouts.rules.papers import Version
from literasi.infra.db import db, write
from literasi.kernel.roles import Role
from literasi.quizzes.models import Attempt
from tests.house.pages import problems
from tests.makers import classes, courses, gatherings, handouts, people, quizzes, sites

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
PUPILS = ("Ani", "Budi", "Citra")


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A browser of a teacher."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def paper(app: Flask, teacher: FlaskClient) -> Paper:
    """A paper of hers."""
    return handouts.paper(app, handouts.made(teacher))


@pytest.fixture
def classroom(app: Flask, teacher: FlaskClient) -> str:
    """Her class of three who may be seen, and one who waits for a guardian."""
    for name in PUPILS:
        people.account(app, name.casefold())
    people.account(app, "menunggu", age=AgeBand.FROM_13, consent=State.ASKED)
    address, _code = classes.made(app, "bu-guru", learners=[*map(str.casefold, PUPILS), "menunggu"])
    return address


@pytest.fixture
def members(app: Flask, classroom: str) -> dict[str, str]:
    """Their public ids by name."""
    return classes.members_of(app, "bu-guru", classroom)


@pytest.fixture
def grid(app: Flask, classroom: str) -> str:
    """The grid of the module that they were given."""
    return f"{classes.given(app, 'bu-guru', classroom)}/kertas"


def text(client: FlaskClient, path: str) -> str:
    return handouts.text(client.get(path))


def attempts(app: Flask) -> list[Attempt]:
    with app.app_context():
        found = db.session.query(Attempt).order_by(Attempt.id).all()
        db.session.expunge_all()
        db.session.remove()
    return found


def address(paper: Paper) -> str:
    return f"/lembar/{paper.public_id}"


def test_what_paper_cannot_carry_is_said_before_it_is_made(teacher: FlaskClient) -> None:
    page = text(teacher, f"{courses.LESSON_URL}/kertas")
    assert "Tidak ikut di kertas" in page and "Seberapa berguna modul ini?" in page
    assert f"{courses.LESSON_URL}/kertas" in text(teacher, courses.LESSON_URL)


def test_a_quiz_of_essays_alone_makes_no_paper(app: Flask, teacher: FlaskClient) -> None:
    page = text(teacher, "/kursus/kursus-percobaan/uraian/kertas")
    assert "Uraian dinilai orang" in page
    made = handouts.paper(app, handouts.made(teacher, "/kursus/kursus-percobaan/uraian"))
    assert [one.question.key for one in made.items] == ["u-bs"]


def test_every_page_of_a_paper_is_whole(teacher: FlaskClient, paper: Paper) -> None:
    here = address(paper)
    for path in ("", "/soal/A", "/soal/B", "/jawaban", "/kunci", "/layar", "/layar?soal=3&buka=ya&t0=9"):
        answer = teacher.get(here + path)
        assert answer.status_code == 200
        assert problems(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]) == [], path


def test_what_pupils_get_tells_no_key_and_the_key_does(teacher: FlaskClient, paper: Paper) -> None:
    for path in ("/soal/A", "/soal/B", "/jawaban", "/layar", "/layar?versi=B&soal=4"):
        assert "RAHASIA-" not in text(teacher, address(paper) + path).replace("RAHASIA bukan", "")
    key = text(teacher, f"{address(paper)}/kunci")
    for version, asked in paper.versions.items():
        run = "".join(key_cell(one.question, one.arrangement) for one in asked if one.by_letter)
        assert f"Versi {version}" in key and run in key


def test_a_paper_is_there_for_whoever_made_it_alone(app: Flask, paper: Paper) -> None:
    colleague = people.account(app, "pak-guru", Role.TEACHER)
    for path in ("", "/soal/A", "/jawaban", "/kunci", "/layar"):
        assert colleague.get(address(paper) + path).status_code == 404


def test_who_waits_to_be_a_teacher_prints_and_types_nothing(app: Flask, grid: str) -> None:
    waiting = people.account(app, "pak-calon")
    people.asked_for_role(app, "pak-calon")
    assert waiting.get(handouts.made(waiting) + "/kunci").status_code == 200
    assert waiting.get(grid).status_code == 404
    with app.app_context():
        write(
            lambda session: session.query(Account).filter_by(username="pak-calon").update({"age_band": "16"})
        )
        db.session.remove()
    for path in ("kertas", "panduan"):  # keys are for adults
        assert people.device(app, "pak-calon").get(f"{courses.LESSON_URL}/{path}").status_code == 404


def test_rows_are_read_aloud_before_they_count(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper)}, paper)
    done = handouts.checked(teacher, grid, form)
    total = len(paper.items)
    assert done.status_code == 200 and f"{total} dari {total} tepat, 100%" in handouts.text(done)
    assert attempts(app) == []
    assert sites.post(teacher, grid, {**form, "aksi": "simpan"}).status_code == 422  # not shown as it is
    assert attempts(app) == []


@pytest.mark.parametrize("version", Version)
def test_the_key_typed_as_a_row_is_an_attempt_with_everything_right(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str], version: Version
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper, version)}, paper)
    assert handouts.stored(teacher, grid, form).status_code == 303
    (one,) = attempts(app)
    assert (one.percent, one.passed, one.paper) == (100, True, paper.public_id)
    assert one.person_id == people.id_of(app, "ani")
    assert "Tersimpan, 100%" in text(teacher, grid).replace("</b>", "")


def test_the_same_answers_earn_the_same_on_paper_and_online(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    row = handouts.wrong(paper)
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: row}, paper))
    url = sites.start_quiz(people.device(app, "budi"))
    sheet = quizzes.sheet(app, url)
    mine = {one.question.key for one in paper.items}
    shared = [one for one in sheet.asked if one.question.key in mine]
    typed = quizzes.sheet(app, f"/pengerjaan/{attempts(app)[0].public_id}")
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
    assert [one.person_id for one in attempts(app)] == [people.id_of(app, "ani")]


def test_a_row_sent_twice_counts_once(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    form = handouts.form_of({members["ani"]: handouts.right(paper)}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, grid, form))))
    for _time in range(2):
        assert sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"}).status_code == 303
    assert len(attempts(app)) == 1
    assert "sudah tersimpan sebelumnya" in text(teacher, grid)


def test_other_answers_on_the_same_paper_are_told_and_change_nothing(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.wrong(paper)}, paper))
    assert done.status_code == 422 and "sudah tersimpan dengan jawaban lain" in handouts.text(done)
    assert [one.percent for one in attempts(app)] == [100]


def test_the_same_row_on_the_other_version_is_another(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    empty = "-" * len(handouts.right(paper).run)
    first, second = (
        handouts.stored(teacher, grid, handouts.form_of({members["ani"]: Typed(version, empty)}, paper))
        for version in Version
    )
    assert first.status_code == 303 and len(attempts(app)) == 1
    assert second.status_code == 422 and "sudah tersimpan dengan jawaban lain" in handouts.text(second)


def test_whoever_is_at_the_quiz_online_is_named(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    sites.start_quiz(people.device(app, "ani"))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    page = handouts.text(done)
    assert done.status_code == 422 and "Ani: Kuis ini sedang dikerjakan di layar." in page
    assert handouts.right(paper).run in page and len(attempts(app)) == 1


def test_tries_count_on_paper_too(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, members: dict[str, str]
) -> None:
    grid = f"{classes.given(app, 'bu-guru', classroom, tries=1)}/kertas"
    quizzes.take(app, people.device(app, "ani"))
    done = handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    assert done.status_code == 422 and "sudah terpakai semua" in handouts.text(done)
    assert [one.paper for one in attempts(app)] == [None]


def test_only_those_who_agreed_are_on_the_grid_and_the_others_are_counted(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    page = text(teacher, grid)
    assert members["menunggu"] not in page and "1 siswa tidak tampil" in page
    form = handouts.form_of({members["menunggu"]: handouts.right(paper)}, paper)
    handouts.stored(teacher, grid, form)
    assert attempts(app) == []


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
        assert said in text(teacher, grid)
        done = handouts.stored(teacher, grid, handouts.form_of({member: handouts.right(paper)}, paper))
        assert done.status_code == 303
        page = text(teacher, classroom)
    assert "Tuntas, 100%" in page and standing in page and "sesudah ditutup" not in page


def test_a_pupil_can_read_that_it_was_typed_and_by_whom(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    pupil = people.device(app, "ani")
    result = text(pupil, f"/pengerjaan/{attempts(app)[0].public_id}/hasil")
    assert "ditulis di kertas, diketik oleh guru" in result


def test_the_teacher_sees_that_an_attempt_is_from_paper(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    opened = f"{classes.page_of(app, classroom, 'ani')}/{attempts(app)[0].public_id}"
    sites.post(teacher, opened, {})
    assert "dari kertas" in text(teacher, opened)


def test_of_several_papers_the_teacher_says_which(teacher: FlaskClient, paper: Paper, grid: str) -> None:
    other = handouts.made(teacher)
    page = text(teacher, grid)
    assert paper.name in page and handouts.public_id(other) in page
    assert teacher.get(f"{grid}?lembar={paper.public_id}").status_code == 200
    assert teacher.get(f"{grid}?lembar=tidak-ada").status_code == 404


def test_without_a_paper_the_grid_leads_to_one(teacher: FlaskClient, grid: str) -> None:
    assert f"{courses.LESSON_URL}/kertas" in text(teacher, grid)


def test_a_colleague_of_the_class_types_in_what_was_printed(
    app: Flask, teacher: FlaskClient, paper: Paper
) -> None:
    colleague = people.account(app, "pak-guru", Role.TEACHER)
    people.account(app, "ani")
    classroom, _code = classes.made(app, "bu-guru", learners=["ani"], colleagues=["pak-guru"])
    grid = f"{classes.given(app, 'bu-guru', classroom)}/kertas"
    assert paper.name in text(colleague, grid)


def test_a_class_closed_meanwhile_takes_nothing_and_keeps_what_was_typed(
    app: Flask, teacher: FlaskClient, paper: Paper, classroom: str, grid: str, members: dict[str, str]
) -> None:
    row = handouts.right(paper)
    form = handouts.form_of({members["ani"]: row}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, grid, form))))
    sites.post(teacher, f"{classroom}/keadaan", {"aksi": "tutup"})
    done = sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"})
    page = handouts.text(done)
    assert done.status_code == 422 and attempts(app) == []
    assert "sudah ditutup" in page and f'value="{row.run}"' in page and "Simpan 1 lembar" not in page
    fresh = text(teacher, grid)
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
    first, second = text(teacher, grid), text(teacher, f"{grid}?hal=2")
    assert [members[name] in first for name in ("ani", "budi", "citra")] == [True, True, False]
    assert members["citra"] in second and members["ani"] not in second
    form = handouts.form_of({members["citra"]: handouts.right(paper)}, paper)
    shown = dict(handouts.SEAL.findall(handouts.text(handouts.checked(teacher, f"{grid}?hal=2", form))))
    classes.consent_becomes(app, "ani", State.WITHDRAWN)  # now Citra stands on the first page
    done = sites.post(teacher, f"{grid}?hal=2", {**form, **shown, "aksi": "simpan"})
    assert done.status_code == 303 and done.headers["Location"].endswith("hal=2")
    assert [one.person_id for one in attempts(app)] == [people.id_of(app, "citra")]


def test_the_wall_shows_no_name_and_no_answer_while_a_session_runs(
    teacher: FlaskClient, paper: Paper
) -> None:
    path = f"{address(paper)}/layar?soal=1&buka=ya"
    assert "RAHASIA" in text(teacher, path) or "Jawaban yang diharapkan" in text(teacher, path)
    gatherings.hold(teacher)
    page = text(teacher, path)
    assert "masih berjalan" in page and "RAHASIA" not in page and "diharapkan" not in page
    assert "bu-guru" not in page.partition("<main")[2]


def test_hands_are_shown_and_not_stored(app: Flask, teacher: FlaskClient, paper: Paper) -> None:
    number = next(one.number for one in paper.versions[Version.A] if one.by_letter)
    page = text(teacher, f"{address(paper)}/layar?soal={number}&buka=ya&t0=17")
    assert "17 tangan" in page


def test_a_booklet_is_for_everybody_and_its_keys_for_whoever_teaches(
    client: FlaskClient, teacher: FlaskClient
) -> None:
    page = text(client, f"{courses.LESSON_URL}/cetak")
    assert "Mengapa perlu bertanya?" in page and "RAHASIA" not in page and "Kunci latihan" not in page
    assert "Kunci latihan" in text(teacher, f"{courses.LESSON_URL}/cetak")
    assert "RAHASIA-fasilitator" not in text(teacher, f"{courses.LESSON_URL}/cetak")


def test_the_guide_has_the_notes_the_plan_and_what_wrong_choices_tell(
    app: Flask, teacher: FlaskClient, client: FlaskClient
) -> None:
    page = text(teacher, f"{courses.LESSON_URL}/panduan")
    assert "RAHASIA-fasilitator" in page and "Rencana 40 menit" in page and "RAHASIA-bs2-benar" in page
    assert client.get(f"{courses.LESSON_URL}/panduan").status_code == 303
    assert people.account(app, "warga").get(f"{courses.LESSON_URL}/panduan").status_code == 404
    assert "belum menulis catatan" in text(teacher, f"{courses.PLAIN_URL}/panduan")


def test_a_paper_goes_with_its_teacher_and_the_work_stays(
    app: Flask, teacher: FlaskClient, paper: Paper, grid: str, members: dict[str, str]
) -> None:
    handouts.stored(teacher, grid, handouts.form_of({members["ani"]: handouts.right(paper)}, paper))
    with app.app_context():
        write(lambda session: actions.erase(session, [paper.person_id]))
        assert db.session.query(PaperQuiz).count() == 0
        db.session.remove()
    assert len(attempts(app)) == 1


def test_whoever_waits_to_be_a_teacher_tries_the_grid_with_pupils_who_are_made_up(app: Flask) -> None:
    waiting = people.account(app, "calon")
    people.asked_for_role(app, "calon")
    room = sites.post(waiting, "/kelas/contoh", {}).headers["Location"]
    address = re.findall(rf"{room}/tugas/\w{{16}}", handouts.text(waiting.get(f"{room}/tugas")))[0]
    grid = waiting.get(f"{address}/kertas")
    assert grid.status_code == 200 and "Data latihan" in handouts.text(grid)
