"""Questions that are edited or deleted after they were answered."""

import time

import pytest

from bot.client import Bot
from bot.incoming.corrections import SOON
from bot.operations.visibility import Option
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import answers, arrived, holds, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    WEBB,
    answer_in,
    is_silent,
    question_line,
    question_of,
    quotes,
    settle,
)

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_an_edited_question_is_answered_anew_in_the_same_message(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    silence = await answer_in(channel, 2)
    await alice.edit(said, f"{server.bot.mention} {BRIDGE}")
    messages = await channel.wait_for(lambda messages: any(ELEVEN in quotes(one) for one in messages[1:]))
    assert [message.id for message in messages] == [said.id, silence.id]
    assert await question_of(alice, messages[1]) == BRIDGE


@pytest.mark.usefixtures("bot")
async def test_an_edit_that_asks_nothing_else_changes_nothing(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    answer = await answer_in(channel, 2)
    for text in (f"{server.bot.mention}  {BRIDGE} ", f"{server.bot.mention} thanks", "lol"):
        await alice.edit(said, text)
    other = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    told = await answer_in(channel, 4)
    assert told.reference == other.id
    assert channel.messages[answer.id].content == answer.content
    assert not channel.messages[answer.id].edited


async def test_what_somebody_sees_is_looked_up_for_an_edit_in_direct_messages(alice: Person, bot: Bot) -> None:
    said = await alice.dm(NOWHERE)
    await answer_in(alice.inbox, 2, by=alice)
    bot.services.scopes.forget_people()
    await alice.edit(said, BRIDGE)
    await alice.inbox.wait_for(lambda messages: ELEVEN in quotes(messages[1]), by=alice)


@pytest.mark.usefixtures("bot")
async def test_a_deleted_question_takes_its_answer_with_it(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    kept = await alice.say(channel, "Something else.")
    await answer_in(channel, 3)
    server.delete(said)
    messages = await channel.wait_for(lambda messages: len(messages) == 1)
    assert [message.id for message in messages] == [kept.id]


@pytest.mark.usefixtures("bot")
async def test_a_question_edited_later_than_soon_keeps_its_answer(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    answer = await answer_in(channel, 2)
    now = time.time()
    server.world.clock = lambda: now + SOON.total_seconds() + 1
    await alice.edit(said, f"{server.bot.mention} {NOWHERE}")
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    await answer_in(channel, 4)
    assert channel.messages[answer.id].content == answer.content
    server.world.clock = lambda: now + SOON.total_seconds() - 1
    await alice.edit(said, f"{server.bot.mention} {NOWHERE} ")
    await channel.wait_for(lambda messages: is_silent(messages[1]))


async def test_the_newest_of_the_edits_before_an_answer_is_answered(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    async with server.running(make_bot(assistant=slow), "ask"):
        said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await holds(lambda: slow.waiting == 1)
        await alice.edit(said, f"{server.bot.mention} {NOWHERE}")
        await alice.edit(said, f"{server.bot.mention} {WEBB}")
        await arrived(alice, channel, server)
        slow.gate.set()
        messages = await channel.wait_for(lambda messages: "25 December 2021" in str(messages[-1]))
        assert len(answers(channel, server)) == 1
        assert await question_of(alice, messages[-1]) == WEBB


async def test_the_newest_of_the_edits_after_an_answer_is_answered(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    client, slow.quick = make_bot(assistant=slow), WEBB
    async with server.running(client, "ask"):
        slow.gate.set()
        said = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
        await answer_in(channel, 2)
        slow.gate.clear()
        await alice.edit(said, f"{server.bot.mention} {BRIDGE}")
        await holds(lambda: slow.waiting == 1)
        await alice.edit(said, f"{server.bot.mention} {WEBB}")
        await arrived(alice, channel, server)
        await holds(lambda: client.services.in_hand == 1)  # nothing but the first edit
        slow.gate.set()
        await settled(client)
        messages = await channel.wait_for(lambda messages: "25 December 2021" in messages[1].content)
        assert await question_of(alice, messages[1]) == WEBB


@pytest.mark.parametrize("text", [BRIDGE, f"{BRIDGE} {WEBB}"], ids=["one question", "two"])
async def test_a_question_deleted_before_its_answer_keeps_none(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow, text: str
) -> None:
    client = make_bot(assistant=slow)
    async with server.running(client, "ask"):
        said = await alice.say(channel, f"{server.bot.mention} {text}")
        await holds(lambda: slow.waiting == 1)
        server.delete(said)
        await arrived(alice, channel, server)
        slow.gate.set()
        await settled(client)
        messages = await channel.wait_for(lambda messages: len(messages) == 2)
        assert [message.author for message in messages] == [alice.user, server.bot]
        assert "Ask me" in messages[1].content


@pytest.mark.usefixtures("bot")
async def test_a_long_or_double_question_takes_its_answers_with_it(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    for text, count in ((f"{BRIDGE} {WEBB}", 3), (f"{'We met there again. ' * 20}{BRIDGE}", 2)):
        said = await alice.say(channel, f"{server.bot.mention} {text}")
        await answer_in(channel, count)
        server.delete(said)
        await channel.wait_for(lambda messages: not messages)


async def test_an_answer_in_a_thread_follows_its_question(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot
) -> None:
    bot.services.scopes.turn(Option.THREADS, guild.id, on=True)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await holds(lambda: said.id in server.world.channels)
    thread = server.world.channels[said.id]
    answer = await answer_in(thread, 1)
    await alice.edit(channel.messages[said.id], f"{server.bot.mention} {WEBB}")
    (edited,) = await thread.wait_for(lambda messages: "25 December 2021" in messages[0].content)
    assert edited.id == answer.id
    assert question_line(edited) == WEBB
    server.delete(channel.messages[said.id])
    await thread.wait_for(lambda messages: not messages)


@pytest.mark.parametrize("may", [True, False], ids=["shown in direct messages", "withheld"])
async def test_an_answer_in_direct_messages_follows_its_question_if_it_may_be_shown_there(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, may: bool
) -> None:
    channel.overwrite(server.bot, deny=bits(send_messages=True))
    bot = make_bot(direct=None if may else frozenset())
    async with server.running(bot, "ask"):
        said = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
        before = await alice.inbox.wait_for(lambda messages: len(messages) == 1 + may, by=alice)
        await settled(bot)
        await alice.edit(channel.messages[said.id], f"{server.bot.mention} {BRIDGE}")
        if may:
            await alice.inbox.wait_for(lambda messages: ELEVEN in quotes(messages[1]), by=alice)
        server.delete(channel.messages[said.id])
        await alice.dm("help")
        left = (await alice.inbox.wait_for(lambda messages: "Ask me" in messages[-1].content, by=alice))[:-2]
        await settled(bot)
    assert left == before[:1]
    assert [request.status for request in server.refused] == [403]  # the first answer, to the channel


async def test_an_answer_in_direct_messages_follows_no_edit_once_it_may_not_be_shown_there(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(direct=frozenset({"science"}))
    async with server.running(bot, "ask", "pullquote-manage"):
        await settle(bob, channel, "scope add", collection="science")
        channel.overwrite(server.bot, deny=bits(send_messages=True))
        said = await alice.say(channel, f"{server.bot.mention} {WEBB}")
        answer = await answer_in(alice.inbox, 2, by=alice)
        await settled(bot)
        await settle(bob, channel, "scope add", collection="world")
        await alice.edit(channel.messages[said.id], f"{server.bot.mention} {BRIDGE}")
        await alice.dm("help")
        await alice.inbox.wait_for(lambda messages: "Ask me" in messages[-1].content, by=alice)
        await settled(bot)
        assert alice.inbox.messages[answer.id].content == answer.content
