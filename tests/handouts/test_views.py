"""Paper as a teacher makes it, prints it and shows it on the wall."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.models import Account
from literasi.handouts.queries import Paper
from literasi.handouts.rules.keys import key_cell
from literasi.handouts.rules.papers import Version
from literasi.infra.db import db, write
from literasi.kernel.roles import Role
from tests.house.pages import problems
from tests.makers import courses, gatherings, handouts, people


def address(paper: Paper) -> str:
    return f"/lembar/{paper.public_id}"


def test_what_paper_cannot_carry_is_said_before_it_is_made(teacher: FlaskClient) -> None:
    page = handouts.opened(teacher, f"{courses.LESSON_URL}/kertas")
    assert "Tidak ikut di kertas" in page and "Seberapa berguna modul ini?" in page
    assert f"{courses.LESSON_URL}/kertas" in handouts.opened(teacher, courses.LESSON_URL)


def test_a_quiz_of_essays_alone_makes_no_paper(app: Flask, teacher: FlaskClient) -> None:
    page = handouts.opened(teacher, "/kursus/kursus-percobaan/uraian/kertas")
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
        assert "RAHASIA-" not in handouts.opened(teacher, address(paper) + path).replace("RAHASIA bukan", "")
    key = handouts.opened(teacher, f"{address(paper)}/kunci")
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


def test_the_wall_shows_no_name_and_no_answer_while_a_session_runs(
    teacher: FlaskClient, paper: Paper
) -> None:
    path = f"{address(paper)}/layar?soal=1&buka=ya"
    assert "RAHASIA" in handouts.opened(teacher, path) or "Jawaban yang diharapkan" in handouts.opened(
        teacher, path
    )
    gatherings.hold(teacher)
    page = handouts.opened(teacher, path)
    assert "masih berjalan" in page and "RAHASIA" not in page and "diharapkan" not in page
    assert "bu-guru" not in page.partition("<main")[2]


def test_hands_are_shown_and_not_stored(app: Flask, teacher: FlaskClient, paper: Paper) -> None:
    number = next(one.number for one in paper.versions[Version.A] if one.by_letter)
    page = handouts.opened(teacher, f"{address(paper)}/layar?soal={number}&buka=ya&t0=17")
    assert "17 tangan" in page


def test_a_booklet_is_for_everybody_and_its_keys_for_whoever_teaches(
    client: FlaskClient, teacher: FlaskClient
) -> None:
    page = handouts.opened(client, f"{courses.LESSON_URL}/cetak")
    assert "Mengapa perlu bertanya?" in page and "RAHASIA" not in page and "Kunci latihan" not in page
    assert "Kunci latihan" in handouts.opened(teacher, f"{courses.LESSON_URL}/cetak")
    assert "RAHASIA-fasilitator" not in handouts.opened(teacher, f"{courses.LESSON_URL}/cetak")


def test_the_guide_has_the_notes_the_plan_and_what_wrong_choices_tell(
    app: Flask, teacher: FlaskClient, client: FlaskClient
) -> None:
    page = handouts.opened(teacher, f"{courses.LESSON_URL}/panduan")
    assert "RAHASIA-fasilitator" in page and "Rencana 40 menit" in page and "RAHASIA-bs2-benar" in page
    assert client.get(f"{courses.LESSON_URL}/panduan").status_code == 303
    assert people.account(app, "warga").get(f"{courses.LESSON_URL}/panduan").status_code == 404
    assert "belum menulis catatan" in handouts.opened(teacher, f"{courses.PLAIN_URL}/panduan")
