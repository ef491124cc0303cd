"""A message is answered once, whatever Discord and the network do."""

import pytest

from bot.client import Bot
from bot.delivery.message_reply import NO_REPLY, NO_THREAD
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import HARMS, POST, answers, settled
from tests.bot.loopback import Channel, LoopbackDiscord, Person, bits
from tests.bot.people import (
    BRIDGE,
    settle,
)

pytestmark = pytest.mark.asyncio


async def test_it_shows_that_it_is_typing_until_it_answers(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    async with server.running(make_bot(assistant=slow), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        typing = f"/channels/{channel.id}/typing"
        await server.api.bell.until(lambda: typing in [one.path for one in server.requests], 5, lambda: "no typing")
        assert answers(channel, server) == []
        slow.gate.set()
        await channel.wait_for(lambda _: answers(channel, server))


@pytest.mark.parametrize("harm", HARMS)
async def test_a_mention_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str
) -> None:
    HARMS[harm](server, "POST", POST)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1, within=10)
    await settled(bot)
    assert len(answers(channel, server)) == 1


async def test_a_message_deleted_meanwhile_is_answered_without_a_reference(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("POST", POST, times=1)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    server.delete(said)
    hold.release()
    (message,) = await channel.wait_for(lambda _: answers(channel, server))
    assert message.reference is None
    await settled(bot)


async def test_where_it_may_not_read_what_was_said_before_it_answers_without_a_reply_and_says_so(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    channel.overwrite(server.bot, deny=bits(read_message_history=True))
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: answers(channel, server))
    (message,) = answers(channel, server)
    assert message.reference is None
    assert message.content.split("\n")[-1] == NO_REPLY
    await settled(bot)


async def test_where_it_may_open_no_thread_it_answers_in_the_channel_and_says_so(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, bot: Bot
) -> None:
    await settle(bob, channel, "settings threads", on=True)
    channel.overwrite(server.bot, deny=bits(create_public_threads=True))
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: answers(channel, server))
    (message,) = answers(channel, server)
    assert message.reference == said.id
    assert message.content.split("\n")[-1] == NO_THREAD
    await settled(bot)
