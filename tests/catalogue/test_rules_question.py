"""How questions are read: the eleven kinds, and the traps of the format."""

from decimal import Decimal

import pytest

from literasi.catalogue.rules.question import Criterion, Gap, Kind
from literasi.catalogue.rules.question_source import parse_question
from literasi.catalogue.rules.read_as import read_as
from literasi.markup import Findings, Page, Passage, Section


def parse(text, heading="Judul"):
    findings = Findings("kuis.md")
    section = Section(heading, "", 1, Passage(2, tuple(f"id: a\n{text}".split("\n"))))
    return parse_question(section, Page(findings), indicators=frozenset({"K4.2"})), list(findings)


def good(text):
    question, problems = parse(text)
    assert problems == []
    assert question is not None
    return question


def messages(text):
    question, problems = parse(text)
    if any(problem.severity == "error" for problem in problems):
        assert question is None
    return [f"{problem.line}: {problem.message}" for problem in problems]


def test_single_choice_with_feedback_hints_and_explanation():
    question = good(
        "> Kutipan pokok soal.\n\nLangkah *pertama*?\n\n"
        "- ( ) Membaca habis\n  > Belum tepat.\n- (x) Membuka tab\n  > Tepat.\n  >\n  > Lanjut.\n- ( ) Menutup\n\n"
        "> Petunjuk: Satu\n> Petunjuk: Dua\n\n> Pembahasan: Karena\n> begitu."
    )
    assert question.kind is Kind.CHOICE
    assert [option.right for option in question.options] == [False, True, False]
    assert question.options[1].feedback_html == "<p>Tepat.</p>\n<p>Lanjut.</p>"
    assert question.hints_html == ("<p>Satu</p>", "<p>Dua</p>")
    assert question.explanation_html == "<p>Karena\nbegitu.</p>"
    assert question.stem_html.startswith("<blockquote>")
    assert read_as(question) == "Dibaca sebagai: pilihan ganda, 3 pilihan, 1 poin"


def test_two_options_named_true_and_false_make_a_true_false():
    assert good("- (x) Benar\n- ( ) Salah").kind is Kind.TRUE_FALSE


def test_square_brackets_make_a_multiple_choice_with_or_without_weights():
    plain, weighted = good("- [x] a\n- [ ] b\n- [x] c"), good("- [50%] a\n- [-25%] b\n- [50%] c")
    assert (plain.kind, plain.weighted, [option.weight for option in plain.options]) == (
        Kind.MULTIPLE,
        False,
        [1, 0, 1],
    )
    assert (weighted.weighted, [option.weight for option in weighted.options]) == (True, [0.5, -0.25, 0.5])
    assert [option.right for option in weighted.options] == [True, False, True]


def test_short_answers_keep_the_raw_source():
    question = good('- = OPAC\n- = "katalog *daring*"\n- != Google\n  > Belum tepat.')
    assert [(key.text, key.right) for key in question.expected] == [
        ("OPAC", True),
        ('"katalog *daring*"', True),
        ("Google", False),
    ]
    assert question.expected[2].feedback_html == "<p>Belum tepat.</p>"


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("1825 ± 1", "1824", "1826"),
        ("10..20", "10", "20"),
        ("1.000,5 ± 0,5", "1000", "1001"),
        ("-5..-1", "-5", "-1"),
    ],
)
def test_intervals_are_numbers_without_a_word(key, low, high):
    question = good(f"- = {key}")
    assert question.kind is Kind.NUMBER
    assert (question.numbers[0].low, question.numbers[0].high) == (Decimal(low), Decimal(high))


def test_indonesian_number_with_its_kind_named():
    number = parse_with("jenis: angka", "- = 1.234,5").numbers
    assert number[0].low == number[0].high == Decimal("1234.5")


def parse_with(meta, body):
    findings = Findings()
    section = Section("J", "", 1, Passage(2, (f"id: a | {meta}", "", *body.split("\n"))))
    question = parse_question(section, Page(findings), indicators=frozenset({"K4.2"}))
    assert list(findings) == []
    return question


def test_a_bare_number_without_its_kind_is_text_with_a_warning():
    question, problems = parse("- = 1825")
    assert (question.kind, problems[0].severity) == (Kind.SHORT, "warning")


