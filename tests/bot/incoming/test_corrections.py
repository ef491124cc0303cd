"""Questions that are edited or deleted after they were answered."""

import time

import pytest

from bot.client import Bot
from bot.incoming.corrections import SOON
from bot.operations.visibility import Option
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import answers, holds, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, is_silent, question_line, question_of, quotes

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


async def test_a_post_edited_to_what_the_articles_do_not_say_keeps_no_quote(
    server: LoopbackDiscord, guild: Guild, alice: Person, bot: Bot
) -> None:
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    post = await alice.post(forum, "The bridge", f"{server.bot.mention} {BRIDGE}")
    answer = await answer_in(post, 2)
    assert quotes(answer)[0] == ELEVEN
    await alice.edit(post.messages[post.id], f"{server.bot.mention} {NOWHERE}")
    messages = await post.wait_for(lambda messages: ELEVEN not in quotes(messages[1]))
    assert [message.id for message in messages] == [post.id, answer.id]
    assert is_silent(messages[1])


async def test_a_post_whose_title_is_edited_soon_is_answered_anew_in_the_same_message(
    server: LoopbackDiscord, guild: Guild, alice: Person, bot: Bot
) -> None:
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    post = await alice.post(forum, BRIDGE, "Who knows?")
    answer = await answer_in(post, 2)
    assert quotes(answer)[0] == ELEVEN
    await alice.rename(post, WEBB)
    messages = await post.wait_for(lambda messages: "25 December 2021" in messages[1].content)
    assert messages[1].id == answer.id
    assert await question_of(alice, messages[1]) == WEBB
    asked = len(server.requests)
    server.world.change_channel(post, locked=True)
    await arrived(alice, guild.text_channel("news"), server)
    assert not [one for one in server.requests[asked:] if str(post.id) in one.path]


async def test_a_post_without_an_answer_is_asked_again_once_its_title_is_edited(
    server: LoopbackDiscord, guild: Guild, alice: Person, bot: Bot
) -> None:
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    post = await alice.post(forum, NOWHERE, "Who knows?")
    await holds(lambda: bot.services.metrics.questions.labels("forum", "not in the articles")._value.get() == 1)
    await alice.rename(post, BRIDGE)
    messages = await post.wait_for(lambda _: answers(post, server))
    assert quotes(messages[-1])[0] == ELEVEN
    await alice.rename(post, WEBB)
    (answer,) = answers(post, server)
    await post.wait_for(lambda _: "25 December 2021" in post.messages[answer.id].content)
    assert len(answers(post, server)) == 1


async def test_a_title_edited_while_its_post_is_answered_counts(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    client = make_bot(assistant=slow)
    async with server.running(client, "ask"):
        forum = guild.forum("help")
        client.services.scopes.turn(Option.FORUM, forum.id, on=True)
        post = await alice.post(forum, BRIDGE, "Who knows?")
        await holds(lambda: slow.waiting == 1)
        await alice.rename(post, WEBB)
        await arrived(alice, channel, server)
        slow.gate.set()
        await post.wait_for(lambda messages: "25 December 2021" in messages[-1].content)
        assert len(answers(post, server)) == 1


async def test_a_title_edited_later_than_soon_asks_nothing(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot
) -> None:
    long_ago = time.time() - SOON.total_seconds() - 1
    server.world.clock = lambda: long_ago
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    post = await alice.post(forum, BRIDGE, "Who knows?")
    answer = await answer_in(post, 2)
    await alice.rename(post, WEBB)
    await arrived(alice, channel, server)
    await settled(bot)
    assert post.messages[answer.id].content == answer.content


async def test_a_new_name_of_a_thread_with_an_answer_asks_nothing(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot
) -> None:
    bot.services.scopes.turn(Option.THREADS, guild.id, on=True)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await holds(lambda: said.id in server.world.channels)
    thread = server.world.channels[said.id]
    answer = await answer_in(thread, 1)
    await alice.rename(thread, WEBB)
    await arrived(alice, channel, server)
    await settled(bot)
    assert thread.messages[answer.id].content == answer.content
    assert server.refused == []


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


async def arrived(person: Person, channel: Channel, server: LoopbackDiscord) -> None:
    """Wait until the bot knows all that has happened so far: it answers a message for help."""
    count = len(channel.visible_to(person))
    await person.say(channel, f"{server.bot.mention} help")
    await channel.wait_for(lambda messages: len(messages) == count + 2)
