"""The history is only ever longer, results follow the newest mark, and who may mark whom is a matter of relation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts.models import Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra import holdings
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel import clock
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import PersonsErased, PersonsMerged
from literasi.kernel.roles import Role
from literasi.marking import actions, queries
from literasi.marking.actions import Judged
from literasi.marking.models import Mark, Piece
from literasi.marking.queries import Marker
from literasi.marking.rules import Kind
from literasi.progress.models import Completion, Response
from literasi.quizzes.models import Attempt, AttemptItem
from tests.attacks.oracles import rows
from tests.makers import marking, people, quizzes, sites

steps = st.lists(st.tuples(st.booleans(), st.integers(0, 100)), min_size=1, max_size=5)


@pytest.fixture
def attempt(app: Flask) -> str:
    """An essay that rini handed in; its other question is right."""
    return marking.essay(app, people.account(app, "rini"))


@pytest.fixture
def librarian(app: Flask, attempt: str) -> Marker:
    people.account(app, "bu-pustaka", Role.LIBRARIAN)
    return Marker(people.id_of(app, "bu-pustaka"), True)


def teacher(app: Flask, username: str = "bu-guru") -> Marker:
    people.account(app, username, Role.TEACHER)
    return Marker(people.id_of(app, username), False)


def doing(app: Flask, act: Callable[[Session], Any]) -> Any:
    """What an action that is committed gives back."""
    with app.app_context():
        done = write(act)
        db.session.remove()
    return done


def asking(app: Flask, act: Callable[[Session], Any]) -> Any:
    with app.app_context():
        found = act(db.session())
        db.session.remove()
    return found


def give(app: Flask, attempt: str, by: Marker, share: float = 1.0, **words: str) -> None:
    piece = marking.piece_of(app, attempt)
    doing(app, lambda session: actions.give(session, piece, Judged(share, **words), by, clock.now()))


def change(
    app: Flask, attempt: str, position: int, by: Marker, share: float, reason: str = "Periksa."
) -> None:
    judged = Judged(share, reason=reason)
    doing(app, lambda session: actions.change(session, attempt, position, judged, by, clock.now()))


def history(app: Flask, attempt: str) -> list[tuple[Any, ...]]:
    """Every mark of an attempt as it is stored, the oldest first."""
    asked = (
        select(*Mark.__table__.columns).join(Piece, Piece.id == Mark.piece_id).where(Piece.origin == attempt)
    )
    found = asking(app, lambda session: session.execute(asked.order_by(Mark.id)).all())
    return [tuple(row) for row in found]


def verdict(app: Flask, attempt: str) -> tuple[int | None, bool | None]:
    asked = select(Attempt.percent, Attempt.passed).where(Attempt.public_id == attempt)
    row = asking(app, lambda session: session.execute(asked).one())
    return row.percent, row.passed


def place(app: Flask, attempt: str, key: str) -> int:
    return quizzes.asked(app, f"/pengerjaan/{attempt}", key).position


def test_a_blank_essay_waits_for_nobody(app: Flask) -> None:
    marking.essay(app, sites.guest(app), ["u-uraian"])
    assert asking(app, queries.waiting_count) == 0


def test_a_mark_settles_verdict_ledger_and_flower(app: Flask, attempt: str, librarian: Marker) -> None:
    assert verdict(app, attempt) == (None, None)
    give(app, attempt, librarian, 2 / 3)
    assert verdict(app, attempt) == (77, False)
    give(app, attempt, librarian, 1.0, reason="Terbaca ulang.")
    assert verdict(app, attempt) == (100, True)
    finished = asking(app, lambda session: session.execute(select(Completion.key, Completion.mark)).all())
    assert [tuple(row) for row in finished] == [("X01-02", 1.0)]
    marks = select(Response.mark).where(Response.item_key == "u-uraian")
    assert asking(app, lambda session: session.execute(marks).scalars().all()) == [1.0]


def test_what_was_finished_once_stays_finished(app: Flask, attempt: str, librarian: Marker) -> None:
    give(app, attempt, librarian)
    give(app, attempt, librarian, 0.0, reason="Jawaban orang lain.")
    assert verdict(app, attempt) == (33, False)
    assert asking(app, lambda session: len(session.execute(select(Completion.id)).all())) == 1


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(found=steps)
def test_the_history_only_grows_and_the_verdict_is_the_sum_of_the_newest_marks(
    app: Flask, librarian: Marker, attempt: str, found: list[tuple[bool, int]]
) -> None:
    other = place(app, attempt, "u-bs")
    for step, (of_essay, percent) in enumerate(found):
        before = history(app, attempt)
        if of_essay:
            give(app, attempt, librarian, percent / 100, reason=f"Terbaca ulang, langkah {step}.")
        else:
            change(app, attempt, other, librarian, percent / 100, f"Periksa, langkah {step}.")
        after = history(app, attempt)
        assert after[: len(before)] == before and len(after) == len(before) + 1
    asked = {one.question.key: one.mark for one in quizzes.sheet(app, f"/pengerjaan/{attempt}").asked}
    essay, plain = asked["u-uraian"], asked["u-bs"]
    if essay is not None and plain is not None:
        assert verdict(app, attempt)[0] == int(round(200 * essay + 100 * plain, 6) / 3)


def test_of_two_markers_at_once_the_second_says_why_and_both_marks_stay(
    app: Flask, attempt: str, librarian: Marker
) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    other = Marker(people.id_of(app, "pak-urus"), True)
    give(app, attempt, librarian, 1.0, comment="Bagus.")
    with pytest.raises(actions.MarkedMeanwhile):
        give(app, attempt, other, 0.0, comment="Belum.")
    give(app, attempt, other, 0.0, comment="Belum.", reason="Tidak menjawab soal.")
    told = asking(app, lambda session: queries.history(session, attempt))
    comments = [one.comment for marks in told.values() for one in marks]
    assert comments == ["Belum.", "Bagus."] and verdict(app, attempt) == (33, False)


def test_a_double_tap_is_one_mark_and_one_notice(app: Flask, attempt: str, librarian: Marker) -> None:
    position = place(app, attempt, "u-bs")
    for _tap in range(2):
        give(app, attempt, librarian, 1.0, comment="Bagus.")
        change(app, attempt, position, librarian, 0.5)
    assert len(history(app, attempt)) == 2
    assert [row["kind"] for row in rows(app, "notice")].count("kuis.hasil") == 2


def test_any_answer_may_be_changed_with_both_marks_kept(app: Flask, attempt: str, librarian: Marker) -> None:
    give(app, attempt, librarian)
    position = place(app, attempt, "u-bs")
    change(app, attempt, position, librarian, 0.0, "Soal dibacakan.")
    kept = asking(app, lambda session: queries.history(session, attempt))[position][0]
    assert (kept.kind, kept.before, kept.share, kept.reason) == (Kind.CHANGED, 1.0, 0.0, "Soal dibacakan.")
    assert verdict(app, attempt) == (66, False)


def test_what_waits_is_not_changed_but_marked(app: Flask, attempt: str, librarian: Marker) -> None:
    with pytest.raises(Refusal):
        change(app, attempt, place(app, attempt, "u-uraian"), librarian, 1.0)
    with pytest.raises(Missing):
        change(app, attempt, 99, librarian, 1.0)


def test_a_teacher_marks_those_she_teaches_and_the_library_those_in_no_class(
    app: Flask, attempt: str, librarian: Marker
) -> None:
    hers, stranger, rini = teacher(app), teacher(app, "pak-guru"), people.id_of(app, "rini")
    with marking.a_class(hers.person_id, [rini]):
        for by in (librarian, stranger):
            with pytest.raises(Missing):
                give(app, attempt, by)
            with pytest.raises(Missing):
                change(app, attempt, place(app, attempt, "u-bs"), by, 0.0)
        assert asking(app, queries.waiting_count) == 0
        give(app, attempt, hers)
    with pytest.raises(Missing):
        give(app, attempt, hers, reason="Kelasnya sudah tidak ada.")
    told = asking(app, lambda session: queries.history(session, attempt))
    assert {one.role for marks in told.values() for one in marks} == {Role.TEACHER}


def test_nobody_marks_her_own_work(app: Flask) -> None:
    attempt = marking.essay(app, people.account(app, "bu-pustaka", Role.LIBRARIAN))
    me = people.id_of(app, "bu-pustaka")
    with pytest.raises(Missing):
        give(app, attempt, Marker(me, True))
    with marking.a_class(me, [me]), pytest.raises(Missing):
        give(app, attempt, Marker(me, False))


def test_no_teacher_sees_the_work_of_a_pupil_whose_consent_is_not_in_force(app: Flask) -> None:
    client = people.account(app, "murid", age=AgeBand.FROM_13, consent=State.ASKED)
    attempt, by, pupil = marking.essay(app, client), teacher(app), people.id_of(app, "murid")
    with marking.a_class(by.person_id, [pupil]), pytest.raises(Missing):
        give(app, attempt, by)


def test_what_waits_comes_in_its_order_and_next_goes_round(
    app: Flask, librarian: Marker, attempt: str
) -> None:
    second = marking.essay(app, sites.guest(app))

    def walk(session: Session) -> list[str]:
        first = queries.piece(session, marking_of[attempt], librarian)
        then = queries.after(session, first, librarian, "")
        assert then is not None
        again, back = (
            queries.after(session, then, librarian, ""),
            queries.before(session, then, librarian, ""),
        )
        assert again == back == first and queries.before(session, first, librarian, "") is None
        return [one.origin for one in queries.waiting(session, librarian, "", 1).rows]

    marking_of = {attempt: marking.piece_of(app, attempt)}
    assert asking(app, walk) == [attempt, second]
    assert asking(app, lambda session: queries.waiting(session, librarian, "X01-99", 1).rows) == ()
    assert asking(app, lambda session: queries.waiting_by_module(session, librarian)) == {"X01-02": 2}


def test_a_guest_who_turns_out_to_be_somebody_takes_her_pieces_along(app: Flask, librarian: Marker) -> None:
    attempt = marking.essay(app, sites.guest(app))
    owner = select(Attempt.person_id).where(Attempt.public_id == attempt)
    guest, rini = asking(app, lambda session: session.execute(owner).scalar_one()), people.id_of(app, "rini")
    doing(app, lambda session: announce(session, PersonsMerged(guest, rini)))
    give(app, attempt, librarian)
    assert verdict(app, attempt) == (100, True)


def test_whoever_is_erased_leaves_no_piece_and_her_marks_lose_her_name(
    app: Flask, attempt: str, librarian: Marker
) -> None:
    give(app, attempt, librarian, comment="Jelas.")

    def erase(person_id: int) -> None:
        def act(session: Session) -> None:
            announce(session, PersonsErased([person_id], clock.now()))
            session.delete(session.get_one(Person, person_id))

        doing(app, act)

    erase(librarian.person_id)
    (kept,) = [one for found in asking(app, lambda s: queries.history(s, attempt)).values() for one in found]
    assert (kept.comment, kept.name) == ("Jelas.", "")
    erase(people.id_of(app, "rini"))
    assert asking(app, lambda session: session.execute(select(Piece.id)).all()) == []
    assert history(app, attempt) == []


def test_both_find_in_their_data_what_was_said(app: Flask, attempt: str, librarian: Marker) -> None:
    give(app, attempt, librarian, comment="Jelas dan runtut.")
    held = {
        who: asking(app, lambda session, who=who: holdings.of(session, who))
        for who in (people.id_of(app, "rini"), librarian.person_id)
    }
    tables = {who: {one.key: one.rows for one in found} for who, found in held.items()}
    assert tables[people.id_of(app, "rini")]["piece"][0]["comment"] == "Jelas dan runtut."
    assert tables[librarian.person_id]["mark_given"][0]["comment"] == "Jelas dan runtut."
    assert "Saya membutuhkan" not in str(tables[librarian.person_id])


def test_marks_of_an_attempt_are_those_that_its_items_carry(
    app: Flask, attempt: str, librarian: Marker
) -> None:
    give(app, attempt, librarian, 1 / 3)
    asked = select(AttemptItem.mark).join(Attempt, Attempt.id == AttemptItem.attempt_id)
    marks = asking(
        app, lambda session: session.execute(asked.where(Attempt.public_id == attempt)).scalars().all()
    )
    assert sorted(marks) == [1 / 3, 1.0]
