"""Where a channel is out of reach."""

import pytest

from bot.client import Bot
from tests.bot.conftest import MakeBot
from tests.bot.faults import EDIT, POST, settled
from tests.bot.loopback import Channel, LoopbackDiscord, Person, bits
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    WEBB,
    answer_in,
    asked,
    quotes,
)

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("way", ["mention", "command"])
async def test_of_a_channel_that_is_gone_the_answer_comes_to_the_asker(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, way: str
) -> None:
    hold = server.faults.hold(*(("POST", POST) if way == "mention" else ("PATCH", EDIT)), times=1)
    if way == "mention":
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    else:
        await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    server.delete(channel)
    hold.release()
    message = await answer_in(alice.inbox, 1, by=alice)
    assert quotes(message)[0] == ELEVEN
    await settled(bot)


async def test_where_it_may_not_write_it_answers_the_asker_alone(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    channel.overwrite(server.bot, deny=bits(send_messages=True))
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    assert quotes(await answer_in(alice.inbox, 1, by=alice))[0] == ELEVEN
    alice.block()
    await alice.say(channel, f"{server.bot.mention} {WEBB}")  # nowhere to go: logged, and nothing else
    await settled(bot)
    assert quotes(await asked(alice, channel))[0] == ELEVEN  # a command needs no permission to write


async def test_what_direct_messages_may_not_see_goes_to_no_inbox(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(direct=frozenset())
    async with server.running(bot, "ask"):
        channel.overwrite(server.bot, deny=bits(send_messages=True))
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        message = await answer_in(alice.inbox, 1, by=alice)
        assert message.content.startswith("I cannot write where you asked")
        await settled(bot)


async def test_a_thread_that_was_locked_meanwhile_is_answered_in_the_inbox(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    hold = server.faults.hold("POST", POST, times=1)
    await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    thread.locked = True
    hold.release()
    assert quotes(await answer_in(alice.inbox, 1, by=alice))[0] == ELEVEN
    await settled(bot)
