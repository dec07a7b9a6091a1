"""What is wrong with a page: `problems(html)` names every fault that a browser forgives and a reader pays for.

For any test that opens a page. It looks at what WCAG, our Content-Security-Policy and our forms ask of every page of
ours; the grammar of HTML itself is left to a real validator.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LANDMARKS = ("header", "nav", "main", "footer")
_UNLABELLED_INPUTS = frozenset({"hidden", "submit", "button", "image", "reset"})
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass
class Element:
    """A tag with its attributes, what stands around it and the text inside it."""

    tag: str
    line: int
    attributes: dict[str, str]
    parents: tuple[Element, ...]
    doubled: tuple[str, ...] = ()
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def __str__(self) -> str:
        """The element as a fault names it."""
        name = self.attributes.get("id") or self.attributes.get("name") or self.attributes.get("class", "")
        return f"{self.line}: <{self.tag}{' ' + name if name else ''}>"

    def inside(self, tag: str) -> Element | None:
        """The nearest parent with this tag."""
        return next((one for one in reversed(self.parents) if one.tag == tag), None)

    @property
    def named(self) -> bool:
        """Whether assistive technology can say what this is."""
        return bool(
            self.attributes.get("aria-label") or self.attributes.get("aria-labelledby") or self.text.strip()
        )


class Page(HTMLParser):
    """A page as a flat list of elements, with the faults of its nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.faults += [f"{one} is never closed" for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        counted = Counter(name for name, _value in attrs)
        doubled = tuple(name for name, count in counted.items() if count > 1)
        known = {name: value or "" for name, value in attrs}
        element = Element(tag, self.getpos()[0], known, tuple(self._open), doubled)
        self.elements.append(element)
        if self._open:
            self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        elif tag not in _VOID:
            self.faults.append(f"{self.getpos()[0]}: </{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of these tags, in order."""
        return [element for element in self.elements if element.tag in tags]


def problems(html: str, policy: str = "") -> list[str]:
    """Every fault of a page, as `line: <tag> what is wrong`. `policy` is its Content-Security-Policy, for the nonce."""
    page = Page(html)
    checks = (
        _head, _headings, _landmarks, _ids, _controls, _forms, _pictures, _inline, _attributes, _tables
    )  # fmt: skip
    return [*page.faults, *(fault for check in checks for fault in check(page)), *_scripts(page, policy)]


def _head(page: Page) -> list[str]:
    titles, roots = page.all("title"), page.all("html")
    faults = [] if len(titles) == 1 and titles[0].text.strip(" –\n") else ["needs one <title> with words"]
    if len(roots) != 1 or roots[0].attributes.get("lang") not in ("id", "en"):
        faults.append("<html> needs lang=id or lang=en")
    faults += [f"{one} has an empty lang" for one in page.elements if one.attributes.get("lang") == ""]
    return faults


def _headings(page: Page) -> list[str]:
    headings = page.all(*_HEADINGS)
    faults = [f"{one} is empty" for one in headings if not one.named]
    if (count := sum(one.tag == "h1" for one in headings)) != 1:
        faults.append(f"has {count} <h1>, not one")
    outside = [one for one in headings if not one.inside("dialog")]
    levels = [int(one.tag[1]) for one in outside]
    before = [1, *levels]
    faults += [
        f"{one} skips a level"
        for one, level, last in zip(outside, levels, before, strict=False)
        if level > last + 1
    ]
    return faults


def _landmarks(page: Page) -> list[str]:
    faults = [f"has no <{tag}>" for tag in _LANDMARKS if not page.all(tag)]
    mains, navs = page.all("main"), page.all("nav")
    if len(mains) > 1:
        faults.append("has more than one <main>")
    labels = Counter(one.attributes.get("aria-label", "") for one in navs)
    faults += [f"<nav> {label!r} is there {count} times" for label, count in labels.items() if count > 1]
    first = next((one for one in page.all("a") if one.inside("body")), None)
    if mains and (first is None or first.attributes.get("href") != "#" + mains[0].attributes.get("id", "")):
        faults.append("does not begin with a link to <main>")
    return faults


def _ids(page: Page) -> list[str]:
    ids = Counter(one.attributes["id"] for one in page.elements if "id" in one.attributes)
    faults = [f"id {name!r} is there {count} times" for name, count in ids.items() if count > 1 or not name]
    for element in page.elements:
        wanted = [name for key in _REFERENCES for name in element.attributes.get(key, "").split()]
        target = element.attributes.get("href", "")
        if element.tag == "a" and target.startswith("#") and len(target) > 1:
            wanted.append(target[1:])
        faults += [f"{element} points at {name!r}, which is not there" for name in wanted if name not in ids]
    return faults


def _controls(page: Page) -> list[str]:
    labels = page.all("label")
    labelled = {one.attributes["for"] for one in labels if "for" in one.attributes and one.text.strip()}
    faults = [f"{one} has no words" for one in labels if not one.text.strip()]
    for control in page.all("input", "select", "textarea"):
        if control.tag == "input" and control.attributes.get("type", "text") in _UNLABELLED_INPUTS:
            continue
        around = control.inside("label")
        by_label = control.attributes.get("id") in labelled or (around is not None and around.text.strip())
        by_name = control.attributes.get("aria-label") or control.attributes.get("aria-labelledby")
        if not (by_label or by_name):
            faults.append(f"{control} has no label")
    faults += [f"{one} has no name" for one in page.all("button", "a", "summary") if not _says(one)]
    faults += [f"{one} leads nowhere" for one in page.all("a") if not one.attributes.get("href")]
    return faults


def _says(element: Element) -> bool:
    """Whether a link or button has a name: its own, or that of a picture in it."""
    return element.named or any(
        child.attributes.get("alt") or child.attributes.get("aria-label") or _says(child)
        for child in element.children
    )


def _forms(page: Page) -> list[str]:
    faults = []
    for form in page.all("form"):
        if form.attributes.get("method", "get").lower() != "post":
            continue
        fields = [one for one in page.all("input") if one.inside("form") is form]
        if sum(one.attributes.get("name") == "csrf_token" for one in fields) != 1:
            faults.append(f"{form} needs one csrf_token")
        if form.inside("form"):
            faults.append(f"{form} stands in another form")
    for group in page.all("fieldset"):
        if not any(one.tag == "legend" and one.text.strip() for one in group.children):
            faults.append(f"{group} has no legend")
    return faults


def _pictures(page: Page) -> list[str]:
    faults = [f"{one} has no alt" for one in page.all("img") if "alt" not in one.attributes]
    for drawing in page.all("svg"):
        hidden = drawing.attributes.get("aria-hidden") == "true"
        spoken = drawing.attributes.get("role") == "img" and drawing.attributes.get("aria-label", "").strip()
        if not hidden and not spoken:
            faults.append(f"{drawing} is neither hidden nor named")
    return faults


def _inline(page: Page) -> list[str]:
    faults = [f"{one} is forbidden by our policy" for one in page.all("style", "base", "iframe", "object")]
    for element in page.elements:
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                faults.append(f"{element} carries {name}")
    return faults


def _attributes(page: Page) -> list[str]:
    faults = [f"{one} says {name} twice" for one in page.elements for name in one.doubled]
    for element in page.elements:
        if element.attributes.get("tabindex", "0") not in ("0", "-1"):
            faults.append(f"{element} changes the order of tabbing")
        if element.attributes.get("target") == "_blank" and "noopener" not in element.attributes.get(
            "rel", ""
        ):
            faults.append(f"{element} needs rel=noopener")
    return faults


def _tables(page: Page) -> list[str]:
    heads = {id(one.inside("table")) for one in page.all("th")}
    faults = [f"{one} has no column heads" for one in page.all("table") if id(one) not in heads]
    return faults + [f"{one} needs scope" for one in page.all("th") if "scope" not in one.attributes]


def _scripts(page: Page, policy: str) -> list[str]:
    scripts = page.all("script")
    faults = [f"has {len(scripts)} <script>, not one"] if len(scripts) != 1 else []
    faults += [
        f"{one} has code inside" for one in scripts if one.text.strip() or not one.attributes.get("src")
    ]
    allowed = re.search(r"'nonce-([^']+)'", policy)
    if policy and not allowed:
        faults.append("the policy allows no nonce")
    if allowed:
        faults += [
            f"{one} has another nonce" for one in scripts if one.attributes.get("nonce") != allowed.group(1)
        ]
    return faults
