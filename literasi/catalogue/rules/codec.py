"""Frozen dataclasses <-> JSON-able data, for the blocks and items that a release stores, and their hashes.

Fields at their default are left out, so that a field added later changes no stored hash. Fields that take no
part in comparison (line numbers) are left out too: moving a question must not make it a new one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from .naming import digest
from .part import Part
from .question import Question

Data = dict[str, Any]
T = TypeVar("T")


def canonical_json(data: Any) -> str:
    """JSON with sorted keys and no spaces: equal data, equal text."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def item_hash(question: Question) -> str:
    """The content hash of a question, whatever line it stands on."""
    return digest(canonical_json(to_data(question)).encode())


def question_to_data(question: Question) -> Data:
    """A question as JSON-able data; `question_from_data` reads it back."""
    return to_data(question)


def question_from_data(data: Mapping[str, Any]) -> Question:
    """The question of `question_to_data`. KeyError or ValueError when the data is of another shape."""
    return from_data(Question, data)


def part_to_data(part: Part) -> Data:
    """A lesson's part as JSON-able data; `part_from_data` reads it back."""
    return to_data(part)


def part_from_data(data: Mapping[str, Any]) -> Part:
    """The part of `part_to_data`."""
    return from_data(Part, data)


def to_data(value: Any) -> Data:
    """Any frozen dataclass of this package as a dict of JSON types."""
    return {
        item.name: _plain(field_value)
        for item in fields(value)
        if item.compare and (field_value := getattr(value, item.name)) != _default(item)
    }


def from_data(cls: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass `cls` from what `to_data` made."""
    plain_class: Any = cls  # the cache wants a Hashable, which mypy does not see in type[T]
    readers = _readers(plain_class)
    return cls(**{name: readers[name](value) for name, value in data.items()})


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return to_data(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date):
        return str(value)
    return value


def _default(item: Field[Any]) -> Any:
    if item.default is not MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not MISSING else MISSING


@cache
def _readers(cls: Any) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(cls).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How to read a value of this type back; worked out once per class."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = _reader(next(option for option in arguments if option is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda values: tuple(map(item, values))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: from_data(hint, value)
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum | Decimal):
        return hint
    return lambda value: value
