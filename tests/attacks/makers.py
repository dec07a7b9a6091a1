"""Courses and people that attacks need beyond the small course."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.makers import courses, sites

ONE_QUESTION = """\
---
kuis: Kuis Satu Soal
jumlah_soal: 1
acak: tidak
---

## Singkatan katalog daring
id: q-isian | indikator: K1.2

- = OPAC
  > RAHASIA-opac
"""


def quiz_files(quiz: str, **front: str) -> dict[str, bytes]:
    """The small course with another quiz in its first module, and more lines in the quiz's front matter."""
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    return {**courses.FILES, "01-lengkap/quiz.md": quiz.replace("---\n", f"---\n{more}", 1).encode()}


def publish_quiz(app: Flask, quiz: str = ONE_QUESTION, **front: str) -> None:
    """Publish the small course with this quiz instead of its own."""
    done = sites.publish(app, quiz_files(quiz, **front))
    assert done.changed, done.problems


def answer(client: FlaskClient, attempt: str, text: str, base: int = 0, save_id: str = "") -> int:
    """Save `text` as the answer to the first question as our script would; the status."""
    body = {"uuid": save_id or new_uuid(), "base": base, "fields": {"j": [text]}}
    return sites.put(client, f"{attempt}/soal/1", body).status_code


_count = 0


def new_uuid() -> str:
    """A UUID nobody has used in this process."""
    global _count
    _count += 1
    return f"{_count:08x}-0000-4000-8000-000000000000"


def resume_code(client: FlaskClient) -> str:
    """The kode lanjut that a guest's card shows."""
    found = re.search(r'class="code">([0-9A-Z ]{9})<', client.get("/kode").get_data(as_text=True))
    assert found is not None
    return found[1].replace(" ", "")


def sign_in(app: Flask, code: str) -> FlaskClient:
    """A new browser in which this code was typed."""
    client = app.test_client()
    assert sites.post(client, "/lanjut", {"kode": code}).status_code == 303
    return client
