"""The shelf follows what is published."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import ModulePublished, ModuleWithdrawn
from literasi.search import actions


def put_module(session: Session, news: ModulePublished) -> None:
    """A module is published: its old text leaves the shelf, its new one comes, in all languages."""
    actions.take_off(session, news.key)
    for language, body in news.texts.items():
        actions.put(session, news.key, language, news.address, news.titles[language], body)


def take_module_off(session: Session, news: ModuleWithdrawn) -> None:
    """A module is withdrawn: nobody finds it any more."""
    actions.take_off(session, news.key)
