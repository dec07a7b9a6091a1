"""The queue, one answer after the other, and everything at once, as markers and learners see them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from literasi.accounts.models import Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.trail import Act
from literasi.infra.db import db
from literasi.kernel.roles import Role
from literasi.marking.models import Mark
from tests.house.pages import problems
from tests.makers import courses, marking, people, quizzes, sites

MAHIR, KOSONG = "3", "0"


@pytest.fixture
def librarian(app: Flask) -> FlaskClient:
    return people.account(app, "bu-pustaka", Role.LIBRARIAN)


@pytest.fixture
def attempt(app: Flask) -> str:
    """An essay that rini handed in."""
    return marking.essay(app, people.account(app, "rini"))


@pytest.fixture
def waiting(app: Flask, attempt: str) -> str:
    """Its address in the queue."""
    return f"/penilaian/{marking.piece_of(app, attempt)}"


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def give(client: FlaskClient, path: str, level: str = MAHIR, **more: str) -> int:
    return sites.post(client, path, {"k0": level, **more}).status_code


def count(app: Flask, table: type, *where: object) -> int:
    with app.app_context():
        found = db.session.execute(select(func.count()).select_from(table).where(*where)).scalar_one()  # type: ignore[arg-type]  # conditions
        db.session.remove()
    return found


def test_what_was_handed_in_waits_in_the_queue(app: Flask, librarian: FlaskClient, waiting: str) -> None:
    page = text(librarian, "/penilaian")
    assert "1 uraian menunggu" in page and waiting in page and "Rini" in page


def test_a_marker_reads_question_answer_and_rubric(librarian: FlaskClient, waiting: str) -> None:
    page = text(librarian, waiting)
    assert marking.TEXT in page and "RAHASIA-rubrik kejelasan" in page and "Mahir" in page


def test_a_mark_settles_the_result_and_the_learner_is_told(
    app: Flask, librarian: FlaskClient, attempt: str, waiting: str
) -> None:
    assert give(librarian, waiting, komentar="Jelas dan runtut.") == 303
    learner = people.device(app, "rini")
    assert "Uraian Anda untuk “Modul Uraian” sudah dinilai." in text(learner, "/kabar")
    result = text(learner, f"/pengerjaan/{attempt}/hasil")
    assert "Tuntas. Satu helai bunga terisi." in result
    assert "Jelas dan runtut." in result and "Mahir" in result and "oleh pustakawan" in result
    assert "Bu-Pustaka" not in result


def test_a_low_mark_does_not_pass(app: Flask, librarian: FlaskClient, attempt: str, waiting: str) -> None:
    give(librarian, waiting, KOSONG)
    assert "Belum tuntas" in text(people.device(app, "rini"), f"/pengerjaan/{attempt}/hasil")


def test_save_and_next_leads_to_the_next_essay_and_at_the_end_to_the_queue(
    app: Flask, librarian: FlaskClient, waiting: str
) -> None:
    second = f"/penilaian/{marking.piece_of(app, marking.essay(app, sites.guest(app)))}"
    assert sites.post(librarian, waiting, {"k0": MAHIR}).headers["Location"] == second
    assert sites.post(librarian, second, {"k0": MAHIR}).headers["Location"] == "/penilaian"
    assert "Anda nilai hari ini: 2" in text(librarian, "/penilaian")


def test_what_is_missing_is_said_and_what_was_typed_stays(librarian: FlaskClient, waiting: str) -> None:
    answer = sites.post(librarian, waiting, {"komentar": "Hampir <b>tepat</b>."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Pilih satu tingkat" in page and "Hampir &lt;b&gt;tepat&lt;/b&gt;." in page


def test_a_second_mark_needs_its_reason_and_the_level_stays_chosen(
    librarian: FlaskClient, waiting: str
) -> None:
    give(librarian, waiting)
    assert "Riwayat nilai" in text(librarian, waiting) and "Alasan mengubah nilai" in text(librarian, waiting)
    answer = sites.post(librarian, waiting, {"k0": KOSONG, "dilihat": "1"})
    assert answer.status_code == 422 and 'name="k0" value="0" checked' in answer.get_data(as_text=True)
    assert give(librarian, waiting, KOSONG, dilihat="1", alasan="Terbaca ulang.") == 303


def test_of_two_who_began_at_once_the_second_is_shown_the_first_and_keeps_her_words(
    app: Flask, librarian: FlaskClient, waiting: str
) -> None:
    other = people.account(app, "pak-urus", Role.ADMIN)
    give(librarian, waiting, komentar="Dari pustakawan.")
    asked = sites.post(other, waiting, {"k0": KOSONG, "komentar": "Dari pengelola.", "dilihat": "0"})
    shown = asked.get_data(as_text=True)
    assert asked.status_code == 409 and "Tulis alasan bila nilai Anda menggantikannya" in shown
    assert "Dari pustakawan." in shown and "Dari pengelola." in shown and 'name="dilihat" value="1"' in shown
    assert problems(shown) == []
    assert give(other, waiting, KOSONG, komentar="Dari pengelola.", dilihat="1", alasan="Kurang.") == 303
    page = text(librarian, waiting)
    assert "Dari pustakawan." in page and "Dari pengelola." in page


def test_the_work_of_a_minor_is_opened_by_a_button_that_leaves_a_trace(
    app: Flask, librarian: FlaskClient
) -> None:
    attempt = marking.essay(app, people.account(app, "murid", age=AgeBand.FROM_13))
    path, looked = f"/penilaian/{marking.piece_of(app, attempt)}", Trace.act == Act.LOOKED
    whole = f"/penilaian/pengerjaan/{attempt}"
    for page in (path, whole, f"{whole}/1"):
        assert marking.TEXT not in text(librarian, page)
    assert count(app, Trace, looked) == 0
    assert sites.post(librarian, f"{path}/buka").headers["Location"] == path
    assert marking.TEXT in text(librarian, path) and marking.TEXT in text(librarian, whole)
    assert count(app, Trace, looked, Trace.subject_id == people.id_of(app, "murid")) == 1
    sites.post(librarian, f"{whole}/buka")
    assert count(app, Trace, looked) == 1


def test_the_work_of_an_adult_leaves_none(app: Flask, librarian: FlaskClient, waiting: str) -> None:
    assert sites.post(librarian, f"{waiting}/buka").status_code == 303
    assert marking.TEXT in text(librarian, waiting) and count(app, Trace, Trace.act == Act.LOOKED) == 0


def test_a_mark_of_any_question_can_be_changed_and_the_learner_reads_why(
    app: Flask, librarian: FlaskClient, attempt: str, waiting: str
) -> None:
    give(librarian, waiting)
    position = quizzes.asked(app, f"/pengerjaan/{attempt}", "u-bs").position
    path = f"/penilaian/pengerjaan/{attempt}/{position}"
    refused = sites.post(librarian, path, {"nilai": "lima"})
    assert refused.status_code == 422 and 'value="lima"' in refused.get_data(as_text=True)
    assert sites.post(librarian, path, {"nilai": "50", "alasan": "Alasannya tepat."}).status_code == 303
    result = text(people.device(app, "rini"), f"/pengerjaan/{attempt}/hasil")
    assert "Diubah dari 100% menjadi 50%" in result and "Alasannya tepat." in result
    (piece,) = set(re.findall(r"/penilaian/(\w{16})\"", text(librarian, "/penilaian"))) - {waiting[-16:]}
    assert librarian.get(f"/penilaian/{piece}").headers["Location"] == path
    assert sites.post(librarian, f"/penilaian/{piece}", {"k0": MAHIR}).status_code == 404
    assert "Nilai Anda untuk “Modul Uraian” diubah." in text(people.device(app, "rini"), "/kabar")


def test_an_essay_that_waits_has_no_form_for_a_change(
    app: Flask, librarian: FlaskClient, attempt: str
) -> None:
    position = quizzes.asked(app, f"/pengerjaan/{attempt}", "u-uraian").position
    path = f"/penilaian/pengerjaan/{attempt}/{position}"
    assert librarian.get(path).status_code == 404
    assert sites.post(librarian, path, {"nilai": "50", "alasan": "Ya."}).status_code == 409


def test_while_keys_are_hidden_nothing_of_a_mark_shows(app: Flask, librarian: FlaskClient) -> None:
    quiz = courses.FILES["02-uraian/quiz.md"].replace(
        b"jumlah_soal: 2", b"jumlah_soal: 2\ntampil_kunci: tidak"
    )
    assert sites.publish(app, {**courses.FILES, "02-uraian/quiz.md": quiz}).changed
    attempt = marking.essay(app, people.account(app, "rini"))
    give(librarian, f"/penilaian/{marking.piece_of(app, attempt)}", komentar="Jelas dan runtut.")
    result = text(people.device(app, "rini"), f"/pengerjaan/{attempt}/hasil")
    assert "Tuntas" in result
    assert [word for word in ("Jelas dan runtut.", "Mahir", "RAHASIA", "Dinilai") if word in result] == []


def test_each_identity_finds_only_what_is_hers_to_mark(app: Flask, attempt: str, waiting: str) -> None:
    teacher, others = people.account(app, "bu-guru"), ("rini", "pak-guru", "bu-kepala", "bu-pustaka")
    people.account(app, "pak-guru", Role.TEACHER)
    people.account(app, "bu-kepala", Role.HEAD)
    people.account(app, "bu-pustaka", Role.LIBRARIAN)
    whole = f"/penilaian/pengerjaan/{attempt}"
    forms = {waiting: {"k0": MAHIR}, f"{waiting}/buka": {}, f"{whole}/buka": {}, f"{whole}/1": {"nilai": "0", "alasan": "x"}}  # fmt: skip
    assert teacher.get("/penilaian").status_code == 404
    with marking.a_class(people.id_of(app, "bu-guru"), [people.id_of(app, "rini")]):
        for username in others:
            client = people.device(app, username)
            assert {client.get(path).status_code for path in (waiting, whole, f"{whole}/1")} == {404}
            assert {sites.post(client, path, form).status_code for path, form in forms.items()} == {404}
            assert waiting not in text(client, "/penilaian")
        assert "1 uraian menunggu" in text(teacher, "/penilaian") and marking.TEXT in text(teacher, waiting)
        assert give(teacher, waiting) == 303
    assert count(app, Mark) == 1 and teacher.get(waiting).status_code == 404


def test_a_librarian_sees_on_her_desk_how_many_wait(librarian: FlaskClient, waiting: str) -> None:
    assert 'href="/penilaian">Uraian yang menunggu dinilai</a>: 1' in text(librarian, "/pengelola")


def test_a_corrected_key_is_shown_with_what_it_changes_and_then_applied(
    app: Flask, librarian: FlaskClient, attempt: str, waiting: str
) -> None:
    give(librarian, waiting)
    assert "Belum ada kunci yang dibetulkan" in text(librarian, "/penilaian/hitung-ulang")
    address = marking.corrected(app)
    assert address in text(librarian, "/penilaian/hitung-ulang")
    assert "1 pengerjaan terkirim memakai kunci lama." in text(librarian, address)
    refused = sites.post(librarian, address, {"alasan": " "})
    assert refused.status_code == 422 and "Tulis alasan" in refused.get_data(as_text=True)
    done = sites.post(librarian, address, {"alasan": "Tertukar.\x07"}, follow_redirects=True)
    assert "Tidak ada pengerjaan yang masih memakai kunci lama." in done.get_data(as_text=True)


def test_a_learner_who_shows_her_result_has_its_marks_looked_at(librarian: FlaskClient, attempt: str) -> None:
    address = f"http://localhost/pengerjaan/{attempt}/hasil"
    found = librarian.get("/penilaian/pengerjaan", query_string={"alamat": address})
    assert found.headers["Location"] == f"/penilaian/pengerjaan/{attempt}"
    refused = librarian.get("/penilaian/pengerjaan?alamat=hasil saya")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422 and "Tempel alamat" in page and 'value="hasil saya"' in page
