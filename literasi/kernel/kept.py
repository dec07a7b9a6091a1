"""Keeping in memory what was dear to make. Several threads may ask at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """A small memory of things that never change under their key; the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def peek(self, key: Hashable) -> V | None:
        """What is held under the key, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Hashable, value: V) -> V:
        """Hold a value; the value."""
        with self._lock:
            self._held[key] = value
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return value

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is held under the key, made on first asking. Two who ask at once may both make it: it is the same."""
        held = self.peek(key)
        return self.put(key, make()) if held is None else held

    def forget(self) -> None:
        """Hold nothing any more."""
        with self._lock:
            self._held.clear()
