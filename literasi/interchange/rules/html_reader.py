"""HTML of other systems -> Markdown: what our texts can show stays, everything else becomes its words.

A small reader of our own: each tag is looked at once, nesting beyond what Markdown can say is flattened, and a text
that would not show its words again is taken as plain words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .report import Remarks
from .wording import clean, escaped, escaped_line, words

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})((?:[^<>"']|"[^"]{0,9000}"|'[^']{0,9000}'){0,9000}+)>"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>]{1,2000}", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "source", "wbr", "meta", "link", "col"})
_SILENT = frozenset({"script", "style", "head", "title", "template", "object", "iframe", "svg", "math"})
_BLOCK = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "section",
        "article",
    ]
)
_STRONG = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_KNOWN = (
    _BLOCK
    | _VOID
    | set(_STRONG)
    | {"a", "code", "tt", "span", "body", "html", "font", "small", "label", "tfoot"}
)
DEEPEST = 12


@dataclass
class _Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


def markdown_of(source: str, remarks: Remarks, *, keep_lines: bool = False) -> str:
    """The Markdown of a piece of HTML. `keep_lines` for texts whose line ends are meant, as Moodle's own format has it."""
    text = clean(source)
    if keep_lines:
        text = text.strip().replace("\n", "<br>")
    if "<" not in text:
        return escaped(_collapsed(html.unescape(text)))
    root = _tree(_without_comments(text))
    _report_unknown(root, remarks)
    found = "\n\n".join(_blocks(root, remarks))
    meant = _words(root)
    if _bare(words(found)) == _bare(meant):
        return found
    remarks.changed("Susunan teks disederhanakan menjadi paragraf polos.")
    return escaped(meant)


def _without_comments(text: str) -> str:
    """Each comment is looked for once; one that does not end takes the rest along, as in a browser."""
    first, *others = text.split("<!--")
    kept = [first]
    for other in others:
        kept.append(other.partition("-->")[2])
    return "".join(kept)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "*_[]<>\\`#|~{}^")


def _collapsed(text: str) -> str:
    return " ".join(clean(text).split())


def _tree(text: str) -> _Node:
    root = _Node("body")
    opened = [root]
    at = 0
    for match in _TAG.finditer(text):
        _add_text(opened[-1], text[at : match.start()])
        at = match.end()
        closing, name, rest = match[1], match[2].lower(), match[3]
        if closing:
            _close(opened, name)
        elif name in _VOID:
            opened[-1].children.append(_Node(name, _attributes(rest)))
        elif len(opened) <= DEEPEST:
            if name == "p" or name == "li":
                _close_own(opened, name)
            node = _Node(name, _attributes(rest))
            opened[-1].children.append(node)
            opened.append(node)
    _add_text(opened[-1], text[at:])
    return root


def _add_text(node: _Node, text: str) -> None:
    if text and node.name not in _SILENT:
        node.children.append(clean(html.unescape(text)))


def _close(opened: list[_Node], name: str) -> None:
    for depth in range(len(opened) - 1, 0, -1):
        if opened[depth].name == name:
            del opened[depth:]
            return


def _close_own(opened: list[_Node], name: str) -> None:
    """A paragraph or item that begins ends the one before it, as HTML allows it to be left open."""
    if opened[-1].name == name:
        opened.pop()


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def _report_unknown(node: _Node, remarks: Remarks) -> None:
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.name in _SILENT:
            remarks.dropped("Isi <%(tag)s> tidak dibawa.", tag=child.name)
        elif child.name not in _KNOWN:
            remarks.changed("Hiasan <%(tag)s> dihapus; teksnya tetap.", tag=child.name)
        _report_unknown(child, remarks)


