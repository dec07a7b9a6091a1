"""The demo: the same people in every build, made by the actions that people's taps call, and found nowhere else."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.trail import Act
from literasi.catalogue.rules.question import Kind
from literasi.classes.rules.sample import Did, Slot
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.lessons.models import Place
from literasi.office.rules.channels import overdue
from literasi.operations import files, tasks
from literasi.operations.actions import demo as actions
from literasi.operations.rules import demo
from literasi.operations.rules.demo import classroom
from literasi.quizzes.rules import imagined
from literasi.quizzes.rules.grading import mark
from tests.attacks.oracles import rows, snapshot
from tests.makers import courses, databases, people, quizzes, sites

NAMED = [*demo.ENTRIES.values(), demo.GUEST, *demo.cast()]
"""Those in whom a state can be seen; without the crowd around them."""
ERASED = [life for life in NAMED if life.fate.name.startswith("WITHDRAWN")]
ALIKE = {
    "trace": ("at", "act", "actor_id", "subject_id"),
    "notice": ("person_id", "kind", "at", "read_at"),
    "consent_event": ("person_id", "state", "way", "at"),
    "data_request": ("person_id", "kind", "asked_at", "done_at"),
    "place": ("person_id", "module_key", "part_key", "at"),
    "completion": ("person_id", "key", "mark", "at"),
    "official_channel": ("name", "checked_on"),
    "person": ("id", "created_at", "active_on"),
}
"""What does not hang on a secret drawn for one build."""


def fill(place: Path, filled_database: Path) -> Flask:
    """A demo of few people, on the small course of the tests."""
    databases.copy(filled_database, place)
    app = sites.build(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "lives", lambda: NAMED)
        tasks.fill_demo(app, lambda line: None)
    sites.close(app)
    return app


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, filled_database: Path) -> Path:
    """The folder of a small demo, filled once."""
    place = tmp_path_factory.mktemp("contoh")
    fill(place, filled_database)
    return place


@pytest.fixture
def small(tmp_path: Path, built: Path) -> Iterator[Flask]:
    """A small demo of one's own."""
    databases.copy(built, tmp_path)
    app = sites.build(tmp_path)
    yield app
    sites.close(app)


def who(app: Flask) -> dict[int, str]:
    """User names by row id."""
    return {row["person_id"]: row["username"] for row in rows(app, "account")}


def doings(app: Flask, act: Act) -> list[tuple[str, str]]:
    """Who did this to whom, by user names; "" where there is no account."""
    names = who(app)
    found = [row for row in rows(app, "trace") if row["act"] == act]
    return [(names.get(row["actor_id"], ""), names.get(row["subject_id"], "")) for row in found]


def test_the_demo_has_the_same_three_hundred_people_each_time() -> None:
    assert list(demo.lives()) == list(demo.lives())
    assert 290 <= len(list(demo.lives())) <= 310


def test_every_state_that_somebody_looks_for_is_there() -> None:
    everybody = demo.lives()
    assert {life.fate for life in everybody} == set(demo.Fate)
    assert {life.role for life in everybody} == {*Role, None}
    assert {life.age for life in everybody} == {*AgeBand, None} - {AgeBand.UNDER_13}
    assert Counter(life.age is None for life in everybody)[True] >= 39


def test_those_who_wait_have_not_waited_so_long_that_the_night_removes_them() -> None:
    waiting = [life.begun for life in NAMED if life.fate.name.startswith("WAITS")]
    assert len(waiting) == 6 and max(waiting) < 30


def test_no_guest_has_been_here_as_long_as_the_one_of_the_entry() -> None:
    guests = [life for life in demo.lives() if life.age is None]
    assert guests[0] is demo.GUEST and guests[1].begun < demo.GUEST.begun


def test_nothing_that_the_library_says_can_be_taken_for_somebody_s_own() -> None:
    said = [*demo.PROFILE.values(), *(one.address for one in demo.CHANNELS)]
    assert all("contoh" in one.lower() or ".example" in one for one in said)
    assert not {"signatory_number", "contact_phone"} & set(demo.PROFILE)


