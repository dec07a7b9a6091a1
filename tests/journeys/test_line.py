"""A bad line in the middle of a quiz: nothing is lost, nothing counts twice, and the screen says what is true."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys import ways
from tests.journeys.site import Site
from tests.makers import quizzes

SAVING = "**/pengerjaan/*/soal/*"


@pytest.fixture
def quiz(laptop: Page) -> Page:
    """An open quiz with all its questions on one page, and time in the test's hand."""
    laptop.clock.install()
    ways.start_quiz(laptop)
    return laptop


def _answer(page: Page, site: Site, *positions: int) -> None:
    fields = ways.right_fields(site, page.url.split("#")[0])
    for position in positions:
        ways.fill(page, f"s{position}.", fields[position])


def _stored(site: Site, page: Page) -> set[tuple[int, int]]:
    return {(position, seq) for position, seq, _answer in ways.saves(site, page.url)}


def _last(site: Site, page: Page) -> dict[int, object]:
    return {position: answer for position, _seq, answer in ways.saves(site, page.url)}


def test_two_answers_without_a_line_arrive_once_when_it_is_back(phone: Page, site: Site) -> None:
    ways.start_quiz(phone)
    _answer(phone, site, 1)
    ways.wait_saved(phone)
    phone.context.set_offline(True)
    for position in (2, 3):
        phone.get_by_role("button", name="Lanjut").click()
        _answer(phone, site, position)
    expect(ways.mark(phone)).to_have_text("Menunggu jaringan: 2 jawaban aman di perangkat ini")
    expect(ways.mark(phone)).to_be_in_viewport()
    assert set(_last(site, phone)) == {1}
    phone.context.set_offline(False)
    ways.wait_saved(phone)
    _once(site, phone, 1, 2, 3)
    assert ways.outbox(phone) == 0


def _once(site: Site, page: Page, *positions: int) -> None:
    """The last state of each question is stored, under numbers without a gap."""
    seqs = [(position, seq) for position, seq, _answer in ways.saves(site, page.url)]
    assert len(seqs) == len(set(seqs))
    assert {position for position, _seq in seqs} == set(positions)


def test_an_answer_whose_acknowledgement_was_lost_is_stored_once(quiz: Page, site: Site) -> None:
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    quiz.route(SAVING, swallow, times=1)
    position = next(
        one.position for one in quizzes.sheet(site.app, quiz.url).asked if one.question.kind == "choice"
    )
    _answer(quiz, site, position)
    expect(ways.mark(quiz)).to_contain_text("Menunggu jaringan: 1")
    stored = ways.saves(site, quiz.url)
    quiz.clock.run_for(10_000)
    ways.wait_saved(quiz)
    assert ways.saves(site, quiz.url) == stored != []


def test_a_request_that_never_left_is_sent_again_by_itself(quiz: Page, site: Site) -> None:
    quiz.route(SAVING, lambda route: route.abort())
    _answer(quiz, site, 1)
    expect(ways.mark(quiz)).to_contain_text("Menunggu jaringan")
    assert not _stored(site, quiz)
    quiz.unroute(SAVING)
    quiz.clock.run_for(10_000)
    ways.wait_saved(quiz)
    _once(site, quiz, 1)


def test_an_answer_survives_a_reload_without_a_line(quiz: Page, site: Site) -> None:
    quiz.route(SAVING, lambda route: route.abort())
    _answer(quiz, site, 1, 2)
    expect(ways.mark(quiz)).to_contain_text("Menunggu jaringan: 2")
    quiz.reload()
    expect(ways.mark(quiz)).to_contain_text("Menunggu jaringan: 2")
    quiz.unroute(SAVING)
    quiz.clock.run_for(10_000)
    ways.wait_saved(quiz)
    _once(site, quiz, 1, 2)


