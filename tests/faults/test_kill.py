"""kill -9 at any moment: what was acknowledged is there, once, unchanged."""

from __future__ import annotations

import random
import time
from collections import Counter
from threading import Thread

import pytest

from tests.faults.pupils import SAVES_OF_ONE, Pupil, Writer, sound, stored
from tests.faults.served import Served

WRITERS = 8
SAVES_PER_KILL = 100
LONGEST_SECONDS_PER_KILL = 6.0


@pytest.mark.sqlite  # its twin stands in test_server, where the server dies too
@pytest.mark.slow
def test_kills_during_a_hundred_times_as_many_saves_lose_and_double_nothing(
    served: Served, kills: int
) -> None:
    until, saves = time.monotonic() + kills * LONGEST_SECONDS_PER_KILL, kills * SAVES_PER_KILL
    count = max(WRITERS, -(-saves // SAVES_OF_ONE))
    writers = [Writer(Pupil(served.port), number, []) for number in range(count)]
    threads = [Thread(target=writer.write, args=(saves // count, until)) for writer in writers]
    for thread in threads:
        thread.start()
    fallen = _kill_while_they_write(served, writers, kills, until)
    for thread in threads:
        thread.join()
    served.stop()

    acknowledged = sorted(kept for writer in writers for kept in writer.acknowledged)
    assert len(acknowledged) == saves // count * count
    assert fallen["worker"] + fallen["group"] == kills
    assert sum(writer.pupil.broken for writer in writers) > kills  # the kills did hit saves under way
    assert stored(served.instance) == acknowledged
    assert sound(served.instance)


def _kill_while_they_write(served: Served, writers: list[Writer], most: int, until: float) -> Counter[str]:
    """Kill after every hundredth or so acknowledged save; one kill in eight takes the whole group."""
    rng, kills = random.Random(2026), Counter[str]()
    spacing = SAVES_PER_KILL * 9 // 10  # so that the last kill still finds saves under way
    while kills.total() < most:
        assert time.monotonic() < until, f"only {kills.total()} kills in time"
        time.sleep(rng.uniform(0, 0.01))
        if sum(len(writer.acknowledged) for writer in writers) < kills.total() * spacing:
            continue
        if rng.random() < 0.12:
            served.kill_all()
            served.start()
            kills["group"] += 1
        else:
            kills["worker"] += served.kill_worker(rng)
    return kills
