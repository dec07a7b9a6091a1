"""Giving, changing, moving, extending, taking back; and what comes of it in quizzes and Kabar."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from literasi.classes import actions, queries, tasks
from literasi.classes.queries import Given, Taught
from literasi.classes.rules.assigning import Told
from literasi.infra.db import db, write
from literasi.kernel.errors import Invalid, Missing, Refusal
from literasi.kernel.roles import Role
from literasi.quizzes.rules.policy import ShowKeys
from tests.attacks.oracles import rows
from tests.makers import classes, courses, people, quizzes, sites
from tests.makers.statements import counted

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = NOW + 4 * DAY
Result = TypeVar("Result")


@dataclass(frozen=True)
class School:
    """A teacher's class with two learners, and a browser of the first."""

    app: Flask
    address: str
    pupil: FlaskClient

    def do(self, act: Callable[[Session, Taught], Result], address: str = "") -> Result:
        """Let the teacher do something in the class."""
        me, public_id = people.id_of(self.app, "bu-guru"), (address or self.address).rsplit("/", 1)[1]
        with self.app.app_context():
            found = write(lambda session: act(session, queries.taught(session, public_id, me)))
            db.session.remove()
        return found

    def all(self) -> list[Given]:
        return self.do(lambda session, one: queries.assignments(session, one.id))


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(app: Flask, clock: time_machine.Coordinates) -> School:
    people.account(app, "bu-guru", Role.TEACHER)
    pupil = people.account(app, "rini")
    people.account(app, "joko")
    address, _code = classes.made(app, "bu-guru", learners=["rini", "joko"])
    return School(app, address, pupil)


def told(**changed: object) -> Told:
    return Told(**{"module_key": classes.MODULE, "opens_at": NOW, "due_at": DUE, **changed})  # type: ignore[arg-type]  # named arguments of Told


def change(school: School, asked: Told) -> None:
    """Say the class's one assignment anew."""
    found = school.all()[0]
    school.do(lambda session, _one: actions.change(session, found, asked, NOW))


def raise_last(school: School) -> None:
    """Move the essay's assignment up."""
    found = next(one for one in school.all() if one.module_key == "X01-02")
    school.do(lambda session, _one: actions.move(session, found, up=True))


def told_of(school: School, kind: str) -> list[dict[str, object]]:
    """The facts of each notice of this kind."""
    found = [row["facts"] for row in rows(school.app, "notice") if row["kind"] == kind]
    return [json.loads(facts) if isinstance(facts, str) else facts for facts in found]


def test_what_is_given_stands_last_and_whoever_is_meant_hears_of_it_once(school: School) -> None:
    plan = [told(), told(module_key="X01-02")]
    school.do(lambda session, one: actions.give(session, one, plan, NOW))
    assert [one.module_key for one in school.all()] == [classes.MODULE, "X01-02"]
    assert [facts["count"] for facts in told_of(school, "tugas.baru")] == [2, 2]


def test_what_opens_later_is_told_when_it_opens_and_once(
    school: School, clock: time_machine.Coordinates
) -> None:
    school.do(lambda session, one: actions.give(session, one, [told(opens_at=NOW + DAY)], NOW))
    assert tasks.tell_opened(school.app) == 0 and told_of(school, "tugas.baru") == []
    clock.shift(DAY)
    assert [tasks.tell_opened(school.app) for _minute in range(2)] == [1, 0]
    assert [facts["count"] for facts in told_of(school, "tugas.baru")] == [1, 1]


def test_what_opens_in_a_class_that_is_over_is_told_to_nobody(
    school: School, clock: time_machine.Coordinates
) -> None:
    school.do(lambda session, one: actions.give(session, one, [told(opens_at=NOW + DAY)], NOW))
    school.do(lambda session, one: actions.close(session, one.id, NOW))
    clock.shift(DAY)
    assert tasks.tell_opened(school.app) == 0


def test_a_double_tap_gives_once_and_tells_once(school: School, clock: time_machine.Coordinates) -> None:
    rini = classes.members_of(school.app, "bu-guru", school.address)["rini"]
    plan = [told(), told(members=[rini])]
    first = school.do(lambda session, one: actions.give(session, one, plan, NOW))
    assert (
        school.do(lambda session, one: actions.give(session, one, plan, NOW + timedelta(seconds=2))) == first
    )
    assert len(told_of(school, "tugas.baru")) == 2
    school.do(lambda session, one: actions.give(session, one, plan, NOW + HOUR))
    assert len(school.all()) == 4


@pytest.mark.parametrize("key", ["", "X99-01", "X01-03"])
def test_only_what_is_published_with_a_quiz_can_be_given(school: School, key: str) -> None:
    with pytest.raises(Invalid):
        school.do(lambda session, one: actions.give(session, one, [told(module_key=key)], NOW))


