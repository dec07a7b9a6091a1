"""Markdown -> safe HTML for one file, with every doubtful link, picture and heading reported by line.

A `Page` holds what all fragments of a file share: where findings go, how links resolve, which footnotes
exist.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from markdown_it.token import Token

from .blocks import Passage
from .engine import MAX_NESTING, WORDS, engine
from .footnotes import Footnote, references, used_footnotes
from .problems import Findings
from .sanitise import ADMONITIONS, KINDS_OF_ADMONITION, clean_html

MODULE_LINK = re.compile(r"^([A-Z][A-Z0-9]{0,9}-\d{2,3})(?:#([a-z0-9-]+))?$")
_WEB_LINK = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)
_SITE_LINK = re.compile(r"^/(?:[a-z0-9][a-z0-9/-]*)?$")
# Without these characters CommonMark leaves a line as it is, so the engine and the sanitiser can be spared.
_PLAIN = re.compile(r"[^\\`*_\[\]<>&~^\"'\n\t\u00a0]*")
_PLAIN_START = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class MediaRef:
    """Where a media file is served, and a picture's size in CSS pixels (None: sound, or unknown)."""

    src: str
    width: int | None = None
    height: int | None = None


def _no_media(path: str) -> MediaRef | None:
    return None


def _no_module(code: str, part: str) -> str | None:
    return None


def _no_page(address: str) -> str | None:
    return None


@dataclass(frozen=True)
class Links:
    """How addresses in Markdown become addresses of pages; each answers None for what does not exist.

    `media` takes a path relative to the file (`media/peta.svg`). `module` takes a module's code and a part
    key or "". `page` takes an address of the site (`/akun`), for texts that belong to the site itself.
    """

    media: Callable[[str], MediaRef | None] = _no_media
    module: Callable[[str, str], str | None] = _no_module
    page: Callable[[str], str | None] = _no_page


def part_anchor(key: str) -> str:
    """The HTML id of a lesson's part. The prefix keeps authors' keys away from the page's own ids."""
    return f"bagian-{key}"


@dataclass
class Page:
    """Renders the fragments of one file. `anchors` gathers in-page links (line, key) for a later check."""

    findings: Findings
    links: Links = field(default_factory=Links)
    language: str = "id"
    footnotes: Mapping[str, Footnote] = field(default_factory=dict)
    anchors: list[tuple[int, str]] = field(default_factory=list)

    def blocks(self, passage: Passage, *, prefix: str = "x", level: int = 2) -> str:
        """Render whole blocks. `level` is that of the heading above; headings inside come right below it.

        `prefix` makes footnote ids unique on a page that shows many fragments.
        """
        text = passage.text
        if "\n" not in text and _PLAIN.fullmatch(text) and _PLAIN_START.match(text):
            return f"<p>{text.strip()}</p>\n"
        return _Fragment(self, passage, prefix, level).render()

    def inline(self, text: str, line: int) -> str:
        """Render a title or an option: emphasis, links, code and pictures, but no blocks and no footnotes."""
        if _PLAIN.fullmatch(text):
            return text.strip()
        if references(text):
            self.findings.error(
                line, "Catatan kaki tidak dapat dipakai di sini. Pindahkan ke paragraf biasa."
            )
        env: dict[str, object] = {"prefix": "x", "language": self.language}
        tokens = engine().parseInline(text, env)[:1]
        fragment = _Fragment(self, Passage(line, (text,)), "x", 2)
        fragment.polish(tokens)
        return clean_html(engine().renderer.render(tokens, engine().options, env)).strip()


