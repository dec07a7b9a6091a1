"""Attack 19: start, save, hint, submit and result in every order. A model of a few lines says what must be true."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.attacks import makers
from tests.attacks.oracles import rows
from tests.makers import courses, sites

TEXTS = st.sampled_from(["OPAC", "ZZZZ", "opac ", ""])


@pytest.fixture
def short_quiz(app: Flask) -> Flask:
    """A site whose first quiz has one question and three tries."""
    makers.publish_quiz(app, kesempatan="3")
    return app


def machine_of(site: Flask) -> type[RuleBasedStateMachine]:
    """The machine over this site; every run of it is a guest of its own."""

    class Learner(RuleBasedStateMachine):
        """One guest with one quiz. `saved` is the answer that must be stored, `results` the percents handed out."""

        @initialize()
        def arrive(self) -> None:
            self.client: FlaskClient = sites.guest(site)
            self.token = sites.token(self.client)
            self.person = max(row["id"] for row in rows(site, "person"))
            self.open, self.saved, self.seq = "", "", 0
            self.closed: list[str] = []
            self.results: list[int] = []

        def mine(self, table: str) -> list[dict[str, Any]]:
            return [row for row in rows(site, table) if row["person_id"] == self.person]

        def post(self, path: str, **data: str) -> str:
            done = self.client.post(path, data={**data, "csrf_token": self.token})
            assert done.status_code == 303
            return str(done.headers["Location"])

        def save_to(self, attempt: str, text: str, base: int) -> int:
            body = {"uuid": makers.new_uuid(), "base": base, "fields": {"j": [text]}}
            return self.client.put(
                f"{attempt}/soal/1", json=body, headers={"X-CSRFToken": self.token}
            ).status_code

        @rule()
        def start(self) -> None:
            where = self.post(courses.QUIZ_URL)
            if self.open:
                assert where == self.open
            elif len(self.closed) >= 3 or self.results[-2:] == [0, 0]:
                assert where == courses.QUIZ_URL
            else:
                assert where.startswith("/pengerjaan/") and where not in self.closed
                self.open, self.saved, self.seq = where, "", 0

        @precondition(lambda self: self.open)
        @rule(text=TEXTS)
        def save(self, text: str) -> None:
            assert self.save_to(self.open, text, self.seq) == 200
            if text != self.saved:
                self.saved, self.seq = text, self.seq + 1

        @precondition(lambda self: self.open and self.seq)
        @rule(text=st.sampled_from(["basi", "usang"]))
        def save_from_a_stale_page(self, text: str) -> None:
            assert self.save_to(self.open, text, self.seq - 1) == 409

        @precondition(lambda self: self.open)
        @rule(ahead=st.integers(1, 5))
        def save_from_a_page_that_never_was(self, ahead: int) -> None:
            assert self.save_to(self.open, "loncat", self.seq + ahead) == 409

        @precondition(lambda self: self.closed)
        @rule(text=TEXTS)
        def save_after_handing_in(self, text: str) -> None:
            assert self.save_to(self.closed[-1], text, 0) in (200, 409)

        @precondition(lambda self: self.open)
        @rule(position=st.integers(2, 12))
        def save_to_a_question_that_is_not_asked(self, position: int) -> None:
            body = {"uuid": makers.new_uuid(), "base": 0, "fields": {"j": ["0"]}}
            path = f"{self.open}/soal/{position}"
            assert self.client.put(path, json=body, headers={"X-CSRFToken": self.token}).status_code == 404

        @precondition(lambda self: self.open)
        @rule()
        def look_at_the_result_too_early(self) -> None:
            done = self.client.get(f"{self.open}/hasil")
            assert (done.status_code, done.headers["Location"]) == (303, self.open)

        @precondition(lambda self: self.open)
        @rule()
        def submit(self) -> None:
            assert self.post(self.open, aksi="kirim-juga") == f"{self.open}/hasil"
            self.results.append(100 if self.saved.strip().upper() == "OPAC" else 0)
            self.closed.append(self.open)
            self.open = ""

        @precondition(lambda self: self.closed)
        @rule()
        def submit_again(self) -> None:
            assert self.post(self.closed[0], aksi="kirim-juga") == f"{self.closed[0]}/hasil"

        @precondition(lambda self: self.closed)
        @rule()
        def open_what_was_handed_in(self) -> None:
            assert self.client.get(self.closed[-1]).headers["Location"] == f"{self.closed[-1]}/hasil"

        @rule(aksi=st.sampled_from(["kirim", "petunjuk:1", "ragu:1"]))
        def press_without_an_attempt(self, aksi: str) -> None:
            done = self.client.post(
                "/pengerjaan/zzzzzzzzzzzzzzzz", data={"aksi": aksi, "csrf_token": self.token}
            )
            assert done.status_code == 404

        @invariant()
        def the_database_agrees(self) -> None:
            if not hasattr(self, "person"):
                return
            attempts = sorted(self.mine("attempt"), key=lambda row: row["number"])
            assert [row["percent"] for row in attempts if row["submitted_at"]] == self.results
            assert sum(row["submitted_at"] is None for row in attempts) == bool(self.open)
            assert len(self.mine("response")) == len(self.results)
            assert len(self.mine("completion")) == (100 in self.results)

    return Learner


def test_no_order_of_steps_skips_one_or_counts_one_twice(short_quiz: Flask) -> None:
    checks = settings(
        max_examples=15,
        stateful_step_count=15,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine_of(short_quiz), settings=checks)  # type: ignore[no-untyped-call]
