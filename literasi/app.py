"""Builds the application: every door, command and reaction is registered here and nowhere else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

import literasi.accounts.views as accounts
import literasi.authoring.views as authoring
import literasi.catalogue.views as catalogue
import literasi.classes.views as classes
import literasi.gatherings.views as gatherings
import literasi.handouts.views as handouts
import literasi.home.views as home
import literasi.lessons.views as lessons
import literasi.marking.views as marking
import literasi.office.views as office
import literasi.operations.views as operations
import literasi.privacy.views as privacy
import literasi.quizzes.views as quizzes
import literasi.search.views as search
from literasi import config, wiring
from literasi.accounts import queries as people
from literasi.infra import (
    assets,
    csrf,
    errors,
    holdings,
    holes,
    i18n,
    identity,
    news,
    policies,
    preferences,
    pupils,
    web,
    works,
)
from literasi.infra.commands import LazyCommands, LazyMigrate, Terminal
from literasi.infra.db import db, options
from literasi.infra.i18n import _, said
from literasi.infra.settings import library
from literasi.kernel.sentence import Sentence
from literasi.progress.rules import drawing

HERE = Path(__file__).resolve().parent
_FEATURES = (
    "accounts",
    "authoring",
    "catalogue",
    "classes",
    "gatherings",
    "handouts",
    "home",
    "lessons",
    "marking",
    "office",
    "operations",
    "privacy",
    "quizzes",
    "search",
)
_TABS = (
    ("home.front", "home", Sentence("Beranda"), Sentence("Beranda")),
    ("home.courses", "book", Sentence("Kursus"), Sentence("Kursus")),
    ("search.find", "find", Sentence("Cari"), Sentence("Cari")),
    ("home.learning_room", "person", Sentence("Ruang Belajar"), Sentence("Belajar")),
)
_OWN_TABS = (("home.notices", "bell", Sentence("Kabar"), Sentence("Kabar")),)
"""Entries for somebody who has an account. How much there is to read stands in holes, so the menu can be kept."""


_COMMANDS = {
    "backup": "literasi.backups.cli:backup",
    "course": "literasi.authoring.cli:course",
    "db": "flask_migrate.cli:db",
    "demo": "literasi.operations.cli:demo",
    "doctor": "literasi.operations.cli:doctor",
    "restore": "literasi.backups.cli:restore",
    "privacy": "literasi.privacy.cli:privacy",
    "question": "literasi.interchange.cli:question",
    "serve": "literasi.operations.cli:serve",
    "user": "literasi.accounts.cli:user",
    "worker": "literasi.operations.cli:worker",
}


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application with the given settings, or with those of the environment."""
    settings = settings or config.load()
    app = Flask("literasi", static_folder=None, template_folder=None, instance_path=str(settings.instance))
    app.config.update(_flask_settings(settings))
    app.extensions["literasi"] = settings
    _templates(app)
    db.init_app(app)
    app.extensions["migrate"] = LazyMigrate(app, str(_migrations()))
    for part in (web, csrf, i18n, errors, holes):
        part.init(app)
    identity.init(app, people.visitor_of)
    assets.init(app, settings.instance)
    _believe_proxies(app, settings.trusted_proxies)
    news.subscribe(wiring.REACTIONS)
    holdings.subscribe(wiring.EXPORTS)
    policies.subscribe(wiring.POLICIES)
    works.subscribe(wiring.WORKS)
    pupils.subscribe(wiring.PUPILS)
    for door in (
        accounts,
        authoring,
        catalogue,
        classes,
        gatherings,
        handouts,
        home,
        lessons,
        marking,
        office,
        operations,
        privacy,
        quizzes,
        search,
    ):
        app.register_blueprint(door.blueprint)
    app.cli = LazyCommands(_COMMANDS)
    return app


def _believe_proxies(app: Flask, count: int) -> None:
    """Take the visitor's address and scheme from that many proxies of ours; without any, from the connection alone."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]  # as Flask documents it


def _flask_settings(settings: config.Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": options(settings.database_url),
        "SESSION_COOKIE_NAME": "__Host-literasi" if settings.https else "literasi",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,  # a read must not sign the cookie anew
        "PERMANENT_SESSION_LIFETIME": 400 * 24 * 3600,  # the device row decides, not the cookie
        "TRUSTED_HOSTS": [_host(settings.base_url)] if settings.base_url else None,
    }


def _host(base_url: str) -> str:
    """The host that people type, as Werkzeug compares it: without port, an IPv6 address in brackets."""
    name = urlsplit(base_url).hostname or ""
    return f"[{name}]" if ":" in name else name


def _migrations() -> Path:
    inside = HERE / "_migrations"
    return inside if inside.is_dir() else HERE.parent / "migrations"


def _templates(app: Flask) -> None:
    rooms = {name: FileSystemLoader(str(HERE / name / "templates")) for name in _FEATURES}
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader([PrefixLoader(rooms), FileSystemLoader(str(HERE / "templates"))])
    app.jinja_env.globals.update(
        said=said,
        tabs=_tabs,
        active_tab=_active_tab,
        petals_in_words=_petals_in_words,
        drawing=drawing,
    )
    app.context_processor(
        lambda: {
            "prefs": preferences.preferences(),
            "site": library(),
            "visitor": identity.visitor(),
            "demo": operations.in_demo(),
        }
    )


def _active_tab() -> str:
    """Which entry of the menu is here. Everything inside a course belongs to Kursus."""
    inside = request.path.startswith(("/kursus", "/pengerjaan"))
    return "home.courses" if inside else request.endpoint or ""


def _tabs(here: str) -> list[dict[str, object]]:
    """The menu: what exists for this visitor, and which of it is here."""
    tabs = _TABS + _OWN_TABS if identity.visitor().account else _TABS
    return [
        {
            "href": url_for(endpoint),
            "icon": icon,
            "name": said(name),
            "short": said(short),
            "here": endpoint == here,
            "counts": endpoint == "home.notices",
        }
        for endpoint, icon, name, short in tabs
    ]


def _petals_in_words(total: int, filled: int) -> str:
    """What the flower shows, for everybody who cannot or would not read it from the drawing."""
    return str(_("%(on)s dari %(total)s modul tuntas", on=filled, total=total))


def main() -> None:
    """The `literasi` command. A wrong setting ends it with the one line that names it."""
    try:
        Terminal(create_app=create_app, add_default_commands=False, load_dotenv=False, set_debug_flag=False)()
    except config.SettingError as error:
        raise SystemExit(str(error)) from error
