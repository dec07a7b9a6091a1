"""The doors of accounts as a browser sees them: what comes over, what is kept when something is wrong, what ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from literasi.accounts import actions
from literasi.accounts.models import Account, Device, Ticket
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.tickets import Purpose
from literasi.infra import passwords, vault
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.lessons.models import Place, PracticeAnswer
from literasi.progress.models import Completion, Response
from literasi.quizzes.models import AnswerEvent, Attempt
from tests.makers import courses, entering, people, quizzes, sites
from tests.makers.entering import is_in, problems, sign_in, sign_up, value_of

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "hujan di Kakaskasen"


@pytest.fixture
def rini(app: Flask) -> FlaskClient:
    """A browser in which Rini is signed in."""
    return people.account(app, "rini", email="rini@contoh.example")


def change(app: Flask, who: str, /, **values: object) -> None:
    """Change columns of somebody's account."""
    number = people.id_of(app, who)
    with app.app_context():
        write(
            lambda session: session.execute(
                update(Account).where(Account.person_id == number).values(**values)
            )
        )
        db.session.remove()


def second_step(app: Flask, username: str) -> None:
    """Give somebody an authenticator app with SECRET."""
    change(app, username, second_step=vault.sealed(SECRET, (sites.KEY,)))


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


def rows(app: Flask, *columns: object) -> list[tuple[object, ...]]:
    with app.app_context():
        found = [tuple(row) for row in db.session.execute(select(*columns)).all()]  # type: ignore[call-overload]
        db.session.remove()
    return found


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
    assert sign_in(app.test_client(), recipient, NEW).status_code == 422
    assert recipient in app.test_client().get(f"/surel/{code}").get_data(as_text=True)
    assert sites.post(app.test_client(), f"/surel/{code}").status_code == 303
    assert sign_in(app.test_client(), recipient, NEW).status_code == 303
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


# Leaving, and devices


def test_signing_out_ends_this_device_and_tells_no_code(app: Flask, rini: FlaskClient) -> None:
    held, other = entering.cookie(rini), people.device(app, "rini")
    assert 'class="code"' not in rini.get("/keluar").get_data(as_text=True)
    done = sites.post(rini, "/keluar")
    assert (done.headers["Location"], done.headers["Clear-Site-Data"]) == ("/", '"cache", "storage"')
    assert not is_in(rini) and not is_in(entering.browser_with(app, held)) and is_in(other)


def test_who_is_suspended_can_leave_for_good(app: Flask, rini: FlaskClient) -> None:
    held, number = entering.cookie(rini), people.id_of(app, "rini")

    def suspend(suspended: bool) -> None:
        with app.app_context():
            write(
                lambda session: actions.suspend(session, number, suspended, clock.now(), by=None, actor=None)
            )
            db.session.remove()

    suspend(True)
    assert sites.post(rini, "/keluar").status_code == 303
    suspend(False)
    assert not is_in(entering.browser_with(app, held))


def test_my_devices_are_listed_and_one_can_be_signed_out_from_afar(app: Flask, rini: FlaskClient) -> None:
    phone = app.test_client()
    sign_in(phone, "rini")
    page = rini.get("/akun/perangkat").get_data(as_text=True)
    assert page.count("perangkat ini") == 1 and page.count('<li class="row">') == 2
    (theirs,) = (number for (number, label) in rows(app, Device.id, Device.label) if not label)
    assert sites.post(rini, f"/akun/perangkat/{theirs}/keluar").status_code == 303
    assert is_in(rini) and not is_in(phone)


def test_somebody_elses_device_is_not_ended_by_its_number(app: Flask, rini: FlaskClient) -> None:
    joko = people.account(app, "joko")
    for (number,) in rows(app, Device.id):
        sites.post(rini, f"/akun/perangkat/{number}/keluar")
    assert is_in(joko) and not is_in(rini)


def test_leaving_everywhere_leaves_here_too_and_nobody_else(app: Flask, rini: FlaskClient) -> None:
    phone, joko = people.device(app, "rini"), people.account(app, "joko")
    done = sites.post(rini, "/akun/perangkat/keluar-semua")
    assert '"storage"' in done.headers["Clear-Site-Data"]
    assert [is_in(one) for one in (rini, phone, joko)] == [False, False, True]


# One's account


def test_another_name_is_used_at_once(rini: FlaskClient) -> None:
    assert sites.post(rini, "/akun/nama", {"name": " Rini  S. ", "username": "Rini.S"}).status_code == 303
    page = rini.get("/akun")
    assert (value_of(page, "name"), value_of(page, "username")) == ("Rini S.", "rini.s")


