"""Ready-made paths: modules in an order that somebody thought through, as far as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from literasi.catalogue.rules.shelf import Shelf


@dataclass(frozen=True)
class Path:
    """A path from courses/_bersama/jalur.yaml. `open`: keys of its modules that can be assigned today, of `total`."""

    slug: str
    names: Mapping[str, str]
    purposes: Mapping[str, str]
    open: tuple[str, ...]
    total: int


def offered(data: Sequence[Mapping[str, Any]], shelf: Shelf) -> list[Path]:
    """The paths of which something can be assigned. `data` is what catalogue.rules.shared.read_paths made."""
    assignable = {
        module.key for course in shelf.courses for module in course.open_modules if module.quiz is not None
    }
    paths = [
        Path(
            one["slug"],
            one["names"],
            one["purposes"],
            tuple(key for key in one["modules"] if key in assignable),
            len(one["modules"]),
        )
        for one in data
    ]
    return [path for path in paths if path.open]
