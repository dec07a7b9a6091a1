"""A folder of files becomes a course; translations share keys; stored data reads back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literasi.catalogue.rules.codec import (
    canonical_json,
    item_hash,
    part_from_data,
    part_to_data,
    question_from_data,
    question_to_data,
)
from literasi.catalogue.rules.lesson import parse_lesson
from literasi.catalogue.rules.quiz import parse_quiz
from literasi.catalogue.rules.release import CourseContext, read_course
from literasi.markup import Findings

COURSE = (
    b"---\nkode: L03\njudul: Menilai: Sumber\nkhalayak: umum\n---\nUraian *kursus*. Lihat [modul](L03-01)."
)
LESSON = """---
kode: L03-01
judul: a
khalayak: umum
indikator: K4.2
menit: 5
tujuan: b
---
## Isi {#isi}
![Peta](media/peta.svg) [lain](L09-01) [sendiri](L03-01#isi)
"""
QUIZ = """---
kuis: a
---
## Satu
id: q1

- (x) a
- ( ) b

## Dua
id: q2

Pakai [[(OR)\\|NOT]].

## Tiga
id: q3 | jenis: angka

- = 1.234,5 ± 0,5
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>'
FILES = {
    "course.md": COURSE,
    "01-satu/lesson.md": LESSON.encode(),
    "01-satu/quiz.md": QUIZ.encode(),
    "01-satu/media/peta.svg": SVG,
    "02-dua/lesson.md": b"---\nkode: L03-02\njudul: b\nsegera: ya\n---\n",
}
CONTEXT = CourseContext(frozenset({"K4.2"}), modules={"L09-01": "/kursus/x/y"})


def with_files(extra):
    return read_course("menilai", {**FILES, **extra}, CONTEXT)


def told(draft):
    return [f"{problem.severity} {problem}" for problem in draft.problems]


def test_a_sound_folder_is_a_course_without_problems():
    draft = with_files({})
    assert (told(draft), draft.ok) == ([], True)
    assert [(module.key, module.slug, module.coming_soon) for module in draft.modules] == [
        ("L03-01", "satu", False),
        ("L03-02", "dua", True),
    ]
    assert '<a href="/kursus/menilai/satu">' in draft.texts["id"].description_html


def test_links_and_pictures_are_resolved():
    draft = with_files({})
    html = draft.modules[0].lessons["id"].parts[0].blocks[0].html
    assert f'src="/media/{draft.modules[0].media[0].name}"' in html
    assert 'width="10" height="20"' in html
    assert 'href="/kursus/x/y"' in html
    assert 'href="/kursus/menilai/satu#bagian-isi"' in html


@pytest.mark.parametrize(
    ("path", "data", "word"),
    [
        ("01-satu/lesson.md", b"\xff", "error 01-satu/lesson.md:1: Ada bita"),
        (
            "01-satu/lesson.md",
            LESSON.replace("sendiri](L03-01#isi", "x](L03-01#tiada").encode(),
            "bagian yang tidak ada",
        ),
        ("01-satu/media/peta.svg", b"<svg", "01-satu/media/peta.svg:1: Berkas SVG ini rusak"),
        ("01-satu/media/lain.svg", SVG, "warning 01-satu/media/lain.svg:1: Berkas media ini belum dipakai"),
        ("01-satu/media/a.exe", b"", "belum didukung"),
        ("01-satu/catatan.txt", b"", "warning 01-satu/catatan.txt:1: Berkas ini tidak dipakai"),
        ("02-dua/lesson.md", b"---\nkode: L03-01\njudul: b\nsegera: ya\n---\n", "dipakai dua modul"),
        ("02-dua/lesson.md", b"---\nkode: L04-02\njudul: b\nsegera: ya\n---\n", "diawali kode kursus"),
        ("03-tiga/quiz.md", QUIZ.encode(), "03-tiga/lesson.md:1: Berkas lesson.md belum ada"),
        ("03-tiga/quiz.md", QUIZ.encode(), "`id: q1` sudah dipakai di 01-satu/quiz.md"),
        (
            "01-satu/quiz.en.md",
            QUIZ.replace("id: q1", "id: q9").encode(),
            "Soal `q9` tidak ada di naskah asli",
        ),
        (
            "01-satu/quiz.en.md",
            QUIZ.replace("(x) a", "( ) a").replace("( ) b", "(x) b").encode(),
            "berbeda susunan",
        ),
        ("01-satu/quiz.en.md", QUIZ.replace("- (x) a\n- ( ) b", "- = a").encode(), "berbeda jenisnya"),
        ("01-satu/quiz.en.md", QUIZ.replace("(OR)\\|NOT", "OR\\|(NOT)").encode(), "berbeda susunan"),
        (
            "01-satu/lesson.en.md",
            LESSON.replace("{#isi}", "{#body}").encode(),
            "Bagian `isi` belum ada di terjemahan",
        ),
        ("course.md", b"judul: a", "error course.md:1: Berkas harus dimulai"),
    ],
)
def test_a_problem_of_any_file_is_told_under_its_name(path, data, word):
    assert any(word in line for line in told(with_files({path: data}))), told(with_files({path: data}))


def test_a_faithful_translation_has_no_problems():
    draft = with_files({"01-satu/quiz.en.md": QUIZ.encode(), "01-satu/lesson.en.md": LESSON.encode()})
    assert told(draft) == []
    assert set(draft.modules[0].lessons) == {"id", "en"}


def test_hidden_files_and_backups_are_ignored():
    assert told(with_files({".DS_Store": b"", "01-satu/lesson.md~": b"x"})) == []


def test_questions_and_parts_survive_json():
    quiz = parse_quiz(QUIZ, Findings())
    for question in quiz.questions:
        assert question_from_data(json.loads(canonical_json(question_to_data(question)))) == question
    lesson = parse_lesson(LESSON + "\n::: tebak\n### J\nid: t\n\n- = 10..20\n:::\n", Findings())
    for part in lesson.parts:
        assert part_from_data(json.loads(canonical_json(part_to_data(part)))) == part


def test_item_hash_follows_content_and_not_its_place():
    question = parse_quiz(QUIZ, Findings()).questions[0]
    assert item_hash(replace(question, line=99)) == item_hash(question)
    assert item_hash(replace(question, points=2.0)) != item_hash(question)


LINES = """- (x) a|- ( ) b|- [x] c|- [50%] d|- = 12|- != x|- a -> b|- -> c|1. satu|2. dua|___|[[a]]|> Petunjuk: p
> Rubrik: r (2)|  > fb|> loose||## Judul|### Sub {#k}|::: tebak|:::|::: fasilitator|::::|::: kartu|::: lab x|id: a
jenis: survei|jenis: kueri|```|[^1]: n|teks[^1]|---|===|!!! catatan|    isi|kode: L01-01|[l](L01-05#x)""".replace(
    "\n", "|"
).split("|")
DOCUMENTS = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=10)), max_size=25).map("\n".join)
FRONTS = st.sampled_from(["", "---\nkuis: x\n---\n", "---\nkode: L01-01\njudul: a\n---\n"])


@settings(deadline=None)
@given(FRONTS, DOCUMENTS)
def test_no_document_makes_the_parsers_raise(front, text):
    parse_quiz(front + text, Findings())
    parse_lesson(front + text, Findings())


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_make_a_course_raise(data):
    names = ("course.md", "01-a/lesson.md", "01-a/quiz.en.md", "01-a/media/a.svg", "01-a/media/b.webp")
    assert not read_course("a", dict.fromkeys(names, data)).ok
