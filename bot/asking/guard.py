"""Report whatever goes wrong: to the asker in one kind sentence, to the log with the same code."""

import logging
import math
import secrets
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from bot.asking.question import Request, Services
from bot.delivery.interaction_reply import InteractionReply
from bot.delivery.reply import Reply
from bot.operations.log import error_fields, event
from bot.operations.rate_limits import Limits
from bot.operations.workers import PoolFull
from qa.errors import PullquoteError

BUSY = "Too many people are asking right now. Please ask again in a few seconds."
TOO_MANY = "That was a lot at once: try again in {} s."
ONLY_MANAGERS = "Only members with the *Manage Server* permission can do that."


class Guard:
    """Guards what the bot does for somebody. While that is in hand, the bot waits for it before it ends."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @asynccontextmanager
    async def __call__(self, request: Request, reply: Reply) -> AsyncIterator[None]:
        """Report whatever the block raises."""
        async with self._services.work():
            try:
                yield
            except PoolFull:
                await quietly(reply.refuse(BUSY))
            except app_commands.CheckFailure:
                await quietly(reply.refuse(ONLY_MANAGERS))
            except Exception as error:  # noqa: BLE001  the outermost loop of a question
                await self._apologise(error, request, reply)

    async def _apologise(self, error: Exception, request: Request, reply: Reply) -> None:
        """Log an error; tell the asker, unless the answer is already shown or cannot be shown anywhere."""
        code = log_failure(self._services, error, request)
        if not (is_gone(error) or reply.has_shown or request.is_unasked):
            is_command = isinstance(reply, InteractionReply)
            await quietly(reply.refuse(sorry(code)) if is_command else reply.show([sorry(code)]))


def is_gone(error: Exception) -> bool:
    """Whether Discord reports that a place is gone, or closed to the bot."""
    return isinstance(error, discord.NotFound | discord.Forbidden)


def log_failure(services: Services, error: Exception, request: Request) -> str:
    """Log and count an error; return its code in the log."""
    names = services.pseudonyms
    fields = {
        "code": secrets.token_hex(3).upper(),
        "way": request.way,
        "person": names.of(request.person),
        "server": names.of(request.place.server),
    }
    level = logging.WARNING if is_gone(error) or isinstance(error, PullquoteError) else logging.ERROR
    name = "not delivered" if is_gone(error) else "failed"
    logging.getLogger("bot").log(level, name, exc_info=error, extra={"fields": fields})
    services.metrics.errors.inc()
    return str(fields["code"])


def sorry(code: str) -> str:
    """What people read when an error has happened."""
    return f"Sorry, something went wrong here. If it happens again, give this code to whoever runs this bot: {code}"


async def is_let(limits: Limits, request: Request, reply: Reply) -> bool:
    """Whether a person is within these limits; if not, tell them when they will be."""
    wait = limits.wait(request.person, request.place.server)
    if wait > 0:
        await reply.refuse(TOO_MANY.format(math.ceil(wait)))
    return wait <= 0


async def quietly(telling: Awaitable[object]) -> None:
    """Tell somebody something, if possible: the person or the place may be gone."""
    try:
        await telling
    except Exception as error:  # noqa: BLE001  an apology that fails ends here
        event("not told", logging.WARNING, **error_fields(error))
