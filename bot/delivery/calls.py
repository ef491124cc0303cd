"""Calls to Discord, repeated if they fail on the way."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import aiohttp
import discord

Result = TypeVar("Result")

NOBODY = discord.AllowedMentions.none()
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before a call is made again."""

FLEETING = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)
"""Errors after which a call may succeed the next time."""

FAILED = (*FLEETING, discord.HTTPException)

TOO_MANY_REQUESTS = 429
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10003, 10008, 10015, 10062
ALREADY_ACKNOWLEDGED, TOKEN_OVER, THREAD_EXISTS, THREAD_LOCKED, THREAD_ARCHIVED = 40060, 50027, 160004, 160005, 50083
MISSING_ACCESS, NO_HISTORY = 50001, 160002
"""Discord's codes for a channel that the bot cannot see, and for a reply where it may not read the history."""

OVER = {UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, TOKEN_OVER}
"""Discord's codes for an interaction that can no longer be answered."""


async def insist(call: Callable[[], Awaitable[Result]], pauses: Sequence[float] = PAUSES) -> Result:
    """Return what a call returns, repeating it while the network or Discord's servers fail."""
    for pause in pauses:
        try:
            return await call()
        except FLEETING:
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if error.status != TOO_MANY_REQUESTS:
                raise
            await asyncio.sleep(pause)
    return await call()


def is_out_of_reach(error: discord.HTTPException) -> bool:
    """Whether a channel is gone or closed, or the bot may not write there."""
    return isinstance(error, discord.Forbidden) or error.code in (UNKNOWN_CHANNEL, THREAD_LOCKED, THREAD_ARCHIVED)


async def post(
    channel: discord.abc.Messageable | discord.User | discord.Member,
    text: str,
    view: discord.ui.View | None = None,
    reference: discord.MessageReference | None = None,
) -> int:
    """Send a message to a channel or an inbox, once, however many calls that takes; return its id."""
    nonce = secrets.randbits(63)
    extra: dict[str, Any] = {"view": view} if view is not None else {}
    if reference is not None:
        extra |= {"reference": reference, "mention_author": False}
    sent = await insist(lambda: channel.send(text, nonce=nonce, allowed_mentions=NOBODY, suppress_embeds=True, **extra))
    return sent.id
