"""The allow list through which all HTML passes, and plain text out of safe HTML.

The engine already makes no raw HTML; this is the second lock, and the only place that says what may stand on
a page.
"""

from __future__ import annotations

import html
import re

import nh3

ADMONITIONS = {
    "catatan": "note",
    "kiat": "tip",
    "penting": "important",
    "peringatan": "warning",
    "bahaya": "danger",
    "contoh": "example",
}
KINDS_OF_ADMONITION = frozenset({*ADMONITIONS, *ADMONITIONS.values()})

_TAGS = """
    a abbr aside blockquote br caption code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol
    p pre section span strong sub sup table tbody td th thead tr ul
"""
_CELL_CLASSES = {"align-center", "align-right"}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"lang", "id", "role", "aria-label"},
        "a": {"href", "rel"},
        "img": {"src", "alt", "width", "height", "loading"},
        "ol": {"start"},
        "th": {"scope"},
        "div": {"tabindex"},
        "pre": {"tabindex"},
    },
    allowed_classes={
        "div": {"scroll", "admonition", *ADMONITIONS.values()},
        "p": {"admonition-title"},
        "section": {"footnotes"},
        "sup": {"footnote-ref"},
        "a": {"footnote-back"},
        "td": _CELL_CLASSES,
        "th": _CELL_CLASSES,
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|code|del|em|span|strong|sub|sup)(?=[\s>])" + r"""(?:[^<>"]|"[^"]*")*>"""
)
_NOTE_REF = re.compile(r'<sup class="footnote-ref">.*?</sup>')


def clean_html(markup: str) -> str:
    """HTML without anything that is not on the allow list."""
    return _CLEANER.clean(markup)


def plain_text(safe_html: str) -> str:
    """The words a reader sees, in one line: for search, counting and comparing."""
    bare = TAG.sub(" ", _INLINE_TAG.sub("", _NOTE_REF.sub("", safe_html)))
    return " ".join(html.unescape(bare).split())
