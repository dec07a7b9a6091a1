"""Carries news from the feature where something happened to those above it that react, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from literasi.kernel.events import News
from literasi.kernel.sentence import Sentence

Reaction = Callable[[Session, Any], Sentence | None]

_reactions: dict[type[Any], tuple[Reaction, ...]] = {}


def subscribe(table: Mapping[type[Any], Sequence[Reaction]]) -> None:
    """Take over the table of literasi/wiring.py. Called once by the application; replaces what was there."""
    _reactions.clear()
    _reactions.update({kind: tuple(reactions) for kind, reactions in table.items()})


def announce(session: Session, news: News) -> list[Sentence]:
    """Tell everyone who reacts, and hear what they have to say about it.

    A reaction that fails fails the whole action, so nothing is half done.
    """
    told = [reaction(session, news) for reaction in _reactions.get(type(news), ())]
    return [one for one in told if one is not None]
