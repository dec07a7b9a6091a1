"""The log says where and what kind, never who and what words: tried on every route, in fair and foul weather."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError

from literasi.infra import logs
from tests.house import routes
from tests.house import world as worlds
from tests.house.routes import Call
from tests.house.world import World
from tests.makers import courses, sites

CANARY = "Burung Kenari Kecil"


@pytest.fixture(params=["json", "text"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Everything that any logger writes, at whatever level, as the server would write it."""
    everybody, ours = logging.getLogger(), logging.getLogger("literasi")
    before = (everybody.handlers[:], everybody.level, ours.level)
    out = StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    logs.init(request.param)
    everybody.setLevel(logging.NOTSET)
    yield out
    everybody.handlers[:], _level = before[0], everybody.setLevel(before[1])
    ours.setLevel(before[2])


@pytest.fixture
def world(app: Flask) -> World:
    return worlds.world(app)


def with_canary(value: Any) -> Any:
    """The same shape with the canary for every text."""
    if isinstance(value, dict):
        return {name: with_canary(one) for name, one in value.items()}
    if isinstance(value, list):
        return [with_canary(one) for one in value]
    return CANARY if isinstance(value, str) else value


def variants(call: Call) -> list[Call]:
    """A good request, one that types the canary everywhere, and one that asks for an address with it."""
    asked = f"{call.path}{'&' if '?' in call.path else '?'}q={CANARY}&kode={CANARY}"
    typed = {**with_canary(dict(call.form)), "kode": CANARY, "j": CANARY, "nama": CANARY}
    saved = {**with_canary(call.json), "fields": {"j": [CANARY]}} if call.json is not None else None
    return [call, Call(call.method, call.path, typed, saved), Call(call.method, asked, typed, call.json)]


def visit_everything(world: World) -> None:
    headers = {"User-Agent": CANARY, "Referer": f"http://localhost/?{CANARY}", "Accept-Language": CANARY}
    for call in routes.calls(world).values():
        for one in variants(call):
            for client in (world.owner, world.app.test_client()):
                client.environ_base.update(
                    {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
                )
                one.send(client)
    world.app.test_client().get(f"/{CANARY}/tidak/ada")


def secrets_of(world: World) -> list[str]:
    """What no line may hold: what was typed, the code, the cookie, the address of an attempt."""
    attempt = world.attempt.rsplit("/", 1)[-1]
    code = world.code
    return [
        CANARY,
        "Kenari",
        code,
        code.replace(" ", ""),
        worlds.cookie_of(world.owner),
        attempt,
        "127.0.0.1",
    ]


def found_in(text: str, world: World) -> list[str]:
    return [secret for secret in secrets_of(world) if secret and secret in text]


def test_nothing_that_was_typed_is_in_the_log_of_a_good_day(world: World, written: StringIO) -> None:
    save = {"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": [CANARY]}}
    essay = sites.start_quiz(world.owner, courses.ESSAY_QUIZ_URL)
    sites.put(world.owner, f"{essay}/soal/1", save)
    visit_everything(world)
    assert found_in(written.getvalue(), world) == []


TROUBLES = {
    "a mistake of ours": ValueError(f"cannot read {CANARY}"),
    "a row that is refused": IntegrityError(
        f"INSERT {CANARY}", {"name": CANARY}, Exception(f"Key (name)=({CANARY})")
    ),
    "a statement that fails": OperationalError(
        "SELECT ?", (CANARY,), Exception(f'syntax error near "{CANARY}"')
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_nothing_that_was_typed_is_in_the_log_of_a_bad_day(
    world: World, written: StringIO, trouble: str
) -> None:
    def fail(**_values: object) -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise TROUBLES[trouble] from cause

    token = sites.token(world.owner)
    world.app.view_functions = dict.fromkeys(world.app.view_functions, fail)
    for call in routes.calls(world).values():
        sent = {**dict(call.form), "kode": CANARY, "csrf_token": token}
        _send(world.owner, call, sent)
    assert written.getvalue().count("\n") > 20
    assert found_in(written.getvalue(), world) == []


def _send(client: FlaskClient, call: Call, form: dict[str, Any]) -> None:
    headers = {"X-CSRFToken": form["csrf_token"], "X-Requested-By": "literasi"}
    if call.json is not None:
        client.open(call.path, method=call.method, json=call.json, headers=headers)
    else:
        client.open(call.path, method=call.method, data=form if call.method != "GET" else None)


def test_a_line_of_json_tells_kinds_and_places_and_where_it_came_from() -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise ValueError(CANARY) from cause
    except ValueError:
        record = logging.LogRecord(
            "literasi.x", logging.ERROR, "x", 1, "gagal: %s", ("di sini",), sys.exc_info()
        )
    line = json.loads(logs.JsonLine().format(record))
    assert line["message"] == "gagal: di sini" and line["level"] == "error"
    assert "builtins.ValueError" in line["trace"] and "builtins.KeyError" in line["trace"]
    assert "test_logs.py" in line["trace"] and CANARY not in line["trace"]


def test_what_we_stand_on_writes_the_same_way_from_a_warning_on(written: StringIO) -> None:
    logging.getLogger().setLevel(logging.WARNING)  # as `serve` leaves it
    logging.getLogger("huey").info("setiap menit")
    logging.getLogger("_granian").error("tidak dapat mendengar")
    logging.getLogger("literasi.x").info("mulai")
    kinds = {line.startswith("{") for line in written.getvalue().splitlines()}
    assert written.getvalue().count("\n") == 2 and len(kinds) == 1
    assert "tidak dapat mendengar" in written.getvalue() and "mulai" in written.getvalue()
