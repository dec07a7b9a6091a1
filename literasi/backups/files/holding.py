"""Who may touch an instance just now: many who serve, or one who brings a backup back.

A lock of the system (flock) on `instance/serve.lock`. Whoever serves holds it together with others, whoever restores
holds it alone. Workers inherit it, and the system lets it go when the last of them is gone, also after kill -9, so
nothing is left behind that a person would have to delete.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "serve.lock"


class Held(Exception):
    """Somebody else holds the instance in a way that excludes ours."""


@contextmanager
def together(instance: Path) -> Iterator[None]:
    """Hold the instance beside others who serve it. Raises Held while a backup is brought back."""
    with _locked(instance, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Hold the instance alone. Raises Held while anybody serves it."""
    with _locked(instance, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(instance: Path, how: int) -> Iterator[None]:
    # For reading: the file may belong to somebody else, root say.
    handle = os.open(instance / _NAME, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Held from error
        yield
    finally:
        os.close(handle)
