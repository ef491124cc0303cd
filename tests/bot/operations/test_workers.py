"""Work in threads: bounded, and never in the way of the event loop."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.operations.workers import PATIENCE, PoolFull, WorkerPool


class Gate:
    """Work that waits until it is let through."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def work(self, value: int) -> Callable[[], int]:
        def wait() -> int:
            assert self.event.wait(10)
            return value

        return wait


@pytest.mark.asyncio
async def test_as_much_as_there_is_place_for_is_done_and_more_is_refused_at_once() -> None:
    pool, gate = WorkerPool("test", workers=2, queue=3), Gate()
    begun = [pool.begin(gate.work(number)) for number in range(5)]
    assert pool.waiting == 3
    with pytest.raises(PoolFull):
        pool.begin(gate.work(9))
    gate.event.set()
    assert await asyncio.gather(*begun) == [0, 1, 2, 3, 4]
    assert pool.waiting == 0
    assert await pool.begin(lambda: 7) == 7
    pool.close()


@pytest.mark.asyncio
async def test_what_work_raises_reaches_who_began_it_and_makes_room() -> None:
    pool = WorkerPool("test", workers=1, queue=1)

    def fail() -> None:
        raise ValueError("no")

    for _ in range(5):
        with pytest.raises(ValueError, match="no"):
            await pool.begin(fail)
    assert not pool.is_full
    pool.close()


@pytest.mark.asyncio
async def test_slow_work_makes_the_queue_shorter() -> None:
    seconds = iter([0.0, 20 * PATIENCE])
    pool, gate = WorkerPool("test", workers=1, queue=100, clock=lambda: next(seconds, 0.0)), Gate()
    assert await pool.begin(lambda: 1) == 1  # so slow that the typical time is twice the patience
    first = pool.begin(gate.work(1))
    with pytest.raises(PoolFull):
        pool.begin(gate.work(2))
    gate.event.set()
    assert await first == 1
    pool.close()
