"""What is kept is kept for several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from literasi.kernel.kept import Kept


def test_the_least_recently_used_goes_first() -> None:
    kept = Kept[int](2)
    for key in ("a", "b"):
        kept.put(key, 1)
    kept.peek("a")
    kept.put("c", 1)
    assert [kept.peek(key) for key in "abc"] == [1, None, 1]


def test_what_is_held_is_not_made_again() -> None:
    kept = Kept[int](1)
    assert [kept.get("a", lambda: 1), kept.get("a", lambda: 2)] == [1, 1]
    kept.forget()
    assert kept.get("a", lambda: 3) == 3


class Slowly:
    """A key that lets another thread in while it is compared."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return self.number % 2

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slowly) and sum(range(200)) > 0 and self.number == other.number


def test_threads_that_push_each_others_things_out_do_not_trip() -> None:
    kept = Kept[int](3)

    def use(offset: int) -> bool:
        numbers = [(offset + step) % 7 for step in range(3000)]
        return all(kept.get(Slowly(n), lambda n=n: n) == n for n in numbers)  # type: ignore[misc]

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(use, range(4)))
