"""Attacks 34 and 36: an author's text that tries to run in a reader's browser, or on the server."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.authoring import actions as authoring
from tests.attacks import makers
from tests.attacks.oracles import crawl, dangers, pages, words
from tests.makers import courses, sites

HTML = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>x</script></svg>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "<style>*{}</style>", "<base href=//e.test>",
    "<meta http-equiv=refresh content=0;url=//e.test>", "<form action=//e.test><input name=a>", "<object data=x>", "<embed src=x>",
    "<math><mi//xlink:href='data:x,<script>x</script>'>", "<details open ontoggle=alert(1)>", "<!--><script>x</script>-->",
    "<noscript><p title='</noscript><script>x</script>'>", "<a onclick=x>y</a>", "<x/style=animation-name:y onanimationstart=x>",
    "<template><script>x</script></template>", "<img src=`x`onerror=x>", "<scr<script>ipt>x</scr</script>ipt>", "</section><script>x</script>",
    "<?php x ?>", "<![CDATA[<script>x</script>]]>", "<IMG SRC=JaVaScRiPt:x>", "\u2028<script>x</script>", "&lt;script&gt;x&lt;/script&gt;",
    "&#60;script&#62;x&#60;/script&#62;", "\\<script>x\\</script>", "`<script>x</script>`", '"><script>x</script>', "' onmouseover='x",
]  # fmt: skip
LINKS = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:x)", "[x](&#106;avascript:x)", "[x](javascript&colon;x)",
    "[x](<java script:x>)", "[x](data:text/html,<script>x</script>)", "[x](vbscript:x)", "[x](%6Aavascript:x)", "[x](\x01javascript:x)",
    "<javascript:alert(1)>", "<data:text/html,x>", "![x](javascript:alert(1))", "![x](data:image/svg+xml,<svg/onload=x>)",
    "[x]( javascript:x)", "[x][r]\n\n[r]: javascript:x", '[x](https://a.test "onmouseover=x")', "[x](https://a.test\"onclick=x)",
    "[x](file:///etc/passwd)", "[x](blob:x)", "[x](//e.test)", '![" onerror="x](https://e.test/x.png)', "[x](https://a.test){onclick=x}",
    "[x]{onclick=x style=y lang=id}", "[x]{lang='\"><script>x</script>'}", "[x](feed:javascript:x)", "[x](view-source:javascript:x)",
]  # fmt: skip
CODE = [
    "{{7*7}}",
    "{% for a in b %}{% endfor %}",
    "{{ config }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{''.__class__}}",
    "%(x)s",
    "{0}",
    "%s%n",
]
FRONT = [*HTML[:6], *CODE, "!!python/object/apply:os.system [id]", "&a [*a]", "*alias", "'", '"', "[[", "{"]


@pytest.fixture(scope="module")
def app(shared_site: Flask) -> Flask:
    """One site for the whole file."""
    return shared_site


def plain_with(text: str) -> bytes:
    """The plain lesson with this text instead of its last sentence. Not behind it: without the text the file would end
    earlier than what is published, which is refused as half a file.
    """
    return courses.PLAIN_LESSON.replace("Bagian kedua.", text).encode()


def lesson_with(text: str) -> bytes:
    """The plain lesson with this text in a paragraph, a heading, a list, a table, a footnote, a quote and a card."""
    body = (
        f"\n## Serangan {text} {{#serangan}}\n\n{text}\n\n- {text}\n\n> {text}\n\n| a | b |\n|---|---|\n| {text} | b |\n\n"
        f"::: kartu\n### {text}\n{text}\n:::\n"
    )
    return plain_with(body)


def quiz_with(text: str) -> str:
    """A quiz with this text in every place that an author fills."""
    return f"""\
---
kuis: Kuis {text}
jumlah_soal: 4
---

## Pilih {text}
id: q-a | indikator: K1.1

{text}

- (x) Benar {text}
  > {text}
- ( ) Salah {text}
  > {text}

> Petunjuk: {text}
> Pembahasan: {text}

## Tulis {text}
id: q-b | indikator: K1.1

