"""A drawing keeps what draws and loses what runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.markup import Findings, clean_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 360 200">'


def clean(inside):
    findings = Findings("a.svg")
    return clean_svg(f"{OPEN}\n{inside}</svg>", findings), list(findings)


def test_a_plain_drawing_stays_with_its_size_from_the_view_box():
    drawing, problems = clean(
        '<title>Peta &amp; kota</title><rect width="10" fill="#FBF8F2"/><use href="#a"/>'
    )
    assert (drawing.width, drawing.height, problems) == (360, 200, [])
    assert (
        '<title>Peta &amp; kota</title><rect width="10" fill="#FBF8F2"></rect><use href="#a"></use>'
        in drawing.svg
    )


def test_width_and_height_win_over_the_view_box():
    source = '<svg xmlns="http://www.w3.org/2000/svg" width="720px" height="90" viewBox="0 0 1 1"/>'
    drawing = clean_svg(source, Findings())
    assert (drawing.width, drawing.height) == (720, 90)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x()"/>',
        "<foreignObject><b/></foreignObject>",
        '<image href="https://x.example/a.png"/>',
        '<use href="https://x.example/a.svg#b"/>',
        '<use xlink:href="data:x#b"/>',
        '<a href="javascript:x"><rect/></a>',
        '<rect fill="url(https://x.example/#a)"/>',
        "<style>@import 'x';</style>",
        "<style>@imp<!-- -->ort 'x';</style>",
        "<style>a{background:ur<![CDATA[l(x)]]>}</style>",
        '<animate attributeName="href" to="javascript:x"/>',
    ],
)
def test_what_runs_or_loads_is_an_error_with_its_line(inside):
    drawing, problems = clean(inside)
    assert drawing is None
    assert [problem.line for problem in problems if problem.severity == "error"] == [2]


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        "<svg",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        OPEN + "<g>" * 60 + "</g>" * 60 + "</svg>",
        OPEN + "<!-- " + "a" * 200_001 + " --></svg>",
    ],
)
def test_what_is_no_safe_drawing_is_refused(source):
    findings = Findings()
    assert clean_svg(source, findings) is None
    assert findings.errors


def test_an_editors_own_marks_are_left_out_with_a_warning():
    drawing, problems = clean('<metadata><b/></metadata><rect style="fill:red" data-x="1"/>')
    assert "<rect></rect>" in drawing.svg
    assert {problem.severity for problem in problems} == {"warning"}


def test_style_for_dark_pages_is_kept():
    assert (
        "prefers-color-scheme"
        in clean("<style>@media (prefers-color-scheme:dark){a{fill:#fff}}</style>")[0].svg
    )


@given(st.text())
def test_cleaning_never_raises(text):
    clean_svg(text, Findings())
    clean(text)