def test_a_closed_class_is_given_nothing(school: School) -> None:
    school.do(lambda session, one: actions.close(session, one.id, NOW))
    with pytest.raises(Refusal):
        school.do(lambda session, one: actions.give(session, one, [told()], NOW))


def test_ticked_members_alone_are_meant(school: School) -> None:
    rini = classes.members_of(school.app, "bu-guru", school.address)["rini"]
    given = school.do(
        lambda session, one: actions.give(session, one, [told(members=[rini, "tidak-ada"])], NOW)
    )
    assert len(given) == 1 and (school.all()[0].for_all, school.all()[0].meant) == (False, 1)
    assert len(told_of(school, "tugas.baru")) == 1


def test_strangers_alone_are_nobody(school: School) -> None:
    with pytest.raises(Invalid):
        school.do(lambda session, one: actions.give(session, one, [told(members=["tidak-ada"])], NOW))


def test_the_terms_of_a_class_are_those_of_the_quiz_that_is_begun(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address, due_at=DUE, threshold=90, tries=2)
    policy = quizzes.sheet(school.app, sites.start_quiz(school.pupil)).policy
    assert (policy.deadline_at, policy.due_at) == (DUE + DAY, DUE)
    assert (policy.threshold, policy.tries) == (90, 2)


def test_of_two_classes_the_later_end_the_higher_bar_and_the_stricter_keys_hold(school: School) -> None:
    other, _code = classes.made(school.app, "bu-guru", learners=["rini"])
    classes.given(school.app, "bu-guru", school.address, due_at=DUE, threshold=95)
    classes.given(school.app, "bu-guru", other, due_at=DUE + DAY, show_keys=ShowKeys.AFTER_DEADLINE)
    policy = quizzes.sheet(school.app, sites.start_quiz(school.pupil)).policy
    assert policy.deadline_at == DUE + 2 * DAY
    assert (policy.threshold, policy.show_keys) == (95, ShowKeys.AFTER_DEADLINE)


def test_more_time_moves_the_open_attempt_and_is_told(school: School) -> None:
    one = classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    attempt = sites.start_quiz(school.pupil)
    classes.extended(school.app, "bu-guru", one, DUE + 2 * DAY)
    assert quizzes.sheet(school.app, attempt).deadline_at == DUE + 3 * DAY
    assert len(told_of(school, "tugas.waktu")) == 2


def test_more_time_for_one_is_hers_alone(school: School) -> None:
    one = classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    joko = classes.members_of(school.app, "bu-guru", school.address)["joko"]
    attempt = sites.start_quiz(school.pupil)
    classes.extended(school.app, "bu-guru", one, DUE + 2 * DAY, joko)
    assert quizzes.sheet(school.app, attempt).deadline_at == DUE + DAY
    assert school.all()[0].window.due_at == DUE


def test_more_time_after_closing_gives_a_new_try(school: School, clock: time_machine.Coordinates) -> None:
    one = classes.given(school.app, "bu-guru", school.address, due_at=DUE, tries=1)
    sites.post(school.pupil, sites.start_quiz(school.pupil), {"aksi": "kirim-juga"})
    clock.move_to(DUE + 2 * DAY)
    classes.extended(school.app, "bu-guru", one, DUE + 4 * DAY)
    assert "/pengerjaan/" in sites.start_quiz(school.pupil)