def _words(node: _Node) -> str:
    """The words of a tree, its paragraphs apart."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(re.sub(r"\s+", " ", child))
        elif child.name == "br":
            parts.append("\n")
        elif child.name == "img":
            parts.append(_picture(child))
        elif child.name not in _SILENT:
            inner = _words(child)
            parts.append(f"\n\n{inner}\n\n" if child.name in _BLOCK else inner)
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


def _picture(node: _Node) -> str:
    alt = _collapsed(node.attributes.get("alt", ""))
    return f"({alt})" if alt else ""


def _blocks(node: _Node, remarks: Remarks) -> Iterator[str]:
    """The blocks of a node: runs of inline children are paragraphs."""
    run: list[_Node | str] = []
    for child in node.children:
        if isinstance(child, str) or child.name not in _BLOCK:
            run.append(child)
            continue
        if paragraph := _paragraph(run, remarks):
            yield paragraph
        run = []
        yield from _block(child, remarks)
    if paragraph := _paragraph(run, remarks):
        yield paragraph


def _paragraph(run: list[_Node | str], remarks: Remarks) -> str:
    text = "".join(_inline(one, remarks) for one in run)
    lines = [_at_start(" ".join(line.split())) for line in text.split("\n")]
    return "\\\n".join(line for line in lines if line)


def _at_start(line: str) -> str:
    """Signs that mean something only where a line begins."""
    if not line or line[0] in "\\*`[!" or line[0].isalpha():
        return _as_text(line)
    return re.sub(r"^(?=[-+=>:])", r"\\", re.sub(r"^(\d{1,9})(?=[.)])", r"\1\\", line))


def _as_text(line: str) -> str:
    """A line that would be read as data or as a label begins with a word and a colon."""
    head, colon, rest = line.partition(":")
    if colon and head.replace("_", "").isalnum() and escaped_line(f"{head}: x") != f"{escaped_line(head)}: x":
        return f"{head}\\:{rest}"
    return line


def _block(node: _Node, remarks: Remarks) -> Iterator[str]:
    match node.name:
        case "ul" | "ol":
            yield _list(node, remarks)
        case "blockquote":
            inner = "\n\n".join(_blocks(node, remarks))
            if inner:
                yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case "pre":
            yield from _code_block(node)
        case "table":
            yield from _table(node, remarks)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            if text := _paragraph(list(node.children), remarks):
                yield f"**{text}**" if "*" not in text and "\n" not in text else text
        case _:
            yield from _blocks(node, remarks)


def _list(node: _Node, remarks: Remarks) -> str:
    items = [one for one in node.children if isinstance(one, _Node) and one.name in ("li", "ul", "ol")]
    lines = []
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if node.name == "ol" else "* "
        body = "\n\n".join(_blocks(item, remarks)) if item.name == "li" else _list(item, remarks)
        first, *others = body.split("\n")
        lines.append("\n".join([f"{mark}{first}", *(f"{' ' * len(mark)}{line}".rstrip() for line in others)]))
    return "\n".join(lines)


def _code_block(node: _Node) -> Iterator[str]:
    text = "".join(_raw(node)).strip("\n")
    if text.strip():
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
        yield f"{fence}\n{text}\n{fence}"


def _raw(node: _Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from ["\n"] if child.name == "br" else _raw(child)


def _table(node: _Node, remarks: Remarks) -> Iterator[str]:
    rows = [
        [_paragraph([cell], remarks).replace("\\\n", " ") for cell in row.children if isinstance(cell, _Node)]
        for row in _rows(node)
    ]
    rows = [row for row in rows if row]
    if rows:
        width = max(map(len, rows))
        filled = [[*row, *[""] * (width - len(row))] for row in rows]
        yield "\n".join([_row(filled[0]), _row(["---"] * width), *(_row(row) for row in filled[1:])])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(node: _Node) -> Iterator[_Node]:
    for child in node.children:
        if isinstance(child, _Node):
            if child.name == "tr":
                yield child
            else:
                yield from _rows(child)


def _inline(one: _Node | str, remarks: Remarks) -> str:
    if isinstance(one, str):
        return _escaped_inline(re.sub(r"\s+", " ", one))
    if one.name == "br":
        return "\n"
    if one.name == "img":
        remarks.dropped("Gambar tidak dibawa; teks penggantinya tetap. Pasang lagi lewat folder media.")
        return _escaped_inline(_picture(one))
    if one.name in _SILENT or one.name in _VOID:
        return ""
    if one.name in ("code", "tt"):
        return _code(" ".join("".join(_raw(one)).split()))
    inner = "".join(_inline(child, remarks) for child in one.children)
    if one.name in _STRONG:
        return _marked(inner, _STRONG[one.name])
    if one.name == "a" and inner.strip():
        return _link(one, inner, remarks)
    return inner


def _escaped_inline(text: str) -> str:
    """Words inside a line; spaces at its ends count."""
    core = text.strip(" ")
    if not core:
        return " " if text else ""
    safe = escaped_line(f"a{core}")[1:]
    return f"{' ' * text.startswith(' ')}{safe}{' ' * text.endswith(' ')}"


def _code(text: str) -> str:
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _marked(inner: str, mark: str) -> str:
    core = inner.strip()
    if not core or "\n" in core or core[0] == "*" or core[-1] == "*":
        return inner
    return f"{' ' * (inner[0] == ' ')}{mark}{core}{mark}{' ' * (inner[-1] == ' ')}"


def _link(node: _Node, inner: str, remarks: Remarks) -> str:
    address = node.attributes.get("href", "").strip()
    if "\n" in inner or not _WEB.fullmatch(address):
        remarks.changed("Tautan yang tidak menuju alamat web menjadi teks biasa.")
        return inner
    return f"[{inner.strip()}](<{address}>)"


def text_of(source: str) -> str:
    """The words of HTML in one line, for a place that holds plain text only."""
    return (
        " ".join(_words(_tree(clean(source))).split()) if "<" in source else _collapsed(html.unescape(source))
    )
