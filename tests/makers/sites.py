"""Sites to test against: settings, a published database, browsers of one person each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Mapping
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any, ClassVar

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from literasi.app import create_app
from literasi.authoring import actions as authoring
from literasi.config import Settings
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.makers import courses, databases

KEY = "kunci-rahasia-untuk-percobaan-yang-cukup-panjang"
_HIDDEN = re.compile(r'type="hidden" name="(?!csrf_token)([^"]+)" value="([^"]*)"')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class _Compiled(BytecodeCache):
    """Templates compiled by one application of this process serve the others: each test makes an application."""

    def __init__(self) -> None:
        self._known = dict[tuple[str, str], CodeType]()

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


class _Known(Rule):
    """A rule whose address was put together once already by another application of this process.

    Werkzeug compiles two functions for each; they depend on the rule's text and defaults alone.
    """

    _builders: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


Flask.url_rule_class = _Known
_COMPILED = _Compiled()
_STATIC = TemporaryDirectory()
"""Scripts and styles as the first application of this process laid them out; compressing them takes a while."""


def settings_for(instance: Path, **changes: Any) -> Settings:
    """Settings of a site whose files all lie in `instance`."""
    values: dict[str, Any] = {
        "instance": instance,
        "courses": instance / "courses",
        "database_url": databases.url(instance),
        "redis_url": "",
        "secret_keys": (KEY,),
        "base_url": "",
        "mail_url": "",
        "trusted_proxies": 0,
        "log": "text",
    }
    return Settings(**{**values, **changes})


def build(instance: Path, **changes: Any) -> Flask:
    """An application in test mode; its database may still be empty."""
    databases.ready(instance)
    laid, static = Path(_STATIC.name) / "static", instance / "static"
    if laid.exists() and not static.exists():
        shutil.copytree(laid, static)
    app = create_app(settings_for(instance, **changes))
    if not laid.exists():
        shutil.copytree(static, laid)
    app.jinja_env.bytecode_cache = _COMPILED
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def migrate(app: Flask) -> None:
    """Make the tables."""
    with app.app_context():
        upgrade(app.extensions["migrate"].directory)
        db.engine.dispose()


def close(app: Flask) -> None:
    """Let go of the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def publish(
    app: Flask,
    files: Mapping[str, bytes] = courses.FILES,
    slug: str = courses.SLUG,
    dropped: Collection[str] = (),
) -> authoring.Published:
    """Publish a course, and what courses share."""
    commons = authoring.read_commons(courses.COMMONS)

    def act(session: Session) -> authoring.Published:
        authoring.keep_commons(session, commons)
        return authoring.publish(session, slug, files, commons, {}, "", clock.now(), dropped)

    with app.app_context():
        done = write(act)
        db.session.remove()
        return done


def token(client: FlaskClient, path: str = "/lanjut") -> str:
    """A token for the forms of this browser."""
    found = _TOKEN.search(client.get(path).get_data(as_text=True))
    assert found is not None
    return found.group(1)


def post(
    client: FlaskClient, path: str, data: Mapping[str, Any] | None = None, **kwargs: Any
) -> TestResponse:
    """Send a form as a page of ours would."""
    return client.post(path, data={**(data or {}), "csrf_token": token(client)}, **kwargs)


def hidden(page: str, action: str) -> dict[str, list[str]]:
    """The hidden fields of the page's form that leads to `action`, but its token."""
    form = page.split(f'action="{action}" class="card', 1)[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(form):
        found.setdefault(name, []).append(unescape(value))
    return found


def put(client: FlaskClient, path: str, data: Any, **kwargs: Any) -> TestResponse:
    """Save an answer as our script would."""
    headers = {"X-CSRFToken": token(client), "X-Requested-By": "literasi", **kwargs.pop("headers", {})}
    return client.put(path, json=data, headers=headers, **kwargs)


def guest(app: Flask) -> FlaskClient:
    """A browser whose person is a guest: she moved on by one part."""
    client = app.test_client()
    done = post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    assert done.status_code == 303
    return client


def start_quiz(client: FlaskClient, path: str = courses.QUIZ_URL) -> str:
    """Begin an attempt; its address."""
    response = post(client, path)
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"])
