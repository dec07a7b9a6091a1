"""What every attack is judged by: the list of routes, the word that must not appear, the rows that may change,
and the constructs that run in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from literasi.infra.access import Who
from literasi.infra.db import db
from tests.makers import courses, databases

CANARY = b"RAHASIA"
_READING = {"GET", "HEAD", "OPTIONS"}
_PLACES = {
    "course": courses.SLUG,
    "module": "lengkap",
    "item_key": "x-latihan",
    "kode": "ABCD1234",
    "code": "ABCD1234EFGH",
    "number": "999",
    "name": "tidak-ada.svg",
    "public_id": "0000000000000000",
    "position": "1",
    "school": "tidak-ada",
    "channel": "tidak-ada",
    "person": "0000000000000000",
    "invitation": "tidak-ada",
    "asked": "0000000000000000",
    "piece": "0000000000000000",
    "attempt": "0000000000000000",
    "lama": "0" * 64,
    "baru": "1" * 64,
    "page": "warga",
    "classroom": "0000000000000000",
    "assignment": "0000000000000000",
    "pupil": "0000000000000000",
    "member": "0000000000000000",
    "teacher": "0000000000000000",
    "ticket": "0" * 32,
    "taken": "0000000000000000",
    "day": "2027-01-26",
    "paper": "0000000000000000",
    "version": "A",
}


@dataclass(frozen=True)
class Route:
    """One way in: `path` is filled in and can be asked for; `who` is what the view declares."""

    method: str
    path: str
    endpoint: str
    who: Who


def routes(app: Flask, **places: str) -> list[Route]:
    """Every route and method. A parameter this file does not know is a KeyError: add it here, then test it."""
    filled = {**_PLACES, **places}
    return [
        Route(
            method,
            re.sub(r"<(?:\w+:)?(\w+)>", lambda found: filled[found[1]], rule.rule),
            rule.endpoint,
            app.view_functions[rule.endpoint].who,  # type: ignore[attr-defined]  # set by @may
        )
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def pages(app: Flask, **places: str) -> list[str]:
    """The addresses that can be read."""
    return [route.path for route in routes(app, **places) if route.method in _READING]


def doors(app: Flask, **places: str) -> list[Route]:
    """The routes that may change something."""
    return [route for route in routes(app, **places) if route.method not in _READING]


def crawl(client: FlaskClient, starts: Iterable[str], most: int = 400) -> dict[str, TestResponse]:
    """Every answer that links lead to from `starts`, by address; static files and other sites are left out."""
    waiting, seen = list(starts), dict[str, TestResponse]()
    while waiting and len(seen) < most:
        address = waiting.pop()
        if address in seen:
            continue
        seen[address] = response = client.get(address)
        if response.mimetype == "text/html":
            waiting += [link for link in links(response.get_data(as_text=True)) if link not in seen]
        elif 300 <= response.status_code < 400:
            waiting.append(response.headers["Location"])
    return seen


def links(html: str) -> Iterator[str]:
    """Addresses of our own that a page links to, static files left out."""
    for found in re.finditer(r'(?:href|src)="(/[^"]*)"', html):
        address = urldefrag(found[1].replace("&amp;", "&"))[0]
        if not address.startswith("/static/"):
            yield address


def raw(response: TestResponse) -> bytes:
    """Headers and body as bytes: the place where secrets are looked for."""
    return str(response.headers).encode() + response.get_data()


def telltales(answers: Mapping[str, TestResponse], word: bytes = CANARY) -> list[str]:
    """The addresses whose answer holds the word."""
    return [address for address, response in answers.items() if word.lower() in raw(response).lower()]


Rows = dict[tuple[str, str], dict[str, Any]]


_BY_HAND = ("alembic_version", "search_stems")
"""Tables that no model describes."""


def rows(app: Flask, table: str) -> list[dict[str, Any]]:
    """All rows of one table, each value as the application reads it; by their keys, not as the disk has them."""
    known = db.metadata.tables.get(table)
    asked = text(f'SELECT * FROM "{table}"') if known is None else select(known).order_by(*known.primary_key)
    with databases.connected(app.extensions["literasi"].instance) as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


def snapshot(app: Flask) -> Rows:
    """Every row of every table, by table and primary key."""
    return {
        (table, str([row[key] for key in _keys(table, row)])): row
        for table in (*db.metadata.tables, *_BY_HAND)
        for row in rows(app, table)
    }


def _keys(table: str, row: Mapping[str, Any]) -> list[str]:
    return (
        [column.name for column in db.metadata.tables[table].primary_key]
        if table in db.metadata.tables
        else list(row)
    )


def changes(before: Rows, after: Rows) -> dict[str, set[str]]:
    """What differs: table -> changed columns, with `+` for rows that came and `-` for rows that went."""
    found: dict[str, set[str]] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if old is None or new is None:
            differing = {"+" if old is None else "-"}
        else:
            differing = {column for column in new if old.get(column) != new[column]}
        found.setdefault(key[0], set()).update(differing)
    return found


_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "srcset",
    "data",
    "background",
    "ping",
}
_RUNNING = {"style", "iframe", "object", "embed", "base", "applet", "frame", "portal", "foreignobject", "animate",
            "animatetransform", "animatemotion", "set", "use", "image", "math"}  # fmt: skip
_HARMLESS = ("", "http", "https", "mailto")


class Danger(HTMLParser):
    """Collects whatever in a page could run, load or restyle, apart from our own script and style sheet."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name.lower(): value or "" for name, value in attrs}
        own = held.get("src", "").startswith("/static/") and "nonce" in held
        if tag in _RUNNING or (tag == "script" and not own) or (tag == "meta" and "http-equiv" in held):
            self.found.append(f"<{tag}>")
        for name, value in held.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{tag}[{name}]")
            elif name in _ADDRESSES and scheme(value) not in _HARMLESS:
                self.found.append(f"{tag}[{name}={value}]")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def scheme(address: str) -> str:
    """The scheme as a browser finds it: control characters and blanks do not hide it."""
    return urlsplit("".join(ch for ch in address if ch > " " and ch != "\x7f")).scheme.lower()


def dangers(html: str) -> list[str]:
    """What a browser would run, load or obey in this page."""
    parser = Danger()
    parser.feed(html)
    parser.close()
    return parser.found


def words(html: str) -> str:
    """The text of a page as a reader sees it."""
    parser = Danger()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split())


_TOKENS = re.compile(
    r'(name="csrf_token" value="|name="s\d+\.kunci" value="|name="kunci" value="|nonce="|data-who="|name="milik" value="|/pengerjaan/)'
    r'[^"/?#]*'
)


def masked(html: str) -> str:
    """A page without what is drawn anew each time: tokens, nonces, UUIDs of saves, public ids."""
    return _TOKENS.sub(r"\1…", html)
