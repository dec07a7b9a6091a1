"""Signing up and in, merging, tickets, consent: what is written and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.actions.devices import on_device
from literasi.accounts.models import Account, ConsentEvent, Device, Person, Ticket, Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State, Way
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.tickets import LASTS, Purpose
from literasi.accounts.rules.trail import Act
from literasi.accounts.rules.whose import Whose
from literasi.kernel import clock
from literasi.kernel.errors import Invalid, Missing, Refusal, TooMany
from literasi.kernel.roles import Role
from literasi.kernel.visitor import NOBODY
from tests.accounts.steps import KEYS, NOW, a_guest, acts, count, seen, sign_up
from tests.makers import people
from tests.makers.sites import KEY


def test_signing_up_makes_a_person_of_nobody(session: Session) -> None:
    now_seen = seen(session, sign_up(session))
    assert now_seen is not None and now_seen.account and now_seen.name == "Rini"
    assert count(session, Person) == count(session, Account) == 1


def test_signing_up_keeps_the_guests_row_and_gives_her_device_another_token(session: Session) -> None:
    guest = a_guest(session)
    visitor = sign_up(session, guest)
    assert visitor.person_id == guest.person_id and visitor.token != guest.token
    assert seen(session, guest) is None
    assert count(session, Person) == 1


def test_who_has_an_account_does_not_sign_up_again(session: Session) -> None:
    visitor = seen(session, sign_up(session))
    assert visitor is not None
    with pytest.raises(Refusal):
        sign_up(session, visitor)


def test_a_name_that_is_taken_is_said_beside_its_field(session: Session) -> None:
    sign_up(session)
    with pytest.raises(Invalid) as refused:
        sign_up(session)
    assert refused.value.field == "username"


@pytest.mark.parametrize("band", [AgeBand.FROM_13, AgeBand.SIXTEEN, AgeBand.SEVENTEEN])
def test_a_minor_waits_for_consent_and_goes_on_as_a_guest(session: Session, band: AgeBand) -> None:
    visitor = sign_up(session, a_guest(session), band)
    now_seen = seen(session, visitor)
    assert now_seen is not None and now_seen.known and not now_seen.account and now_seen.name == ""
    assert queries.profile(session, visitor.person_id).consent is State.ASKED  # type: ignore[union-attr]


def test_a_minor_who_mistyped_signs_up_again_under_the_same_name(session: Session) -> None:
    waiting = seen(session, sign_up(session, band=AgeBand.FROM_13))
    assert waiting is not None
    again = seen(session, sign_up(session, waiting, AgeBand.SIXTEEN, Whose.HERS))
    assert again is not None and again.person_id == waiting.person_id
    assert count(session, Account) == 1


def test_what_was_agreed_to_can_be_proved_word_for_word(session: Session) -> None:
    visitor = sign_up(session)
    event = session.execute(select(ConsentEvent)).scalar_one()
    assert (event.person_id, event.state, event.way, event.at) == (
        visitor.person_id,
        "disetujui",
        "sendiri",
        NOW,
    )
    assert actions.text_of_consent(session, "dewasa", "id", "Saya setuju.", NOW) == event.text_digest
    assert actions.text_of_consent(session, "dewasa", "id", "Saya setuju!", NOW) != event.text_digest


def test_consent_takes_no_step_that_does_not_exist(session: Session) -> None:
    person = people.make(session, "rini", age=AgeBand.FROM_13, consent=State.ASKED)
    text = actions.text_of_consent(session, "anak", "id", "Saya mengizinkan.", NOW)
    with pytest.raises(Refusal):
        actions.note_consent(session, person, State.WITHDRAWN, Way.LINK, text, NOW)
    actions.note_consent(session, person, State.GRANTED, Way.LINK, text, NOW, guardian="Ibu Sari")
    with pytest.raises(Refusal):
        actions.note_consent(session, person, State.REFUSED, Way.LINK, text, NOW)


def test_signing_in_where_nobody_worked_merges_nothing(session: Session) -> None:
    person = people.make(session, "rini")
    done = actions.sign_in(session, person, NOBODY, NOW, shared=True, label="Chrome")
    assert (done.merged, done.visitor.shared) == ((), True)
    assert Act.MERGED not in acts(session, person)


def test_signing_in_where_somebody_else_is_signed_in_takes_nothing_of_hers(session: Session) -> None:
    rini, joko = people.make(session, "rini"), people.make(session, "joko")
    hers = on_device(session, rini, NOW, shared=False)
    present = seen(session, hers)
    assert present is not None
    done = actions.sign_in(session, joko, present, NOW, shared=False, label="")
    assert done.merged == () and seen(session, hers) is None
    assert count(session, Person) == 2


def test_signing_in_where_a_child_waits_for_consent_takes_nothing_of_hers(session: Session) -> None:
    child = people.make(session, "rini", age=AgeBand.FROM_13, consent=State.ASKED)
    joko, hers = people.make(session, "joko"), on_device(session, child, NOW, shared=False)
    present = seen(session, hers)
    assert present is not None
    actions.sign_in(session, joko, present, NOW, shared=False, label="")
    assert session.get(Person, child) is not None


def test_a_guest_who_is_merged_is_no_more_and_her_code_opens_nothing(session: Session) -> None:
    person, guest = people.make(session, "rini"), a_guest(session)
    code = queries.resume_code(session, guest.person_id, KEYS)
    actions.sign_in(session, person, guest, NOW, shared=False, label="")
    session.expire_all()
    assert session.get(Person, guest.person_id) is None and seen(session, guest) is None
    assert queries.person_of_code(session, code, KEYS) is None


def test_whoever_signs_in_was_here_today(session: Session) -> None:
    person = people.make(session, "rini")
    later = clock.now() + timedelta(days=30)
    actions.sign_in(session, person, NOBODY, later, shared=False, label="")
    session.expire_all()
    assert session.get_one(Person, person).active_on == clock.wita_date(later)


def make_ticket(session: Session, purpose: Purpose = Purpose.RESET, person: int | None = None) -> str:
    code = actions.make_ticket(session, purpose, person, KEY, NOW, {"email": "rini@contoh.example"})
    session.flush()
    return code


def test_a_ticket_opens_once_however_it_is_typed(session: Session) -> None:
    code = make_ticket(session, person=people.make(session, "rini"))
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:].lower()}"
    actions.look_at_ticket(session, Purpose.RESET, typed, KEYS, NOW)
    shown = actions.use_ticket(session, Purpose.RESET, typed, KEYS, NOW)
    assert shown.data["email"] == "rini@contoh.example"
    with pytest.raises(Missing):
        actions.use_ticket(session, Purpose.RESET, code, KEYS, NOW)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_ticket_is_over_when_its_time_is(session: Session, purpose: Purpose) -> None:
    code, end = make_ticket(session, purpose), NOW + LASTS[purpose]
    actions.look_at_ticket(session, purpose, code, KEYS, end - timedelta(microseconds=1))
    with pytest.raises(Missing):
        actions.look_at_ticket(session, purpose, code, KEYS, end)


def test_a_ticket_for_one_thing_opens_nothing_else(session: Session) -> None:
    code = make_ticket(session, Purpose.EMAIL)
    for other in set(Purpose) - {Purpose.EMAIL}:
        with pytest.raises(Missing):
            actions.use_ticket(session, other, code, KEYS, NOW)


def test_a_new_ticket_makes_the_one_before_void_and_leaves_other_peoples(session: Session) -> None:
    rini, joko = people.make(session, "rini"), people.make(session, "joko")
    first, hers, his = (make_ticket(session, person=one) for one in (rini, rini, joko))
    with pytest.raises(Missing):
        actions.use_ticket(session, Purpose.RESET, first, KEYS, NOW)
    assert [actions.use_ticket(session, Purpose.RESET, one, KEYS, NOW).person_id for one in (hers, his)] == [
        rini,
        joko,
    ]


def test_only_a_keyed_digest_of_a_ticket_is_stored(session: Session) -> None:
    code = make_ticket(session)
    row = session.execute(select(Ticket)).scalar_one()
    assert code not in repr(vars(row)) and len(row.digest) == 64
    with pytest.raises(Missing):
        actions.use_ticket(session, Purpose.RESET, code, ("kunci-lain" * 4,), NOW)


def test_a_ticket_outlives_a_change_of_the_secret_key(session: Session) -> None:
    code = make_ticket(session)
    assert actions.use_ticket(session, Purpose.RESET, code, ("kunci-baru" * 4, KEY), NOW).person_id is None


def test_a_new_password_ends_every_other_device_and_every_way_to_another_one(session: Session) -> None:
    rini = people.make(session, "rini")
    here, there = (on_device(session, rini, NOW, shared=False) for _device in range(2))
    letter = make_ticket(session, person=rini)
    actions.change_password(session, rini, "x", NOW, by=rini, here=here.device_id)
    assert (seen(session, here) is None, seen(session, there) is None) == (False, True)
    with pytest.raises(Missing):
        actions.use_ticket(session, Purpose.RESET, letter, KEYS, NOW)


@pytest.mark.parametrize("then", [None, "lain@contoh.example"])
def test_a_letter_to_an_address_given_up_confirms_nothing(session: Session, then: str | None) -> None:
    rini = people.make(session, "rini")
    letter = make_ticket(session, Purpose.EMAIL, rini)
    actions.change_email(session, rini, then, NOW)
    with pytest.raises(Missing):
        actions.use_ticket(session, Purpose.EMAIL, letter, KEYS, NOW)


def test_an_address_belongs_to_whoever_confirms_it_first(session: Session) -> None:
    rini, joko = people.make(session, "rini"), people.make(session, "joko")
    assert actions.confirm_email(session, rini, "a@contoh.example", NOW)
    assert not actions.confirm_email(session, joko, "a@contoh.example", NOW)
    assert actions.confirm_email(session, rini, "a@contoh.example", NOW)
    assert queries.person_with_email(session, "a@contoh.example") == rini


def test_a_second_step_is_taken_once_and_never_an_earlier_one(session: Session) -> None:
    rini = people.make(session, "rini")
    actions.set_second_step(session, rini, "segel", 100, NOW)
    assert [actions.use_second_step(session, rini, step) for step in (100, 99, 101, 101, 100, 102)] == [
        False, False, True, False, False, True
    ]  # fmt: skip


def test_a_counter_that_filled_up_meanwhile_takes_no_more(session: Session) -> None:
    limits = [Limit("masuk:x", 2), Limit("masuk:semua", 100)]
    for _failure in range(2):
        actions.count_failure(session, limits, NOW)
    for verb in (actions.admit, actions.count_failure):
        with pytest.raises(TooMany):
            verb(session, limits, NOW)
    actions.forgive(session, limits[:1])
    actions.admit(session, limits, NOW)


def test_signing_one_of_ones_own_devices_out_leaves_other_peoples(session: Session) -> None:
    rini, joko = people.make(session, "rini"), people.make(session, "joko")
    hers, his = (on_device(session, one, NOW, shared=False) for one in (rini, joko))
    actions.end_own_device(session, rini, his.device_id, NOW)
    actions.end_own_device(session, rini, hers.device_id, NOW)
    assert (seen(session, hers) is None, seen(session, his) is None) == (True, False)


def test_the_trail_keeps_its_lines_without_the_person_who_is_erased(session: Session) -> None:
    rini = people.make(session, "rini")
    lines = count(session, Trace)
    actions.erase(session, [rini], NOW)
    session.expire_all()
    assert count(session, Trace) == lines and acts(session, rini) == []
    assert count(session, Account) == count(session, Device) == 0


def test_nothing_in_the_trail_names_anybody(session: Session) -> None:
    rini = people.make(session, "rini", [Role.TEACHER], email="rini@contoh.example")
    actions.rename(session, rini, "Rini Baru", "rini.baru", NOW)
    session.flush()
    facts = [str(one) for one in session.execute(select(Trace.facts)).scalars()]
    assert facts and not [one for one in facts if "rini" in one.lower()]


def test_renaming_to_somebody_elses_user_name_is_refused(session: Session) -> None:
    rini, _joko = people.make(session, "rini"), people.make(session, "joko")
    with pytest.raises(Invalid):
        actions.rename(session, rini, "Rini", "joko", NOW)


def test_a_suspended_childs_kode_lanjut_opens_nothing_more(session: Session) -> None:
    child = people.make(session, "rini", age=AgeBand.FROM_13, consent=State.ASKED)
    session.execute(update(Account).where(Account.person_id == child).values(suspended_at=NOW))
    code = queries.resume_code(session, child, KEYS)
    person_id = actions.guess(session, code, "10.0.0.1", KEYS, NOW)
    assert person_id is not None
    found = actions.on_device(session, person_id, NOW, shared=False)
    assert found is not None and seen(session, found).suspended  # type: ignore[union-attr]
