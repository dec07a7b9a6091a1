"""Who is admitted where, for every kind of route and every kind of person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, g

from literasi.infra.access import Who, may
from literasi.kernel.errors import Forbidden, Missing
from literasi.kernel.roles import TEACHING, Role
from literasi.kernel.visitor import NOBODY, Visitor

GUEST = Visitor(person_id=1, token="t")
LEARNER = Visitor(person_id=2, token="t", account=True)
SUSPENDED = Visitor(device_id=3, token="t", suspended=True)
STAFF = {
    role: Visitor(person_id=4, token="t", account=True, roles=frozenset({role}), teaches=role in TEACHING)
    for role in Role
}

PEOPLE = {"nobody": NOBODY, "guest": GUEST, "learner": LEARNER, **{role.value: STAFF[role] for role in Role}}
ADMITS = {
    Who.EVERYONE: set(PEOPLE),
    Who.LEARNER: set(PEOPLE),
    Who.OWNER: set(PEOPLE) - {"nobody"},
    Who.ACCOUNT: set(PEOPLE) - {"nobody", "guest"},
    Who.MEMBER: set(PEOPLE) - {"nobody"},
    Who.TEACHER: {"guru", "pustakawan", "pengelola"},
    Who.MARKER: {"pustakawan", "pengelola"},
    Who.STAFF: {"pustakawan", "kepala", "pengelola"},
    Who.LIBRARIAN: {"pustakawan", "pengelola"},
    Who.HEAD: {"kepala", "pengelola"},
    Who.ADMIN: {"pengelola"},
}


def answer(app: Flask, view: Callable[[], object], person: Visitor, method: str = "GET") -> object:
    """What a guarded view says to a person, or "sign in", "absent", "forbidden"."""
    with app.test_request_context("/akun?a=1", method=method):
        g.visitor = person
        try:
            found = view()
        except Missing:
            return "absent"
        except Forbidden:
            return "forbidden"
    return found if isinstance(found, str) else "sign in"


def guarded(who: Who, *, even_suspended: bool = False, or_sign_in: bool = False) -> Callable[[], object]:
    return may(who, even_suspended=even_suspended, or_sign_in=or_sign_in)(lambda: "in")


@pytest.mark.parametrize("who", Who)
def test_each_kind_of_route_admits_those_it_is_meant_for(app: Flask, who: Who) -> None:
    admitted = {name for name, person in PEOPLE.items() if answer(app, guarded(who), person) == "in"}
    assert admitted == ADMITS[who]


def test_an_owners_page_may_ask_nobody_to_sign_in_and_else_is_absent(app: Flask) -> None:
    page = guarded(Who.OWNER, or_sign_in=True)
    assert [answer(app, page, person) for person in (NOBODY, GUEST)] == ["sign in", "in"]
    assert answer(app, page, NOBODY, "POST") == "absent"
    assert answer(app, guarded(Who.OWNER), NOBODY) == "absent"


@pytest.mark.parametrize("who", [Who.ACCOUNT, Who.STAFF, Who.LIBRARIAN, Who.HEAD, Who.ADMIN])
@pytest.mark.parametrize("person", [NOBODY, GUEST])
def test_who_has_no_account_is_asked_to_sign_in(app: Flask, who: Who, person: Visitor) -> None:
    assert answer(app, guarded(who), person) == "sign in"
    assert answer(app, guarded(who), person, "POST") == "forbidden"


@pytest.mark.parametrize("who", [Who.STAFF, Who.LIBRARIAN, Who.HEAD, Who.ADMIN])
@pytest.mark.parametrize("person", [LEARNER, STAFF[Role.TEACHER]])
def test_a_room_of_the_staff_does_not_exist_for_others(app: Flask, who: Who, person: Visitor) -> None:
    assert answer(app, guarded(who), person) == "absent"


@pytest.mark.parametrize("who", Who)
def test_who_is_suspended_reads_what_everybody_may_and_writes_nothing(app: Flask, who: Who) -> None:
    assert answer(app, guarded(who), SUSPENDED) == ("in" if who is Who.EVERYONE else "forbidden")
    assert answer(app, guarded(who), SUSPENDED, "POST") == "forbidden"
    assert answer(app, guarded(Who.EVERYONE, even_suspended=True), SUSPENDED, "POST") == "in"
    assert answer(app, guarded(Who.OWNER, even_suspended=True), SUSPENDED) == "in"
    assert answer(app, guarded(Who.STAFF, even_suspended=True), SUSPENDED) != "in"


def test_whoever_is_sent_to_sign_in_comes_back_to_where_she_was(app: Flask) -> None:
    with app.test_request_context("/akun?a=1&b=%2F%2Fjahat.example"):
        g.visitor = NOBODY
        response = guarded(Who.ACCOUNT)()
    assert response.headers["Location"] == "/masuk?kembali=/akun?a%3D1%26b%3D%252F%252Fjahat.example"  # type: ignore[attr-defined]