class _Fragment:
    """One rendering: parse, mend the tokens, print, sanitise."""

    def __init__(self, page: Page, passage: Passage, prefix: str, level: int) -> None:
        self._page = page
        self._findings = page.findings
        self._env: dict[str, object] = {"prefix": prefix, "language": page.language}
        self._heading = level
        self._lowest = level + 1
        notes = used_footnotes(passage.text, page.footnotes)
        self._passages = [passage, *(note.passage for note in notes)]
        self._starts = _starts(self._passages)

    def render(self) -> str:
        self._report_unknown_notes(self._passages[0])
        text = "\n\n".join(passage.text for passage in self._passages)
        tokens = engine().parse(text, self._env)
        self.polish(tokens)
        return clean_html(engine().renderer.render(tokens, engine().options, self._env))

    def _report_unknown_notes(self, passage: Passage) -> None:
        for label in references(passage.text):
            if label not in self._page.footnotes:
                self._findings.error(
                    passage.line,
                    f"Catatan kaki `[^{label}]` belum ada isinya. Tambahkan baris `[^{label}]: …`.",
                )

    def _line(self, token: Token, default: int) -> int:
        """The line of the file where a token starts; footnotes are appended, so they come from elsewhere."""
        if not token.map:
            return default
        at = bisect_right(self._starts, token.map[0]) - 1
        return self._passages[at].line + token.map[0] - self._starts[at]

    def polish(self, tokens: list[Token]) -> None:
        """Mend block tokens in place; report what an author must mend."""
        line = self._passages[0].line
        for index, token in enumerate(tokens):
            line = self._line(token, line)
            if token.level >= MAX_NESTING - 1:
                self._findings.error(
                    line, "Daftar atau kutipan bersarang terlalu dalam. Sederhanakan susunannya."
                )
                return
            if token.type == "heading_open":
                self._heading_level(token, tokens[index + 2], line)
            elif token.type == "table_open":
                token.meta["label"] = escape(self._table_label(tokens, index))
            elif token.type in ("th_open", "td_open"):
                _cell(token)
            elif token.type == "admonition_open":
                self._admonition(token, line)
            elif token.type == "inline":
                self._inline(token, line)
                _figure(tokens, index)

    def _heading_level(self, opening: Token, closing: Token, line: int) -> None:
        if opening.markup in ("-", "="):
            self._findings.error(
                line,
                f"Baris `{opening.markup * 3}` tepat di bawah teks membuat teks itu menjadi judul. "
                "Beri satu baris kosong di antaranya, atau pakai `##` bila memang judul.",
            )
        elif opening.tag == "h1":
            self._findings.error(
                line, "Judul `#` milik halaman. Pakai `##` atau lebih untuk judul di dalam teks."
            )
        # Screen readers announce levels: never skip one on the way down.
        self._heading = max(self._lowest, min(int(opening.tag[1]), self._heading + 1))
        opening.tag = closing.tag = f"h{min(self._heading, 6)}"

    def _table_label(self, tokens: list[Token], start: int) -> str:
        word = WORDS[self._page.language]["table"]
        cells = []
        for index in range(start, len(tokens)):
            if tokens[index].type == "thead_close":
                break
            if tokens[index].type == "th_open":
                cells.append(_words(tokens[index + 1]))
        return f"{word} {', '.join(filter(None, cells))}".strip()

    def _admonition(self, token: Token, line: int) -> None:
        tag = str(token.meta.get("tag", ""))
        if tag not in KINDS_OF_ADMONITION:
            known = ", ".join(ADMONITIONS)
            self._findings.error(line, f"Kotak `!!! {tag}` tidak dikenal. Pilih salah satu: {known}.")
        token.attrs = {"class": f"admonition {ADMONITIONS.get(tag, tag)}", "role": "note"}

    def _inline(self, inline: Token, line: int) -> None:
        for token in inline.children or []:
            if token.type == "softbreak":
                line += 1
            elif token.type == "link_open":
                self._link(token, line)
            elif token.type == "image":
                self._image(token, line)

    def _link(self, token: Token, line: int) -> None:
        href = str(token.attrs.get("href", ""))
        token.attrs.pop("title", None)
        if _WEB_LINK.match(href):
            token.attrs["rel"] = "noopener noreferrer"
        else:
            token.attrs["href"] = self._resolve(href, line)

    def _resolve(self, href: str, line: int) -> str:
        module = MODULE_LINK.match(href)
        if module:
            target = self._page.links.module(module[1], module[2] or "")
            if target is None:
                self._findings.error(
                    line, f"Tautan `{href}` menuju ke modul yang tidak ada. Periksa kode modul dan bagiannya."
                )
            return target or ""
        if href.startswith("#") and len(href) > 1:
            self._page.anchors.append((line, href[1:]))
            return f"#{part_anchor(href[1:])}"
        page = self._page.links.page(href) if _SITE_LINK.match(href) else None
        if page is not None:
            return page
        media = self._page.links.media(href) if href.startswith("media/") else None
        if media is None:
            self._findings.error(
                line,
                f"Tautan `{href}` tidak dikenal. Pakai https://…, kode modul (`L01-05`), atau `#kunci`.",
            )
        return media.src if media else ""

    def _image(self, token: Token, line: int) -> None:
        src = str(token.attrs.get("src", ""))
        if not token.content.strip():
            self._findings.error(
                line, f"Gambar `{src}` belum punya teks pengganti. Tulis `![isi gambar]({src})`."
            )
        media = self._page.links.media(src)
        if media is None:
            self._findings.error(line, f"Gambar `{src}` tidak ditemukan. Simpan di folder media modul ini.")
            return
        title = token.attrs.pop("title", None)
        if title:
            token.meta["caption"] = title
        token.attrs["src"] = media.src
        token.attrs["loading"] = "lazy"
        if media.width and media.height:
            token.attrs.update(width=media.width, height=media.height)


def _starts(passages: list[Passage]) -> list[int]:
    """The index of each passage's first line in the joined text (one blank line between them)."""
    starts = [0]
    for passage in passages[:-1]:
        starts.append(starts[-1] + max(len(passage.lines), 1) + 1)
    return starts


def _words(inline: Token) -> str:
    return " ".join(token.content for token in inline.children or [] if token.type in ("text", "code_inline"))


def _cell(token: Token) -> None:
    """Alignment by class, because the page's policy forbids inline style; header cells name their column."""
    style = str(token.attrs.pop("style", ""))
    align = style.removeprefix("text-align:")
    if align in ("center", "right"):
        token.attrs["class"] = f"align-{align}"
    if token.type == "th_open":
        token.attrs["scope"] = "col"


def _figure(tokens: list[Token], index: int) -> None:
    """A picture alone in its paragraph is a figure; its title becomes the sentence below it."""
    children = tokens[index].children or []
    alone = len(children) == 1 and children[0].type == "image"
    if not alone or not index or tokens[index - 1].type != "paragraph_open" or tokens[index - 1].hidden:
        return
    tokens[index - 1].tag = tokens[index + 1].tag = "figure"
    children.extend(_caption(children[0]))


def _caption(image: Token) -> Iterator[Token]:
    caption = image.meta.get("caption")
    if caption:
        yield Token("figcaption_open", "figcaption", 1)
        yield Token("text", "", 0, content=str(caption))
        yield Token("figcaption_close", "figcaption", -1)
