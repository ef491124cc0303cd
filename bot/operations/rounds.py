"""What the bot does by itself, now and then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """What is done every so many seconds; `name` is for the log."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]


class Rounds:
    """Does each round at once and from then on, whatever goes wrong in one, until closed."""

    def __init__(self, *rounds: Round) -> None:
        self._rounds = rounds
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Begin, if that was not done before."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(_keep_doing(one)) for one in self._rounds]

    def close(self) -> None:
        """End."""
        for task in self._tasks:
            task.cancel()


async def _keep_doing(one: Round) -> None:
    while True:
        try:
            await one.work()
        except Exception:  # an outermost loop: the next round tries again
            logging.getLogger("bot").error("failed", exc_info=True, extra={"fields": {"way": one.name}})
        await asyncio.sleep(one.every)
