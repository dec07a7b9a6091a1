"""Front matter is read as text, strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.markup import Findings, read_yaml

TEXT_KEYS = frozenset({"judul", "tujuan"})


def read(text, first_line=1):
    findings = Findings("a.md")
    return read_yaml(text, findings, first_line=first_line, literal=TEXT_KEYS), [str(one) for one in findings]


@pytest.mark.parametrize(
    "text", ["Mulai: Merancang", '"Hoaks" dan Kita', "[Simulasi] a # b", "*a* & 'b'", "- x"]
)
def test_text_key_takes_the_rest_of_the_line_literally(text):
    nodes, problems = read(f"judul: {text}")
    assert (nodes["judul"].value, problems) == (text, [])


@pytest.mark.parametrize("text", ["no", "1:30", "0123", "2026-11-28", "null", "~"])
def test_scalars_stay_text(text):
    assert read(f"a: {text}")[0]["a"].value == text


def test_items_of_a_text_list_may_hold_colons_and_go_on_below():
    nodes, _ = read("tujuan:\n  - Menulis: satu\n    kalimat\n  - Dua")
    assert [item.value for item in nodes["tujuan"].value] == ["Menulis: satu kalimat", "Dua"]


def test_comments_end_values_that_are_not_text_keys():
    assert read("menit: 20  # kira-kira")[0]["menit"].value == "20"


def test_quoted_and_nested_values_are_ordinary_yaml():
    nodes, problems = read('r:\n  - {a: "x: y", b: [1,\n    2]}\n')
    (row,) = nodes["r"].value
    assert row.value["a"].value == "x: y"
    assert [item.value for item in row.value["b"].value] == ["1", "2"]
    assert problems == []


def test_duplicate_key_names_both_lines():
    _, problems = read("a: 1\nb: 2\na: 3", first_line=2)
    assert problems == ["a.md:4: Kunci `a` sudah ada di baris 2. Hapus salah satunya."]


@pytest.mark.parametrize(
    "bomb",
    ["a: &x [1]\nb: [*x, *x]", "a: " + "[" * 50, "a: !!python/object:os.system x", "a: [" + "1," * 60_000],
)
def test_bombs_and_tags_are_refused_with_one_problem(bomb):
    nodes, problems = read(bomb)
    assert nodes == {}
    assert len(problems) == 1


def test_broken_yaml_says_its_line():
    assert read("a: 1\nb: [1\n")[1][0].startswith("a.md:")


def test_lines_of_nested_keys_are_those_of_the_file():
    nodes, _ = read("a:\n  b: 1\n  c: 2", first_line=2)
    assert nodes["a"].value["c"].line == 4


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\u200e"),
        max_size=60,
    )
)
def test_any_text_survives_a_text_key(text):
    text = " ".join(text.split())
    if (
        text
        and text[0] not in "\"'|>"
        and text.isprintable()
        and "\ufffe" not in text
        and "\uffff" not in text
    ):
        assert read(f"judul: {text}")[0]["judul"].value == text


@given(st.text())
def test_reading_never_raises(text):
    read(text)
