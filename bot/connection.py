"""The connection to Discord: retried while the network fails; one sentence if Discord refuses it."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence

import discord

from bot.delivery.calls import FLEETING
from bot.errors import DiscordRefused
from bot.operations.log import error_fields, event

WRONG_TOKEN = 4004
"""The gateway's code for a token that it rejects: one that was reset after the bot had logged in."""

REJECTED = (
    "Discord rejected the token: copy a new one from the developer portal (Bot, Reset Token) into "
    "PULLQUOTE_DISCORD_TOKEN."
)
TOO_MUCH = (
    "Discord rejected the requested intents: PULLQUOTE_FOLLOW_THREADS needs message content. Turn that on in the "
    "developer portal (Bot, Privileged Gateway Intents), or leave the setting out."
)


async def stay_connected(client: discord.Client, token: str, pauses: Sequence[float]) -> None:
    """Log in, and stay connected until the client is closed. `pauses` are the seconds before each retry.

    Raises DiscordRefused.
    """
    try:
        await _again(client, lambda: _log_in(client, token), pauses)
        await _again(client, client.connect, pauses)
    except discord.LoginFailure:
        raise DiscordRefused(REJECTED) from None
    except discord.PrivilegedIntentsRequired:
        raise DiscordRefused(TOO_MUCH) from None
    except discord.HTTPException as error:
        raise DiscordRefused(f"Discord does not let the bot in (HTTP {error.status}, code {error.code}).") from None
    except discord.ConnectionClosed as error:
        closed = f"Discord closed the connection for good (code {error.code})."
        raise DiscordRefused(REJECTED if error.code == WRONG_TOKEN else closed) from None


async def _log_in(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
    except FLEETING:
        await client.http.close()
        client.http.connector = discord.utils.MISSING  # closed with the session; the next login makes another
        raise


async def _again(client: discord.Client, call: Callable[[], Awaitable[None]], pauses: Sequence[float]) -> None:
    """Make a call until it succeeds: when a machine starts, the network may come later."""
    for pause in itertools.chain(pauses, itertools.repeat(pauses[-1])):
        try:
            await call()
            return
        except (*FLEETING, discord.GatewayNotFound) as error:
            if client.is_closed():
                return
            event("Discord cannot be reached", logging.WARNING, again_in=pause, **error_fields(error))
        await asyncio.sleep(pause)
