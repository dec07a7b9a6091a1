"""The save decision, case by case, and then as two pages on a line that drops, repeats and delays."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.saving import (
    Accept,
    Conflict,
    Decision,
    Replay,
    Reused,
    Save,
    Saved,
    Unchanged,
    decide,
)

SECOND = Saved(2, "baru")
KNOWN = {"u1": Saved(1, "lama"), "u2": SECOND}


def test_a_first_answer_is_taken() -> None:
    assert decide(None, {}, Save("u1", 0, "lama"), None) == Accept(1)


def test_an_answer_from_an_up_to_date_page_is_taken() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 2, "lain"), "baru") == Accept(3)


def test_a_page_that_knows_the_answer_may_clear_it() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 2, None), "baru") == Accept(3)


def test_the_same_save_again_is_a_replay_even_after_others() -> None:
    assert decide(SECOND, KNOWN, Save("u1", 0, "lama"), None) == Replay(1)


def test_an_id_with_another_answer_is_refused() -> None:
    assert decide(SECOND, KNOWN, Save("u1", 0, "palsu"), None) == Reused(Saved(1, "lama"))


def test_what_is_stored_already_is_not_stored_again() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 2, "baru"), "baru") == Unchanged(2)
    assert decide(SECOND, KNOWN, Save("u3", 1, "baru"), "lama") == Unchanged(2)
    assert decide(None, {}, Save("u1", 0, None), None) == Unchanged(0)


def test_an_untouched_stale_page_changes_nothing() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 1, "lama"), "lama") == Unchanged(2, stale=True)
    assert decide(SECOND, KNOWN, Save("u3", 0, None), None) == Unchanged(2, stale=True)


def test_a_stale_page_with_another_answer_asks() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 1, "lain"), "lama") == Conflict(SECOND)
    assert decide(SECOND, KNOWN, Save("u3", 1, None), "lama") == Conflict(SECOND)


def test_a_base_that_never_was_asks() -> None:
    assert decide(SECOND, KNOWN, Save("u3", 7, "lain"), None) == Conflict(SECOND)
    assert decide(SECOND, KNOWN, Save("u3", 7, None), None) == Conflict(SECOND)
    assert decide(None, {}, Save("u3", -1, "lain"), None) == Conflict(None)


@dataclass
class Page:
    """A page in a browser: what it last knew, what it shows, and what it has not had acknowledged."""

    base: int = 0
    shown: Answer = None
    outbox: list[Save] = field(default_factory=list)


class TwoPages(RuleBasedStateMachine):
    """Two pages save one question. Requests and replies may be lost, repeated and late."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = (Page(), Page())
        self.log: list[tuple[str, Saved]] = []
        self.meant: dict[str, tuple[int, Answer]] = {}
        self.on_the_line: list[tuple[Page, Save]] = []
        self.acknowledged: list[Save] = []

    pages_drawn = st.integers(0, 1)
    words = st.none() | st.sampled_from(["a", "b", "c"])

    @rule(number=pages_drawn, answer=words)
    def type_and_save(self, number: int, answer: Answer) -> None:
        page = self.pages[number]
        page.shown = answer
        self._queue(page, Save(f"u{len(self.meant)}", page.base, answer))

    @rule(number=pages_drawn)
    def hand_in_untouched(self, number: int) -> None:
        page = self.pages[number]
        if not page.outbox:
            self._queue(page, Save(f"u{len(self.meant)}", page.base, page.shown))

    @rule(number=pages_drawn)
    def open_again(self, number: int) -> None:
        page = self.pages[number]
        if not page.outbox:
            page.base, page.shown = len(self.log), self.log[-1][1].answer if self.log else None

    @precondition(lambda self: self.on_the_line)
    @rule(at=st.integers(0, 99), reply_arrives=st.booleans(), stays=st.booleans())
    def deliver(self, at: int, reply_arrives: bool, stays: bool) -> None:
        at %= len(self.on_the_line)
        page, save = self.on_the_line[at] if stays else self.on_the_line.pop(at)
        decision = self._serve(save)
        if reply_arrives:
            self._hear(page, save, decision)

    @rule(number=pages_drawn)
    def send_outbox_again(self, number: int) -> None:
        self.on_the_line += [(self.pages[number], save) for save in self.pages[number].outbox]

    def _queue(self, page: Page, save: Save) -> None:
        self.meant[save.uuid] = (save.base_seq, save.answer)
        page.outbox = [save]  # the newest answer replaces what waits
        self.on_the_line.append((page, save))

    def _serve(self, save: Save) -> Decision:
        stored = dict(self.log)
        at_base = next((s.answer for _, s in self.log if s.seq == save.base_seq), None)
        current = self.log[-1][1] if self.log else None
        decision = decide(current, stored, save, at_base)
        if isinstance(decision, Accept):
            self.log.append((save.uuid, Saved(decision.seq, save.answer)))
        return decision

    def _hear(self, page: Page, save: Save, decision: Decision) -> None:
        assert not isinstance(decision, Reused)
        waiting = save in page.outbox
        if isinstance(decision, Conflict):
            if waiting and decision.stored:  # the learner looks at both and keeps hers
                page.base = decision.stored.seq
                self._queue(page, Save(f"u{len(self.meant)}", page.base, page.shown))
            return
        if isinstance(decision, Accept | Replay):
            self.acknowledged.append(save)
        page.base = max(page.base, decision.seq) if save.answer == page.shown else page.base
        page.outbox = [other for other in page.outbox if other != save]

    @invariant()
    def every_acknowledged_answer_is_kept_once(self) -> None:
        for save in self.acknowledged:
            assert [s.answer for uuid, s in self.log if uuid == save.uuid] == [save.answer]

    @invariant()
    def saves_are_numbered_without_gap_or_repeat(self) -> None:
        assert [stored.seq for _, stored in self.log] == list(range(1, len(self.log) + 1))

    @invariant()
    def an_answer_is_replaced_only_from_a_page_that_knew_it(self) -> None:
        for uuid, stored in self.log:
            assert self.meant[uuid] == (stored.seq - 1, stored.answer)

    @invariant()
    def nothing_is_stored_twice_in_a_row(self) -> None:
        answers = [None, *(stored.answer for _, stored in self.log)]
        assert all(before != after for before, after in pairwise(answers))


TestTwoPages = TwoPages.TestCase
TestTwoPages.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
