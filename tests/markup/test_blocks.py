"""Documents are cut by lines; fences are safe by rule."""

import pytest

from literasi.markup import (
    Fence,
    Findings,
    Passage,
    cut_fences,
    cut_footnotes,
    cut_sections,
    split_front_matter,
)

NAMES = frozenset({"contoh", "latihan", "fasilitator"})


def passage(text):
    return Passage(1, tuple(text.split("\n")))


def cut(text):
    findings = Findings("a.md")
    return cut_fences(passage(text), NAMES, findings), [one.message for one in findings]


def test_front_matter_is_taken_off_with_line_numbers():
    head, body = split_front_matter("---\njudul: a\n---\nisi", Findings())
    assert (head.line, head.lines, body.line, body.lines) == (2, ("judul: a",), 4, ("isi",))


@pytest.mark.parametrize("text", ["isi", "---\njudul: a", ""])
def test_missing_or_open_front_matter_is_an_error(text):
    findings = Findings()
    split_front_matter(text, findings)
    assert findings.errors == 1


def test_fences_and_text_come_in_order():
    pieces, problems = cut("a\n::: contoh Judul {#k}\nb\n:::\nc")
    assert [type(piece).__name__ for piece in pieces] == ["Passage", "Fence", "Passage"]
    fence = next(piece for piece in pieces if isinstance(piece, Fence))
    assert (fence.name, fence.argument, fence.line, fence.body.lines) == ("contoh", "Judul {#k}", 2, ("b",))
    assert problems == []


def test_an_outer_fence_with_more_colons_holds_an_inner_one():
    pieces, problems = cut(":::: contoh\n::: fasilitator\nx\n:::\n::::")
    assert [piece.name for piece in pieces if isinstance(piece, Fence)] == ["contoh"]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("::: fasilitatr\nx\n:::", "Maksud Anda `fasilitator`?"),
        (":::", "tidak punya pembuka"),
        ("::: contoh\nx", "belum ditutup"),
        ("::: contoh\n::: latihan\n:::\n:::", "belum ditutup"),
        (":::: contoh\n::: latihan\n::::", "`latihan` belum ditutup"),
    ],
)
def test_unsafe_fences_are_errors(text, word):
    assert any(word in message for message in cut(text)[1])


def test_code_blocks_hide_fences_and_headings():
    text = "```\n::: contoh\n## x\n```"
    assert cut(text)[1] == []
    assert cut_sections(passage(text), 2, Findings())[1] == []


def test_sections_carry_their_key_and_lines():
    intro, (first, second) = cut_sections(passage("a\n## Satu {#satu}\nb\n### c\n## Dua ##\n"), 2, Findings())
    assert intro.lines == ("a",)
    assert (first.heading, first.key, first.line, first.body.lines) == ("Satu", "satu", 2, ("b", "### c"))
    assert (second.heading, second.key) == ("Dua", "")


def test_footnote_definitions_leave_blank_lines_behind():
    rest, notes = cut_footnotes(passage("a[^1]\n\n[^1]: isi\n    lanjut\n\nb"), Findings())
    assert rest.lines == ("a[^1]", "", "", "", "", "b")
    assert notes["1"].passage.lines == ("[^1]: isi", "    lanjut")


def test_endless_paragraphs_are_refused():
    findings = Findings()
    _, body = split_front_matter("---\na: b\n---\n" + "kata " * 1000 + "\n" + "kata " * 1000, findings)
    assert (body.lines, findings.errors) == ((), 1)
