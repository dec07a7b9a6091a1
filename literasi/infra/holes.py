"""Pages that are made once, and what still differs in each response.

Making a lesson's page costs ten times what finding its data costs, and a class of thirty opens the same one. So a page
is kept under everything it was made from, with holes where each response differs: the token of its forms, the nonce,
the ids of saves, times. A hole is a word that nobody can guess, so no text of a learner can pass for one.
"""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from flask import Flask, g, render_template, request, session
from markupsafe import escape

from literasi.infra.identity import visitor
from literasi.infra.preferences import preferences
from literasi.infra.settings import library
from literasi.kernel.kept import Kept

_WORD = secrets.token_hex(8)
_HOLE = re.compile(f"{_WORD}-([a-z0-9-]+?)-{_WORD}")

_pages: Kept[str] = Kept(256)
_pieces: Kept[str] = Kept(512)


def hole(name: str) -> str:
    """A place in a page that `filled` fills. Its name is made of small letters, digits and hyphens."""
    return f"{_WORD}-{name}-{_WORD}"


def fill(name: str, value: str) -> None:
    """Say what stands in a hole of this response."""
    g.setdefault("holes", {})[name] = value


def filled(page: str, makers: dict[str, Callable[[], str]]) -> str:
    """The page without holes. `makers` make what was not filled; the id of a save is new at every place."""
    known: dict[str, str] = {name: str(escape(value)) for name, value in g.get("holes", {}).items()}

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "save":
            return str(uuid.uuid4())
        if name not in known:
            known[name] = makers[name]() if name in makers else ""
        return known[name]

    return _HOLE.sub(value, page)


def kept_page(template: str, key: Hashable, **context: Any) -> str:
    """A page made once for all requests with the same key. `key` must hold everything it depends on, but holes.

    Language, reading preferences, the site's address, what the library says of itself and the kind of visitor are part
    of the key already. A page with a message for one visitor is made afresh.
    """
    if "_flashes" in session:
        return render_template(template, **context)
    make = partial(render_template, template, **context)
    return _pages.get((template, _reader(), key), make)


def kept_piece(template: str, key: Hashable = "", **context: Any) -> str:
    """A piece of many pages, such as the menu or a course's card, made once for each kind of reader."""
    make = partial(render_template, template, here=key, **context)
    return _pieces.get((template, _reader(), key), make)


def _reader() -> Hashable:
    who = visitor()
    return (
        preferences(),
        who.known,
        who.account,
        who.lent,
        who.roles,
        who.teaches,
        who.shared,
        request.host_url,
        library(),
    )


def forget() -> None:
    """Make every page anew from now on."""
    _pages.forget()
    _pieces.forget()


def init(app: Flask) -> None:
    """Give templates their holes and pieces."""
    app.jinja_env.globals.update(hole=hole, kept_piece=kept_piece)
