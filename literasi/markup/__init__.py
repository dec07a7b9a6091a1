"""Text that people write -> values the house can trust: Markdown to safe HTML, strict front matter, clean
drawings.

Pure: text in, values out, every problem at once with its line. Nothing here knows what a lesson or a question
is; that is the catalogue's. We render fragments, never whole pages, because a release stores blocks.
"""

from .blocks import (
    Fence,
    Passage,
    Section,
    check_code_is_closed,
    code_lines,
    cut_fences,
    cut_sections,
    split_front_matter,
    split_key,
)
from .footnotes import Footnote, cut_footnotes, references
from .html import Links, MediaRef, Page, part_anchor
from .problems import Findings, Problem, Severity, did_you_mean
from .sanitise import TAG, clean_html, plain_text
from .source import MAX_BYTES, clean_text, read_text
from .strict_yaml import Node, read_yaml
from .svg import Drawing, clean_svg
from .webp import webp_size

__all__ = [
    "MAX_BYTES",
    "TAG",
    "Drawing",
    "Fence",
    "Findings",
    "Footnote",
    "Links",
    "MediaRef",
    "Node",
    "Page",
    "Passage",
    "Problem",
    "Section",
    "Severity",
    "check_code_is_closed",
    "clean_html",
    "clean_svg",
    "clean_text",
    "code_lines",
    "cut_fences",
    "cut_footnotes",
    "cut_sections",
    "did_you_mean",
    "part_anchor",
    "plain_text",
    "read_text",
    "read_yaml",
    "references",
    "split_front_matter",
    "split_key",
    "webp_size",
]
