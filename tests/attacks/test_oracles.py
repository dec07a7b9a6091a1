"""The oracles themselves: one that sees nothing would pass every attack."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.attacks.oracles import changes, crawl, dangers, masked, pages, routes, scheme, snapshot, telltales
from tests.makers import courses, sites

RUNS = [
    "<script>x</script>",
    "<script src=//e.test/x.js nonce=a></script>",
    "<img src=x onerror=x>",
    "<a href='java\tscript:x'>x</a>",
    "<a href='\x01JavaScript:x'>x</a>",
    "<p style=x>",
    "<iframe></iframe>",
    "<svg><animate></svg>",
    "<meta http-equiv=refresh>",
    "<img src=data:image/svg+xml,x>",
    "<form action=javascript:x>",
]


@pytest.mark.parametrize("markup", RUNS)
def test_what_runs_is_seen(markup: str) -> None:
    assert dangers(markup)


def test_our_own_pages_hold_nothing_that_the_oracle_dislikes(client: FlaskClient) -> None:
    assert dangers(client.get("/").get_data(as_text=True)) == []
    assert scheme("/kursus") == "" and dangers("<p>&lt;script&gt;</p>") == []


def test_a_change_of_one_column_is_seen(app: Flask, guest: FlaskClient) -> None:
    before = snapshot(app)
    sites.post(guest, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    found = changes(before, snapshot(app))
    assert "done" in found["place"] and found["completion"] == {"+"}


def test_the_canary_is_heard_where_it_may_be_heard(guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    sites.post(guest, attempt, {"aksi": "kirim-juga"})
    assert telltales({attempt: guest.get(f"{attempt}/hasil")}) == [attempt]


def test_crawling_reaches_lessons_quizzes_and_ones_own_room(app: Flask, guest: FlaskClient) -> None:
    found = crawl(guest, ["/"])
    assert {"/ruang-belajar", "/kode", courses.QUIZ_URL, courses.PLAIN_URL} <= found.keys()
    assert set(pages(app)) <= {route.path for route in routes(app)}


def test_two_answers_to_one_question_are_equal_once_masked(client: FlaskClient) -> None:
    one, other = (client.get("/lanjut").get_data(as_text=True) for _ in range(2))
    assert one != other and masked(one) == masked(other)
