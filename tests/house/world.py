"""The site on which every route is tried: who is there, and what each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.tickets import Purpose
from literasi.catalogue.models import Media
from literasi.classes.tasks import write_exports
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.office import actions as office
from literasi.operations import tasks
from literasi.operations.actions import demo
from literasi.privacy import actions as privacy
from literasi.privacy import queries as privacy_queries
from literasi.privacy.rules.requests import Kind
from tests.makers import classes, courses, gatherings, handouts, marking, people, quizzes, sites

PIN = "271828"
FREE_DAY = date(2027, 1, 26)
PICTURE = "gambar-percobaan.svg"
PEOPLE = {
    "rini": (),
    "joko": (),
    "pak-guru": (Role.TEACHER,),
    "pak.ronny": (Role.TEACHER,),
    "bu-guru": (Role.TEACHER,),
    "bu-pustaka": (Role.LIBRARIAN,),
    "bu-kepala": (Role.HEAD,),
    "pak-urus": (Role.ADMIN,),
}
HERE, THERE = "SMP Percobaan Sini", "SMP Percobaan Sana"
NEIGHBOURS = {"bu-sebelah": HERE, "pak-seberang": THERE}
"""Teachers of a class of their own, by user name: at the school of bu-guru, and at another."""
CHANNEL = {
    "name": "Kanal Percobaan",
    "purpose": "Kabar percobaan",
    "address": "https://contoh.example",
    "source": "Surat percobaan",
}
CHILDREN = {
    "menunggu": State.ASKED,
    "menunggu-kertas": State.ASKED,
    "dicabut": State.GRANTED,
    "dicabut-kertas": State.GRANTED,
}
"""Minors by user name: two wait for a guardian, by link and by paper; two have one who withdraws."""
NEWCOMER = {
    "name": "Warga Baru",
    "login": "warga.baru",
    "password": "hujan di Kakaskasen",
    "age": "18+",
    "agreed": "ya",
}


@dataclass(frozen=True)
class World:
    """A site on which a guest, `owner`, has an attempt under way; all the rest belongs to nobody."""

    app: Flask
    owner: FlaskClient
    attempt: str
    """The address of the attempt."""
    handed_in: str
    """The address of an attempt that she handed in."""
    code: str
    """Her kode lanjut."""
    tickets: Mapping[str, str]
    """A secret of each purpose that is still good."""
    desk: Mapping[str, str]
    """What the library's desk holds, by its word in an address: a school, a channel, somebody who works here."""
    children: Mapping[str, str]
    """The public ids of minors, by user name."""
    asked: str
    """A request about data that waits for an answer."""
    person: str
    """The address of the librarians' page on somebody."""
    request: int
    """The number of a request for a role that waits."""
    classroom: str
    """The address of a class that bu-guru teaches and rini learns in."""
    elsewhere: Mapping[str, str]
    """The addresses of the neighbours' classes, by user name."""
    sample: str
    """The address of her Kelas Contoh."""
    join_code: str
    """The code that lets people into it."""
    colleague: str
    """The public id of pak.ronny, who teaches it too."""
    assignment: str
    """The public id of something that was assigned in it."""
    pupil: str
    """The teachers' page on rini in it."""
    taken: str
    """The address of a file of marks that bu-guru asked for and that lies ready."""
    pupils_attempt: str
    """The public id of what she handed in for the assignment."""
    essay: str
    """The public id of an attempt of some guest, whose essay waits for a mark."""
    piece: str
    """That essay's address among those who mark."""
    marked_position: int
    """Where in that attempt a question stands that has its mark."""
    correction: str
    """The address of a correction: that question was published with another key since."""
    pupils: Mapping[str, str]
    """The public ids of those on its list who have no password, by name."""
    card: str
    """The address on the login card of one of them, Wati."""
    task: str
    """The address of something that the class was given."""
    paper: str
    """The address of a quiz on paper that bu-guru made of what was assigned."""
    session: Mapping[str, str]
    """A class session held by rini, who asked to be a teacher: its address, its code, the code of a seat's results."""


def world(app: Flask) -> World:
    """Build it: a picture, a guest, one attempt begun and one handed in; jobs are said to be moving. It is marked as
    the demo, so that its entries exist."""
    with app.app_context():
        write(lambda session: demo.mark(session, clock.now()))
        db.session.remove()
    tasks.move(app)
    with app.app_context():
        write(_keep_picture)
        db.session.remove()
    owner = sites.guest(app)
    handed_in = sites.start_quiz(owner, courses.ESSAY_QUIZ_URL)
    assert sites.post(owner, handed_in, {"aksi": "kirim-juga"}).status_code == 303
    code = owner.get("/kode").get_data(as_text=True).split('class="code">')[1][:9]
    for username, roles in PEOPLE.items():
        people.account(app, username, *roles)
    for username, consent in CHILDREN.items():
        people.account(app, username, age=AgeBand.FROM_13, consent=consent)
    children = {name: people.public_id_of(app, name) for name in (*CHILDREN, "joko")}
    request = people.asked_for_role(app, "rini")
    schools = _schools(app)
    own = replace(classes.VIII_B, school=schools[HERE])
    classroom, join_code = classes.made(app, "bu-guru", learners=["rini"], colleagues=["pak.ronny"], told=own)
    elsewhere = {name: _neighbour(app, name, schools[school]) for name, school in NEIGHBOURS.items()}
    assignment = classes.assigned(app, classroom, "X01-01")
    sample = sites.post(people.device(app, "bu-guru"), "/kelas/contoh").headers["Location"]
    pupils_attempt = quizzes.public_id(quizzes.take(app, people.device(app, "rini")))
    essay, place = _essay(app)
    pupils = classes.listed(app, classroom, "bu-guru", "1;Wati\n2;Tono\n3;Deby")
    card = classes.card(app, classroom, "bu-guru", pupils["Wati"], PIN)
    classes.local_day(app, FREE_DAY, "Hari Percobaan")
    return World(
        app,
        owner,
        sites.start_quiz(owner),
        handed_in,
        code,
        _tickets(app),
        _desk(app),
        children,
        _asked(app),
        people.page_of(app, "joko"),
        request,
        classroom,
        elsewhere,
        sample,
        join_code,
        people.public_id_of(app, "pak.ronny"),
        assignment,
        classes.page_of(app, classroom, "rini"),
        _taken(app, classroom),
        pupils_attempt,
        essay,
        marking.piece_of(app, essay),
        place,
        marking.corrected(app),
        pupils,
        card,
        classes.given(app, "bu-guru", classroom),
        handouts.made(people.device(app, "bu-guru")),
        _session(app),
    )


