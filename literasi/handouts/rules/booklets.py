"""A lesson as a booklet: on paper a link is worth nothing unless its address can be read."""

from __future__ import annotations

import re

_LINK = re.compile(r'(<a (?=[^>]*href="(?P<to>(?:https?://|/)[^"]+)")[^>]*>)(?P<words>.*?)</a>', re.DOTALL)


def spelled(html: str, home: str) -> str:
    """The HTML with the address of each link behind it. `home` is the address of this site, without a slash at its end.

    The HTML is our own, cleaned when it was published: attributes stand in double quotes, links are not nested. Links
    within the page, such as footnotes, are left alone.
    """

    def link(found: re.Match[str]) -> str:
        address = found["to"] if "://" in found["to"] else home + found["to"]
        return found[0] if found["words"].strip() == address else f"{found[0]} <small>({address})</small>"

    return _LINK.sub(link, html)
