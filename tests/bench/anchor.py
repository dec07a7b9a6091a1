"""The anchor: the least a Flask site with signed-in people can do, to measure literasi against.

Flask-Login's cookie, a SELECT of the person, a SELECT of the lesson (27 kB of HTML), Jinja; a POST that
inserts an attempt with its 10 answers; a POST that inserts one row. Plain sqlite3, WAL, synchronous=FULL.
"""

import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from flask import Flask, Response, abort, render_template, request
from flask_login import LoginManager, current_user, login_user
from jinja2 import DictLoader

from literasi.infra.compression import compress
from literasi.operations.server.run import serve

LESSON_BYTES = 27_000
PEOPLE = 1_000
_SCHEMA = """
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE lesson (slug TEXT PRIMARY KEY, title TEXT NOT NULL, html TEXT NOT NULL);
CREATE TABLE attempt (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
                      score INTEGER NOT NULL);
CREATE TABLE answer (id INTEGER PRIMARY KEY, attempt_id INTEGER NOT NULL REFERENCES attempt (id),
                     question INTEGER NOT NULL, value TEXT NOT NULL);
"""
_PAGE = """<!doctype html><html lang="id"><head><title>{{ lesson.title }}</title>
<link rel="stylesheet" href="/static/site.css"></head><body>
<header><nav>{% for label in menu %}<a href="/{{ loop.index }}">{{ label }}</a> {% endfor %}</nav>
<p>{{ person.name }}</p></header>
<main><h1>{{ lesson.title }}</h1>{{ lesson.html | safe }}</main></body></html>"""
_MENU = ("Beranda", "Kursus", "Ruang Belajar", "Cari", "Akun")
_WORDS = (
    *("membaca", "sumber", "berita", "lembaga", "penulis", "tanggal", "bukti", "klaim", "pustaka"),
    *("katalog", "koleksi", "halaman", "situs", "memeriksa", "menyusur", "menimbang", "mengutip"),
    *("mencatat", "bertanya", "menjawab", "kabar", "foto", "angka", "grafik", "survei"),
)


@dataclass(frozen=True)
class Person:
    """The signed-in person, as Flask-Login wants it."""

    id: int
    name: str
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return str(self.id)


def lesson_html(size: int = LESSON_BYTES) -> str:
    """At least `size` bytes of paragraphs that compress about as running text does; always the same."""
    state, parts, length = 1, list[str](), 0
    while length < size:
        words = list[str]()
        for _ in range(60):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            words.append(_WORDS[state // 65_536 % len(_WORDS)])
        parts.append(f"<p>{' '.join(words).capitalize()}.</p>")
        length += len(parts[-1])
    return "\n".join(parts)


def prepare(database: Path) -> None:
    """Create the anchor's database with its people and its one lesson."""
    connection = connect(database)
    connection.executescript(_SCHEMA)
    with connection:
        connection.executemany(
            "INSERT INTO person (name) VALUES (?)",
            [(f"Orang {n}",) for n in range(PEOPLE)],
        )
        connection.execute(
            "INSERT INTO lesson VALUES ('pertama', 'Membaca lateral', ?)",
            (lesson_html(),),
        )
    connection.close()


def connect(database: Path) -> sqlite3.Connection:
    """One connection, set as literasi's are: WAL, FULL, foreign keys, five seconds of patience."""
    connection = sqlite3.connect(database, timeout=5, isolation_level="IMMEDIATE", check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def create_app(database: Path) -> Flask:
    """The anchor application over a prepared database."""
    app = Flask("anchor")
    app.secret_key = "anchor"
    app.jinja_loader = DictLoader({"lesson.html": _PAGE})
    store = _Store(database)
    login = LoginManager(app)
    login.user_loader(store.person)

    @app.before_request
    def only_signed_in() -> None:
        if request.endpoint not in {"sign_in", "alive"} and not current_user.is_authenticated:
            abort(401)

    @app.get("/masuk/<int:person_id>")
    def sign_in(person_id: int) -> str:
        person = store.person(str(person_id))
        return "masuk" if login_user(person) else "ditolak"

    @app.get("/pelajaran/<slug>")
    def lesson(slug: str) -> str:
        return render_template("lesson.html", lesson=store.lesson(slug), person=current_user, menu=_MENU)

    @app.post("/kuis")
    def submit() -> str:
        return str(store.add_attempt(current_user.id, [request.form[f"q{n}"] for n in range(10)]))

    @app.post("/baris")
    def one_row() -> str:
        return str(store.add_row(current_user.id))

    @app.get("/sehat")
    def alive() -> str:
        return "ok"

    app.after_request(compressed)
    return app


def compressed(response: Response) -> Response:
    """The same compression as literasi's pages have."""
    body, encoding = compress(response.get_data(), request.headers.get("Accept-Encoding", ""))
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    return response


class _Store:
    """The statements; the connection is opened by the process that uses it, never across a fork."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._open: sqlite3.Connection | None = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = connect(self._database)
        return self._open

    def person(self, person_id: str) -> Person | None:
        row = self._connection.execute(
            "SELECT id, name FROM person WHERE id = ?", (int(person_id),)
        ).fetchone()
        return Person(row["id"], row["name"]) if row else None

    def lesson(self, slug: str) -> sqlite3.Row:
        row: sqlite3.Row = self._connection.execute("SELECT * FROM lesson WHERE slug = ?", (slug,)).fetchone()
        return row

    def add_attempt(self, person_id: int, values: list[str]) -> int:
        with self._connection as connection:
            attempt = connection.execute(
                "INSERT INTO attempt (person_id, score) VALUES (?, ?)",
                (person_id, len(values)),
            ).lastrowid
            connection.executemany(
                "INSERT INTO answer (attempt_id, question, value) VALUES (?, ?, ?)",
                [(attempt, number, value) for number, value in enumerate(values)],
            )
        return attempt or 0

    def add_row(self, person_id: int) -> int:
        with self._connection as connection:
            row = connection.execute("INSERT INTO attempt (person_id, score) VALUES (?, 0)", (person_id,))
        return row.lastrowid or 0


def main() -> None:
    """`python -m tests.bench.anchor DATABASE PORT`: serve the anchor as `literasi serve` serves literasi."""
    database, port = Path(sys.argv[1]), int(sys.argv[2])
    if not database.exists():
        prepare(database)
    serve(lambda: create_app(database), port=port)


if __name__ == "__main__":
    main()