def test_user_names_are_told_apart() -> None:
    names = [life.username for life in demo.lives()]
    assert len(names) == len(set(names))


def test_right_answers_are_right_and_wrong_ones_are_not(app: Flask) -> None:
    chance = random.Random(1)
    client = sites.guest(app)
    for one in quizzes.sheet(app, sites.start_quiz(client, courses.QUIZ_URL)).asked:
        if one.question.kind not in (Kind.SURVEY, Kind.ESSAY, Kind.QUERY):
            assert mark(one.question, imagined.answer(one.question, True, chance), ()).fraction == 1.0
            assert mark(one.question, imagined.answer(one.question, False, chance), ()).fraction != 1.0


def test_what_they_did_lies_in_the_past_and_passes_through_the_same_tables(small: Flask) -> None:
    now = clock.now()
    theirs = [row for row in rows(small, "person") if not row["lent"]]
    assert len(theirs) == len(NAMED) - len(ERASED) + len(classroom.pupils()) - 1
    assert rows(small, "answer_event") and rows(small, "completion") and rows(small, "trace")
    with small.app_context():
        oldest = now - timedelta(days=demo.DAYS + 1)
        for table in ("trace", "notice", "place", "completion", "response"):
            assert all(str(oldest) <= str(row["at"]) <= str(now) for row in rows(small, table))


def test_the_teacher_has_a_class_session_that_goes_on_and_one_that_is_over(small: Flask) -> None:
    page = people.device(small, demo.TEACHER).get("/sesi").get_data(as_text=True)
    assert page.count("terbuka sampai") == page.count("· selesai") == 1
    assert {row["lent"] for row in rows(small, "person")} == {True, False}


@time_machine.travel("2026-11-23 04:00:00+00:00", tick=False)
def test_built_again_it_tells_the_same_story(
    tmp_path_factory: pytest.TempPathFactory, filled_database: Path
) -> None:
    one, two = (fill(tmp_path_factory.mktemp("lagi"), filled_database) for _build in range(2))
    for table, columns in ALIKE.items():
        first, second = ([[row[name] for name in columns] for row in rows(app, table)] for app in (one, two))
        assert first == second != []


def test_nobody_learns_before_she_came(small: Flask) -> None:
    came = {row["id"]: row["created_at"] for row in rows(small, "person")}
    assert all(row["at"] > came[row["person_id"]] for row in rows(small, "place"))


def test_children_wait_or_are_agreed_to_refused_or_gone(small: Flask) -> None:
    names = set(who(small).values())
    assert {f"tunggu.{way}{number}" for way in ("tautan", "kertas") for number in range(3)} <= names
    assert not {"tolak.tautan", "tolak.kertas", "cabut.kode", "cabut.kertas"} & names
    answers = Counter((row["facts"].get("state"), row["facts"].get("way")) for row in rows(small, "trace"))
    assert answers["ditolak", "tautan"] == answers["ditolak", "kertas"] == 1
    assert answers["disetujui", "kertas"] >= 2
    links = [row for row in rows(small, "ticket") if row["purpose"] == "persetujuan"]
    assert [row["used_at"] for row in links].count(None) == 3


def test_of_a_child_whose_consent_was_withdrawn_nothing_is_left(small: Flask) -> None:
    kept = str(snapshot(small))
    assert all(life.username not in kept and life.name not in kept for life in ERASED)
    assert classroom.WITHDRAWN not in kept
    assert len(rows(small, "erasure")) == len(ERASED) + 1
    assert sorted(doings(small, Act.ERASED)) == [("", ""), ("", ""), ("bu.yohana", "")]


def test_the_journal_of_erasures_is_complete(small: Flask, built: Path) -> None:
    assert len((built / "erasures.jsonl").read_text().splitlines()) == len(ERASED) + 1
    assert all(row["written"] for row in rows(small, "erasure"))


