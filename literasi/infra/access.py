"""Who may use a route. Every view says it with `@may`; a route that says nothing fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from literasi.infra.i18n import _
from literasi.infra.identity import page_is_strange, visitor
from literasi.kernel.errors import Missing, SessionEnded

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """The identities of this part: a visitor of whom nothing is stored, and a guest."""

    EVERYONE = "everyone"
    LEARNER = "learner"  # everybody, who becomes a guest by it
    OWNER = "owner"  # a person, and only for what is theirs: the query looks for both at once


def may(who: Who) -> Callable[[View], View]:
    """Declare who may use a view. To everybody else an address of an owner looks like one that does not exist.

    What is sent for a person is taken from a page of hers only: her session may have ended meanwhile, and her answer
    must not become somebody else's.
    """

    def declare(view: View) -> View:
        if who is Who.EVERYONE:
            view.who = who  # type: ignore[attr-defined]  # read by the test of routes
            return view

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if page_is_strange():
                raise SessionEnded(
                    _("Sesi di perangkat ini sudah berakhir, jadi kiriman ini belum tersimpan.")
                )
            if who is Who.OWNER and not visitor().known:
                raise Missing(_("Halaman ini tidak ada, atau bukan milik Anda."))
            return view(*args, **kwargs)

        guarded.who = who  # type: ignore[attr-defined]  # read by the test of routes
        return guarded  # type: ignore[return-value]  # same signature, by wraps

    return declare
