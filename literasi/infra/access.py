"""Who may use a route. Every view says it with `@may`; a route that says nothing fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import make_response, redirect, request, url_for

from literasi.infra import pupils
from literasi.infra.db import db
from literasi.infra.i18n import _
from literasi.infra.identity import page_is_strange, visitor
from literasi.infra.web import wants_json
from literasi.kernel.errors import Forbidden, Missing, SessionEnded
from literasi.kernel.roles import STAFF, Role
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor

View = TypeVar("View", bound=Callable[..., Any])
READING = frozenset({"GET", "HEAD"})
SUSPENDED = Sentence(
    "Akun ini dinonaktifkan sementara. Membaca tetap bisa, dan data Anda ada di halaman Data saya (/akun/data). Tanyakan kepada perpustakaan."
)
SIGN_IN_FIRST = Sentence("Masuk dulu untuk melanjutkan. Isian Anda ada di halaman ini.")


class Who(StrEnum):
    """Who is meant by a route."""

    EVERYONE = "everyone"
    LEARNER = "learner"  # everybody, who becomes a guest by it
    OWNER = "owner"  # a person, and only for what is theirs: the query looks for both at once
    ACCOUNT = "account"  # a person who signed up, for her own account
    MEMBER = "member"  # a person in a class, named or not yet: the query looks for her in it
    TEACHER = "teacher"  # whoever teaches, or has asked to; the query looks for her in the class
    MARKER = "marker"  # the library, and whoever teaches somebody now, by the relation and not by a role
    STAFF = "staff"
    LIBRARIAN = "librarian"
    HEAD = "head"
    ADMIN = "admin"


_ROLES = {
    Who.STAFF: STAFF,
    Who.LIBRARIAN: frozenset({Role.LIBRARIAN, Role.ADMIN}),
    Who.HEAD: frozenset({Role.HEAD, Role.ADMIN}),
    Who.ADMIN: frozenset({Role.ADMIN}),
}


def may(who: Who, *, even_suspended: bool = False, or_sign_in: bool = False) -> Callable[[View], View]:
    """Declare who may use a view. To a person without the role its address looks like one that does not exist.

    Somebody without an account is sent to sign in where an account is needed. `or_sign_in` does the same for the
    owner's page whose address names nobody's work: to somebody who is nobody here it need not seem absent.

    A suspended person may read what everybody may, and beyond that only what `even_suspended` says: leave, change how
    the page looks, see her own data; and somebody else at the same device may come in. What is sent for a person is
    taken from a page of hers only: her session may have ended meanwhile, and her answer must not become
    somebody else's.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            reading = who is Who.EVERYONE and request.method in READING  # then nobody is looked up
            if not (reading or even_suspended) and visitor().suspended:
                raise Forbidden(SUSPENDED)
            if page_is_strange():
                raise SessionEnded(
                    _("Sesi di perangkat ini sudah berakhir, jadi kiriman ini belum tersimpan.")
                )
            if (
                who is Who.EVERYONE
                or _admitted(who, visitor())
                or (who is Who.OWNER and even_suspended and visitor().suspended)
            ):
                return view(*args, **kwargs)
            if not visitor().account and (who is not Who.OWNER or (or_sign_in and _is_read())):
                return _to_sign_in()
            raise Missing(_("Halaman ini tidak ada, atau bukan milik Anda."))

        guarded.who = who  # type: ignore[attr-defined]  # read by the test of routes
        return guarded  # type: ignore[return-value]  # same signature, by wraps

    return declare


def _admitted(who: Who, person: Visitor) -> bool:
    """Whether a person is one of those who are meant."""
    if who is Who.LEARNER:
        return True
    if who in (Who.OWNER, Who.MEMBER):
        return person.known
    if who is Who.TEACHER:
        return person.teaches
    if who is Who.ACCOUNT:
        return person.account
    if who is Who.MARKER:
        return person.account and _may_mark(person)
    return bool(person.roles & _ROLES[who])


def _may_mark(person: Visitor) -> bool:
    """Asked anew on each request: whoever is taken out of a class sees nothing of it from then on."""
    return bool(person.roles & _ROLES[Who.LIBRARIAN]) or pupils.teaches(db.session(), person.person_id)


def _is_read() -> bool:
    return request.method in READING and not wants_json()


def _to_sign_in() -> Any:
    if request.method not in READING or wants_json():
        raise Forbidden(SIGN_IN_FIRST)
    return make_response(redirect(url_for("accounts.sign_in", kembali=request.full_path.rstrip("?")), 303))