- = OPAC
- != {text}
  > {text}

## Jodohkan {text}
id: q-c | indikator: K1.1

- Kiri {text} -> Kanan {text}
- Satu -> Dua

## Urutkan {text}
id: q-d | indikator: K1.1

1. Satu {text}
2. Dua {text}
3. Tiga
"""


def everything_shown(app: Flask) -> list[str]:
    """All pages that a guest sees, before and after handing in everything."""
    client = sites.guest(app)
    found = crawl(
        client, [*pages(app), f"{courses.PLAIN_URL}?tampil=utuh", f"{courses.PLAIN_URL}?bagian=akhir"]
    )
    attempt = sites.start_quiz(client)
    shown = [
        response.get_data(as_text=True) for response in found.values() if response.mimetype == "text/html"
    ]
    for position in (1, 2, 3, 4):
        shown.append(
            sites.post(client, attempt, {"aksi": f"petunjuk:{position}"}, follow_redirects=True).get_data(
                as_text=True
            )
        )
        sites.put(
            client,
            f"{attempt}/soal/{position}",
            {"uuid": makers.new_uuid(), "base": 0, "fields": {"j": ["0"]}},
        )
    shown.append(
        sites.post(client, attempt, {"aksi": "kirim-juga"}, follow_redirects=True).get_data(as_text=True)
    )
    return shown


def attacked(app: Flask, text: str) -> list[str]:
    """What is shown after a lesson and a quiz with this text everywhere were published."""
    held = {"03-tanpa-kuis/lesson.md": lesson_with(text), "01-lengkap/quiz.md": quiz_with(text).encode()}
    done = sites.publish(app, {**courses.FILES, **held})
    assert done.changed, done.problems
    return everything_shown(app)


@pytest.mark.parametrize("start", range(0, len(HTML), 8))
def test_html_in_an_authors_text_never_becomes_html(app: Flask, start: int) -> None:
    for page in attacked(app, " ".join(HTML[start : start + 8])):
        assert dangers(page) == []


@pytest.mark.parametrize("link", LINKS)
def test_a_link_or_picture_never_runs_anything(app: Flask, link: str) -> None:
    sites.publish(app, {**courses.FILES, "03-tanpa-kuis/lesson.md": plain_with(f"Awal {link} akhir")})
    page = app.test_client().get(f"{courses.PLAIN_URL}?tampil=utuh").get_data(as_text=True)
    assert dangers(page) == []
    assert not re.search(r'href="//|src="(?!/)', page)


@pytest.mark.parametrize("value", FRONT)
@pytest.mark.parametrize("key", ["judul", "penulis", "judul_en"])
def test_front_matter_is_text_whatever_it_says(app: Flask, client: FlaskClient, key: str, value: str) -> None:
    lines = [
        f"{key}: {value}" if line.startswith(f"{key}:") else line for line in courses.COURSE.splitlines()
    ]
    done = sites.publish(app, {**courses.FILES, "course.md": "\n".join(lines).encode() + b"\n"})
    assert done.changed or done.problems
    for path in ("/", "/kursus", f"/kursus/{courses.SLUG}", courses.LESSON_URL):
        page = client.get(path).get_data(as_text=True)
        assert dangers(page) == []
        assert "uid=" not in page


def test_a_title_of_markup_is_published_and_shown_as_it_was_written(app: Flask, client: FlaskClient) -> None:
    files = {
        **courses.FILES,
        "course.md": courses.COURSE.replace("judul: Kursus", f"judul: {HTML[0]} Kursus").encode(),
    }
    assert sites.publish(app, files).changed
    assert f"{HTML[0]} Kursus Percobaan" in words(
        client.get(f"/kursus/{courses.SLUG}").get_data(as_text=True)
    )


@pytest.mark.parametrize("code", CODE)
def test_template_code_is_shown_as_it_was_written(app: Flask, code: str) -> None:
    lesson = courses.PLAIN_LESSON.replace("Bagian pertama.", f"Awal `{code}` akhir.").replace(
        "judul: Modul", f"judul: {code} Modul"
    )
    done = sites.publish(app, {**courses.FILES, "03-tanpa-kuis/lesson.md": lesson.encode()})
    assert done.changed, done.problems
    text = words(app.test_client().get(f"{courses.PLAIN_URL}?tampil=utuh").get_data(as_text=True))
    assert f"Awal {code} akhir." in text
    assert f"{code} Modul Tanpa Kuis" in text


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system ['id']",
        "!!python/name:os.system",
        "!!binary aGk=",
        "!local x",
        "&a x",
        "*a",
    ],
)
def test_yaml_tags_and_anchors_make_nothing(app: Flask, tag: str) -> None:
    records = courses.COMMONS["rekaman.yaml"].replace(b"Kopi rakyat", tag.encode())
    commons = authoring.read_commons({**courses.COMMONS, "rekaman.yaml": records})
    titles = [record["judul"] for record in commons.data.get("rekaman") or []]
    assert commons.problems or tag in titles


def test_the_opening_question_never_becomes_html(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(HTML[:8])
    opening = courses.PEMBUKA
    for word in (
        "Apa langkah Anda?",
        "Tante Ros",
        "Ya, teruskan",
        "Sebarkan",
        "Mari berlatih jeda.",
        "Teruskan, ya.",
    ):
        opening = opening.replace(word, f"{word} {text}")
    monkeypatch.setitem(courses.COMMONS, "pembuka.md", opening.encode())
    sites.publish(app)
    shown = [client.get("/"), *(sites.post(client, "/", {"pilihan": str(number)}) for number in range(3))]
    assert [dangers(response.get_data(as_text=True)) for response in shown] == [[]] * 4
    assert HTML[0] in words(shown[0].get_data(as_text=True))


DRAWINGS = [
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:x"><text>x</text></a></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="x"/></foreignObject></svg>',
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(//e.test)</style></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="https://e.test/x.svg#a"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://e.test/x.png"/></svg>',
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_that_runs_or_loads_is_not_published(app: Flask, drawing: str) -> None:
    held = {
        "03-tanpa-kuis/lesson.md": plain_with("![Peta](media/peta.svg)"),
        "03-tanpa-kuis/media/peta.svg": drawing.encode(),
    }
    done = sites.publish(app, {**courses.FILES, **held})
    assert not done.changed
    assert any("peta.svg" in problem.file for problem in done.problems)


def test_an_honest_drawing_is_served_in_a_sandbox_and_sets_no_cookie(app: Flask, guest: FlaskClient) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Peta</title><path d="M0 0h9"/></svg>'
    held = {
        "03-tanpa-kuis/lesson.md": plain_with("![Peta](media/peta.svg)"),
        "03-tanpa-kuis/media/peta.svg": drawing.encode(),
    }
    assert sites.publish(app, {**courses.FILES, **held}).changed
    sites.post(guest, "/tampilan", {"bersama": "1"})
    page = guest.get(f"{courses.PLAIN_URL}?tampil=utuh").get_data(as_text=True)
    response = guest.get(re.search(r'src="(/media/[^"]+)"', page)[1])  # type: ignore[index]
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("answer", [*HTML[:12], *CODE])
def test_a_learners_answer_is_shown_as_text_on_every_page(quiz_site: Flask, answer: str) -> None:
    guest = sites.guest(quiz_site)
    attempt = sites.start_quiz(guest)
    assert makers.answer(guest, attempt, answer) == 200
    clash = sites.put(
        guest, f"{attempt}/soal/1", {"uuid": makers.new_uuid(), "base": 0, "fields": {"j": ["lain"]}}
    )
    sent = {"s1.j": answer + "!", "s1.dasar": "0", "s1.kunci": makers.new_uuid()}
    shown = [
        guest.get(attempt),
        sites.post(guest, attempt, sent),
        sites.post(guest, attempt, {"aksi": "kirim-juga"}, follow_redirects=True),
    ]
    assert clash.json is not None and dangers(clash.json["stored_html"]) == []
    for response in shown:
        assert dangers(response.get_data(as_text=True)) == []
    assert " ".join(answer.split()) in words(shown[-1].get_data(as_text=True))
