"""Front matter by form: what did not change keeps its bytes, what changed reads as it was typed, odd lines stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literasi.authoring.rules import front_matter
from literasi.authoring.rules.front_matter import (
    ALL,
    ODD,
    UNREADABLE,
    Value,
    file_kind,
    front_values,
    rewrite,
    tidied,
)
from literasi.authoring.rules.front_references import TypedReference
from literasi.catalogue.rules.manifest import read_lesson_front
from literasi.markup import Findings, split_front_matter

COURSES = Path(__file__).resolve().parents[2] / "courses"
FILES = sorted(
    path for path in COURSES.rglob("*.md") if file_kind(path.name) and "_" not in path.parts[-2][:1]
)
LESSON = """---
kode: L01-01
judul: Mulai: "Bertanya"  # bagian judul
khalayak: [umum,   sma]

# catatan penyusun
tujuan:
    - Menyebut: tiga hal
    - 'Menulis satu'
indikator: K1.1, K1.2
menit: 25
warna: biru
penulis: Tim literasi
rujukan:
  - id: satu   # yang pertama
    type: book
    title: Judul: Anak Judul
    author:
      - family: Caulfield
        given: Mike
    issued: 2019
  - {id: dua, type: webpage, title: Dua, URL: "https://a.id/x", accessed: 2026-11-23}
---

