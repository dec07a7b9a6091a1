"""kill -9 at any moment: what was acknowledged is there, once, unchanged."""

from __future__ import annotations

import random
import time
from collections import Counter
from threading import Thread

import pytest

from tests.faults.pupils import Pupil, Writer, sound, stored
from tests.faults.served import Served

WRITERS = 8
SAVES = 10_000
KILLS = 100
LONGEST_SECONDS = 600.0


@pytest.mark.sqlite  # its twin stands in test_server, where the server dies too
@pytest.mark.slow
def test_a_hundred_kills_during_ten_thousand_saves_lose_and_double_nothing(served: Served) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    writers = [Writer(Pupil(served.port), number, []) for number in range(WRITERS)]
    threads = [Thread(target=writer.write, args=(SAVES // WRITERS, until)) for writer in writers]
    for thread in threads:
        thread.start()
    kills = _kill_while_they_write(served, writers, until)
    for thread in threads:
        thread.join()
    served.stop()

    acknowledged = sorted(kept for writer in writers for kept in writer.acknowledged)
    assert len(acknowledged) == SAVES
    assert kills["worker"] + kills["group"] == KILLS
    assert sum(writer.pupil.broken for writer in writers) > KILLS  # the kills did hit saves under way
    assert stored(served.instance) == acknowledged
    assert sound(served.instance)


def _kill_while_they_write(served: Served, writers: list[Writer], until: float) -> Counter[str]:
    """Kill after every hundredth or so acknowledged save; one kill in eight takes the whole group."""
    rng, kills = random.Random(2026), Counter[str]()
    spacing = SAVES // KILLS * 9 // 10  # so that the last kill still finds saves under way
    while kills.total() < KILLS:
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
