"""Markdown becomes safe HTML; what an author must mend is told by line."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.markup import Findings, Links, MediaRef, Page, Passage, cut_footnotes, plain_text

MEDIA = {"media/peta.svg": MediaRef("/media/1.svg", 360, 200), "media/suara.mp3": MediaRef("/media/2.mp3")}
MODULES = {"L01-05": "/kursus/a/b"}


def module(code, part):
    href = MODULES.get(code)
    return href and f"{href}#bagian-{part}" if part else href


def render(text, **options):
    page = Page(Findings("a.md"), Links(MEDIA.get, module))
    passage, page.footnotes = cut_footnotes(Passage(1, tuple(text.split("\n"))), page.findings)
    return page.blocks(passage, **options), [str(one) for one in page.findings]


def test_quotes_become_curly_but_nothing_else_changes():
    assert render('Kata "hoaks" (c) -- ...')[0] == "<p>Kata “hoaks” (c) -- ...</p>\n"


def test_raw_html_is_shown_as_text():
    assert render("<b onclick=x>a</b>")[0] == "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n"


def test_plain_line_takes_the_short_way_to_the_same_html():
    assert render("Kalimat biasa.")[0] == render("Kalimat biasa.\n")[0] == "<p>Kalimat biasa.</p>\n"


def test_table_sits_in_a_named_scroll_region():
    html, _ = render("| Kata | Hasil |\n|--|--:|\n| a | 1 |")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Tabel Kata, Hasil">' in html
    assert '<th scope="col">Kata</th>' in html
    assert '<td class="align-right">1</td>' in html
    assert "style" not in html


def test_picture_alone_is_a_lazy_figure_with_its_sentence():
    html, problems = render('![Peta kota](media/peta.svg "Kalimat")')
    assert html == (
        '<figure><img src="/media/1.svg" alt="Peta kota" loading="lazy" width="360" height="200">'
        "<figcaption>Kalimat</figcaption></figure>\n"
    )
    assert problems == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a\n\n![](media/peta.svg)", "a.md:3: Gambar `media/peta.svg` belum punya teks pengganti"),
        ("![a](media/tiada.svg)", "tidak ditemukan"),
        ("![a](https://x.example/a.svg)", "tidak ditemukan"),
        ("a\n[x](L09-01)", "a.md:2: Tautan `L09-01` menuju ke modul yang tidak ada"),
        ("[x](catatan.docx)", "tidak dikenal"),
        ("Judul\n---", "a.md:1: Baris `---` tepat di bawah teks"),
        ("Judul\n===", "Baris `===`"),
        ("# Judul", "milik halaman"),
        ("a[^9]", "belum ada isinya"),
        ("!!! cttn\n    a", "tidak dikenal"),
        ("- " * 30 + "a", "bersarang terlalu dalam"),
    ],
)
def test_what_an_author_must_mend_is_told(text, word):
    assert any(word in problem for problem in render(text)[1])


def test_links_lead_to_modules_media_parts_and_the_web():
    html, problems = render(
        "[a](L01-05) [b](L01-05#dan) [c](media/suara.mp3) [d](#dan) [e](https://x.example/)"
    )
    assert 'href="/kursus/a/b"' in html
    assert 'href="/kursus/a/b#bagian-dan"' in html
    assert 'href="/media/2.mp3"' in html
    assert 'href="#bagian-dan"' in html
    assert '<a href="https://x.example/" rel="noopener noreferrer">e</a>' in html
    assert problems == []


def test_headings_never_skip_a_level():
    html, _ = render("##### a\n\n###### b\n\n## c", level=2)
    assert html == "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n"


def test_footnotes_print_where_they_are_used_with_their_own_ids():
    html, problems = render("a[^1] b[^1]\n\n[^1]: isi\n\n[^2]: lain", prefix="bagian-1")
    assert 'id="fn-bagian-1-1"' in html
    assert 'href="#fnref-bagian-1-1-1"' in html
    assert "lain" not in html
    assert problems == []


def test_problem_inside_a_footnote_names_the_line_of_its_definition():
    assert render("a[^1]\n\nb\n\n[^1]: [x](L09-01)")[1][0].startswith("a.md:5:")


def test_admonition_definition_list_and_language_mark_are_understood():
    html, problems = render("!!! catatan\n    isi\n\nistilah\n: arti\n\n[lateral reading]{lang=en onclick=x}")
    assert '<div class="admonition note" role="note">' in html
    assert "<dt>istilah</dt>" in html
    assert '<span lang="en">lateral reading</span>' in html
    assert problems == []


def test_titles_are_rendered_without_blocks():
    page = Page(Findings())
    assert page.inline('Kata *"hoaks"*', 1) == "Kata <em>“hoaks”</em>"
    page.inline("a[^1]", 4)
    assert [problem.line for problem in page.findings] == [4]


def test_plain_text_is_what_a_reader_sees():
    assert (
        plain_text("<p>Meng<em>eklik</em> &amp; baca</p>\n<p>dua<br>tiga</p>") == "Mengeklik & baca dua tiga"
    )


class Guard(HTMLParser):
    """Fails on anything that could run."""

    def handle_starttag(self, tag, attrs):
        assert tag not in {"script", "iframe", "object", "embed", "style", "svg", "form", "input"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    '![a" onerror="alert(1)](media/peta.svg "x\\" onload=\\"y")',
    "<javascript:alert(1)>",
    "[a]{lang='x\" onclick=\"y'}",
    '| "><script> |\n|--|\n| a |',
    '```"><script>\nx\n```',
    "[a]: javascript:alert(1)\n\n[a]",
    '!!! catatan "<script>"\n    a',
    "[^1]: <svg onload=x>\n\na[^1]",
    '<https://x.example/"onmouseover=alert(1)>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markup(attack):
    Guard().feed(render(attack)[0])


@given(st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=15)), max_size=5).map("\n".join))
def test_mixed_attacks_never_become_markup(text):
    if not any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        Guard().feed(render(text)[0])
