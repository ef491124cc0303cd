"""What the bot does by itself, now and then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """Work done every so many seconds; `name` is for the log."""

    name: str
    every: float
    work: Callable[[], Awaitable[None]]


class Rounds:
    """Does each round at once and then regularly until closed, whatever goes wrong in one."""

    def __init__(self, *rounds: Round) -> None:
        self._rounds = rounds
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Begin, if it has not begun."""
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
        except Exception:  # an outermost loop: the next round is tried anyway
            logging.getLogger("bot").error("failed", exc_info=True, extra={"fields": {"way": one.name}})
        await asyncio.sleep(one.every)
