"""Waiting for what a person would see, instead of sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

PATIENCE = 30.0
"""Seconds for which a test waits until something happens: enough where many others use the machine."""


class Bell:
    """Rung on every change of one thing; wakes those who wait for a state of it."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Something changed: let everybody look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], Seen], within: float, describe: Callable[[], str]) -> Seen:
        """The first true thing that `look` gives, now or after a change.

        Raises AssertionError with what `describe` says, after `within` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not (seen := look()):
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait_for(waiter, deadline - loop.time())
            except TimeoutError:
                raise AssertionError(f"not within {within:g} s; there was: {describe()}") from None
            finally:
                self._waiters.discard(waiter)
        return seen
