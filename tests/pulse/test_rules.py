"""What lies between two beats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from literasi.pulse.rules import Gap, gap, moving

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("last", [None, NOW, NOW - MINUTE, NOW - 1.5 * MINUTE, NOW + 60 * MINUTE])
def test_a_beat_in_time_the_first_one_and_a_clock_set_back_leave_no_gap(last: datetime | None) -> None:
    assert gap(last, NOW) is None


def test_a_late_beat_leaves_a_gap_from_the_last_one() -> None:
    assert gap(NOW - 2 * MINUTE, NOW) == Gap(NOW - 2 * MINUTE, NOW)


@pytest.mark.parametrize(
    ("last", "moves"),
    [(None, False), (NOW - 4 * MINUTE, True), (NOW - 5 * MINUTE, False), (NOW + MINUTE, True)],
)
def test_jobs_move_while_the_last_beat_is_fresh(last: datetime | None, moves: bool) -> None:
    assert moving(last, NOW) is moves
