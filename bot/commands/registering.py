"""Registers the commands with Discord in the background: mentions and messages are answered without them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import discord
from discord import app_commands

from bot.delivery.calls import FLEETING, TOO_MANY_REQUESTS
from bot.operations.log import error_fields, event

PAUSES = (5.0, 60.0, 600.0, 3600.0)
"""Seconds before commands are offered to Discord again; the last pause repeats."""


class Registering:
    """Offers the commands to Discord until it accepts them, or rejects them for good."""

    def __init__(self, sync: Callable[[], Awaitable[object]], pauses: Sequence[float] = PAUSES) -> None:
        self._sync = sync
        self._pauses = pauses
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin, without waiting until it is done."""
        if self._task is None:
            self._task = asyncio.create_task(self._insist())

    def close(self) -> None:
        """End it."""
        if self._task is not None:
            self._task.cancel()

    async def _insist(self) -> None:
        tries = 0
        while not await self._offered(pause := self._pauses[min(tries, len(self._pauses) - 1)]):
            await asyncio.sleep(pause)
            tries += 1

    async def _offered(self, pause: float) -> bool:
        """Whether Discord has accepted the commands, or never will."""
        try:
            await self._sync()
        except FLEETING as error:
            event("commands not registered", logging.WARNING, again_in=pause, **error_fields(error))
            return False
        except (discord.HTTPException, app_commands.AppCommandError) as error:
            is_limited = isinstance(error, discord.HTTPException) and error.status == TOO_MANY_REQUESTS
            again = {"again_in": pause} if is_limited else {}
            event("commands not registered", logging.ERROR, **again, **error_fields(error))
            return not is_limited
        event("commands registered")
        return True
