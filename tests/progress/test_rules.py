import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.progress.rules import Flower, better, module_finished, petals

marks = st.none() | st.floats(0, 1)
keys = st.lists(st.sampled_from(["L01-01", "L01-02", "L01-03", "L01-04"]), unique=True)


@pytest.mark.parametrize(("passed", "done"), [(True, []), (True, ["a"])])
def test_a_passed_quiz_finishes_its_module_whatever_was_read(passed: bool, done: list[str]) -> None:
    assert module_finished(True, passed, ["a", "b"], done)


def test_reading_all_does_not_replace_the_quiz() -> None:
    assert not module_finished(True, False, ["a"], ["a"])


@pytest.mark.parametrize(
    ("parts", "done", "finished"),
    [
        (["a", "b"], ["b", "a"], True),
        (["a", "b"], ["a"], False),
        (["a"], ["a", "lama"], True),
        ([], [], False),
    ],
)
def test_without_a_quiz_every_part_must_be_done(parts: list[str], done: list[str], finished: bool) -> None:
    assert module_finished(False, False, parts, done) is finished


def test_petals_stand_in_the_order_of_the_modules() -> None:
    flower = petals(["L01-01", "L01-02", "L01-03"], {"L01-03", "L01-01", "L09-09"})
    assert flower == Flower((True, False, True))
    assert (flower.n, flower.filled, flower.done) == (3, 2, False)


@given(keys, st.sets(st.sampled_from(["L01-01", "L01-02", "L01-03", "L01-04"])))
def test_the_heart_fills_when_every_petal_has(modules: list[str], finished: set[str]) -> None:
    flower = petals(modules, finished)
    assert flower.done is (bool(modules) and set(modules) <= finished)
    assert flower.filled == len(set(modules) & finished)


@given(marks, marks)
def test_the_best_mark_is_kept(old: float | None, new: float | None) -> None:
    kept = better(old, new)
    assert kept in (old, new) and kept == better(kept, new) == better(new, old)
    assert old is None or (kept is not None and kept >= old)