## Isi
"""
QUIZ = "---\nkuis: Coba\njumlah_soal: 6\nacak: yes\nkisi:\n  K4.1: 2\n---\n\n## Satu\n"

texts = st.one_of(
    st.text("ab \"':#-[]{}|>&*!,%@`\\1?", max_size=15),
    st.sampled_from(
        ["no", "1:30", "0123", "|", ">-", "'a'", '"a" b', "- a", "# a", "[a]", "a: b", "~", "null", "---"]
    ),
)
codes = st.lists(st.sampled_from(["K1.1", "K4.2", "L01-05"]), unique=True, max_size=3).map(tuple)
references = st.builds(
    TypedReference,
    key=st.sampled_from(["satu", "dua"]),
    type=st.just("book"),
    title=texts,
    authors=st.lists(texts, max_size=2).map("\n".join),
    publisher=texts,
    url=st.sampled_from(["", "https://a.id/?q=1#b"]),
    page=texts,
)


def typed_lessons() -> st.SearchStrategy[dict[str, Value]]:
    """What somebody may type into the form of a lesson; fields that are missing were not on the form."""
    return st.fixed_dictionaries(
        {},
        optional={
            "judul": texts,
            "judul_en": texts,
            "menit": st.sampled_from(["", "20"]),
            "segera": st.sampled_from(["ya", "tidak"]),
            "khalayak": codes,
            "indikator": codes,
            "tujuan": st.lists(texts, max_size=3).map(tuple),
            "penulis": st.lists(texts, max_size=2).map(tuple),
            "ditinjau_pada": st.sampled_from(["", "2026-11-23"]),
            "rujukan": st.lists(references, max_size=2).map(tuple),
        },
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_file_of_our_courses_stays_byte_for_byte_and_one_field_changes_one_line(path: Path) -> None:
    source, kind = path.read_text(encoding="utf-8"), file_kind(path.name)
    values = front_values(source, kind)
    assert values is not None and list(values) == ALL[kind].split()
    assert rewrite(source, kind, values).source == source
    name = "kuis" if kind == "quiz.md" else "judul"
    changed = rewrite(source, kind, {**values, name: f"{values[name]} lagi"}).source
    assert changed is not None
    assert sum(old != new for old, new in zip(source.split("\n"), changed.split("\n"), strict=True)) == 1


@settings(deadline=None)
@given(typed_lessons(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]))
def test_what_was_typed_is_what_the_file_says_and_the_rest_stays(
    typed: dict[str, Value], mark: str, ending: str
) -> None:
    source = mark + LESSON.replace("\n", ending)
    made = rewrite(source, "lesson.md", typed)
    if made.source is None:
        assert made.problems
        return
    before, after = front_values(source, "lesson.md"), front_values(made.source, "lesson.md")
    assert before is not None and after is not None
    for key, value in after.items():
        wanted = tidied(typed[key]) if key in typed else tidied(before[key])
        assert tidied(value) == (wanted or tidied(front_matter.USUAL.get(key, wanted)))
    assert made.source.startswith(f"{mark}---{ending}kode: L01-01{ending}")
    for line in ("# catatan penyusun", "warna: biru", "## Isi"):
        assert f"{ending}{line}{ending}" in made.source
    assert made.source.count("\n") == made.source.count(ending)
    assert rewrite(made.source, "lesson.md", after).source == made.source


@settings(deadline=None)
@given(typed_lessons())
def test_plain_words_are_never_refused(typed: dict[str, Value]) -> None:
    made = rewrite(LESSON, "lesson.md", {key: value for key, value in typed.items() if key != "rujukan"})
    assert made.source is not None


def test_a_goal_that_changes_leaves_the_other_goals_and_their_indent() -> None:
    made = rewrite(LESSON, "lesson.md", {"tujuan": ("Menyebut: tiga hal", "Menulis dua", "Baru")})
    assert made.source == LESSON.replace("    - 'Menulis satu'\n", "    - Menulis dua\n    - Baru\n")


def test_a_reference_that_changes_leaves_the_others() -> None:
    values = front_values(LESSON, "lesson.md")
    assert values is not None
    first, second = (row for row in values["rujukan"] if isinstance(row, TypedReference))
    assert first.authors == "Caulfield, Mike"
    changed = replace(
        second, title="Dua: Tiga", authors="Perpustakaan Kota\nWenas, Ani", accessed="2026-11-24"
    )
    made = rewrite(LESSON, "lesson.md", {"rujukan": (first, changed)}).source
    assert made is not None
    assert made.split("  - id: dua")[0] == LESSON.split("  - {id: dua")[0]
    head, _body = split_front_matter(made, Findings())
    work = read_lesson_front(head, Findings()).references[1]
    assert (work.title, work.url, work.accessed) == ("Dua: Tiga", "https://a.id/x", "2026-11-24")
    assert [(name.family, name.given, name.literal) for name in work.authors] == [
        ("", "", "Perpustakaan Kota"),
        ("Wenas", "Ani", ""),
    ]


def test_a_new_key_stands_where_it_usually_stands_and_an_emptied_one_goes() -> None:
    made = rewrite(
        QUIZ, "quiz.md", {"nilai_tuntas": "75", "jumlah_soal": "", "kisi": (("K4.1", "2"), ("K4.2", "1"))}
    )
    assert (
        made.source
        == "---\nkuis: Coba\nnilai_tuntas: 75\nacak: yes\nkisi:\n  K4.1: 2\n  K4.2: 1\n---\n\n## Satu\n"
    )


def test_what_holds_anyway_is_not_written_down() -> None:
    assert (
        rewrite(QUIZ, "quiz.md", {"nilai_tuntas": "80", "acak": "ya", "tampil_kunci": "setelah_kirim"}).source
        == QUIZ
    )


def test_a_list_of_one_author_stays_on_its_line() -> None:
    made = rewrite(LESSON, "lesson.md", {"penulis": ("Ani: penulis",)})
    assert made.source == LESSON.replace("penulis: Tim literasi", "penulis: Ani: penulis")


@pytest.mark.parametrize(
    "source",
    ["", "judul: a", "---\nkhalayak: [a\n---\n", "---\njudul: a\njudul: b\n---\n", "---\nkode: &a b\n---\n"],
)
def test_what_cannot_be_read_is_left_to_the_text(source: str) -> None:
    assert rewrite(source, "lesson.md", {"judul": "b"}).problems == {"": UNREADABLE}


def test_a_field_of_another_shape_is_left_to_the_text_and_the_others_are_not() -> None:
    source = LESSON.replace("id: satu ", "nomor: satu ")
    values = front_values(source, "lesson.md")
    assert values is not None and "rujukan" not in values
    assert rewrite(source, "lesson.md", {"menit": "30", "rujukan": ()}).source == source.replace(
        "menit: 25", "menit: 30"
    )


def test_an_institution_with_a_comma_is_not_a_person() -> None:
    made = rewrite(
        LESSON, "lesson.md", {"rujukan": (TypedReference("a", "book", "A", '"Satu, Dua"\nTiga, Empat'),)}
    ).source
    assert made is not None
    names = read_lesson_front(split_front_matter(made, Findings())[0], Findings()).references[0].authors
    assert [(name.family, name.given, name.literal) for name in names] == [
        ("", "", "Satu, Dua"),
        ("Tiga", "Empat", ""),
    ]


def test_what_cannot_be_written_is_told_beside_its_field() -> None:
    assert rewrite(LESSON, "lesson.md", {"judul": "a\x00"}).problems == {"judul": ODD}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("course.md", "course.md"),
        ("01-a/lesson.en.md", "lesson.md"),
        ("01-a/quiz.md", "quiz.md"),
        ("quiz.txt", ""),
        ("media/a.svg", ""),
    ],
)
def test_files_with_a_form_are_known_by_their_names(path: str, kind: str) -> None:
    assert file_kind(path) == kind
    assert kind in ALL or not kind
