"""Work in threads, so that the event loop never waits, with limits on how much runs at once and how much waits."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds that a question may wait for its turn before people are asked to come back."""

WEIGHT = 0.1
"""Weight of the newest duration in the typical one."""


class PoolFull(Exception):
    """Too much work is waiting already."""


class WorkerPool:
    """`workers` threads, and at most `queue` pieces of work waiting for one."""

    def __init__(self, name: str, workers: int, queue: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._workers, self._queue = workers, queue
        self._clock = clock
        self._in_hand = 0
        self._typical = 0.0

    @property
    def waiting(self) -> int:
        """Pieces of work that wait for a thread."""
        return max(0, self._in_hand - self._workers)

    @property
    def is_idle(self) -> bool:
        """Whether no work is in hand."""
        return self._in_hand == 0

    @property
    def is_full(self) -> bool:
        """Whether one more piece of work would find no place, or wait too long, judging by how long work has taken."""
        ahead = self._in_hand + 1 - self._workers
        return ahead > self._queue or ahead * self._typical / self._workers > PATIENCE

    def begin(self, work: Callable[[], Result]) -> asyncio.Future[Result]:
        """Begin the work, and return its future result. Raises PoolFull at once if there is no place."""
        if self.is_full:
            raise PoolFull
        self._in_hand += 1
        result = asyncio.get_running_loop().run_in_executor(self._threads, self._timed, work)
        result.add_done_callback(self._done)
        return result

    def close(self) -> None:
        """Take no more work, and drop what has not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _done(self, result: asyncio.Future[Any]) -> None:
        self._in_hand -= 1
        if not result.cancelled():
            result.exception()  # marks it as seen: whoever began the work may be gone

    def _timed(self, work: Callable[[], Result]) -> Result:
        start = self._clock()
        try:
            return work()
        finally:
            self._typical += WEIGHT * (self._clock() - start - self._typical)
