"""What the library says of itself, where the database is slow to answer or does not."""

from __future__ import annotations

import math

from flask import Flask
from flask.testing import FlaskClient

from literasi.infra import shelfmark, site
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.makers import databases


def say(app: Flask, **told: object) -> tuple[str, ...]:
    with app.app_context():
        changed = write(lambda session: site.say(session, told, None, clock.now()))
        db.session.remove()
    return changed


def test_only_what_differs_counts_as_changed(app: Flask) -> None:
    assert say(app, name="Contoh", hours="", agrees_from=18) == ("name",)
    assert say(app, name="Contoh", shared_networks=()) == ()
    assert say(app, shared_networks=("10.0.0.0/8",)) == ("shared_networks",)
    assert say(app, shared_networks=("10.0.0.0/8",)) == ()


def test_a_page_that_was_kept_follows_at_once(app: Flask, client: FlaskClient) -> None:
    for name in ("Perpustakaan Satu", "Perpustakaan Dua"):
        say(app, name=name)
        assert name in client.get("/kursus").get_data(as_text=True)


def test_another_process_believes_what_it_knew_and_then_asks(app: Flask, client: FlaskClient) -> None:
    client.get("/kursus")
    with app.app_context():
        engine = db.engine
    before, _until = shelfmark._marks[engine]
    say(app, name="Perpustakaan Tiga")
    shelfmark._marks[engine] = before, math.inf
    assert "Perpustakaan Tiga" not in client.get("/kursus").get_data(as_text=True)
    shelfmark._marks[engine] = before, 0.0
    assert "Perpustakaan Tiga" in client.get("/kursus").get_data(as_text=True)


def test_a_page_that_says_the_database_is_gone_still_carries_the_name(
    app: Flask, client: FlaskClient
) -> None:
    say(app, name="Perpustakaan Contoh")
    client.get("/")
    with app.app_context():
        db.engine.dispose()
    shelfmark._marks.clear()
    databases.ruin(app.extensions["literasi"].instance)
    page = client.get("/ruang-belajar")
    assert page.status_code == 503
    assert "Perpustakaan Contoh" in page.get_data(as_text=True)


def test_an_address_that_is_none_shares_nothing() -> None:
    inside = site.Site(shared_networks=("10.0.0.0/8", "fd00::/8"))
    assert inside.shares("10.1.2.3") and inside.shares("fd00::1%eth0")
    assert not inside.shares(None) and not inside.shares("192.0.2.1") and not site.Site().shares("10.1.2.3")
