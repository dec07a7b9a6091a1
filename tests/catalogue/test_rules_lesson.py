"""A lesson's parts, and what never reaches a learner."""

from literasi.catalogue.rules.ids import insert_ids
from literasi.catalogue.rules.lesson import Known, parse_lesson
from literasi.catalogue.rules.part import BlockKind
from literasi.catalogue.rules.quiz import parse_quiz
from literasi.markup import Findings, check_code_is_closed, split_front_matter

FRONT = "---\nkode: L03-02\njudul: a\nkhalayak: umum\nindikator: K4.2\nmenit: 5\ntujuan: b\n---\n"
BODY = """Salam pembuka.

::: pemantik
Grup arisan ramai. Apa yang Anda lakukan lebih dulu?
:::

::: tebak
### Mana yang didahulukan?
id: t1

- ( ) Membaca habis
  > RAHASIA-UMPAN
- (x) Membuka tab baru
:::

## Mengapa keluar dahulu?
Lihat [bagian lain](#contoh).[^1]

::: contoh Bu Meiske berpikir
1. Buka tab.
   "Saya belum tahu."
:::

Teks sesudah contoh.

:::: latihan
Coba.

### Langkah ketiga
id: t2

- = cuplikan

::: fasilitator
RAHASIA-DALAM
:::
::::

## Mengapa keluar dahulu?
Lagi.

::: kartu
### Apa itu lateral?
Keluar dari situs.
:::

::: lab cari-012
Kerjakan.
:::

::: fasilitator
RAHASIA-CATATAN[^2]

[^2]: RAHASIA-KAKI
:::

[^1]: Isi kaki.
"""


def parse(body, known=None):
    findings = Findings("lesson.md")
    return parse_lesson(FRONT + body, findings, known=known), [str(one) for one in findings]


def test_parts_come_in_order_with_stable_keys():
    lesson, problems = parse(BODY)
    assert problems == []
    assert [part.key for part in lesson.parts] == [
        "pembuka",
        "pemantik",
        "tebak",
        "mengapa-keluar-dahulu",
        "contoh",
        "latihan",
        "mengapa-keluar-dahulu-2",
        "kartu",
        "lab",
    ]
    assert lesson.parts[4].title == "Bu Meiske berpikir"
    assert [block.kind for block in lesson.parts[4].blocks] == [BlockKind.EXAMPLE, BlockKind.HTML]


def test_questions_cards_and_labs_stand_in_their_blocks():
    lesson, _ = parse(BODY)
    assert [question.key for question in lesson.questions] == ["t1", "t2"]
    assert lesson.parts[7].blocks[0].cards[0].back_html == "<p>Keluar dari situs.</p>"
    assert lesson.parts[8].blocks[0].lab == "cari-012"


def test_facilitator_notes_and_their_footnotes_are_apart_from_all_parts():
    lesson, _ = parse(BODY)
    for word in ("RAHASIA-DALAM", "RAHASIA-CATATAN", "RAHASIA-KAKI"):
        assert word in lesson.facilitator_html
        assert word not in repr(lesson.parts)


def test_searchable_text_holds_no_feedback():
    lesson, _ = parse(BODY)
    texts = " ".join(block.text for part in lesson.parts for block in part.blocks)
    assert "arisan" in texts
    assert "RAHASIA-UMPAN" not in texts
    assert lesson.words == len(texts.split())


def test_footnote_prints_in_the_part_that_uses_it():
    lesson, _ = parse(BODY)
    assert "Isi kaki." in lesson.parts[3].blocks[0].html
    assert "Isi kaki." not in lesson.parts[0].blocks[0].html


def test_a_learners_footnote_may_not_live_in_the_notes():
    body = "## a\nb[^1]\n\n::: fasilitator\nx[^1]\n\n[^1]: RAHASIA\n:::"
    lesson, problems = parse(body)
    assert any("belum ada isinya" in problem for problem in problems)
    assert "RAHASIA" not in repr(lesson.parts)


def test_misspelt_facilitator_is_an_error_and_publishes_nothing():
    lesson, problems = parse("## a\nb\n\n::: fasilitatr\nRAHASIA\n:::")
    assert any("Maksud Anda `fasilitator`?" in problem for problem in problems)
    assert "RAHASIA" not in repr(lesson)


def test_repeated_ids_and_keys_are_errors():
    question = "::: tebak\n### J\nid: sama\n\n- = a\n:::\n"
    _, problems = parse(f"{question}{question}## a {{#k}}\nx\n\n## b {{#k}}\ny")
    assert any("`id: sama` sudah dipakai" in problem for problem in problems)
    assert any("`{#k}` sudah dipakai" in problem for problem in problems)


def test_links_to_missing_parts_and_labs_are_errors():
    _, problems = parse("## a\n[x](#tiada)\n\n::: lab tiada\n:::", Known(labs=frozenset({"ada"})))
    assert any("lesson.md:10: Tautan `#tiada`" in problem for problem in problems)
    assert any("Lab `tiada` tidak ada" in problem for problem in problems)


def test_a_coming_lesson_is_only_a_title():
    lesson = parse_lesson("---\nkode: L01-02\njudul: a\nsegera: ya\n---\n", Findings())
    assert (lesson.front.coming_soon, lesson.parts) == (True, ())


def test_unclosed_code_is_told_at_its_opening_line():
    findings = Findings()
    check_code_is_closed(split_front_matter("---\na: b\n---\nx\n```\ny\n", Findings())[1], findings)
    assert [problem.line for problem in findings] == [5]


QUIZ = "---\r\nkuis: a\r\n---\r\n## Satu\r\n- = a\r\n\r\n## Dua\r\npoin: 2\r\n\r\n- = b\r\n\r\n## Tiga\r\nid: c\r\n\r\n- = c"


def test_missing_ids_are_written_and_nothing_else_changes():
    names = iter(["x2", "x1"])
    written = insert_ids(QUIZ, lambda: next(names))
    assert written.replace("id: x1\r\n\r\n", "").replace("id: x2 | ", "") == QUIZ
    findings = Findings()
    assert [question.key for question in parse_quiz(written, findings).questions] == ["x1", "x2", "c"]
    assert findings.errors == 0


def test_ids_are_written_only_into_the_questions_of_a_lesson():
    source = FRONT + "## a\n### bukan soal\n\n::: tebak\n### J\n- = a\n:::\n\n::: kartu\n### K\nisi\n:::"
    assert insert_ids(source, lambda: "n1") == source.replace("### J\n", "### J\nid: n1\n\n")


def test_a_quiz_that_shows_more_than_its_bank_is_told():
    findings = Findings()
    parse_quiz("---\nkuis: a\njumlah_soal: 3\n---\n## S\nid: x\n\n- = a", findings)
    assert [(problem.line, problem.severity) for problem in findings] == [(3, "warning")]
