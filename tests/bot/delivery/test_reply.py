"""Where a channel is out of reach."""

import pytest

from bot.client import Bot
from bot.delivery.message_reply import CLOSED_SIGN, INBOX_SIGN
from tests.bot.conftest import MakeBot
from tests.bot.faults import EDIT, POST, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits
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
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot, way: str
) -> None:
    hold = server.faults.hold(*(("POST", POST) if way == "mention" else ("PATCH", EDIT)), times=1)
    if way == "mention":
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    else:
        await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    server.delete(channel)
    hold.release()
    told, message = await alice.inbox.wait_for(lambda messages: len(messages) == 2, by=alice)
    assert told.content.startswith(f"I can no longer write in https://discord.com/channels/{guild.id}/{channel.id}")
    assert told.content.endswith(". Here is the answer to what you asked there:")
    assert quotes(message)[0] == ELEVEN
    await settled(bot)


async def test_where_it_may_not_write_it_answers_the_asker_alone(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot
) -> None:
    channel.overwrite(server.bot, deny=bits(send_messages=True))
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    told, message = await alice.inbox.wait_for(lambda messages: len(messages) == 2, by=alice)
    place = f"https://discord.com/channels/{guild.id}/{channel.id}/{said.id}"
    assert told.content == (
        f"I don't have permission to write in {place} (*Send Messages*). Here is the answer to what you asked there:"
    )
    assert quotes(message)[0] == ELEVEN
    await channel.wait_for(lambda _: channel.messages[said.id].reactions == ((INBOX_SIGN, server.bot.id),))
    alice.block()
    said = await alice.say(channel, f"{server.bot.mention} {WEBB}")  # nowhere to go
    await channel.wait_for(lambda _: channel.messages[said.id].reactions == ((CLOSED_SIGN, server.bot.id),))
    await settled(bot)
    assert quotes(await asked(alice, channel))[0] == ELEVEN  # a command needs no permission to write


async def test_each_right_that_is_missing_is_named(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    channel.overwrite(server.bot, deny=bits(send_messages_in_threads=True))
    await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
    told, _ = await alice.inbox.wait_for(lambda messages: len(messages) == 2, by=alice)
    assert "(*Send Messages in Threads*). Here is" in told.content
    hold = server.faults.hold("POST", POST, times=1)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    channel.overwrite(server.bot, deny=bits(view_channel=True))
    hold.release()
    *_, told, _ = await alice.inbox.wait_for(lambda messages: len(messages) == 4, by=alice)
    assert "(*View Channel*). Here is" in told.content
    await settled(bot)


async def test_what_direct_messages_may_not_see_goes_to_no_inbox(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(direct=frozenset())
    async with server.running(bot, "ask"):
        channel.overwrite(server.bot, deny=bits(send_messages=True))
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        message = await answer_in(alice.inbox, 1, by=alice)
        assert message.content.startswith("I don't have permission to write in https://discord.com/channels/")
        assert message.content.endswith(" I may not show those articles in a direct message.")
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
    assert quotes(await answer_in(alice.inbox, 2, by=alice))[0] == ELEVEN
    await settled(bot)
