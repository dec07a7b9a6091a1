"""Checking and publishing sources, and what happens to drafts."""

from literasi.authoring.actions.drafts import Page, Saved, begin, discard, save, settle
from literasi.authoring.actions.publishing import (
    Commons,
    Desk,
    Files,
    Published,
    Reviewed,
    check,
    count_errors,
    keep_commons,
    lay_out,
    module_codes,
    problems_of,
    publish,
    read_commons,
    review,
    with_ids,
)

__all__ = [
    "Commons",
    "Desk",
    "Files",
    "Page",
    "Published",
    "Reviewed",
    "Saved",
    "begin",
    "check",
    "count_errors",
    "discard",
    "keep_commons",
    "lay_out",
    "module_codes",
    "problems_of",
    "publish",
    "read_commons",
    "review",
    "save",
    "settle",
    "with_ids",
]
