"""A child asks, a guardian decides by link or on paper, and the child's device follows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from literasi.accounts.models import Account, ConsentEvent, ConsentText, Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra.db import db
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.privacy import tasks
from tests.house.pages import problems
from tests.makers import courses, people, sites

AGREED = {"guardian": "Meiske  Lumi", "relation": "ibu", "decision": "setuju"}
REFUSED = {**AGREED, "decision": "tolak"}


def child(app: Flask, name: str = "kiki", **told: object) -> FlaskClient:
    """A browser of a minor who waits for consent."""
    return people.account(app, name, age=AgeBand.FROM_13, **{"consent": State.ASKED, **told})


def link_of(client: FlaskClient) -> str:
    """The path of a fresh one-time link."""
    found = re.search(r'href="http://localhost(/persetujuan/[0-9A-Z]{12})"', sites.post(client, "/akun/menunggu").get_data(as_text=True))  # fmt: skip
    assert found is not None
    return found.group(1)


def signed_in(client: FlaskClient) -> bool:
    return client.get("/akun").status_code == 200


def rows(app: Flask, table: type) -> list[object]:
    with app.app_context():
        found = list(db.session.execute(select(table)).scalars())
        db.session.remove()
    return found


def whole(answer: TestResponse) -> bool:
    return problems(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]) == []


def on_paper(app: Flask, username: str = "kiki") -> str:
    return f"/pengelola/persetujuan/{people.public_id_of(app, username)}"


def test_a_guardian_agrees_by_link_and_the_child_goes_on_with_her_account(app: Flask) -> None:
    kiki, guardian = child(app), app.test_client()
    assert not signed_in(kiki)
    link = link_of(kiki)
    assert "Kiki ingin memakai" in guardian.get(link).get_data(as_text=True)
    answer = sites.post(guardian, link, AGREED, follow_redirects=True)
    assert answer.status_code == 200 and "Kode untuk mencabut" in answer.get_data(as_text=True)
    assert whole(answer) and signed_in(kiki)


def test_what_was_agreed_to_can_be_proved(app: Flask) -> None:
    sites.post(app.test_client(), link_of(child(app)), AGREED)
    event = rows(app, ConsentEvent)[-1]
    with app.app_context():
        words = db.session.get(ConsentText, event.text_digest)  # type: ignore[attr-defined]
    assert (event.state, event.way, event.guardian) == ("disetujui", "tautan", "Meiske Lumi (ibu)")  # type: ignore[attr-defined]
    assert words is not None and words.kind == "anak" and "Tanpa persetujuan pun" in words.body


def test_a_link_is_good_once(app: Flask) -> None:
    guardian, link = app.test_client(), link_of(child(app))
    sites.post(guardian, link, AGREED)
    assert guardian.get(link).status_code == 404
    assert sites.post(guardian, link, REFUSED).status_code == 404


def test_the_code_to_withdraw_can_be_loaded_again_for_ten_minutes_in_this_browser_alone(app: Flask) -> None:
    guardian, link = app.test_client(), link_of(child(app))
    with time_machine.travel(clock.now(), tick=False) as time:
        answer = sites.post(guardian, link, AGREED)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/persetujuan/dicatat")
        pages = [guardian.get("/persetujuan/dicatat") for _reload in range(2)]
        codes = {
            re.search(r'class="code">([0-9A-Z ]{14})<', page.get_data(as_text=True))[1] for page in pages
        }  # type: ignore[index]
        assert len(codes) == 1 and pages[0].headers["Cache-Control"] == "no-store"
        with guardian.session_transaction() as session:
            assert codes.pop().replace(" ", "") not in str(session)
        assert 'class="code"' not in app.test_client().get("/persetujuan/dicatat").get_data(as_text=True)
        time.shift(601)
        late = guardian.get("/persetujuan/dicatat")
    assert "tidak ditampilkan lagi" in late.get_data(as_text=True) and whole(late)
    assert 'class="code"' not in late.get_data(as_text=True)


def test_a_new_link_ends_the_one_before(app: Flask) -> None:
    kiki, guardian = child(app), app.test_client()
    first, second = link_of(kiki), link_of(kiki)
    assert (guardian.get(first).status_code, guardian.get(second).status_code) == (404, 200)


def test_a_link_lasts_fourteen_days(app: Flask) -> None:
    link = link_of(child(app))
    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        assert app.test_client().get(link).status_code == 404


def test_reading_a_link_decides_nothing(app: Flask) -> None:
    kiki, guardian = child(app), app.test_client()
    link = link_of(kiki)
    guardian.get(link)
    assert not signed_in(kiki) and guardian.get(link).status_code == 200


@pytest.mark.parametrize("missing", AGREED)
def test_nothing_is_decided_while_a_field_is_empty(app: Flask, missing: str) -> None:
    kiki = child(app)
    answer = sites.post(app.test_client(), link_of(kiki), {**AGREED, missing: ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'role="alert"' in page and whole(answer)
    assert missing == "guardian" or 'value="Meiske Lumi"' in page
    assert not signed_in(kiki)


def test_after_a_no_the_name_is_gone_and_the_work_is_not(app: Flask) -> None:
    kiki = child(app)
    sites.post(kiki, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    answer = sites.post(app.test_client(), link_of(kiki), REFUSED, follow_redirects=True)
    assert "Penolakan dicatat" in answer.get_data(as_text=True)
    assert rows(app, Account) == [] and rows(app, ConsentEvent) == []
    assert "belum menyetujui" in kiki.get("/akun/menunggu").get_data(as_text=True)
    assert 'bagian=dua" aria-current="step"' in kiki.get(courses.PLAIN_URL).get_data(as_text=True)


def test_after_a_no_she_may_ask_again(app: Flask) -> None:
    kiki = child(app)
    sites.post(app.test_client(), link_of(kiki), REFUSED)
    again = {
        "name": "Kiki",
        "login": "kiki.lagi",
        "password": people.PASSWORD,
        "age": "13-15",
        "agreed": "ya",
    }
    assert sites.post(kiki, "/daftar", again).headers["Location"] == "/akun/menunggu"
    sites.post(app.test_client(), link_of(kiki), AGREED)
    assert signed_in(kiki)


def test_after_thirty_days_without_an_answer_she_is_a_guest_again(app: Flask) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        kiki = child(app)
    with time_machine.travel(now + timedelta(days=30), tick=False):
        tasks.tidy(app)
        assert len(rows(app, Account)) == 1
    with time_machine.travel(now + timedelta(days=30, seconds=1), tick=False):
        tasks.tidy(app)
        assert rows(app, Account) == [] and kiki.get("/kode").status_code == 200


def test_the_printed_form_holds_the_words_and_no_secret(app: Flask) -> None:
    page = child(app).get("/akun/menunggu/formulir").get_data(as_text=True)
    assert "Tanda tangan" in page and "Tanpa persetujuan pun" in page and "/persetujuan/" not in page


def test_staff_records_a_paper_with_its_date(app: Flask) -> None:
    kiki, librarian = child(app), people.account(app, "bu-pustaka", Role.LIBRARIAN)
    yesterday = clock.wita_date(clock.now()) - timedelta(days=1)
    sent = {**AGREED, "signed_on": yesterday.isoformat()}
    answer = sites.post(librarian, on_paper(app), sent, follow_redirects=True)
    event = rows(app, ConsentEvent)[-1]
    assert "Kode untuk mencabut" in answer.get_data(as_text=True) and signed_in(kiki)
    assert (event.way, event.signed_on) == ("kertas", yesterday)  # type: ignore[attr-defined]
    assert event.recorded_by == people.id_of(app, "bu-pustaka")  # type: ignore[attr-defined]


@pytest.mark.parametrize("date", ["", "kemarin", "2019-01-01", "2999-01-01", "2026-13-40"])
def test_a_paper_needs_a_date_that_can_be(app: Flask, date: str) -> None:
    child(app)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    answer = sites.post(librarian, on_paper(app), {**AGREED, "signed_on": date})
    assert answer.status_code == 422 and f'value="{date}"' in answer.get_data(as_text=True)
    assert whole(answer)


def test_a_paper_is_recorded_once(app: Flask) -> None:
    child(app)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    sent = {**AGREED, "signed_on": clock.wita_date(clock.now()).isoformat()}
    assert sites.post(librarian, on_paper(app), sent).status_code == 303
    assert sites.post(librarian, on_paper(app), sent).status_code == 409
    assert "sudah disetujui" in librarian.get(on_paper(app)).get_data(as_text=True)


def test_a_refusal_on_paper_removes_the_account(app: Flask) -> None:
    child(app)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    sent = {**REFUSED, "signed_on": clock.wita_date(clock.now()).isoformat()}
    assert sites.post(librarian, on_paper(app), sent).headers["Location"] == "/pengelola/persetujuan"
    assert [row.username for row in rows(app, Account)] == ["bu-pustaka"]  # type: ignore[attr-defined]


def test_the_queue_shows_who_waits_longest_first_and_finds_by_user_name(app: Flask) -> None:
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        child(app, "lama")
    child(app, "baru")
    child(app, "sudah", consent=State.GRANTED)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    page = librarian.get("/pengelola/persetujuan").get_data(as_text=True)
    assert page.index("Lama") < page.index("Baru") and "Sudah" not in page
    assert "Catat pencabutan" in librarian.get("/pengelola/persetujuan?nama=SUD").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["%", "_", "x" * 500, "' OR 1=1 --", "\ud7ff"])
def test_a_search_for_a_strange_name_finds_nobody(app: Flask, typed: str) -> None:
    child(app)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    page = librarian.get("/pengelola/persetujuan", query_string={"nama": typed})
    assert page.status_code == 200 and "Kiki" not in page.get_data(as_text=True)


def test_an_adult_is_nobody_to_consent_for(app: Flask) -> None:
    people.account(app, "rini")
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    assert librarian.get(on_paper(app, "rini")).status_code == 404


def test_the_trail_says_what_was_decided_and_no_name(app: Flask) -> None:
    sites.post(app.test_client(), link_of(child(app)), REFUSED)
    facts = [row.facts for row in rows(app, Trace)]  # type: ignore[attr-defined]
    assert ("ditolak", "tautan") in [(one.get("state"), one.get("way")) for one in facts]
    assert "Lumi" not in str(facts)