def test_matching_may_share_right_sides_and_hold_distractors():
    question = good("- Judul -> Laskar Pelangi\n- Anak -> Laskar Pelangi\n- Tahun -> 2005\n- -> 978-1")
    assert [(pair.left_html, pair.right_html) for pair in question.pairs][1] == ("Anak", "Laskar Pelangi")
    assert question.distractors_html == ("978-1",)
    assert "3 pasangan dan 1 pengecoh" in read_as(question)


def test_numbered_list_at_the_end_is_an_ordering():
    question = good("Urutkan:\n\n* bukan jawaban\n\n1. Satu\n2. Dua\n   > Belum.\n3. Tiga")
    assert question.kind is Kind.ORDERING
    assert [step.html for step in question.steps] == ["Satu", "Dua", "Tiga"]
    assert question.steps[1].feedback_html == "<p>Belum.</p>"


def test_gaps_are_read_before_emphasis_links_and_tables():
    question = good("Pakai [[*]] lalu [[judul:*]] dan [[a]](x).\n\n| a |\n|--|\n| [[AND\\|DAN]] |")
    assert question.gaps == (Gap(("*",)), Gap(("judul:*",)), Gap(("a",)), Gap(("AND", "DAN")))
    assert len(question.cloze_html) == 5
    assert question.cloze_html[0] == "<p>Pakai "
    assert "<em>" not in "".join(question.cloze_html)


def test_brackets_around_one_alternative_make_a_drop_down():
    assert good("a [[(OR)\\|NOT\\|NEAR]] b").gaps == (Gap(("OR",), ("OR", "NOT", "NEAR")),)


def test_escaped_brackets_belong_to_the_answer():
    assert good("a [[\\(x\\)\\|y]]").gaps == (Gap(("(x)", "y")),)


def test_essay_takes_its_points_from_the_rubric():
    question = good("Jelaskan.\n\n___\n\n> Rubrik: menyebut dua sumber (2)\n> Rubrik: santun (1,5)")
    assert question.rubric == (Criterion("menyebut dua sumber", 2.0), Criterion("santun", 1.5))
    assert question.points == 3.5


def test_query_keys_are_taken_raw_and_checked():
    question = parse_with("jenis: kueri", '- = judul:"pola asuh" DAN tahun:2019-2024')
    assert (question.kind, question.queries[0].text) == (Kind.QUERY, 'judul:"pola asuh" DAN tahun:2019-2024')


@pytest.mark.parametrize(
    ("answer", "survey_kind"),
    [("- ( ) a\n- ( ) b", Kind.CHOICE), ("- [ ] a\n- [ ] b", Kind.MULTIPLE), ("___", Kind.ESSAY)],
)
def test_survey_has_no_key_and_no_points(answer, survey_kind):
    question = parse_with("jenis: survei", answer)
    assert (question.kind, question.survey_kind, question.points) == (Kind.SURVEY, survey_kind, 0)


def test_data_line_is_read_in_both_languages():
    question = parse_with(
        "points: 1,5 | difficulty: easy | tags: a, b | indikator: K4.2 | context: scientific | critical: yes",
        "- (x) a\n- ( ) b",
    )
    assert (question.points, question.difficulty, question.tags) == (1.5, "mudah", ("a", "b"))
    assert (question.indicators, question.context, question.critical) == (("K4.2",), "saintifik", True)


def test_a_line_with_unknown_keys_is_text_and_says_so():
    findings = Findings()
    body = Passage(2, ("id: a | poinn: 2", "- (x) a", "- ( ) b"))
    parse_question(Section("J", "", 1, body), Page(findings))
    assert any("Maksud Anda `poin`?" in problem.message for problem in findings)


def test_english_labels_are_accepted():
    question = good("- (x) a\n- ( ) b\n\n> Hint: h\n\n> Explanation: e")
    assert (question.hints_html, question.explanation_html) == (("<p>h</p>",), "<p>e</p>")


