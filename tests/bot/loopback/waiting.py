"""Waiting until a person would see something, instead of sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

PATIENCE = 30.0
"""How many seconds a test waits for something to happen: enough where many others use the machine."""


class Bell:
    """A bell that is rung on every change of one thing, and wakes those who wait for a state of it."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Let everybody look again, as something changed."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], Seen], within: float, describe: Callable[[], str]) -> Seen:
        """Return the first true thing that `look` gives, now or after a change.

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