@pytest.mark.parametrize(("field", "wrong"), [("name", ""), ("username", "joko"), ("username", "a b"), ("username", "admin")])  # fmt: skip
def test_a_name_that_will_not_do_keeps_what_was_typed(
    app: Flask, rini: FlaskClient, field: str, wrong: str
) -> None:
    people.account(app, "joko")
    done = sites.post(rini, "/akun/nama", {"name": "Rini", "username": "rini", field: wrong})
    assert done.status_code == 422 and list(problems(done)) == [field]
    assert value_of(done, field) == wrong


def test_one_way_to_sign_in_always_stays(app: Flask, rini: FlaskClient) -> None:
    joko = people.account(app, "joko")
    assert sites.post(joko, "/akun/nama", {"name": "Joko", "username": ""}).status_code == 422
    change(app, "rini", username=None)
    done = sites.post(rini, "/akun/surel", {"email": "", "old": people.PASSWORD})
    assert done.status_code == 422 and list(problems(done)) == ["email"]


PROVED = {
    "/akun/surel": {"email": "baru@contoh.example"},
    "/akun/sandi": {"password": NEW},
    "/akun/dua-langkah/lepas": {},
}


@pytest.mark.parametrize("path", PROVED)
def test_who_only_stands_at_an_open_screen_changes_nothing_that_matters(
    app: Flask, rini: FlaskClient, path: str
) -> None:
    second_step(app, "rini")
    before = rows(app, Account.password, Account.email_asked, Account.second_step)
    done = sites.post(rini, path, {**PROVED[path], "old": "keliru sekali"})
    assert done.status_code == 422 and "belum cocok" in done.get_data(as_text=True)
    assert rows(app, Account.password, Account.email_asked, Account.second_step) == before
    assert sites.post(rini, path, {**PROVED[path], "old": people.PASSWORD}).status_code == 303
    assert rows(app, Account.password, Account.email_asked, Account.second_step) != before


def test_a_new_password_keeps_this_device_and_ends_the_others(app: Flask, rini: FlaskClient) -> None:
    phone = people.device(app, "rini")
    done = sites.post(rini, "/akun/sandi", {"old": people.PASSWORD, "password": NEW})
    assert done.status_code == 303
    assert is_in(rini) and not is_in(phone)
    assert [sign_in(app.test_client(), "rini", one).status_code for one in (people.PASSWORD, NEW)] == [
        422,
        303,
    ]


def test_an_address_counts_once_its_letter_was_opened(app: Flask, rini: FlaskClient) -> None:
    sites.post(rini, "/akun/surel", {"email": "baru@contoh.example", "old": people.PASSWORD})
    assert "belum dipastikan" in rini.get("/akun").get_data(as_text=True)
    ((recipient, letter),) = entering.letters(app)
    assert recipient == "baru@contoh.example"
    assert sites.post(rini, f"/surel/{entering.code_in(letter)}").status_code == 303
    assert rows(app, Account.email, Account.email_asked) == [("baru@contoh.example", None)]


# A password that was forgotten


def test_a_forgotten_password_is_replaced_by_a_letters_link(app: Flask, rini: FlaskClient) -> None:
    sites.post(app.test_client(), "/lupa-sandi", {"login": "rini"})
    ((recipient, letter),) = entering.letters(app)
    code, stranger = entering.code_in(letter), app.test_client()
    assert recipient == "rini@contoh.example" and stranger.get(f"/sandi-baru/{code}").status_code == 200
    weak = sites.post(stranger, f"/sandi-baru/{code}", {"password": "pendek"})
    assert weak.status_code == 422 and list(problems(weak)) == ["password"]
    assert sites.post(stranger, f"/sandi-baru/{code}", {"password": NEW}).status_code == 303
    assert not is_in(rini) and not is_in(stranger)
    assert sign_in(stranger, "rini", NEW).status_code == 303
    assert sites.post(stranger, f"/sandi-baru/{code}", {"password": NEW}).status_code == 404


def test_a_librarians_code_does_the_same_for_people_without_mail(app: Flask) -> None:
    people.account(app, "joko")
    code = entering.ticket(app, Purpose.RESET, "joko")
    phone = app.test_client()
    assert "kode" in phone.get("/sandi-baru").get_data(as_text=True)
    page = phone.get("/sandi-baru", query_string={"kode": f"{code[:4]} {code[4:8]} {code[8:]}".lower()})
    assert page.status_code == 200 and "Kata sandi baru" in page.get_data(as_text=True)
    assert sites.post(phone, f"/sandi-baru/{code}", {"password": NEW}).status_code == 303


