"""A reference as it is printed under a lesson: author, year, title, where, address; after APA 7 in outline."""

from __future__ import annotations

from html import escape

from literasi.catalogue.rules.references import Name, Reference


def citation_html(reference: Reference, language: str = "id") -> str:
    """One reference as safe HTML. What is not known is left out, never filled in."""
    undated = "t.t." if language == "id" else "n.d."
    head = f"{_authors(reference.authors, language)} ({escape(reference.issued) or undated})."
    inside = bool(reference.container_title)
    title = escape(reference.title) if inside else f"<i>{escape(reference.title)}</i>"
    pieces = [head, f"{title}.", _where(reference), _address(reference, language)]
    return " ".join(piece for piece in pieces if piece)


def _authors(names: tuple[Name, ...], language: str) -> str:
    if not names:
        return "Tanpa nama" if language == "id" else "No author"
    shown = [escape(_name(name)) for name in names]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + ", &amp; " + shown[-1]


def _name(name: Name) -> str:
    if name.literal or not name.family:
        return name.literal or name.given
    initials = " ".join(f"{part[0]}." for part in name.given.split())
    return f"{name.family}, {initials}" if initials else name.family


def _where(reference: Reference) -> str:
    if not reference.container_title:
        return f"{escape(reference.publisher)}." if reference.publisher else ""
    volume = f", {escape(reference.volume)}" if reference.volume else ""
    issue = f"({escape(reference.issue)})" if reference.issue else ""
    pages = f", {escape(reference.page)}" if reference.page else ""
    return f"<i>{escape(reference.container_title)}</i>{volume}{issue}{pages}."


def _address(reference: Reference, language: str) -> str:
    target = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    if not target.startswith(("https://", "http://")):
        return ""
    link = f'<a href="{escape(target)}" rel="noopener noreferrer">{escape(target)}</a>'
    if reference.doi or not reference.accessed:
        return link
    word = "diakses" if language == "id" else "accessed"
    return f"{link} ({word} {escape(reference.accessed)})"
