"""Which items of a bank one attempt asks.

Each of the n places of a quiz may be bound to an indicator. A set of items that can be seated in such places
is a matroid (transversal: J. Edmonds and D. R. Fulkerson, 1965), so seating items one after another, freshest
first, gives both at once: as many places filled as can be, and no repeated item where an unseen one could
sit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from literasi.catalogue.rules.question import Kind
from literasi.quizzes.rules.chance import lot


@dataclass(frozen=True)
class BankItem:
    """An item as selection sees it: stable key, indicators, whether it must be answered right, kind."""

    key: str
    indicators: tuple[str, ...] = ()
    critical: bool = False
    kind: Kind = Kind.CHOICE


def select(
    bank: Sequence[BankItem],
    shown: int,
    seed: str | int,
    blueprint: Mapping[str, int] | None = None,
    last_seen: Mapping[str, datetime] | None = None,
    shuffle: bool = True,
) -> tuple[BankItem, ...]:
    """The items of one attempt: `shown` scored ones (all, if the bank has fewer), then every survey item.

    Never-seen items come first, then those seen longest ago; the seed settles ties. `last_seen` tells when an
    item was last asked or answered, by key. A critical item is among them where the bank has one, even if the
    blueprint has no place for it. Without a blueprint the indicators of the bank share the places evenly.
    Scored items are shuffled by the seed, or stand in the order of the bank when `shuffle` is off.
    """
    scored = [item for item in bank if item.kind is not Kind.SURVEY]
    places = _places(min(shown, len(scored)), blueprint or _even(scored, shown, seed))
    queue = _critical_first(_by_freshness(scored, last_seen or {}, seed), places)
    chosen = _seated(queue, places)
    asked = [item for item in scored if item.key in chosen]
    if shuffle:
        asked.sort(key=lambda item: lot(seed, "order", item.key))
    return (*asked, *(item for item in bank if item.kind is Kind.SURVEY))


def unmarked(bank: Sequence[BankItem], shown: int) -> Sequence[BankItem]:
    """The bank for an attempt whose essays nobody would mark: without them, but for what must be answered right. Where too
    little is left, the author means each of them, and they stay."""
    rest = [item for item in bank if item.kind is not Kind.ESSAY or item.critical]
    scored = sum(item.kind is not Kind.SURVEY for item in rest)
    return rest if scored >= shown else bank


def _places(count: int, blueprint: Mapping[str, int]) -> list[str | None]:
    """The places by indicator, None for any item; in turns, so that too long a blueprint loses evenly."""
    longest = max(blueprint.values(), default=0)
    turns = [indicator for turn in range(longest) for indicator, n in blueprint.items() if turn < n]
    return [*turns[:count], *[None] * (count - len(turns))]


def _even(scored: Sequence[BankItem], shown: int, seed: str | int) -> dict[str, int]:
    """A blueprint that deals the places to the indicators in turn, to each no more than it has items.

    The seed settles who comes first, so that with few places a retry reaches the other indicators.
    """
    stock = Counter(indicator for item in scored for indicator in item.indicators)
    order = sorted(stock, key=lambda indicator: lot(seed, "indicator", indicator))
    turns = [indicator for turn in range(shown) for indicator in order if turn < stock[indicator]]
    return Counter(turns[:shown])


def _by_freshness(
    scored: Iterable[BankItem], last_seen: Mapping[str, datetime], seed: str | int
) -> list[BankItem]:
    def staleness(item: BankItem) -> tuple[bool, float, bytes]:
        seen = last_seen.get(item.key)
        return seen is not None, seen.timestamp() if seen else 0.0, lot(seed, "choice", item.key)

    return sorted(scored, key=staleness)


def _critical_first(queue: list[BankItem], places: Sequence[str | None]) -> list[BankItem]:
    """The queue with one critical item in front: the freshest that has a place, else the freshest."""
    critical = [item for item in queue if item.critical]
    if not critical or not places:
        return queue
    first = next((item for item in critical if any(_fits(item, place) for place in places)), critical[0])
    return [first, *(item for item in queue if item is not first)]


def _seated(queue: Sequence[BankItem], places: Sequence[str | None]) -> set[str]:
    """The keys of the items with a place; places that none of theirs can fill go to the first left over."""
    seats: dict[int, BankItem] = {}
    for item in queue:
        if len(seats) < len(places):
            _seat(item, places, seats, set())
    seated = {item.key for item in seats.values()}
    left = [item.key for item in queue if item.key not in seated]
    chosen = seated | set(left[: len(places) - len(seated)])
    if places and queue[0].critical and queue[0].key not in chosen:  # the blueprint has no place for it
        chosen = chosen - {seats[len(places) - 1].key} | {queue[0].key}
    return chosen


def _seat(item: BankItem, places: Sequence[str | None], seats: dict[int, BankItem], tried: set[int]) -> bool:
    """Seat an item, moving others to other places of theirs where that helps; nobody loses a seat."""
    for number, place in enumerate(places):
        if number in tried or not _fits(item, place):
            continue
        tried.add(number)
        if number not in seats or _seat(seats[number], places, seats, tried):
            seats[number] = item
            return True
    return False


def _fits(item: BankItem, place: str | None) -> bool:
    return place is None or place in item.indicators
