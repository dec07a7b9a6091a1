"""The doors of accounts as a browser sees them: signing up and in, and what comes over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra import passwords
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.lessons.models import Place, PracticeAnswer
from literasi.progress.models import Completion, Response
from literasi.quizzes.models import AnswerEvent, Attempt
from tests.accounts.browsing import NEW, NOON, change, rows
from tests.makers import courses, entering, people, quizzes, sites
from tests.makers.entering import is_in, problems, sign_in, sign_up, value_of

# Signing up and in


def test_a_guest_half_through_signs_up_and_goes_on_where_she_was(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    before = entering.cookie(guest)
    done = sign_up(guest)
    assert (done.status_code, done.headers["Location"]) == (303, "/ruang-belajar")
    assert is_in(guest) and guest.get(attempt).status_code == 200
    assert entering.browser_with(app, before).get(attempt).status_code == 404


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", "\u202e"), ("login", "a"), ("login", "rini@contoh"), ("password", "pendek"), ("age", ""), ("age", "<13"), ("agreed", ""), ("age", "40"), ("password", "warga.baru1")],
)  # fmt: skip
def test_what_is_wrong_at_signing_up_is_said_beside_it_and_the_rest_kept(
    client: FlaskClient, field: str, wrong: str
) -> None:
    done = sign_up(client, **{field: wrong})
    page = done.get_data(as_text=True)
    assert done.status_code == 422 and list(problems(done)) == [field]
    assert value_of(done, "name") == (wrong if field == "name" else entering.NEWCOMER["name"])
    assert value_of(done, "login") == (wrong if field == "login" else entering.NEWCOMER["login"])
    assert entering.NEWCOMER["password"] not in page and "pendek" not in page
    assert ('value="18+" checked' in page) == (field != "age")


def test_a_name_that_is_taken_keeps_what_was_typed(client: FlaskClient, rini: FlaskClient) -> None:
    done = sign_up(client, login="Rini")
    assert done.status_code == 422 and list(problems(done)) == ["login"]
    assert value_of(done, "login") == "rini"


def test_signing_up_with_an_address_sends_a_letter_that_makes_it_hers(
    app: Flask, client: FlaskClient
) -> None:
    sign_up(client, login="Baru@Contoh.Example")
    ((recipient, letter),) = entering.letters(app)
    code = entering.code_in(letter)
    assert recipient == "baru@contoh.example"
    sites.post(app.test_client(), "/lupa-sandi", {"login": recipient})
    assert len(entering.letters(app)) == 1
    assert recipient in app.test_client().get(f"/surel/{code}").get_data(as_text=True)
    assert sites.post(app.test_client(), f"/surel/{code}").status_code == 303
    sites.post(app.test_client(), "/lupa-sandi", {"login": recipient})
    assert len(entering.letters(app)) == 2
    assert sites.post(app.test_client(), f"/surel/{code}").status_code == 404


def test_a_child_is_told_to_wait_and_shown_the_code_to_go_on_with(client: FlaskClient) -> None:
    done = sign_up(client, age="13-15")
    page = client.get(done.headers["Location"]).get_data(as_text=True)
    assert "perlu menyetujuinya" in page and 'class="code"' in page
    assert not is_in(client)


@pytest.mark.parametrize("login", ["rini", " RINI ", "rini@contoh.example", "Rini@Contoh.Example"])
def test_signing_in_works_by_name_and_by_address(app: Flask, rini: FlaskClient, login: str) -> None:
    phone = app.test_client()
    assert sign_in(phone, login, kembali="/kursus").headers["Location"] == "/kursus"
    assert is_in(phone)


@pytest.mark.parametrize(("login", "password"), [("rini", "keliru sekali"), ("tidak.ada", people.PASSWORD), ("", ""), ("rini", "")])  # fmt: skip
def test_what_is_wrong_at_signing_in_is_said_in_the_same_words_and_the_name_kept(
    rini: FlaskClient, client: FlaskClient, login: str, password: str
) -> None:
    done = sign_in(client, login, password, kembali="/kursus")
    assert done.status_code == 422 and "belum cocok" in problems(done)["login"]
    assert (value_of(done, "login"), value_of(done, "kembali")) == (login, "/kursus")
    assert password not in done.get_data(as_text=True) or not password


def test_a_child_who_waits_signs_in_and_is_told_so(app: Flask) -> None:
    people.account(app, "anak", age=AgeBand.FROM_13, consent=State.ASKED)
    phone = app.test_client()
    assert sign_in(phone, "anak", kembali="/kursus").headers["Location"] == "/akun/menunggu"
    assert not is_in(phone) and phone.get("/kode").status_code == 200


def test_suspension_is_told_only_to_who_knows_the_password(app: Flask) -> None:
    people.suspended(app, "rini")
    wrong, right = sign_in(app.test_client(), "rini", "keliru sekali"), sign_in(app.test_client(), "rini")
    assert (wrong.status_code, right.status_code) == (422, 403)
    assert "dinonaktifkan" not in wrong.get_data(as_text=True)
    assert "dinonaktifkan sementara" in problems(right)["login"]


def test_who_has_not_chosen_a_password_cannot_be_guessed_at(app: Flask, rini: FlaskClient) -> None:
    change(app, "rini", password="")
    assert sign_in(app.test_client(), "rini", "").status_code == 422


def test_a_password_hashed_when_less_was_asked_for_is_hashed_anew(app: Flask, rini: FlaskClient) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(people.PASSWORD)
    change(app, "rini", password=cheap)
    for _time in range(2):
        assert sign_in(app.test_client(), "rini").status_code == 303
    ((stored,),) = rows(app, Account.password)
    assert not passwords.outdated(str(stored))


# Merging


def work(app: Flask, client: FlaskClient, *, wrong: tuple[str, ...] = ()) -> str:
    """A lesson begun, a practice question answered, a quiz taken; the attempt's address."""
    sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    page = client.get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
    release = page.partition('name="rilis" value="')[2].partition('"')[0]
    sent = {
        "kunci": f"{clock.now().timestamp():.0f}"[:8].zfill(8) + "-0000-4000-8000-000000000000",
        "rilis": release,
        "j": "0",
    }
    assert sites.post(client, f"{courses.LESSON_URL}/latihan/x-latihan", sent).status_code == 303
    return quizzes.take(app, client, wrong=wrong)