def test_feedback_that_is_not_indented_is_repaired_with_a_warning():
    question, problems = parse("- (x) a\n> Tepat.\n- ( ) b\n> Belum.\n\n> Pembahasan: p")
    assert [option.feedback_html for option in question.options] == ["<p>Tepat.</p>", "<p>Belum.</p>"]
    assert [(problem.line, problem.severity) for problem in problems] == [(4, "warning"), (6, "warning")]
    assert question.explanation_html == "<p>p</p>"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("- ( ) a\n- ( ) b", "1: Soal ini belum punya kunci"),
        ("- (x) a\n- (x) b", "4: Kunci kedua; yang pertama di baris 3"),
        ("- (x) a\n- [ ] b", "4: Tanda jawaban bercampur"),
        ("- (x) a\n- b", "4: Daftar ini setengah pilihan"),
        ("- stem\n\n- (x) a\n- ( ) b", "3: Daftar ini setengah pilihan"),
        ("- (x) a\n- ( ) b\n\nlagi\n\n- (x) c\n- ( ) d", "3: Ada dua daftar jawaban"),
        ("* (x) a\n* ( ) b\n\n___", "Tanda jawaban ada di pokok soal"),
        (
            "> Pembahasan: bocor\n\n- (x) a\n- ( ) b",
            "3: Petunjuk, pembahasan, dan rubrik ditulis sesudah jawaban",
        ),
        ("- (x) a\n- ( ) b\n\n> tanpa label", "6: Kutipan sesudah jawaban perlu label"),
        ("- (x) a\n- ( ) b\n\nsisa", "6: Teks ini ada sesudah jawaban"),
        ("- (x) a\n- ( ) b\n\n> Petunjuk:", "6: Catatan ini masih kosong"),
        ("- (x) a", "punya 1 pilihan"),
        ("\n".join(["- (x) a", *["- ( ) b"] * 26]), "punya 27 pilihan"),
        ("- [ ] a\n- [ ] b", "belum punya kunci"),
        ("- [50%] a\n- [25%] b", "berjumlah 75%"),
        ("- != a", "belum punya kunci"),
        ("- a -> b -> c\n- d -> e", "3: Satu pasangan ditulis"),
        ("- a -> b\n- -> c", "paling sedikit dua pasangan"),
        ("- a -> b\n- c -> d\n- -> b", "pengecoh sama"),
        ("1. stem\n\nlalu\n\n1. a\n2. b", "3: Pokok soal mengurutkan"),
        ("a [[(x)\\|(y)]]", "3: Rumpang `[[(x)\\|(y)]]` punya dua kunci"),
        ("a [[x\\|]]", "jawaban kosong"),
        ("[b [[x]]](https://x.example/[[y]])", "Rumpang tidak dapat berada"),
        ("hanya teks", "1: Jawaban soal ini belum ada"),
        ("___\n\n> Rubrik: tanpa poin", "kriteria dengan poinnya"),
        ("- (x) a\n- ( ) b\n\n> Rubrik: x (1)", "Rubrik hanya untuk soal uraian"),
        ("- = 20..10\n- = 5 ± 1", "bukan angka"),
    ],
)
def test_every_trap_is_told_with_its_line(text, word):
    assert any(word in message for message in messages(text)), messages(text)


def test_missing_id_asks_for_the_command_but_still_shows_the_question():
    findings = Findings()
    question = parse_question(Section("J", "", 7, Passage(8, ("- (x) a", "- ( ) b"))), Page(findings))
    assert question.key == ""
    assert [(problem.line, "course ids" in problem.message) for problem in findings] == [(7, True)]


@pytest.mark.parametrize(
    "meta",
    [
        "poin: nol",
        "kesukaran: berat",
        "akm: x",
        "indikator: K9.9",
        "jenis: tebak",
        "wajib_benar: mungkin",
        "id: a b",
    ],
)
def test_wrong_values_of_the_data_line_are_errors(meta):
    findings = Findings()
    body = Passage(2, (meta, "- (x) a", "- ( ) b"))
    parse_question(Section("J", "", 1, body), Page(findings), indicators=frozenset({"K4.2"}))
    assert any(problem.line == 2 and problem.severity == "error" for problem in findings)


def test_jenis_that_contradicts_the_answer_is_an_error():
    findings = Findings()
    body = Passage(2, ("id: a | jenis: pilihan ganda kompleks", "- (x) a", "- ( ) b"))
    assert parse_question(Section("J", "", 1, body), Page(findings)) is None


def test_broken_query_says_the_column():
    findings = Findings()
    body = Passage(2, ("id: a | jenis: kueri", "- = (a DAN b"))
    assert parse_question(Section("J", "", 1, body), Page(findings)) is None
    assert "huruf ke-" in findings.problems[0].message
