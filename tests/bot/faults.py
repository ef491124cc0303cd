"""Faults of Discord and the network that a bot must survive."""

import asyncio
from collections.abc import Callable

from bot.client import Bot
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person
from tests.bot.loopback.waiting import PATIENCE

CALLBACK, EDIT, FOLLOW_UP = "/interactions/*/*/callback", "/webhooks/*/*/messages/@original", "/webhooks/*/*"


POST = "/channels/*/messages"


async def settled(bot: Bot) -> None:
    """Wait until the bot has nothing left to do."""
    async with asyncio.timeout(PATIENCE), bot.services.done:
        await bot.services.done.wait_for(lambda: bot.services.in_hand == 0)


def answers(channel: Channel, server: LoopbackDiscord) -> list[Message]:
    return [one for one in channel.messages.values() if one.author == server.bot and one.buttons]


Harm = Callable[[LoopbackDiscord, str, str], object]


HARMS: dict[str, Harm] = {
    "a rate limit": lambda server, method, path: server.faults.limit(method, path, retry_after=0.02, times=2),
    "a global rate limit": lambda server, method, path: server.faults.limit(method, path, 0.02, scope="global"),
    "a limit without a sign of Discord": lambda server, method, path: server.faults.limit(
        method, path, 0.02, via=False
    ),
    "a broken server": lambda server, method, path: server.faults.fail(method, path, status=500),
    "a busy server": lambda server, method, path: server.faults.fail(method, path, status=503),
    "a connection dropped before": lambda server, method, path: server.faults.drop(method, path, times=2),
    "a connection dropped after": lambda server, method, path: server.faults.drop(method, path, after=True),
}


Trouble = Callable[[LoopbackDiscord], None]


def missed_acknowledgements(server: LoopbackDiscord) -> None:
    server.gateway.acknowledging = False


GATEWAY: dict[str, Trouble] = {
    "opcode 7": lambda server: server.gateway.reconnect(),
    "opcode 9, resumable": lambda server: server.gateway.invalidate(resumable=True),
    "closed, 4000": lambda server: server.gateway.close(4000),
    "closed, 1001": lambda server: server.gateway.close(1001),
    "dropped": lambda server: server.gateway.drop(),
}


async def holds(condition: Callable[[], bool]) -> None:
    """Wait until something holds for which no bell rings."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)


async def arrived(person: Person, channel: Channel, server: LoopbackDiscord) -> None:
    """Wait until the bot knows all that has happened so far: it answers a message for help."""
    count = len(channel.visible_to(person))
    await person.say(channel, f"{server.bot.mention} help")
    await channel.wait_for(lambda messages: len(messages) == count + 2)