def test_guest_work_comes_over_whole_and_once_and_the_page_says_what(app: Flask, rini: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        hers = work(app, rini)
        time.shift(60)
        phone = app.test_client()
        theirs = work(app, phone)
        answers, responses = rows(app, AnswerEvent.client_uuid), rows(app, Response.item_key, Response.mark)
        assert sign_in(phone, "rini").status_code == 303
    said = " ".join(entering.messages(phone.get("/ruang-belajar")))
    assert "1 pengerjaan kuis" in said and "1 pelajaran" in said
    mine = people.id_of(app, "rini")
    assert rows(app, Attempt.number, Attempt.person_id) == [(1, mine), (2, mine)]
    assert rows(app, AnswerEvent.client_uuid) == answers
    assert sorted(rows(app, Response.item_key, Response.mark), key=str) == sorted(responses, key=str)
    assert set(rows(app, Response.person_id)) == {(mine,)}
    assert len(rows(app, PracticeAnswer.id)) == len(rows(app, Place.part_key)) == 1
    assert len(rows(app, Completion.key)) == len(set(rows(app, Completion.key)))
    for attempt in (hers, theirs):
        assert phone.get(f"{attempt}/hasil").status_code == 200


@pytest.mark.parametrize("marks", [(0.9, 0.8), (0.8, 0.9)])
def test_of_a_module_finished_twice_the_better_mark_and_the_first_day_stay(
    app: Flask, rini: FlaskClient, marks: tuple[float, float]
) -> None:
    phone = app.test_client()
    with time_machine.travel(NOON, tick=False) as time:
        work(app, rini)
        time.shift(timedelta(days=1))
        work(app, phone)
        for mark, (number,) in zip(marks, rows(app, Completion.id), strict=True):
            marked(app, int(str(number)), mark)
        sign_in(phone, "rini")
    assert rows(app, Completion.mark, Completion.at) == [(0.9, NOON)]


def marked(app: Flask, completion: int, mark: float) -> None:
    """Have somebody finish a module with this mark."""
    with app.app_context():
        write(
            lambda session: session.execute(
                update(Completion).where(Completion.id == completion).values(mark=mark)
            )
        )
        db.session.remove()


def test_signing_in_twice_or_on_an_empty_device_says_nothing_came_over(app: Flask, rini: FlaskClient) -> None:
    work(app, rini)
    phone = app.test_client()
    for _time in range(2):
        sign_in(phone, "rini")
        assert entering.messages(phone.get("/ruang-belajar")) == []
    assert len(rows(app, Attempt.number)) == 1


def test_an_open_attempt_of_the_guest_goes_on_after_signing_in(
    app: Flask, rini: FlaskClient, guest: FlaskClient
) -> None:
    attempt = sites.start_quiz(guest)
    sign_in(guest, "rini")
    one = quizzes.sheet(app, attempt).asked[0]
    assert quizzes.save(guest, attempt, one.position, quizzes.right_fields(one)).status_code == 200


def test_who_says_that_the_work_here_is_somebody_elses_leaves_it_to_its_code(
    app: Flask, rini: FlaskClient
) -> None:
    phone = app.test_client()
    attempt = sites.start_quiz(phone)
    code = phone.get("/kode").get_data(as_text=True).split('class="code">')[1][:9]
    assert "bukan milik saya" in phone.get("/masuk").get_data(as_text=True)
    done = sign_in(phone, "rini", biarkan="ya")
    assert done.status_code == 303 and phone.get(attempt).status_code == 404
    other = app.test_client()
    assert sites.post(other, "/lanjut", {"kode": code}).status_code == 303
    assert other.get(attempt).status_code == 200


def test_on_a_shared_computer_a_guests_work_is_left_unless_she_says_it_is_hers(app: Flask) -> None:
    shared = app.test_client()
    shared.set_cookie("tampilan", "id.0.0.1")
    sites.start_quiz(shared)
    assert 'name="biarkan" value="ya" checked' in shared.get("/masuk").get_data(as_text=True)


def test_wrong_tries_at_a_name_that_looks_like_a_key_close_nothing_of_hers(
    app: Flask, rini: FlaskClient
) -> None:
    number = people.id_of(app, "rini")
    for name in (f"akun {number}", f"langkah-dua {number}"):
        for _try in range(11):
            sign_in(app.test_client(), name, "keliru sekali")
    sent = {"old": people.PASSWORD, "password": NEW}
    assert sites.post(rini, "/akun/sandi", sent).status_code == 303
