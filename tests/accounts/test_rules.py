"""Names, passwords, ages, consent, roles, tickets, limits: what is decided about people."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules import ages, consent, devices, limits, names, passwords, roles, tickets
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.limits import Tally
from literasi.accounts.rules.tickets import Purpose
from literasi.kernel.roles import STAFF, Role

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
role_sets = st.frozensets(st.sampled_from(Role))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(st.text())
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    assert names.tidy(names.tidy(text)) == names.tidy(text)


@pytest.mark.parametrize("typed", ["Rini.Tomohon", " rini.tomohon ", "ＲＩＮＩ.tomohon", "RINI.TOMOHON"])
def test_a_user_name_is_the_same_however_it_is_typed(typed: str) -> None:
    assert names.fold(typed) == "rini.tomohon"


@pytest.mark.parametrize(
    "name", ["Rini", "Ibu Maria-Magdalena", "Ny. Ésti", "李", "Joko 2", "นิ้ง", "मीरा", "מִרְיָם"]
)
def test_a_name_may_be_written_as_people_write_it(name: str) -> None:
    assert names.name_problem(name) is None


@pytest.mark.parametrize("name", ["", "  ", "—", "Rini\u202enimda", "Ri\u200bni", "a\x07b", "x" * 61])
def test_a_name_that_disguises_or_says_nothing_is_refused(name: str) -> None:
    assert names.name_problem(name) is not None


@pytest.mark.parametrize(
    "name",
    ["\u3164\u3164", "Rini\u3164", "\uffa0", "Rini\ufe0f", "R\u2800ini", "Ri\u034fni", "Rini" + "\u0321" * 4],
)
def test_a_name_shows_every_letter_it_has_and_covers_no_line_but_its_own(name: str) -> None:
    assert names.name_problem(names.tidy(name)) is names.NAME_ODD


def test_a_user_name_of_short_parts_is_no_password_either() -> None:
    assert passwords.problem("ab.cd.ef.gh", ["ab.cd.ef.gh"]) is passwords.EASY


@pytest.mark.parametrize("username", ["ri", "1rini", "rini tomohon", "rini@x", "ríni", "r" * 41, "admin", "pustakawan"])  # fmt: skip
def test_a_user_name_that_is_odd_or_the_librarys_is_refused(username: str) -> None:
    assert names.username_problem(username) is not None


@given(st.text(string.ascii_lowercase + string.digits + "._-", min_size=2, max_size=39))
def test_a_letter_and_what_a_user_name_is_made_of_is_one(rest: str) -> None:
    assert names.username_problem("x" + rest) is None


@pytest.mark.parametrize("address", ["rini@contoh.example", "r.i+n_i@sub.contoh.example"])
def test_an_address_is_taken_by_its_shape(address: str) -> None:
    assert names.email_problem(address) is None


@pytest.mark.parametrize(
    "address",
    ["rini@contoh", "@contoh.example", "rini@", "a b@contoh.example", "rini@-x.example", "rini@contoh.example\nBcc: x@y.example", "rini@contoh.example, x@y.example", '"a"@contoh.example', "<a@contoh.example>", "a@" + "b" * 64 + ".example"],
)  # fmt: skip
def test_what_a_header_could_be_made_of_is_no_address(address: str) -> None:
    assert names.email_problem(address) is not None


@given(st.text(min_size=250, max_size=100_000))
def test_a_monstrous_address_is_refused_at_once(text: str) -> None:
    assert names.email_problem(text) is not None


@pytest.mark.parametrize(
    "password", ["lereng lokon berkabut", "Tujuh kucing di pasar?", "xK9$vR2!", "ᬓᬘᬝᬢᬧ ᬬᬯᬲ"]
)
def test_a_few_words_or_a_good_jumble_will_do(password: str) -> None:
    assert passwords.problem(password) is None


@pytest.mark.parametrize(
    "password",
    ["pendek", "password", "Password123", "qwertyuiop", "12345678", "87654321", "sayangku1", "aaaaaaaaaaaa", "tomohon2026", "rinirini1", "Rini.Tomohon", "x" * 129, "abcabcabcabc"],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert passwords.problem(password, ("Rini Tomohon", "rini@contoh.example")) is not None


@given(st.text(max_size=7))
def test_no_short_password_passes(password: str) -> None:
    assert passwords.problem(password) is passwords.SHORT


@given(st.text(min_size=8, max_size=128), st.lists(st.text(max_size=20), max_size=3))
def test_what_is_known_of_her_never_makes_a_password_better(password: str, about: list[str]) -> None:
    if passwords.problem(password) is not None:
        assert passwords.problem(password, about) is not None


@given(st.text())
def test_a_band_is_one_of_five_or_none(text: str) -> None:
    assert (ages.band_of(text) is not None) == (text in {band.value for band in AgeBand})


def test_who_is_a_child_and_who_may_sign_up() -> None:
    assert [band for band in AgeBand if not ages.minor(band)] == [AgeBand.ADULT]
    assert [band for band in AgeBand if not ages.may_have_account(band)] == [AgeBand.UNDER_13]


def test_only_at_seventeen_does_the_librarys_decision_count() -> None:
    changed = [
        band for band in AgeBand if ages.agrees_herself(band, True) != ages.agrees_herself(band, False)
    ]
    assert changed == [AgeBand.SEVENTEEN]
    assert ages.agrees_herself(AgeBand.ADULT, False)


@given(st.sampled_from(AgeBand), st.booleans())
def test_only_who_agrees_herself_begins_with_an_account(band: AgeBand, from_17: bool) -> None:
    first = consent.at_first(band, from_17)
    assert consent.in_force(first) == ages.agrees_herself(band, from_17)
    assert first in (State.ASKED, State.GRANTED)


def test_consent_is_in_force_only_while_granted() -> None:
    assert [state for state in State if consent.in_force(state)] == [State.GRANTED]


@given(st.sampled_from(State))
def test_nothing_follows_a_withdrawal_and_only_consent_given_can_be_withdrawn(state: State) -> None:
    assert not consent.may_become(State.WITHDRAWN, state)
    assert consent.may_become(state, State.WITHDRAWN) == (state is State.GRANTED)


@given(role_sets, st.sampled_from(Role))
def test_only_an_admin_makes_staff_and_a_librarian_makes_teachers(actor: frozenset[Role], role: Role) -> None:
    may = Role.ADMIN in actor or (Role.LIBRARIAN in actor and role is Role.TEACHER)
    assert roles.may_give(actor, role) == may


@given(role_sets, role_sets)
def test_whoever_is_helped_by_others_than_an_admin_is_no_staff(
    actor: frozenset[Role], subject: frozenset[Role]
) -> None:
    if roles.may_help(actor, subject) and Role.ADMIN not in actor:
        assert Role.LIBRARIAN in actor and not subject & STAFF


@given(role_sets, role_sets)
def test_one_more_role_never_takes_a_right_away(actor: frozenset[Role], more: frozenset[Role]) -> None:
    for may in (roles.may_see_people, roles.may_run_site, roles.may_read_trail):
        assert may(actor | more) or not may(actor)


def test_a_teacher_may_none_of_it() -> None:
    teacher = {Role.TEACHER}
    assert not any(may(teacher) for may in (roles.may_see_people, roles.may_run_site, roles.may_read_trail))
    assert not roles.may_help(teacher, ()) and not roles.may_give(teacher, Role.TEACHER)


def test_who_may_look_people_up_run_the_site_and_read_the_trail() -> None:
    assert [role for role in Role if roles.may_see_people({role})] == [Role.LIBRARIAN, Role.ADMIN]
    assert [role for role in Role if roles.may_run_site({role})] == [Role.ADMIN]
    assert [role for role in Role if roles.may_read_trail({role})] == [Role.HEAD, Role.ADMIN]


def test_only_the_last_admin_cannot_go() -> None:
    assert [(role, many) for role in Role for many in (1, 2) if roles.would_leave_nobody(role, many)] == [
        (Role.ADMIN, 1)
    ]


@given(st.sampled_from(Purpose), st.sampled_from(Purpose), st.integers(-10, 10), st.booleans())
def test_a_ticket_opens_its_own_purpose_once_and_in_time(
    shown_for: Purpose, found: Purpose, seconds: int, used: bool
) -> None:
    good = tickets.good(shown_for, found, NOW, NOW if used else None, NOW + timedelta(seconds=seconds))
    assert good == (shown_for is found and seconds < 0 and not used)


def test_a_way_to_a_new_password_lasts_half_an_hour() -> None:
    assert tickets.LASTS[Purpose.RESET] == timedelta(minutes=30)
    assert set(tickets.LASTS) == set(Purpose)


@given(st.lists(st.integers(0, 600), max_size=40), st.integers(1, 12))
def test_no_window_lets_more_guesses_through_than_its_limit(pauses: list[int], most: int) -> None:
    tally: Tally | None = None
    now, wrong = NOW, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        if limits.may_guess(tally, most, now):
            tally = limits.counted(tally, now)
            wrong.append(now)
            assert len([one for one in wrong if one >= tally.since]) <= most


@given(st.integers(1, 1000))
def test_a_full_counter_stays_full_until_its_window_is_over(failures: int) -> None:
    tally = Tally(NOW, failures)
    assert not limits.may_guess(tally, failures, NOW + limits.WINDOW - timedelta(microseconds=1))
    assert limits.may_guess(tally, failures, NOW + limits.WINDOW)
    assert limits.counted(tally, NOW + limits.WINDOW).failures == 1


ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (ANDROID, "Chrome · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        (f"{ANDROID} SamsungBrowser/25.0", "Samsung Internet · Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_so_that_its_owner_knows_it(agent: str, label: str) -> None:
    assert devices.label(agent) == label


@given(st.text())
def test_what_a_browser_says_of_itself_never_reaches_a_page(agent: str) -> None:
    assert set(devices.label(agent).split(" · ")) <= {"", "Edge", "Opera", "Samsung Internet", "Firefox", "Chrome"} | {
        "Safari", "Android", "iPhone", "iPad", "Windows", "Chromebook", "Mac", "Linux"
    }  # fmt: skip


@pytest.mark.parametrize("band", AgeBand)
@pytest.mark.parametrize("state", State)
def test_roles_are_for_adults_whose_account_is_in_force(band: AgeBand, state: State) -> None:
    assert roles.may_hold(band, state) is (band is AgeBand.ADULT and state is State.GRANTED)


def test_those_who_may_teach_see_the_pupils_of_their_classes() -> None:
    seeing = [role for role in Role if roles.may_see_pupils({role})]
    assert seeing == [Role.TEACHER, Role.LIBRARIAN, Role.ADMIN] and not roles.may_see_pupils(())


def test_whoever_asked_to_be_a_teacher_prepares_and_sees_nobody() -> None:
    assert roles.may_prepare((), asked=True) and not roles.may_prepare((), asked=False)
    assert roles.may_prepare({Role.TEACHER}, asked=False) and not roles.may_prepare({Role.HEAD}, asked=False)
