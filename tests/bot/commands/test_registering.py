"""If Discord rejects the commands, nothing else is held up."""

import asyncio
import logging

import pytest

from bot.commands.registering import Registering
from tests.bot.conftest import MakeBot
from tests.bot.faults import answers, holds
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import BRIDGE

pytestmark = pytest.mark.asyncio

COMMANDS = "/applications/*/commands"


@pytest.mark.parametrize("harm", ["limited", "refused", "broken"])
async def test_without_commands_it_is_ready_and_answers_mentions(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    make_bot: MakeBot,
    harm: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    fault = {
        "limited": lambda: server.faults.limit("PUT", COMMANDS, retry_after=600),
        "refused": lambda: server.faults.fail("PUT", COMMANDS, status=403),
        "broken": lambda: server.faults.hold("PUT", COMMANDS),
    }[harm]()
    bot = make_bot()
    async with server.running(bot):
        await fault.met()
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await channel.wait_for(lambda _: len(answers(channel, server)) == 1)
        assert bot.trouble() is None
        assert server.world.commands == {}
        if harm == "refused":
            await holds(lambda: "commands not registered" in caplog.messages)
            fault.release()
    assert "ready" in caplog.messages


async def test_it_is_offered_again_while_the_network_fails_and_not_once_it_is_refused() -> None:
    failures: list[Exception] = [OSError(), TimeoutError()]
    tries = 0

    async def sync() -> None:
        nonlocal tries
        tries += 1
        if failures:
            raise failures.pop(0)

    registering = Registering(sync, (0.0,))
    registering.begin()
    registering.begin()
    await holds(lambda: tries == 3)
    await asyncio.sleep(0.02)
    assert tries == 3
    registering.close()
