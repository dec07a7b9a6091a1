"""The help pages: Markdown files beside the code, one a role and language. Rendered at their first opening and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from literasi.markup import Findings, Links, Page, Passage

FOLDER = Path(__file__).parent / "help"
NAMES = ("warga", "murid", "guru", "pustakawan", "kepala", "pengelola")
"""In the order in which they are listed; the word in the address, too."""
_SITE = Links(page=lambda address: address)
"""Whether the addresses exist, a test asks: this room knows no routes."""


@dataclass(frozen=True)
class HelpPage:
    """A help page: its title, its first paragraph in plain words, and all of it as clean HTML."""

    name: str
    title: str
    summary: str
    body_html: str


@cache
def help_page(name: str, language: str) -> HelpPage:
    """The page of this name in this language. Raises ValueError when its source is not as it should be."""
    heading, _blank, body = (FOLDER / f"{name}.{language}.md").read_text("utf-8").partition("\n")
    findings = Findings(f"{name}.{language}.md")
    html = Page(findings, _SITE, language).blocks(Passage(2, tuple(body.split("\n"))), level=1)
    if not heading.startswith("# ") or findings.problems:
        raise ValueError("; ".join(map(str, findings)) or f"{name}: judul belum ada")
    return HelpPage(name, heading.removeprefix("# "), body.strip().partition("\n")[0], html)