def test_a_later_deadline_moves_open_attempts_and_an_earlier_one_does_not(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    attempt = sites.start_quiz(school.pupil)
    for due in (DUE + DAY, DUE - DAY):
        change(school, told(due_at=due))
        assert quizzes.sheet(school.app, attempt).deadline_at == DUE + 2 * DAY


def test_what_somebody_began_keeps_its_module(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    sites.start_quiz(school.pupil)
    with pytest.raises(Invalid):
        change(school, told(module_key="X01-02"))


def test_what_is_taken_back_leaves_attempts_to_their_owners(school: School) -> None:
    one = classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    sites.start_quiz(school.pupil)
    classes.extended(school.app, "bu-guru", one, DUE + DAY)
    found = school.all()[0]
    school.do(lambda session, _one: actions.withdraw(session, found))
    assert [len(rows(school.app, table)) for table in ("assignment", "extension", "attempt")] == [0, 0, 1]


def test_what_a_colleague_took_back_meanwhile_is_missing_and_nothing_breaks(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address)
    found = school.all()[0]
    school.do(lambda session, _one: actions.withdraw(session, found))
    rini = classes.members_of(school.app, "bu-guru", school.address)["rini"]
    for act in (
        lambda session, one: actions.extend(session, one, found, DUE + 30 * DAY, "sakit", NOW, by=1),
        lambda session, _one: actions.change(session, found, told(members=[rini]), NOW),
        lambda session, _one: actions.move(session, found, up=True),
    ):
        with pytest.raises(Missing):
            school.do(act)


def test_a_class_that_was_closed_meanwhile_gives_no_more_time(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address)
    found = school.all()[0]
    school.do(lambda session, one: actions.close(session, one.id, NOW))
    with pytest.raises(Refusal):
        school.do(
            lambda session, one: actions.extend(session, one, found, DUE + 30 * DAY, "sakit", NOW, by=1)
        )


def test_neighbours_change_places_and_the_ends_stay(school: School) -> None:
    plan = [told(), told(module_key="X01-02")]
    school.do(lambda session, one: actions.give(session, one, plan, NOW))
    for _twice in range(2):
        raise_last(school)
        assert [one.module_key for one in school.all()] == ["X01-02", "X01-01"]


def test_a_plan_is_copied_with_its_distances_and_only_once(
    school: School, clock: time_machine.Coordinates
) -> None:
    plan = [told(), told(module_key="X01-02", due_at=DUE + 7 * DAY)]
    school.do(lambda session, one: actions.give(session, one, plan, NOW))
    other, _code = classes.made(school.app, "bu-guru")
    source = school.do(lambda _session, one: one.id)
    clock.shift(30 * DAY)
    counts = [school.do(lambda session, one: actions.copy_plan(session, source, one, NOW + 30 * DAY), other) for _ in range(2)]  # fmt: skip
    assert counts == [2, 0]
    dues = [
        one.window.due_at
        for one in school.do(lambda session, one: queries.assignments(session, one.id), other)
    ]
    assert dues == [DUE + 30 * DAY, DUE + 37 * DAY]


def test_a_plan_is_copied_without_the_days_that_a_power_cut_took(school: School) -> None:
    address = classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    classes.extended(school.app, "bu-guru", address, DUE + 3 * DAY)
    change(school, told(due_at=DUE + 3 * DAY, note="Pakai buku."))  # the page shows the deadline that holds
    other, _code = classes.made(school.app, "bu-guru")
    source = school.do(lambda _session, one: one.id)
    school.do(lambda session, one: actions.copy_plan(session, source, one, NOW), other)
    copied = school.do(lambda session, one: queries.assignments(session, one.id), other)[0]
    assert (copied.window.due_at, copied.note) == (DUE, "Pakai buku.")
    assert school.all()[0].window.due_at == DUE + 3 * DAY


def test_a_pupil_finds_her_tasks_by_due_date_and_reads_what_happens(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address, due_at=DUE + DAY, note="Bawa catatanmu.")
    classes.given(school.app, "bu-guru", school.address, module_key="X01-02", due_at=DUE)
    page = school.pupil.get("/ruang-belajar").get_data(as_text=True)
    assert page.index(courses.ESSAY_QUIZ_URL.removesuffix("/kuis")) < page.index("Bawa catatanmu.")
    assert "Belum mulai" in page and "Jawaban yang tersimpan dikirim otomatis" in page
    assert "Bawa catatanmu." in school.pupil.get(f"{school.address}/saya").get_data(as_text=True)


def statements(school: School) -> int:
    """How many statements the learning room takes."""
    with school.app.app_context(), counted(db.engine) as found:
        assert school.pupil.get("/ruang-belajar").status_code == 200
    return len(found)


def test_tasks_cost_one_statement_however_many_there_are(school: School) -> None:
    statements(school)
    before = statements(school)
    for days in range(1, 4):
        classes.given(school.app, "bu-guru", school.address, due_at=DUE + days * DAY)
    assert statements(school) == before


def test_a_pupil_sees_nothing_that_opens_later_or_is_for_others(school: School) -> None:
    joko = classes.members_of(school.app, "bu-guru", school.address)["joko"]
    classes.given(school.app, "bu-guru", school.address, opens_at=NOW + DAY, due_at=DUE, note="RAHASIA")
    classes.given(school.app, "bu-guru", school.address, members=[joko], due_at=DUE, note="RAHASIA")
    assert "RAHASIA" not in school.pupil.get("/ruang-belajar").get_data(as_text=True)


def test_the_intro_says_when_it_is_due_before_it_says_when_it_closes(school: School) -> None:
    classes.given(school.app, "bu-guru", school.address, due_at=DUE)
    page = school.pupil.get(courses.QUIZ_URL).get_data(as_text=True)
    assert page.index("Tenggatnya Jumat, 27 November 2026") < page.index("Ditutup Sabtu, 28 November 2026")