def test_roles_schools_and_invitations_come_from_people_with_names(small: Flask) -> None:
    given = {subject: actor for actor, subject in doings(small, Act.ROLE_GIVEN)}
    assert given["bu.yohana"] == given["bu.vonny"] == given["pustaka0"] == "pak.arif"
    assert given["guru.setuju"] == "bu.yohana" and given["pak.ronny"] == ""
    assert {actor for actor, _subject in doings(small, Act.SCHOOL)} == {"bu.yohana"}
    assert Counter(actor for actor, _subject in doings(small, Act.INVITED)) == {"bu.yohana": 3, "pak.arif": 5}
    assert doings(small, Act.REFUSED) == [("bu.yohana", "calon.ditolak")]


def test_accounts_are_helped_closed_and_opened_again(small: Flask) -> None:
    assert ("bu.yohana", "murid") in doings(small, Act.CODE)
    assert doings(small, Act.RESTORED) == [("pak.arif", "dibuka.lagi")]
    accounts = {row["username"]: row for row in rows(small, "account")}
    assert [name for name, row in accounts.items() if row["suspended_at"]] == ["ditutup"]
    assert [name for name, row in accounts.items() if row["second_step"]] == ["bu.vonny"]


def test_requests_about_data_are_answered_open_and_late(small: Flask) -> None:
    asked = rows(small, "data_request")
    waiting = [row["due_at"] > clock.now() for row in asked if row["done_at"] is None]
    assert sorted(waiting) == [False, True, True]
    answered = next(row for row in asked if row["done_at"])
    assert who(small)[answered["person_id"]] == "warga" and answered["answer"]


def test_one_official_channel_has_to_be_looked_at_again(small: Flask) -> None:
    today, checked = (
        clock.wita_date(clock.now()),
        [row["checked_on"] for row in rows(small, "official_channel")],
    )
    assert len(set(checked)) == 4
    assert [overdue(day, today) for day in checked].count(True) == 1
    assert "Pemeriksa fakta (contoh)" in small.test_client().get("/kanal-resmi").get_data(as_text=True)


@pytest.mark.parametrize("entry", demo.ENTRIES)
def test_everybody_of_the_entries_has_news_that_she_read_and_news_that_she_did_not(
    small: Flask, entry: str
) -> None:
    account = next(row for row in rows(small, "account") if row["username"] == demo.ENTRIES[entry].username)
    hers = [row for row in rows(small, "notice") if row["person_id"] == account["person_id"]]
    unread = [row for row in hers if row["read_at"] is None]
    assert 0 < len(unread) == account["news"] < len(hers)
    client = small.test_client()
    sites.post(client, "/demo", {"siapa": entry})
    assert "<b>Baru</b>" in client.get("/kabar").get_data(as_text=True)


def test_one_tap_signs_in(small: Flask) -> None:
    client = small.test_client()
    assert "Masuk sebagai siapa?" in client.get("/demo").get_data(as_text=True)
    assert sites.post(client, "/demo", {"siapa": "guru"}).status_code == 303
    assert "Pak Ronny" in client.get("/ruang-belajar").get_data(as_text=True)


def test_the_guest_goes_on_where_she_stopped_and_stays_herself_when_somebody_else_is_tapped(
    small: Flask,
) -> None:
    for _time in range(2):
        client = small.test_client()
        assert sites.post(client, "/demo", {"siapa": "tamu"}).status_code == 303
        room = client.get("/ruang-belajar").get_data(as_text=True)
        assert "Lanjutkan:" in room and "Kode lanjut" in room
        sites.post(client, "/demo", {"siapa": "warga"})
        assert "Meiske" in client.get("/ruang-belajar").get_data(as_text=True)


def test_without_a_guest_in_the_middle_of_a_module_her_entry_says_so(small: Flask) -> None:
    with small.app_context():
        write(lambda session: session.execute(delete(Place)))
        db.session.remove()
    assert sites.post(small.test_client(), "/demo", {"siapa": "tamu"}).status_code == 404


