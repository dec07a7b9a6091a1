"""Two languages. Texts in the code are Indonesian; translations/en holds their English. Numbers and dates as people here write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from flask import Flask, g, has_app_context, has_request_context
from flask_babel import Babel, get_domain, lazy_gettext
from markupsafe import Markup, escape

from literasi.infra.preferences import preferences
from literasi.kernel import clock
from literasi.kernel.sentence import Sentence

__all__ = ["_", "_l", "_n", "init", "language", "moment", "said", "speak", "time_of_day"]

_l = lazy_gettext


def _catalogue() -> NullTranslations:
    """The texts of this request's language, looked up once a request: a page asks some forty times."""
    if not has_app_context():
        return NullTranslations()
    found: NullTranslations | None = g.get("catalogue")
    if found is None:
        found = g.catalogue = get_domain().get_translations()
    return found


def _(text: str, **values: object) -> str:
    """A text in the reader's language, its `%(name)s` places filled."""
    said = _catalogue().gettext(text)
    return said % values if values else said


def _n(one: str, many: str, num: int, **values: object) -> str:
    """A text that depends on a number, `%(num)s`."""
    return _catalogue().ngettext(one, many, num) % {"num": num, **values}


def _on_page(text: str, **values: object) -> Markup:
    """`_` of the templates: what fills a place is escaped, and a percent sign is always written twice.

    Jinja's own extension says the same by way of three calls a text, and a page has a hundred texts.
    """
    return Markup(_catalogue().gettext(text)) % values if values else _fixed(_catalogue(), text)


@lru_cache(maxsize=4096)
def _fixed(catalogue: NullTranslations, text: str) -> Markup:
    """A text without places, the same whenever it is asked for."""
    return Markup(catalogue.gettext(text)) % {}


def _n_on_page(one: str, many: str, num: int, **values: object) -> Markup:
    """`ngettext` of the templates."""
    return Markup(_catalogue().ngettext(one, many, num)) % {"num": num, **values}


_PATTERN = {"id": "EEEE, d MMMM y 'pukul' HH.mm 'WITA'", "en": "EEEE, d MMMM y 'at' HH:mm 'WITA'"}
_DAY = {"id": "d MMMM y", "en": "d MMMM y"}


def language() -> str:
    """The language of this request's screens, or of what a job writes: `id` or `en`."""
    if has_request_context():
        return preferences().language
    return str(g.get("language", "id")) if has_app_context() else "id"


def speak(language: str) -> None:
    """Let a job write in the language of whoever asked for it, as long as its context of the application lasts."""
    g.language = language


def said(text: Sentence | str) -> str:
    """What a lower floor has to say, in the reader's language. A text that is translated already stays as it is."""
    if isinstance(text, Sentence):
        return str(_(text.text, **text.values))
    return str(_(text))


def tongue(spoken: str) -> Markup:
    """The `lang` attribute of content in the language `spoken`; nothing where the screen speaks it anyway."""
    return Markup(' lang="{}"').format(spoken) if spoken != language() else Markup()


def worded(texts: Mapping[str, str]) -> Markup:
    """A short text in the reader's language, else the Indonesian one, marked as such for screen readers."""
    own = texts.get(language())
    return escape(own) if own else Markup('<span lang="id">{}</span>').format(texts["id"])


def moment(value: datetime) -> str:
    """A point in time in full: `Sabtu, 28 November 2026 pukul 20.00 WITA`."""
    return _in_full(value, language())


@lru_cache(maxsize=512)
def _in_full(value: datetime, spoken: str) -> str:
    """Kept, since a class has one deadline and forty who read it."""
    return format_datetime(clock.wita(value), _PATTERN[spoken], locale=spoken)


def day(value: date) -> str:
    """A calendar day, or that of a moment in Tomohon: `28 November 2026`."""
    local = clock.wita_date(value) if isinstance(value, datetime) else value
    return format_date(local, _DAY[language()], locale=language())


def time_of_day(value: datetime) -> str:
    """A time of today: `20.14 WITA`, in English `20:14 WITA`."""
    local = clock.wita(value)
    return f"{local.hour:02d}{'.' if language() == 'id' else ':'}{local.minute:02d} WITA"


def decimal(value: float, digits: int = 1) -> str:
    """A number as the language writes it: 3,5 or 3.5; no decimals that say nothing."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return text.replace(".", ",") if language() == "id" else text


def init(app: Flask) -> None:
    """Set up the languages and their filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(__file__).resolve().parent.parent / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "id"
    Babel(app, locale_selector=language, default_timezone="Asia/Makassar")
    filters: dict[str, Any] = {"moment": moment, "day": day, "time_of_day": time_of_day, "decimal": decimal}
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        {"_": _on_page, "ngettext": _n_on_page, "language": language, "tongue": tongue, "worded": worded}
    )
