"""Data saya, withdrawal and requests as people meet them, and what is left afterwards: nothing that says who it was."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.tickets import Purpose
from literasi.catalogue.rules.question import Kind
from literasi.gatherings.models import Gathering, Phone
from literasi.infra import mail
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.progress.models import Completion
from literasi.quizzes.models import Attempt, Pause
from tests.accounts.test_actions import busy_guest
from tests.house.pages import problems
from tests.makers import classes, courses, databases, gatherings, handouts, people, quizzes, sites

CANARY = "RAHASIA"
NAMELESS = {"counter", "erasure", "consent_text", "school", "pulse"}
"""Tables whose rows are of no person, though people make them come about."""


def whole(answer: TestResponse) -> bool:
    return problems(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]) == []


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def opened(answer: TestResponse) -> tuple[str, dict[str, Any]]:
    """The page and the tables of a parcel."""
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as parcel:
        page, data = sorted(parcel.namelist())
        return parcel.read(page).decode(), json.loads(parcel.read(data))["data"]


def exported(client: FlaskClient) -> tuple[str, dict[str, Any]]:
    return opened(sites.post(client, "/akun/data/unduh"))


def withdrawal_code(app: Flask, username: str) -> str:
    number = people.id_of(app, username)
    with app.app_context():
        code = write(lambda session: accounts.make_ticket(session, Purpose.WITHDRAWAL, number, sites.KEY, clock.now()))  # fmt: skip
        db.session.remove()
    return code


def act(app: Flask, action: Any) -> None:
    with app.app_context():
        write(action)
        db.session.remove()


def busy(app: Flask, username: str) -> FlaskClient:
    """Somebody with an account and rows in every table that can hold some of hers."""
    client = busy_guest(app)
    told = {"name": "Rini", "login": username, "password": people.PASSWORD, "age": "18+", "agreed": "ya"}
    assert sites.post(client, "/daftar", told).status_code == 303
    sites.post(client, "/guru", {"school": "SMP Contoh"})
    number = people.id_of(app, username)

    def rest(session: Session) -> None:
        now = clock.now()
        accounts.give_role(session, number, Role.TEACHER, now, by=None, actor=None)
        accounts.make_ticket(session, Purpose.RESET, number, sites.KEY, now)
        session.query(Account).filter_by(person_id=number).update({"email_asked": "rini@contoh.example"})
        mail.post(session, "rini@contoh.example", "Surat", "Isi", now, (sites.KEY,))
        attempt = session.query(Attempt).filter_by(person_id=number).first()
        assert attempt is not None
        session.add(Pause(attempt_id=attempt.id, began_at=now, ended_at=now + timedelta(minutes=1)))
        if not session.query(Completion).filter_by(person_id=number).count():
            session.add(Completion(person_id=number, key="L01-01", release_id=1, mark=None, at=now))

    act(app, rest)
    gatherings.hold(client)
    handouts.made(client)
    act(app, lambda session: _sat_down(session, number))
    taught, _code = classes.made(app, username)
    classes.asked_for(app, username, taught)
    people.account(app, "guru-lain", Role.TEACHER)
    classes.made(app, "guru-lain", learners=[username])
    return client


def _sat_down(session: Session, number: int) -> None:
    """As if she were somebody lent: an account never is."""
    held = session.query(Gathering).filter_by(person_id=number).one()
    session.add(Phone(gathering_id=held.id, person_id=number, joined_at=clock.now()))


def personal_tables() -> set[str]:
    """Every table whose rows go with a person: found by its keys, so that a new one is not forgotten.

    The trail stays without her, and letters know her only by her address.
    """
    keys = [key for table in db.metadata.sorted_tables for key in table.foreign_keys]
    below = {
        key.parent.table.name
        for key in keys
        if key.ondelete == "CASCADE" and key.column.table.name in ("person", "attempt")
    }
    return below | {"person", "letter", "trace"}


def test_every_table_with_rows_of_a_person_is_in_her_export(app: Flask) -> None:
    _page, data = exported(busy(app, "rini"))
    assert personal_tables() - set(data) == set()
    assert all(data.values()) and not NAMELESS & set(data)


def test_a_page_of_the_export_can_be_read_without_a_network(app: Flask) -> None:
    page, _data = exported(busy(app, "rini"))
    assert page.startswith("<!doctype html>") and "Rini" in page
    assert not re.search(r"src=|href=|<script|<style|url\(", page)


def test_an_answer_is_told_in_words_and_no_key_is(app: Flask) -> None:
    client = sites.guest(app)
    url = sites.start_quiz(client)
    one = quizzes.asked(app, url, "q-pg")
    quizzes.save(client, url, one.position, quizzes.fields(one, quizzes.wrong_answer(one.question)))
    page, data = exported(client)
    assert data["answer_event"][0]["given"] and CANARY not in page + json.dumps(data)


def test_what_is_typed_cannot_break_the_page_of_the_export(app: Flask) -> None:
    client = sites.guest(app)
    sites.post(client, "/akun/data/permintaan", {"kind": "lain", "text": "<script>alert(1)</script>"})
    page, _data = exported(client)
    assert "<script" not in page and "&lt;script&gt;" in page


def test_no_hash_and_no_secret_is_in_an_export(app: Flask) -> None:
    page, data = exported(busy(app, "rini"))
    assert not re.search(r"argon2|token|resume_salt|resume_lookup|client_uuid|seed", page + json.dumps(data))


def test_an_export_is_kept_by_no_cache(app: Flask) -> None:
    answer = sites.post(sites.guest(app), "/akun/data/unduh")
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.fullmatch(
        r'attachment; filename="data-saya-\d{4}-\d\d-\d\d\.zip"', answer.headers["Content-Disposition"]
    )


def test_a_guest_has_data_too_and_a_visitor_has_none(app: Flask, client: FlaskClient) -> None:
    assert "Tempat terakhir dalam pelajaran" in text(sites.guest(app).get("/akun/data"))
    assert client.get("/akun/data").headers["Location"] == "/masuk?kembali=/akun/data"


def test_who_looked_is_shown_to_the_person(app: Flask) -> None:
    rini, librarian = people.account(app, "rini"), people.account(app, "bu-pustaka", Role.LIBRARIAN)
    assert "Belum ada petugas" in text(rini.get("/akun/data"))
    answer = sites.post(librarian, f"/pengelola/orang/{people.public_id_of(app, 'rini')}/data")
    assert opened(answer)[1]["account"][0]["username"] == "rini"
    assert "Bu-Pustaka (pustakawan) mengunduh data Anda, " in text(rini.get("/akun/data"))


def test_a_librarian_takes_out_no_data_of_staff(app: Flask) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    address = f"/pengelola/orang/{people.public_id_of(app, 'pak-urus')}/data"
    assert sites.post(librarian, address).status_code == 403


def test_a_request_is_asked_answered_and_read(app: Flask) -> None:
    rini, librarian = people.account(app, "rini"), people.account(app, "bu-pustaka", Role.LIBRARIAN)
    sites.post(rini, "/akun/data/permintaan", {"kind": "betulkan", "text": "Usia saya keliru."})
    queue = text(librarian.get("/pengelola/permintaan-data"))
    assert "Usia saya keliru." in queue and "Sisa 71 jam" in queue
    address = re.search(r'action="(/pengelola/permintaan-data/\w+)"', queue)
    assert address is not None
    assert sites.post(librarian, address[1], {"text": "Sudah dibetulkan."}).status_code == 303
    assert "Sudah dibetulkan." in text(rini.get("/akun/data"))
    assert "Tidak ada permintaan" in text(librarian.get("/pengelola/permintaan-data"))


def test_a_request_that_waited_72_hours_is_marked(app: Flask) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=73), tick=False):
        sites.post(people.account(app, "rini"), "/akun/data/permintaan", {"kind": "lain", "text": "Halo?"})
    page = people.account(app, "bu-pustaka", Role.LIBRARIAN).get("/pengelola/permintaan-data")
    assert "Terlambat" in text(page) and whole(page)


@pytest.mark.parametrize("sent", [{}, {"kind": "x", "text": "Halo"}, {"kind": "lain", "text": " "}, {"kind": "lain", "text": "a" * 2001}])  # fmt: skip
def test_a_request_that_cannot_be_kept_keeps_what_was_typed(app: Flask, sent: dict[str, str]) -> None:
    answer = sites.post(people.account(app, "rini"), "/akun/data/permintaan", sent)
    assert answer.status_code == 422 and whole(answer)
    assert sent.get("text", "").strip() in text(answer)


def test_an_answer_without_words_is_not_kept(app: Flask) -> None:
    sites.post(people.account(app, "rini"), "/akun/data/permintaan", {"kind": "lain", "text": "Halo?"})
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    address = re.search(r'action="(/pengelola/permintaan-data/\w+)"', text(librarian.get("/pengelola/permintaan-data")))  # fmt: skip
    assert address is not None
    answer = sites.post(librarian, address[1], {"text": " "})
    assert answer.status_code == 422 and whole(answer) and "Halo?" in text(answer)


def test_an_account_is_erased_by_its_password_only(app: Flask) -> None:
    rini = people.account(app, "rini")
    wrong = sites.post(rini, "/akun/data/hapus", {"password": "bukan ini"})
    assert wrong.status_code == 422 and whole(wrong) and rini.get("/akun").status_code == 200
    done = sites.post(rini, "/akun/data/hapus", {"password": people.PASSWORD})
    assert "Data sudah dihapus" in text(done) and whole(done)
    assert done.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert rini.get("/akun").status_code == 303


def test_guessing_the_password_to_erase_ends_like_guessing_at_the_door(app: Flask) -> None:
    rini = people.account(app, "rini")
    tries = [sites.post(rini, "/akun/data/hapus", {"password": "x"}).status_code for _n in range(11)]
    assert tries == [422] * 10 + [429]


def test_a_guest_is_erased_by_one_more_button(app: Flask) -> None:
    guest = sites.guest(app)
    assert "hilang" in text(guest.get("/akun/data/hapus"))
    assert "Tempat terakhir dalam pelajaran: 1" in text(sites.post(guest, "/akun/data/hapus"))
    assert guest.get("/kode").status_code == 404


def test_the_other_devices_of_somebody_erased_are_nobodys(app: Flask) -> None:
    rini, phone = people.account(app, "rini"), people.device(app, "rini")
    sites.post(rini, "/akun/data/hapus", {"password": people.PASSWORD})
    assert phone.get("/akun/data").status_code == 303


def test_a_guardian_withdraws_with_her_code_and_is_told_what_is_gone(app: Flask) -> None:
    kiki = people.account(app, "kiki", age=AgeBand.FROM_13)
    sites.post(kiki, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    address, guardian = f"/persetujuan/cabut/{withdrawal_code(app, 'kiki')}", app.test_client()
    assert "Kiki" in text(guardian.get(address)) and kiki.get("/akun").status_code == 200
    answer = sites.post(guardian, address)
    assert "Persetujuan dicabut" in text(answer) and "Tempat terakhir dalam pelajaran: 1" in text(answer)
    assert kiki.get("/kode").status_code == 404 and guardian.get(address).status_code == 404


def test_withdrawal_codes_cannot_be_tried_through(app: Flask, client: FlaskClient) -> None:
    tries = [sites.post(client, "/persetujuan/cabut/AAAAAAAAAAAA").status_code for _n in range(61)]
    assert tries == [404] * 60 + [429]


def test_what_is_shown_of_somebody_is_kept_by_no_cache(app: Flask) -> None:
    people.account(app, "kiki", age=AgeBand.FROM_13)
    for path in (f"/persetujuan/cabut/{withdrawal_code(app, 'kiki')}", "/privasi"):
        assert app.test_client().get(path).headers["Cache-Control"] == "no-store"


def test_a_code_for_one_thing_opens_no_other(app: Flask, client: FlaskClient) -> None:
    people.account(app, "kiki", age=AgeBand.FROM_13)
    code = withdrawal_code(app, "kiki")
    paths = [f"/persetujuan/{code}", f"/sandi-baru/{code}", f"/surel/{code}", f"/undangan/{code}"]
    assert [client.get(path).status_code for path in paths] == [404] * 4


def test_staff_withdraws_with_a_dated_paper(app: Flask) -> None:
    people.account(app, "kiki", age=AgeBand.FROM_13)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    address = f"/pengelola/persetujuan/{people.public_id_of(app, 'kiki')}/cabut"
    assert sites.post(librarian, address, {"signed_on": "besok"}).status_code == 422
    day = clock.wita_date(clock.now()).isoformat()
    assert "Persetujuan dicabut" in text(sites.post(librarian, address, {"signed_on": day}))
    assert librarian.get(address).status_code == 404 and librarian.get("/akun").status_code == 200


def everything_on_disk(app: Flask) -> bytes:
    """The database with its log and its free pages, the journal, letters: every byte of the instance."""
    instance = Path(app.extensions["literasi"].instance)
    held = databases.contents(instance)
    return held + b"".join(path.read_bytes() for path in sorted(instance.rglob("*")) if path.is_file())


def test_nothing_of_a_withdrawn_child_is_left_anywhere(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    kiki = people.account(app, "kanarikiki", age=AgeBand.FROM_13, consent=State.ASKED)
    link = re.search(r"localhost(/persetujuan/[0-9A-Z]{12})", text(sites.post(kiki, "/akun/menunggu")))
    assert link is not None
    agreed = {"guardian": "Kanariwali", "relation": "wali", "decision": "setuju"}
    answer = sites.post(app.test_client(), link[1], agreed, follow_redirects=True)
    code = re.search(r'class="code">([0-9A-Z ]{14})<', text(answer))
    assert code is not None
    url = sites.start_quiz(kiki, courses.ESSAY_QUIZ_URL)
    essay = next(one for one in quizzes.sheet(app, url).asked if one.question.kind == Kind.ESSAY)
    quizzes.save(kiki, url, essay.position, {"j": ["kanarijawaban kanarijawaban"]})
    sites.post(kiki, "/akun/data/permintaan", {"kind": "lain", "text": "kanaritanya"})
    before = everything_on_disk(app)
    words = ("kanarikiki", "kanariwali", "kanarijawaban", "kanaritanya")
    assert [word for word in words if word.encode() not in before.lower()] == []
    sites.post(app.test_client(), f"/persetujuan/cabut/{code[1]}")
    after = everything_on_disk(app)
    assert [word for word in words if word.encode() in after.lower()] == []
    assert "kanari" not in caplog.text.lower()


def test_the_library_is_a_neutral_one_until_it_says_its_name(client: FlaskClient) -> None:
    page = text(client.get("/privasi"))
    assert "Pengendali data: perpustakaan ini." in page and re.search(
        r"Versi kata-kata ini: [0-9a-f]{12}", page
    )


def test_the_words_have_a_version_in_each_language(app: Flask) -> None:
    found = set()
    for language in ("id", "en"):
        client = app.test_client()
        client.set_cookie("tampilan", f"{language}.0.0.0")
        for path in ("/privasi", "/privasi/anak"):
            found |= set(re.findall(r": ([0-9a-f]{12})<", text(client.get(path))))
    assert len(found) == 4
