"""Posts of a forum whose text or title is edited."""

import time

import pytest

from bot.client import Bot
from bot.incoming.corrections import SOON
from bot.operations.visibility import Option
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import answers, arrived, holds, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, is_silent, question_of, quotes

pytestmark = pytest.mark.asyncio


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
