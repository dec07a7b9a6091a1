"""The anchor: the least a Flask site with signed-in people does on the stack that literasi stands on.

Flask-Login's cookie, a SELECT of the person, a SELECT of the lesson (27 kB of HTML), Jinja; a POST that inserts an
attempt with its 10 answers; a POST that inserts one row. Flask-SQLAlchemy as its documentation shows it, SQLite in WAL
with synchronous=FULL or PostgreSQL as it comes. No form check, no headers, no second language: what literasi adds has to pay for itself.
"""

import sqlite3
import sys
from typing import Any

from flask import Flask, Response, abort, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import Engine, ForeignKey, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from literasi.infra.compression import compress
from literasi.operations.server.run import serve

LESSON_BYTES = 27_000
PEOPLE = 1_000
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


class Base(DeclarativeBase):
    """The anchor's own tables."""


db = SQLAlchemy(model_class=Base)


class Person(UserMixin, Base):  # type: ignore[misc]  # flask-login ships no types
    """Somebody who signs in."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Lesson(Base):
    """The one lesson."""

    __tablename__ = "lesson"
    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    html: Mapped[str]


class Attempt(Base):
    """A quiz handed in."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    score: Mapped[int]
    answers: Mapped[list["Answer"]] = relationship()


class Answer(Base):
    """One of its ten answers."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[int]
    value: Mapped[str]


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


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, record: object) -> None:
    """Set as literasi's connections are: WAL, FULL, foreign keys; and five seconds of patience."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")


def prepare(app: Flask) -> None:
    """Create the anchor's tables with its people and its one lesson."""
    with app.app_context():
        db.create_all()
        db.session.add_all(Person(name=f"Orang {n}") for n in range(PEOPLE))
        db.session.add(Lesson(slug="pertama", title="Membaca lateral", html=lesson_html()))
        db.session.commit()


def create_app(database: str) -> Flask:
    """The anchor application over the database at this address."""
    app = Flask("anchor")
    app.secret_key = "anchor"
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    app.jinja_loader = DictLoader({"lesson.html": _PAGE})
    db.init_app(app)
    login = LoginManager(app)
    login.user_loader(lambda person_id: db.session.get(Person, int(person_id)))

    @app.before_request
    def only_signed_in() -> None:
        if request.endpoint not in {"sign_in", "alive"} and not current_user.is_authenticated:
            abort(401)

    @app.get("/masuk/<int:person_id>")
    def sign_in(person_id: int) -> str:
        return "masuk" if login_user(db.session.get_one(Person, person_id)) else "ditolak"

    @app.get("/pelajaran/<slug>")
    def lesson(slug: str) -> str:
        found = db.session.execute(select(Lesson).where(Lesson.slug == slug)).scalar_one()
        return render_template("lesson.html", lesson=found, person=current_user, menu=_MENU)

    @app.post("/kuis")
    def submit() -> str:
        answers = [Answer(question=n, value=request.form[f"q{n}"]) for n in range(10)]
        return _added(Attempt(person_id=current_user.id, score=len(answers), answers=answers))

    @app.post("/baris")
    def one_row() -> str:
        return _added(Attempt(person_id=current_user.id, score=0))

    @app.get("/sehat")
    def alive() -> str:
        return "ok"

    app.after_request(compressed)
    return app


def _added(attempt: Attempt) -> str:
    db.session.add(attempt)
    db.session.commit()
    return str(attempt.id)


def compressed(response: Response) -> Response:
    """The same compression as literasi's pages have."""
    body, encoding = compress(response.get_data(), request.headers.get("Accept-Encoding", ""))
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    return response


def main() -> None:
    """`python -m tests.bench.anchor ADDRESS PORT`: serve the anchor as `literasi serve` serves literasi."""
    app, port = create_app(sys.argv[1]), int(sys.argv[2])
    with app.app_context():
        fresh = not inspect(db.engine).has_table("person")
    if fresh:
        prepare(app)
    with app.app_context():
        db.engine.dispose()
    serve(lambda: app, port=port)


if __name__ == "__main__":
    main()
