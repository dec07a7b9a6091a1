"""What lies between two beats, and what a server says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from literasi.operations.rules import Gap, Server, gap, jobs, moving, server

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


SOUND = Server("15.18", 150_018, durable=True, standby=False, free=80)


def faults(said: Server | str) -> list[str]:
    return [finding.what for finding in server(said) if not finding.fine and finding.mend]


def test_a_sound_server_has_no_fault() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("connection refused", "Basis data"),
        (replace(SOUND, version="13.22", number=130_022), "Basis data"),
        (replace(SOUND, standby=True), "Basis data"),
        (replace(SOUND, durable=False), "Ketahanan basis data"),
        (replace(SOUND, free=4), "Sambungan basis data"),
    ],
)
def test_each_fault_of_a_server_is_named_with_its_mend(said: Server | str, fault: str) -> None:
    assert faults(said) == [fault]


def test_jobs_that_stand_still_are_mended_where_they_run() -> None:
    assert "literasi serve" in jobs(False, elsewhere=False).mend
    assert "literasi worker" in jobs(False, elsewhere=True).mend
