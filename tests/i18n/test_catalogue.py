"""The English catalogue: whole, sound, and compiled. `python -m tests.i18n` renews it."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message

from tests.i18n import catalogue

_PLACE = re.compile(r"%\(\w+\)s|%%|%s")


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.english()


def _texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def test_every_text_of_the_screens_is_translated(english: Catalog) -> None:
    known = {message.id: message for message in english}
    wanted = [message.id for message in _messages(catalogue.in_code())]
    lacking = [one for one in wanted if one not in known or not all(_texts(known[one].string))]
    assert wanted
    assert not lacking, f"run `python -m tests.i18n`, then write the English of: {lacking}"


def test_the_catalogue_holds_no_text_that_is_gone(english: Catalog) -> None:
    wanted = {message.id for message in catalogue.in_code()}
    assert [message.id for message in english if message.id not in wanted] == []
    assert not english.obsolete


def test_no_translation_is_a_guess(english: Catalog) -> None:
    assert [message.id for message in _messages(english) if message.fuzzy] == []


def test_the_compiled_file_is_that_of_the_catalogue(english: Catalog) -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(english), "run `python -m tests.i18n`"


def test_a_translation_fills_the_same_places_as_its_original(english: Catalog) -> None:
    wrong = []
    for message in _messages(english):
        places = {tuple(sorted(set(_PLACE.findall(text)) - {"%%"})) for text in _texts(message.id)}
        told = {tuple(sorted(set(_PLACE.findall(text)) - {"%%"})) for text in _texts(message.string)}
        wrong += [] if places == told else [message.id]
    assert wrong == []


def test_a_translation_can_be_filled_in(english: Catalog) -> None:
    for message in _messages(english):
        for text in _texts(message.string):
            names = re.findall(r"%\((\w+)\)s", text)
            assert not names or "%(" not in text % dict.fromkeys(names, "x"), text


def test_english_counts_one_and_many(english: Catalog) -> None:
    plural = [message for message in _messages(english) if not isinstance(message.id, str)]
    assert plural
    assert [message.id for message in plural if len(_texts(message.string)) != 2] == []