def test_an_entry_that_does_not_exist_lets_nobody_in(small: Flask) -> None:
    assert sites.post(small.test_client(), "/demo", {"siapa": "bu.yohana"}).status_code == 404


def test_the_banner_says_that_nobody_is_real(small: Flask) -> None:
    assert "Data contoh" in small.test_client().get("/").get_data(as_text=True)


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9"])
def test_from_another_computer_there_are_no_entries(small: Flask, address: str) -> None:
    elsewhere = {"REMOTE_ADDR": address}
    client = small.test_client()
    assert client.get("/demo", environ_base=elsewhere).status_code == 404
    assert sites.post(client, "/demo", {"siapa": "guru"}, environ_base=elsewhere).status_code == 404


def test_a_library_s_own_site_has_no_entries(app: Flask) -> None:
    people.account(app, "pak.ronny")
    client = app.test_client()
    assert client.get("/demo").status_code == 404
    assert sites.post(client, "/demo", {"siapa": "guru"}).status_code == 404
    assert "Data contoh" not in client.get("/").get_data(as_text=True)


def test_a_database_with_people_is_never_filled_nor_called_the_demo(app: Flask) -> None:
    people.account(app, "rini")
    before = snapshot(app)
    with pytest.raises(actions.NotEmpty):
        tasks.fill_demo(app, lambda line: None)
    assert snapshot(app) == before and all(row["demo_on"] is None for row in rows(app, "pulse"))
    with app.app_context():
        db.session.remove()


def test_only_the_demo_s_folder_is_cleared(tmp_path: Path) -> None:
    own = tmp_path / "literasi.db"
    own.write_bytes(b"jawaban orang")
    with pytest.raises(ValueError):
        files.clear(tmp_path, own)
    assert own.read_bytes() == b"jawaban orang"


def test_nothing_of_the_people_of_an_earlier_demo_stays(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    place.mkdir()
    for name in ("literasi.db", "literasi.db-wal", "erasures.jsonl"):
        (place / name).write_bytes(b"orang karangan")
    files.clear(place, place / "literasi.db")
    assert list(place.iterdir()) == []


@pytest.fixture
def room(small: Flask) -> str:
    """Class VIII-B as its teacher sees it."""
    client = people.device(small, demo.TEACHER)
    address = re.findall(r'href="(/kelas/[a-z0-9]{16})"', client.get("/kelas").get_data(as_text=True))[0]
    return client.get(address).get_data(as_text=True)


def test_the_class_has_thirty_two_pupils_of_whom_one_is_gone() -> None:
    told = [*classroom.pupils(), classroom.MURID]
    assert len(told) == len({one.name for one in told}) == 32
    assert [one.agreed for one in told].count(False) == 4


def test_the_class_says_who_waits_and_shows_nothing_of_who_is_gone(room: str) -> None:
    assert room.count("menunggu persetujuan") == 4 and classroom.WITHDRAWN not in room
    assert room.count('<th scope="row">') == 31


def test_the_pupil_of_the_entry_has_tasks_more_time_and_news_of_both(small: Flask) -> None:
    client = small.test_client()
    sites.post(client, "/demo", {"siapa": "murid"})
    assert "VIII-B" in client.get("/kelas").get_data(as_text=True)
    assert len(rows(small, "extension")) == 1
    news = client.get("/kabar").get_data(as_text=True)
    assert "VIII-B" in news


def test_six_essays_wait_and_three_need_support_for_three_reasons() -> None:
    told = classroom.pupils()
    assert [one.at(Slot.PAST) for one in told].count(Did.ESSAY) == 6
    current = Counter(one.at(Slot.CURRENT) for one in told if one.agreed)
    assert {did: current[did] for did in current if did is not Did.DONE} == {Did.NOTHING: 2, Did.TWICE: 1, Did.STOPPED: 1}  # fmt: skip
    assert next(one for one in told if one.name == classroom.WITHDRAWN).at(Slot.CURRENT) is Did.NOTHING
