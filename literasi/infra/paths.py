"""Where a form may lead: a path that a page carried comes back from outside, and anybody could have written it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def safe_path(target: str) -> str:
    """A path of our own site to go back to, else the front page.

    Browsers read `//x`, `/\\x` and control characters as other hosts, also when they are percent-encoded once.
    """
    plain = unquote(target)
    dubious = any(ch in text for text in (target, plain) for ch in "\\\t\r\n\x00")
    if dubious or not target.startswith("/") or target.startswith("//") or plain.startswith("//"):
        return "/"
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else "/"