def test_handing_in_waits_for_the_line(quiz: Page, site: Site) -> None:
    quiz.route(SAVING, lambda route: route.abort())
    _answer(quiz, site, 1)
    quiz.get_by_role("button", name="Kirim jawaban").last.click()
    expect(ways.mark(quiz)).to_contain_text("belum sampai di server")
    expect(quiz).to_have_url(re.compile("/pengerjaan/[^/]+$"))


def test_a_busy_server_is_asked_again(quiz: Page, site: Site) -> None:
    quiz.route(SAVING, lambda route: route.fulfill(status=503, json={"message": "sibuk"}))
    _answer(quiz, site, 1)
    expect(ways.mark(quiz)).to_contain_text("Menunggu jaringan: 1")
    quiz.unroute(SAVING)
    quiz.clock.run_for(10_000)
    ways.wait_saved(quiz)
    _once(site, quiz, 1)


def test_an_old_form_takes_a_fresh_token_by_itself(quiz: Page, site: Site) -> None:
    quiz.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(field => { field.value = 'usang'; })"
    )
    _answer(quiz, site, 1)
    ways.wait_saved(quiz)
    _once(site, quiz, 1)


def test_an_ended_session_keeps_the_answer_until_the_code_brings_its_owner_back(
    quiz: Page, site: Site
) -> None:
    attempt = quiz.url
    quiz.goto("/kode")
    code = quiz.locator(".code").inner_text()
    quiz.goto(attempt)
    quiz.context.clear_cookies(name="literasi")
    _answer(quiz, site, 1)
    expect(ways.mark(quiz)).to_contain_text("Sesi di perangkat ini sudah berakhir. 1 jawaban aman di sini")
    expect(quiz.locator("[data-ended] a")).to_be_visible()
    assert not ways.saves(site, attempt)
    quiz.goto("/lanjut")
    quiz.get_by_label("Kode lanjut").fill(code)
    quiz.get_by_role("button", name="Lanjutkan").click()
    quiz.goto(attempt)
    ways.wait_saved(quiz)
    assert ways.saves(site, attempt)


def test_a_page_that_left_the_server_before_the_answer_came_shows_it_all_the_same(
    quiz: Page, site: Site
) -> None:
    """So it is when somebody goes on while the line is slow: the page is made, then the answer arrives."""
    before = quiz.request.get(quiz.url)
    _answer(quiz, site, 1)
    ways.wait_saved(quiz)
    quiz.route("**/pengerjaan/*", lambda route: route.fulfill(response=before))
    quiz.reload()
    ways.wait_saved(quiz)
    _answer(quiz, site, 1)
    ways.wait_saved(quiz)
    _once(site, quiz, 1)


@pytest.fixture
def cramped(profile: object) -> BrowserContext:
    """A browser that keeps nothing for us: its storage is full."""
    context: BrowserContext = profile()  # type: ignore[operator]
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('penuh', 'QuotaExceededError'); };"
    )
    return context


def test_a_browser_whose_storage_is_full_saves_directly(cramped: BrowserContext, site: Site) -> None:
    page = cramped.new_page()
    ways.start_quiz(page)
    _answer(page, site, 1)
    ways.wait_saved(page)
    _once(site, page, 1)


def test_a_browser_whose_storage_is_full_says_so_when_the_line_is_gone(
    cramped: BrowserContext, site: Site
) -> None:
    page = cramped.new_page()
    ways.start_quiz(page)
    cramped.set_offline(True)
    _answer(page, site, 1)
    expect(ways.mark(page)).to_contain_text("jangan tutup halaman ini")
    cramped.set_offline(False)
    ways.wait_saved(page)
    _once(site, page, 1)


