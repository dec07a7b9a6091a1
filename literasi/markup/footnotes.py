"""Takes footnote definitions out of a document, so that every block prints just the notes it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .blocks import Passage, code_lines
from .problems import Findings

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\[\]\s]{1,80})\]:")
_REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,80})\](?!:)")
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Footnote:
    """A definition `[^label]: …` with its continuation lines."""

    label: str
    passage: Passage


def cut_footnotes(passage: Passage, findings: Findings) -> tuple[Passage, dict[str, Footnote]]:
    """The passage with its definitions blanked (line numbers stay), and the definitions by label."""
    lines, mask = list(passage.lines), code_lines(passage.lines)
    footnotes: dict[str, Footnote] = {}
    index = 0
    while index < len(lines):
        match = None if mask[index] else _DEFINITION.match(lines[index])
        if match is None:
            index += 1
            continue
        end = _end_of_definition(lines, index)
        found = Footnote(match[1], passage.part(index, end))
        if match[1] in footnotes:
            findings.error(found.passage.line, f"Catatan kaki `{match[1]}` ditulis dua kali. Beri nama lain.")
        footnotes.setdefault(match[1], found)
        lines[index:end] = [""] * (end - index)
        index = end
    return Passage(passage.line, tuple(lines)), footnotes


def _end_of_definition(lines: list[str], start: int) -> int:
    """Indented lines, blank ones between them, and a lazy line right below belong to the definition."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        indented = line.startswith(("    ", "\t"))
        lazy = end == index and bool(line.strip()) and not re.match(r"[#>:\-*`~|\[]|\d+[.)]", line.lstrip())
        if indented or lazy:
            end = index + 1
        elif line.strip():
            break
    return end


def references(text: str) -> list[str]:
    """Labels of the footnotes a text refers to, in order, each once; code is left out."""
    if "[^" not in text:
        return []
    lines = tuple(text.split("\n"))
    prose = "\n".join(line for line, code in zip(lines, code_lines(lines), strict=True) if not code)
    return list(dict.fromkeys(_REFERENCE.findall(_INLINE_CODE.sub("", prose))))


def used_footnotes(text: str, footnotes: Mapping[str, Footnote]) -> list[Footnote]:
    """The definitions that a text needs, also those that other definitions refer to."""
    wanted, used = references(text), dict[str, Footnote]()
    for label in wanted:
        if label in footnotes and label not in used:
            used[label] = footnotes[label]
            wanted.extend(references(_without_label(footnotes[label])))
    return list(used.values())


def _without_label(footnote: Footnote) -> str:
    return _DEFINITION.sub("", footnote.passage.text, count=1)
