"""Attack 9 at the adapter: a thousand bodies that never arrive, and a visitor who only reads. The live figure is measured
by the bench.
"""

from __future__ import annotations

import asyncio

from literasi.operations.server.adapter import Adapter, Limits
from tests.operations.server_makers import head
from tests.operations.test_server_adapter import FakeTransport, echo, posting

STALLED = 1000


def test_a_thousand_stalled_bodies_hold_nobody_back_and_all_end_in_408() -> None:
    adapter, order = Adapter(echo, Limits(body_bytes=100, body_seconds=0.3)), list[int]()

    async def one(transport: FakeTransport, stalled: bool) -> None:
        await adapter.__rsgi__(posting(50) if stalled else head(), transport)
        order.append(transport.status)

    async def together() -> None:
        await asyncio.gather(
            *(one(FakeTransport(delay=60), True) for _ in range(STALLED)), one(FakeTransport(), False)
        )

    asyncio.run(together())
    assert order == [200] + [408] * STALLED


def test_the_limits_of_the_running_site_leave_a_weak_phone_time_and_a_stalled_socket_none() -> None:
    assert 15 <= Limits().body_seconds <= 60
    assert Limits().body_bytes <= 2 * 1024 * 1024


def test_a_body_longer_than_it_may_be_is_refused_before_a_byte_is_awaited() -> None:
    transport = FakeTransport(fault=AssertionError("read"))
    asyncio.run(Adapter(echo, Limits(body_bytes=10)).__rsgi__(posting(10**12), transport))
    assert transport.status == 413
