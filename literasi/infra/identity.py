"""Who is asking. Flask-Login around a device token; accounts says what a token means.

The session cookie holds the token, the database its digest. A visitor without a token costs no statement.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import Flask, Request, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session

from literasi.infra.db import db
from literasi.kernel import clock
from literasi.kernel.visitor import NOBODY, Visitor

LoadVisitor = Callable[[Session, str], Visitor | None]
PAGE_OF = "milik"
"""The field in which a form says for whom its page was made."""
_BEFORE, _UNTIL = "sebelum", "sampai"
"""In the cookie of a phone that is lent: the token of whoever was here before, and when it goes back to her."""
PAGE_OF_HEADER = "X-Page-Of"
"""The same word of our script."""


class LastingSession(SecureCookieSessionInterface):
    """Reads a session cookie whatever its age; the device row says how long a session lasts.

    Flask's own refuses a cookie from the future, so a server clock that was ahead and is set right would sign out
    everybody whose cookie was written meanwhile, and a guest would lose her attempt.
    """

    def __init__(self) -> None:
        self._signing: dict[tuple[object, ...], URLSafeTimedSerializer | None] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's, made once for the keys: making it costs as much as reading a cookie with it."""
        keys = (app.secret_key, *(app.config["SECRET_KEY_FALLBACKS"] or ()))
        if keys not in self._signing:
            self._signing[keys] = super().get_signing_serializer(app)
        return self._signing[keys]

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        serializer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return super().open_session(app, request)
        genuine, data = serializer.loads_unsafe(
            cookie
        )  # "unsafe" is only the data of one that is not genuine
        return self.session_class(data if genuine else None)


def init(app: Flask, load: LoadVisitor) -> None:
    """Let `load` decide which tokens are good. It is asked once a request, and only when there is a token."""
    app.session_interface = LastingSession()
    manager = LoginManager()
    manager.session_protection = (
        None  # the token decides; an address that changes on a mobile network must not
    )
    manager.anonymous_user = lambda: NOBODY
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(lambda token: load(db.session(), token))
    app.extensions["visitor_of"] = load


def visitor() -> Visitor:
    """The visitor of this request."""
    found: Visitor | None = g.get("visitor")
    if found is None:
        found = g.visitor = cast(Visitor, current_user._get_current_object())
    return found


def page_is_strange() -> bool:
    """Whether what was sent comes from a page that was made for somebody who is not the visitor."""
    word = request.form.get(PAGE_OF) or request.headers.get(PAGE_OF_HEADER, "")
    return bool(word) and word != visitor().word


def sign_in(person: Visitor) -> None:
    """Let this browser act for the person from now on. What the session held before is forgotten (fixation)."""
    session.clear()
    g.pop("csrf_token", None)
    session.permanent = not person.shared
    if person.shared:
        session["seen"] = int(clock.now().timestamp())
    login_user(person)
    g.visitor = person


def lend(person: Visitor, until: datetime) -> None:
    """Let this browser act for a person until then; whoever was here before is back when it is given back."""
    before = session.get(_BEFORE, "") if visitor().lent else visitor().token
    sign_in(person)
    session.update({_BEFORE: before, _UNTIL: int(until.timestamp())})


def lent_too_long(now: datetime) -> bool:
    """Whether the time is over for which this browser was lent."""
    return _UNTIL in session and int(now.timestamp()) > session[_UNTIL]


def give_back() -> None:
    """Forget the person to whom this browser was lent; who was here before is here again, unless she was signed out."""
    before = session.get(_BEFORE, "")
    sign_out()
    found: Visitor | None = current_app.extensions["visitor_of"](db.session(), before) if before else None
    if found is not None:
        sign_in(found)


def sign_out() -> None:
    """Forget the person in this browser."""
    logout_user()
    g.visitor = NOBODY
    session.clear()
    g.pop("csrf_token", None)


def share(shared: bool) -> None:
    """Let the cookie end with the browser on a shared computer, and stay on one's own."""
    session.permanent = not shared
    session.modified = True
    if shared:
        session["seen"] = int(clock.now().timestamp())
    else:
        session.pop("seen", None)