def test_a_refused_answer_stays_on_the_page_with_its_reason_and_blocks_nothing(
    quiz: Page, site: Site
) -> None:
    quiz.route(SAVING, lambda route: route.fulfill(status=403, json={"message": "Akun ini ditangguhkan."}))
    _answer(quiz, site, 1)
    expect(quiz.locator("#soal-1")).to_contain_text("Akun ini ditangguhkan.")
    expect(ways.mark(quiz)).to_have_text("Belum tersimpan: soal 1")
    assert ways.outbox(quiz) == 1
    quiz.unroute(SAVING)
    quiz.get_by_role("button", name="Kirim jawaban").last.click()
    expect(quiz.get_by_text("soal belum dijawab")).to_be_visible()
    assert set(_last(site, quiz)) == {1}


def test_of_two_refused_answers_to_one_question_the_later_one_stays(laptop: Page, site: Site) -> None:
    ways.start_quiz(laptop)
    laptop.evaluate(
        "() => { window.asked = []; window.fetch = () => new Promise((done) => asked.push(done)); }"
    )
    refuse = """asked.at(-1)(new Response('{"message": "Akun ini ditangguhkan."}', {
        status: 403, headers: {"Content-Type": "application/json"}}))"""
    _answer(laptop, site, 1)
    laptop.locator('[name^="s1."]').first.dispatch_event("change")
    assert ways.outbox(laptop) == 2
    laptop.evaluate(refuse)
    laptop.wait_for_function("asked.length === 2")
    assert ways.outbox(laptop) == 1
    laptop.evaluate(refuse)
    expect(ways.mark(laptop)).to_have_text("Belum tersimpan: soal 1")
    assert ways.outbox(laptop) == 1


def test_the_map_says_which_answers_wait_also_after_a_reload(quiz: Page, site: Site) -> None:
    quiz.route(SAVING, lambda route: route.abort())
    said = quiz.locator('[data-dot="2"] [data-said]')
    _answer(quiz, site, 2)
    for _time in range(2):
        expect(said).to_have_text("menunggu jaringan")
        quiz.reload()
    quiz.unroute(SAVING)
    quiz.clock.run_for(10_000)
    expect(said).to_have_text("dijawab")


def test_a_link_to_a_question_shows_it_on_a_phone(phone: Page, site: Site) -> None:
    ways.start_quiz(phone)
    phone.locator('[data-dot="7"]').click()
    phone.get_by_role("button", name="Kirim jawaban").last.click()
    phone.get_by_role("link", name="Jawab dulu").click()
    expect(phone.locator("#soal-1")).to_be_visible()
    phone.evaluate("location.hash = '#soal-3'")
    expect(phone.locator("#soal-3")).to_be_visible()


@pytest.fixture
def exercise(laptop: Page) -> Page:
    """A lesson with its exercises, opened by somebody who answered one before."""
    ways.start_quiz(laptop)
    laptop.goto(f"{ways.LESSON}?tampil=utuh")
    return laptop


def _practise(page: Page) -> None:
    form = page.locator("form[data-practice]").filter(has=page.locator("input[type=radio]")).first
    form.locator("input[type=radio]").first.check()
    form.get_by_role("button", name="Periksa jawaban").click()


def test_a_practice_answer_without_a_line_is_seen_after_a_reload(exercise: Page) -> None:
    exercise.route("**/latihan/*", lambda route: route.abort())
    _practise(exercise)
    form = exercise.locator("form[data-practice]").filter(has=exercise.locator("input[type=radio]")).first
    expect(form.locator("[data-answer]")).to_contain_text("Menunggu jaringan")
    exercise.reload()
    expect(form.locator("[data-answer]")).to_contain_text("Menunggu jaringan")
    expect(form.locator("input[type=radio]").first).to_be_checked()


def test_a_practice_answer_from_a_page_whose_session_ended_says_so(exercise: Page) -> None:
    exercise.context.clear_cookies(name="literasi")
    _practise(exercise)
    expect(exercise.get_by_text("Sesi di perangkat ini sudah berakhir")).to_be_visible()
    assert ways.outbox(exercise) == 1
    assert not any(
        cookie["name"] == "literasi" and "_user_id" in cookie["value"]
        for cookie in exercise.context.cookies()
    )
