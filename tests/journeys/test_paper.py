"""A teacher without phones in the room: a quiz on paper, thirty rows typed back, marks as online."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.handouts import actions as making
from literasi.handouts.queries import Paper
from literasi.handouts.rules.grid import Typed
from literasi.handouts.rules.papers import Version
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.quizzes import actions
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.policy import own
from tests.journeys import ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import Site
from tests.makers import classes, handouts, people, quizzes

Profile = Callable[..., BrowserContext]
PUPILS = 30
MODULE = "L03-02"


@pytest.fixture
def assignment(site: Site) -> str:
    """What a class of thirty was given; its address."""
    people.account(site.app, "bu.kertas", Role.TEACHER)
    names = [f"siswa{number:02}" for number in range(1, PUPILS + 1)]
    for name in names:
        people.account(site.app, name)
    classroom, _code = classes.made(site.app, "bu.kertas", learners=names)
    return classes.given(site.app, "bu.kertas", classroom, module_key=MODULE)


def _signed_in(profile: Profile, username: str, **wants: object) -> Page:
    page = profile(viewport=LAPTOP, **wants).new_page()
    page.goto("/masuk")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(people.PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/ruang-belajar")
    return page


def _printed(site: Site, teacher: Page) -> Paper:
    """From the page of a lesson to a paper and its key, which say the same letters as the rules."""
    teacher.goto(ways.LESSON)
    teacher.get_by_role("link", name="Kuis tanpa ponsel").click()
    teacher.get_by_role("button", name="Buat versi A dan B").click()
    expect(teacher.get_by_role("heading", name="1. Cetak")).to_be_visible()
    paper = _drawn(site)
    for version in Version:
        teacher.goto(f"/lembar/{paper.public_id}/soal/{version}")
        expect(teacher.locator("section.q")).to_have_count(len(paper.items))
    teacher.goto(f"/lembar/{paper.public_id}/kunci")
    expect(teacher.get_by_text(handouts.right(paper, Version.B).run, exact=True).first).to_be_visible()
    return paper


def _drawn(site: Site) -> Paper:
    """A second paper of hers, drawn by a seed of ours: what is asked must not depend on chance."""
    person = people.id_of(site.app, "bu.kertas")

    def make(session: Session) -> str:
        module = catalogue.shelf(session).by_key(MODULE)
        assert module is not None
        return making.make(session, person, module, "id", clock.now(), seed="0123456789abcdef")

    with site.app.app_context():
        made = write(make)
        db.session.remove()
    return handouts.paper(site.app, f"/lembar/{made}")


def _type(teacher: Page, number: int, row: Typed) -> None:
    line = teacher.locator(f"#baris-{number}")
    line.locator("select").select_option(row.version)
    line.locator("[name^=h-]").fill(row.run)
    for at, words in row.cells.items():
        line.locator(f"[name^=j-][name$='-{at}']").fill(words)


def _typed_back(teacher: Page, paper: Paper, assignment: str) -> None:
    """Thirty rows, of which two are mistyped, shown, stored but for those two, mended and stored."""
    teacher.goto(assignment)
    teacher.get_by_role("link", name="Ketik jawaban dari kertas").click()
    teacher.get_by_role("link", name=f"Lembar {paper.name}").click()
    good = {version: handouts.right(paper, version) for version in Version}
    for number in range(1, PUPILS):
        row = good[Version.A if number % 2 else Version.B]
        slip = Typed(row.version, "Z" + row.run[1:], row.cells)
        _type(teacher, number, slip if number in (7, 8) else row)
    _type(teacher, PUPILS, handouts.wrong(paper))
    teacher.get_by_role("button", name="Periksa").click()
    expect(teacher.get_by_role("link", name="Siswa07, soal 1: tulis")).to_be_visible()
    teacher.get_by_role("button", name="Simpan 28 lembar").click()
    expect(teacher.get_by_text("28 lembar tersimpan.")).to_be_visible()
    for number in (7, 8):
        _type(teacher, number, good[Version.A if number % 2 else Version.B])
    teacher.get_by_role("button", name="Periksa").click()
    teacher.get_by_role("button", name="Simpan 2 lembar").click()
    expect(teacher.get_by_text("2 lembar tersimpan.")).to_be_visible()
    expect(teacher.get_by_text("Tersimpan", exact=True)).to_have_count(PUPILS)


def _marks_of(site: Site, public_id: str) -> dict[str, tuple[Answer, float | None]]:
    sheet = quizzes.sheet(site.app, f"/pengerjaan/{public_id}")
    return {one.question.key: (one.answer, one.mark) for one in sheet.asked}


def _same_online(site: Site, pupil: Page, on_paper: dict[str, tuple[Answer, float | None]]) -> None:
    """The same answers sent from a screen earn the same marks."""
    attempt = ways.start_quiz(pupil)
    for one in quizzes.sheet(site.app, attempt).asked:
        if one.question.key in on_paper:
            ways.fill(pupil, f"s{one.position}.", quizzes.fields(one, on_paper[one.question.key][0]))
    pupil.get_by_role("button", name="Kirim jawaban").click()
    pupil.get_by_role("button", name="Kirim juga").click()  # the survey was not on paper
    pupil.wait_for_url("**/hasil")
    online = _marks_of(site, attempt.rsplit("/", 1)[1])
    assert {key: mark for key, (_answer, mark) in online.items() if key in on_paper} == {
        key: mark for key, (_answer, mark) in on_paper.items()
    }


def _asked_the_same(site: Site, username: str, paper: Paper) -> None:
    """Begin an attempt of somebody by the seed of version A, so that it asks what the paper asks."""
    person = people.id_of(site.app, username)

    def begin(session: Session) -> str:
        module = catalogue.shelf(session).by_key(MODULE)
        assert module is not None and module.quiz is not None
        seed = paper.seeds[Version.A]
        return actions.start(session, person, module, "id", replace(own(module.quiz), seed=seed), clock.now())

    with site.app.app_context():
        write(begin)
        db.session.remove()


def test_thirty_papers_are_typed_in_mended_and_marked_as_online(
    site: Site, assignment: str, profile: Profile
) -> None:
    teacher = _signed_in(profile, "bu.kertas")
    paper = _printed(site, teacher)
    _typed_back(teacher, paper, assignment)
    teacher.goto(assignment.partition("/tugas")[0])
    expect(teacher.locator("td", has_text="Tuntas, 100%")).to_have_count(PUPILS - 1)
    expect(teacher.locator("td", has_text="Belum tuntas")).to_have_count(1)
    teacher.goto(f"/lembar/{paper.public_id}/layar")
    teacher.keyboard.press("ArrowRight")
    expect(teacher.get_by_text(f"Soal 2 dari {len(paper.items)}")).to_be_visible()
    pupil = _signed_in(profile, "siswa01")
    pupil.goto(ways.QUIZ)
    pupil.locator("td a", has_text="100%").click()
    expect(pupil.get_by_text("ditulis di kertas, diketik oleh guru")).to_be_visible()
    on_paper = _marks_of(site, quizzes.public_id(pupil.url.removesuffix("/hasil")))
    people.account(site.app, "siswa.layar")
    _asked_the_same(site, "siswa.layar", paper)
    _same_online(site, _signed_in(profile, "siswa.layar", java_script_enabled=False), on_paper)