def test_a_letter_alone_opens_no_account_that_has_a_second_step(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    code, phone = entering.ticket(app, Purpose.RESET, "rini"), app.test_client()
    sites.post(phone, f"/sandi-baru/{code}", {"password": NEW})
    assert sign_in(phone, "rini", NEW).headers["Location"] == "/masuk/langkah-dua"
    assert not is_in(phone)


# The second step


def test_the_second_step_is_set_up_with_a_code_and_the_password(app: Flask, rini: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False):
        rini.get("/akun/dua-langkah")
        with rini.session_transaction() as session:
            secret = session["step_secret"]
        sent = {"code": pyotp.TOTP(secret).at(NOON), "old": people.PASSWORD}
        for wrong in ({"code": "000000"}, {"old": "keliru sekali"}):
            done = sites.post(rini, "/akun/dua-langkah", {**sent, **wrong})
            assert done.status_code == 422 and list(problems(done)) == list(wrong)
            assert rows(app, Account.second_step) == [(None,)]
        assert sites.post(rini, "/akun/dua-langkah", sent).status_code == 303
    ((stored,),) = rows(app, Account.second_step)
    assert secret not in str(stored) and vault.opened(str(stored), (sites.KEY,)) == secret
    assert "Terpasang" in rini.get("/akun").get_data(as_text=True)


def test_a_code_of_the_app_lets_in_once(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone, thief = app.test_client(), app.test_client()
        for client in (phone, thief):
            assert sign_in(client, "rini", kembali="/kursus").headers["Location"] == "/masuk/langkah-dua"
            assert not is_in(client)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
        assert (done.status_code, done.headers["Location"]) == (303, "/kursus")
        again = sites.post(thief, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert is_in(phone) and not is_in(thief)
    assert again.status_code == 422 and "belum cocok" in problems(again)["code"]


def test_ten_wrong_codes_are_enough(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        tried = [
            sites.post(phone, "/masuk/langkah-dua", {"code": "000000"}).status_code for _try in range(12)
        ]
        right = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert tried == [422] * 10 + [429] * 2 and right.status_code == 429


def test_the_second_step_must_follow_within_five_minutes(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False) as time:
        phone = app.test_client()
        sign_in(phone, "rini")
        time.shift(301)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON + timedelta(seconds=301))})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)


def test_the_second_step_without_the_first_leads_back_to_it(client: FlaskClient) -> None:
    assert client.get("/masuk/langkah-dua").headers["Location"] == "/masuk"
    assert sites.post(client, "/masuk/langkah-dua", {"code": "000000"}).headers["Location"] == "/masuk"


def test_who_is_suspended_between_the_steps_does_not_get_in(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        change(app, "rini", suspended_at=NOON)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)


# Teachers and staff


def test_a_schools_code_makes_a_teacher_and_a_wrong_one_keeps_the_form(app: Flask, rini: FlaskClient) -> None:
    with app.app_context():
        code = write(
            lambda session: actions.invite_school(
                session,
                actions.save_school(session, "SMP Contoh", NOON, by=None),
                sites.KEY,
                clock.now(),
                by=1,
            )
        )
        db.session.remove()
    wrong = sites.post(rini, "/guru", {"code": "ABCD 2345", "school": "SMP Contoh"})
    assert wrong.status_code == 422 and list(problems(wrong)) == ["code"]
    assert (value_of(wrong, "code"), value_of(wrong, "school")) == ("ABCD 2345", "SMP Contoh")
    assert sites.post(rini, "/guru", {"code": code}).status_code == 303
    assert "SMP Contoh" in entering.messages(rini.get("/ruang-belajar"))[0]


def test_without_a_code_a_school_is_needed(rini: FlaskClient) -> None:
    done = sites.post(rini, "/guru", {"school": " ", "code": ""})
    assert done.status_code == 422 and list(problems(done)) == ["school"]


def test_an_invitation_is_shown_accepted_and_over(app: Flask, rini: FlaskClient) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    number = people.id_of(app, "pak-urus")
    with app.app_context():
        code = write(
            lambda session: actions.invite(
                session, Role.LIBRARIAN, sites.KEY, clock.now(), by=number, actor={Role.ADMIN}
            )
        )
        db.session.remove()
    assert "Masuk atau buat akun dulu" in app.test_client().get(f"/undangan/{code}").get_data(as_text=True)
    assert sites.post(rini, f"/undangan/{code}").status_code == 303
    assert sites.post(rini, f"/undangan/{code}").status_code == 404
    assert [used is not None for (used,) in rows(app, Ticket.used_at)] == [True]
