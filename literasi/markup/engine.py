"""The one Markdown engine: CommonMark with tables, footnotes, definition lists, admonitions, curly quotes.

Raw HTML stays text. Only quotes are made typographic: the other replacements of the typographer would turn an
option `(c)` into a copyright sign. One engine serves the whole process; building it costs more than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

# Deeper nesting is cut off by the engine without a word; html.py reports it.
MAX_NESTING = 24

WORDS = {
    "id": {"table": "Tabel", "notes": "Catatan kaki", "back": "Kembali ke teks"},
    "en": {"table": "Table", "notes": "Footnotes", "back": "Back to the text"},
}


@cache
def engine() -> MarkdownIt:
    """The shared, configured engine."""
    md = MarkdownIt(
        "commonmark", {"html": False, "typographer": True, "quotes": "“”‘’", "maxNesting": MAX_NESTING}
    )
    md.enable(["table", "smartquotes"])
    # Notes inside a sentence (`^[…]`) are no part of the format; nested ones cost the square of their number.
    md.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin)
    # `[lateral reading]{lang=en}` tells a screen reader how to pronounce it; nothing else is allowed.
    md.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
    return md


def _table_open(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Wide tables scroll inside a region that the keyboard can reach."""
    label = tokens[idx].meta.get("label", "")
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">\n<table>\n'


def _table_close(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table>\n</div>\n"


def _code(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Long lines of code scroll too; the name of a language is of no use to a reader."""
    return f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'


def _ident(token: Token, env: EnvType) -> str:
    """Footnote ids carry the prefix of their block, because one page shows many blocks."""
    return f"{env['prefix']}-{token.meta['id'] + 1}"


def _sub(token: Token) -> str:
    sub = token.meta.get("subId", -1)
    return f"-{sub}" if sub > 0 else ""


def _note_ref(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    ident = _ident(token, env)
    return (
        f'<sup class="footnote-ref"><a href="#fn-{ident}" id="fnref-{ident}{_sub(token)}" role="doc-noteref">'
        f"{token.meta['id'] + 1}</a></sup>"
    )


def _notes_open(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """A named group and no landmark: a lesson has notes below several of its parts."""
    label = WORDS[env["language"]]["notes"]
    return f'<div class="footnotes" role="group" aria-label="{label}">\n<ol>\n'


def _notes_close(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>\n</div>\n"


def _note_open(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="fn-{_ident(tokens[idx], env)}">'


def _note_back(
    self: RendererProtocol, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[idx]
    label = WORDS[env["language"]]["back"]
    href = f"#fnref-{_ident(token, env)}{_sub(token)}"
    return f' <a href="{href}" class="footnote-back" role="doc-backlink" aria-label="{label}">↩</a>'


_RULES = {
    "fence": _code,
    "code_block": _code,
    "table_open": _table_open,
    "table_close": _table_close,
    "footnote_ref": _note_ref,
    "footnote_block_open": _notes_open,
    "footnote_block_close": _notes_close,
    "footnote_open": _note_open,
    "footnote_anchor": _note_back,
}