def _schools(app: Flask) -> dict[str, str]:
    """Two schools, by name."""
    with app.app_context():
        made = write(
            lambda session: {
                name: accounts.save_school(session, name, clock.now(), by=None) for name in (HERE, THERE)
            }
        )
        db.session.remove()
    return made


def _neighbour(app: Flask, username: str, school: str) -> str:
    """A teacher of the same module with a class and a pupil of her own; the address of the class."""
    people.account(app, username, Role.TEACHER)
    classroom, _code = classes.made(app, username, told=replace(classes.VIII_B, school=school))
    classes.assigned(app, classroom, "X01-01")
    classes.listed(app, classroom, username, "1;Anjani")
    return classroom


def _taken(app: Flask, classroom: str) -> str:
    """A file of marks that lies ready."""
    asked = classes.asked_for(app, "bu-guru", classroom)
    assert write_exports(app) == 1
    return asked


def _essay(app: Flask) -> tuple[str, int]:
    """An attempt of a guest with an essay that waits, and the place of its other question, which has its mark."""
    essay = marking.essay(app, sites.guest(app))
    asked = quizzes.asked(app, f"/pengerjaan/{essay}", "u-bs")
    return essay, asked.position


def _session(app: Flask) -> dict[str, str]:
    teacher = people.device(app, "rini")
    address = gatherings.hold(teacher)
    code = gatherings.code_of(teacher, address)
    phone = gatherings.sent(app, code, 1, 2)
    return {"address": address, "code": code, "seat": gatherings.codes_on(phone, "/sesi/ponsel")[0]}


def _asked(app: Flask) -> str:
    learner = people.id_of(app, "joko")
    with app.app_context():
        write(lambda session: privacy.ask(session, learner, Kind.CORRECT, "Nama saya Joko.", clock.now()))
        found = privacy_queries.open_requests(db.session())[0].public_id
        db.session.remove()
    return found


def _tickets(app: Flask) -> dict[str, str]:
    learner, admin = people.id_of(app, "joko"), people.id_of(app, "pak-urus")
    waiting, withdrawn = people.id_of(app, "menunggu"), people.id_of(app, "dicabut")

    def make(session: Session) -> dict[str, str]:
        now, key = clock.now(), sites.KEY
        child = queries.profile(session, waiting)
        assert child is not None
        return {
            "reset": accounts.make_ticket(session, Purpose.RESET, learner, key, now),
            "email": accounts.make_ticket(
                session, Purpose.EMAIL, learner, key, now, {"email": "joko@contoh.example"}
            ),
            "consent": accounts.ask_guardian(session, child, key, now),
            "withdrawal": accounts.make_ticket(session, Purpose.WITHDRAWAL, withdrawn, key, now),
            "invitation": accounts.invite(session, Role.LIBRARIAN, key, now, by=admin, actor=[Role.ADMIN]),
            "first": accounts.make_first_ticket(session, key, now),
        }

    with app.app_context():
        made = write(make)
        db.session.remove()
    return made


def _desk(app: Flask) -> dict[str, str]:
    me, admin = people.id_of(app, "bu-pustaka"), people.id_of(app, "pak-urus")
    told = office.ToldChannel(**CHANNEL, checked_on=date(2026, 1, 5))

    def make(session: Session) -> dict[str, str]:
        now = clock.now()
        school = accounts.save_school(session, "SMP Percobaan", now, by=me)
        accounts.invite_school(session, school, sites.KEY, now, by=me)
        kept, before = queries.profile(session, me), queries.open_invitations(session, now)
        assert kept is not None
        accounts.invite(session, Role.HEAD, sites.KEY, now, by=admin, actor=[Role.ADMIN])
        one = next(one for one in queries.open_invitations(session, now) if one not in before)
        return {
            "school": school,
            "channel": office.add_channel(session, told, now, by=me),
            "person": kept.public_id,
            "invitation": one.digest,
        }

    with app.app_context():
        made = write(make)
        db.session.remove()
    return made


def _keep_picture(session: Session) -> None:
    session.add(Media(name=PICTURE, content_type="image/svg+xml", body=b"<svg/>"))


def browser_with(app: Flask, token: str) -> FlaskClient:
    """A browser that shows the given session cookie."""
    client = app.test_client()
    client.set_cookie("literasi", token)
    return client


def cookie_of(client: FlaskClient) -> str:
    """The session cookie a browser holds, "" for none."""
    found = client.get_cookie("literasi")
    return found.value if found else ""
