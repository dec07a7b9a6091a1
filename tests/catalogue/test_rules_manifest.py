"""Front matter: every field, every problem at once, with line and mend."""

from datetime import date

import pytest

from literasi.catalogue.rules.competencies import indicator_codes, read_competencies
from literasi.catalogue.rules.manifest import read_course_front, read_lesson_front, read_quiz_front
from literasi.catalogue.rules.references import Name
from literasi.markup import Findings, Passage

CODES = frozenset({"K4.1", "K4.2"})
LESSON = """kode: L03-02
judul: Membaca Lateral: Selidiki Sumbernya
khalayak: [umum, smp]
tujuan:
  - Menyelidiki situs asing: buka tab lain dahulu
indikator: K4.2
menit: 35
prasyarat: [L03-01]
penulis: Tim literasi, M.Hum.
ditinjau_pada: 2026-11-23
rujukan:
  - id: wineburg-2019
    type: article-journal
    title: Lateral Reading: Reading Less
    author: [{family: Wineburg, given: Sam}, {literal: "Grup: A"}]
    issued: {date-parts: [[2019, 5]]}
    container-title: Teachers College Record
    URL: https://x.example/a#b
    accessed: 2026-11-23"""


def lines(text):
    return Passage(2, tuple(text.split("\n")))


def read(reader, text, *arguments):
    findings = Findings("a.md")
    return reader(lines(text), findings, *arguments), [str(one) for one in findings]


def test_a_whole_lesson_front_is_read_without_problems():
    front, problems = read(read_lesson_front, LESSON, CODES)
    assert problems == []
    assert (front.code, front.title) == ("L03-02", "Membaca Lateral: Selidiki Sumbernya")
    assert front.objectives == ("Menyelidiki situs asing: buka tab lain dahulu",)
    assert (front.indicators, front.minutes, front.authors) == (("K4.2",), 35, ("Tim literasi, M.Hum.",))
    assert front.reviewed_on == date(2026, 11, 23)


def test_references_are_read_as_csl():
    (reference,) = read(read_lesson_front, LESSON, CODES)[0].references
    assert (reference.title, reference.issued) == ("Lateral Reading: Reading Less", "2019-05")
    assert reference.authors == (Name("Wineburg", "Sam"), Name(literal="Grup: A"))
    assert (reference.url, reference.accessed) == ("https://x.example/a#b", "2026-11-23")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("menit: 35", "menit: lama", "a.md:8: `menit` harus bilangan bulat"),
        ("menit: 35", "menitt: 35", "a.md:8: Kunci `menitt` tidak dikenal. Maksud Anda `menit`?"),
        ("K4.2", "K4.9", "a.md:7: `K4.9` pada `indikator` tidak dikenal"),
        ("[umum, smp]", "[umun]", "Maksud Anda `umum`?"),
        ("2026-11-23\nruj", "2026-02-30\nruj", "harus tanggal seperti"),
        ("    accessed: 2026-11-23", "    volume: 3", "memerlukan `accessed"),
        ("https://x", "ftp://x", "dimulai dengan https://"),
        ("article-journal", "artikel", "tidak dikenal"),
        ("kode: L03-02", "kode: bab dua", "kode seperti L01-01"),
        ("kode: L03-02\n", "", "Kunci `kode` belum ada"),
    ],
)
def test_a_wrong_field_is_told_with_its_mend(old, new, word):
    assert any(word in problem for problem in read(read_lesson_front, LESSON.replace(old, new), CODES)[1])


def test_all_problems_come_at_once():
    assert len(read(read_lesson_front, "kode: x\nmenit: y\nzzz: 1")[1]) >= 6


def test_a_title_only_module_and_a_translation_need_little():
    assert read(read_lesson_front, "kode: L01-02\njudul: a\nsegera: ya")[1] == []
    findings = Findings()
    read_lesson_front(lines("kode: L01-02\njudul: a"), findings, CODES, translated=True)
    assert list(findings) == []


def test_course_front_has_the_defaults_of_the_format():
    front, problems = read(read_course_front, "kode: L01\njudul: a: b\nkhalayak: umum, guru")
    assert problems == []
    assert (front.language, front.address, front.licence) == ("id", "netral", "CC BY-SA 4.0")
    assert front.audience == ("umum", "guru")


def test_quiz_front_has_the_defaults_of_the_format():
    front, problems = read(read_quiz_front, "kuis: Uji: diri")
    assert problems == []
    assert (front.title, front.threshold, front.tries, front.shuffle) == ("Uji: diri", 80, None, True)


def test_blueprint_is_read_and_checked():
    text = "kuis: a\njumlah_soal: 2\nkisi:\n  K4.1: 2\n  K4.2: 1\n  K7.7: x"
    front, problems = read(read_quiz_front, text, CODES)
    assert front.blueprint == (("K4.1", 2), ("K4.2", 1))
    assert [problem.split(":")[1] for problem in problems] == ["4", "7", "7"]


def test_competencies_give_their_codes():
    source = (
        'competencies:\n  - code: K4\n    short: Nilai\n    name: {id: "Menilai: sumber", en: Evaluate}\n'
    )
    source += '    indicators:\n      - {code: K4.1, text: "Berhenti, lalu", level: D}\n'
    findings = Findings()
    competencies = read_competencies(source, findings)
    assert list(findings) == []
    assert competencies[0].name == "Menilai: sumber"
    assert indicator_codes(competencies) == {"K4.1"}
