"""What the first view of a page weighs on the line."""

from dataclasses import dataclass
from html.parser import HTMLParser

from tests.bench.visitor import Visitor

_LINKED = frozenset({"stylesheet", "icon", "manifest", "preload", "modulepreload"})


@dataclass(frozen=True)
class Weight:
    """Compressed bytes by kind, and how many requests they took; headers not counted."""

    html: int
    css: int
    js: int
    other: int
    requests: int


class _Assets(HTMLParser):
    """Collects what a browser fetches with a page: address to kind."""

    def __init__(self) -> None:
        super().__init__()
        self.found = dict[str, str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "script" and known.get("src"):
            self.found[known["src"]] = "js"
        elif tag == "img" and known.get("loading") != "lazy" and known.get("src", "").startswith("/"):
            self.found[known["src"]] = "other"
        elif tag == "link" and known.get("rel") in _LINKED and known.get("href", "").startswith("/"):
            self.found.setdefault(known["href"], "css" if known["rel"] == "stylesheet" else "other")


def first_view(port: int, path: str, encoding: str) -> Weight:
    """A stranger's first load of `path` with everything that it asks for at once."""
    visitor, assets = Visitor(port), _Assets()
    assets.feed(visitor.get(path).text)
    sizes = {"css": 0, "js": 0, "other": 0}
    for address, kind in assets.found.items():
        sizes[kind] += len(visitor.get(address, encoding).body)
    html = len(visitor.get(path, encoding).body)
    visitor.close()
    return Weight(html, sizes["css"], sizes["js"], sizes["other"], 1 + len(assets.found))
