"""Text with gaps: `Operator [[AND\\|DAN]] mempersempit`, and drop-downs `[[(OR)\\|NOT]]`, key in brackets.

Gaps are taken out before Markdown is read, so that `[[*]]` never becomes emphasis nor `[[a]](x)` a link. Two
characters that no source may hold (Unicode noncharacters) mark their places until the HTML is cut there.
"""

from __future__ import annotations

import re

from literasi.markup import TAG, Findings, Page, Passage

from .question import Gap

_GAP = re.compile(r"\[\[(.{1,400}?)\]\]")
_BAR = re.compile(r"\\?\|")
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
MAX_CHOICES = 26


def has_gaps(passage: Passage) -> bool:
    """Whether any line holds a `[[…]]`."""
    return any(_GAP.search(line) for line in passage.lines)


def read_cloze(
    passage: Passage, page: Page, *, prefix: str, level: int
) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    """The HTML cut at its gaps (one piece more than gaps), and the gaps. Wrong gaps are problems."""
    gaps: list[Gap] = []
    lines = []
    for offset, line in enumerate(passage.lines):
        number = passage.line + offset

        def mark(match: re.Match[str], number: int = number) -> str:
            gaps.append(_read_gap(match[1], number, page.findings))
            return f"{_OPEN}{len(gaps) - 1}{_CLOSE}"

        lines.append(_GAP.sub(mark, line))
    html = page.blocks(Passage(passage.line, tuple(lines)), prefix=prefix, level=level)
    if any(_OPEN in tag for tag in TAG.findall(html)) or _MARK.findall(html) != [
        str(n) for n in range(len(gaps))
    ]:
        page.findings.error(
            passage.line,
            "Rumpang tidak dapat berada di dalam tautan, gambar, atau catatan kaki. Pindahkan ke teks.",
        )
        return (), ()
    return tuple(_MARK.split(html)[::2]), tuple(gaps)


def _read_gap(source: str, line: int, findings: Findings) -> Gap:
    parts = [part.strip() for part in _BAR.split(source)]
    if not all(parts):
        findings.error(
            line, f"Rumpang `[[{source}]]` punya jawaban kosong. Isi, atau hapus tanda `|` yang berlebih."
        )
    keys = [part for part in parts if _is_key(part)]
    if len(parts) == 1 or not keys:
        return Gap(tuple(dict.fromkeys(_unescape(part) for part in parts)))
    choices = tuple(_unescape(part[1:-1].strip() if part in keys else part) for part in parts)
    _check_choices(source, keys, choices, line, findings)
    return Gap((_unescape(keys[0][1:-1].strip()),), choices)


def _check_choices(
    source: str, keys: list[str], choices: tuple[str, ...], line: int, findings: Findings
) -> None:
    if len(keys) > 1:
        findings.error(line, f"Rumpang `[[{source}]]` punya dua kunci dalam kurung. Sisakan satu `(kunci)`.")
    elif len(set(choices)) < len(choices):
        findings.error(
            line, f"Rumpang `[[{source}]]` memuat pilihan yang sama dua kali. Hapus salah satunya."
        )
    elif len(choices) > MAX_CHOICES:
        findings.error(line, f"Rumpang ini punya lebih dari {MAX_CHOICES} pilihan. Kurangi pilihannya.")


def _is_key(part: str) -> bool:
    return len(part) > 2 and part.startswith("(") and part.endswith(")")


def _unescape(part: str) -> str:
    """`\\(` and `\\)` stand for brackets that belong to the answer."""
    return part.replace("\\(", "(").replace("\\)", ")")
