from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Kind
from literasi.quizzes.rules.selection import BankItem, select, unmarked

INDICATORS = ("K4.1", "K4.2", "K4.3")
START = datetime(2026, 11, 23, tzinfo=UTC)

kinds = st.sampled_from([Kind.CHOICE, Kind.SHORT, Kind.SURVEY])
tags = st.lists(st.sampled_from(INDICATORS), unique=True, max_size=2).map(tuple)
items = st.builds(BankItem, key=st.just(""), indicators=tags, critical=st.booleans(), kind=kinds)
blueprints = st.none() | st.dictionaries(st.sampled_from(INDICATORS), st.integers(1, 3))


def named(drawn: list[BankItem]) -> list[BankItem]:
    return [BankItem(f"i{n}", i.indicators, i.critical, i.kind) for n, i in enumerate(drawn)]


banks = st.lists(items, max_size=14).map(named)
seeds = st.integers(0, 10**6)
shown = st.integers(0, 10)


def bank_of(counts: Mapping[str, int], critical: str = "") -> list[BankItem]:
    keys = [(f"{code}-{n}", code) for code, count in counts.items() for n in range(count)]
    return [BankItem(key, (code,), key == critical) for key, code in keys]


def seen_at(keys: list[str]) -> dict[str, datetime]:
    return {key: START + timedelta(hours=n) for n, key in enumerate(keys)}


def scored(chosen: tuple[BankItem, ...]) -> list[BankItem]:
    return [item for item in chosen if item.kind is not Kind.SURVEY]


@given(banks, shown, seeds, blueprints)
def test_as_many_items_as_asked_or_the_whole_bank(
    bank: list[BankItem], n: int, seed: int, blueprint: dict[str, int] | None
) -> None:
    chosen = select(bank, n, seed, blueprint)
    assert len({item.key for item in chosen}) == len(chosen)
    assert len(scored(chosen)) == min(n, len(scored(tuple(bank))))


@given(banks, shown, seeds, blueprints)
def test_the_same_seed_asks_the_same(
    bank: list[BankItem], n: int, seed: int, blueprint: dict[str, int] | None
) -> None:
    assert select(bank, n, seed, blueprint) == select(bank, n, str(seed), blueprint)


@given(banks, st.integers(1, 10), seeds, blueprints)
def test_a_critical_item_is_asked_where_there_is_one(
    bank: list[BankItem], n: int, seed: int, blueprint: dict[str, int] | None
) -> None:
    chosen = scored(select(bank, n, seed, blueprint))
    assert any(item.critical for item in chosen) == any(item.critical for item in scored(tuple(bank)))


@given(banks, shown, seeds)
def test_survey_items_come_last_and_do_not_count(bank: list[BankItem], n: int, seed: int) -> None:
    surveys = tuple(item for item in bank if item.kind is Kind.SURVEY)
    chosen = select(bank, n, seed)
    assert chosen[len(chosen) - len(surveys) :] == surveys


@given(st.fixed_dictionaries({code: st.integers(0, 3) for code in INDICATORS}), st.integers(0, 3), seeds)
def test_a_blueprint_that_can_be_met_is_met(blueprint: dict[str, int], more: int, seed: int) -> None:
    bank = bank_of({code: count + more for code, count in blueprint.items()})
    wanted = {code: count for code, count in blueprint.items() if count}
    chosen = select(bank, sum(wanted.values()), seed, wanted)
    assert {code: sum(code in item.indicators for item in chosen) for code in wanted} == wanted


def test_an_item_with_two_indicators_is_moved_to_where_it_is_needed() -> None:
    both, one = BankItem("both", ("K4.1", "K4.2")), BankItem("one", ("K4.1",))
    chosen = {select([both, one, BankItem("none")], 2, seed, {"K4.1": 1, "K4.2": 1}) for seed in range(20)}
    assert {frozenset(item.key for item in pair) for pair in chosen} == {frozenset({"both", "one"})}


@given(banks, st.integers(1, 10), seeds, blueprints, st.sets(st.integers(0, 13)))
def test_no_item_is_repeated_where_an_unseen_one_could_sit(
    bank: list[BankItem], n: int, seed: int, blueprint: dict[str, int] | None, seen: set[int]
) -> None:
    calm = [BankItem(item.key, item.indicators, False, item.kind) for item in bank]
    known = seen_at([f"i{number}" for number in sorted(seen)])
    chosen = scored(select(calm, n, seed, blueprint, known))
    fresh = [item for item in scored(tuple(calm)) if item not in chosen and item.key not in known]
    for repeated in (item for item in chosen if item.key in known):
        assert not any(set(repeated.indicators) == set(item.indicators) for item in fresh)


def test_a_retry_asks_new_items_while_there_are_any() -> None:
    bank = bank_of({"K4.1": 6, "K4.2": 6})
    first = [item.key for item in select(bank, 6, "a", {"K4.1": 3, "K4.2": 3})]
    second = [item.key for item in select(bank, 6, "b", {"K4.1": 3, "K4.2": 3}, seen_at(first))]
    assert not set(first) & set(second)


def test_then_those_seen_longest_ago() -> None:
    bank = bank_of({"K4.1": 4})
    chosen = select(bank, 2, "a", last_seen=seen_at([item.key for item in bank]))
    assert {item.key for item in chosen} == {"K4.1-0", "K4.1-1"}


def test_without_a_blueprint_indicators_share_evenly() -> None:
    chosen = select(bank_of({"K4.1": 20, "K4.2": 4, "K4.3": 1}), 7, "a")
    counts = [sum(item.indicators == (code,) for item in chosen) for code in INDICATORS]
    assert counts == [3, 3, 1]


def test_a_critical_item_is_asked_even_outside_the_blueprint() -> None:
    chosen = select(bank_of({"K4.1": 5, "K4.2": 2}, critical="K4.2-1"), 3, "a", {"K4.1": 3})
    assert "K4.2-1" in {item.key for item in chosen} and len(chosen) == 3


def test_without_shuffling_items_stand_in_the_order_of_the_bank() -> None:
    bank = bank_of({"K4.1": 9})
    chosen = select(bank, 5, "a", shuffle=False)
    assert list(chosen) == sorted(chosen, key=bank.index)
    assert any(select(bank, 5, seed) != chosen for seed in range(5))


def test_other_seeds_ask_other_items() -> None:
    assert len({frozenset(select(bank_of({"K4.1": 9}), 4, seed)) for seed in range(50)}) > 20


def test_an_essay_that_nobody_would_mark_is_asked_only_where_its_author_asks_for_everything() -> None:
    bank = [*bank_of({"K4.1": 3}), BankItem("uraian", ("K4.1",), kind=Kind.ESSAY)]
    assert [item.key for item in unmarked(bank, 3)] == ["K4.1-0", "K4.1-1", "K4.1-2"]
    assert unmarked(bank, 4) == bank
    must = [*bank[:3], BankItem("uraian", ("K4.1",), critical=True, kind=Kind.ESSAY)]
    assert unmarked(must, 3) == must
