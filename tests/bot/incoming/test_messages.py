"""Every message that asks, and what people see."""

import re

import pytest

from bot.client import Bot
from bot.delivery.message_reply import NO_THREAD
from bot.operations.visibility import Option
from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.faults import settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits, pings
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    WEBB,
    answer_in,
    asked,
    is_silent,
    question_line,
    quotes,
    settle,
)
from tests.conftest import ROOT

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_a_mention_is_answered_in_reply_and_pings_nobody(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    await alice.say(channel, "nothing for a bot")
    asked = await alice.say(channel, f"{server.bot.mention} {WEBB}")
    message = await answer_in(channel, 3)
    assert message.reference == asked.id
    assert "25 December 2021" in quotes(message)[0]
    assert not pings(message)


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_an_answer_asks_too(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    first = await answer_in(channel, 2)
    asked = await alice.say(channel, WEBB, reply_to=first)
    second = await answer_in(channel, 4)
    assert second.reference == asked.id
    assert "25 December 2021" in quotes(second)[0]


@pytest.mark.usefixtures("bot")
async def test_two_questions_in_one_message_are_answered_one_after_the_other(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    """Both answers are replies, each under its own words; the second question may refer to the first."""
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE} Who is against it?")
    first, second = await answer_in(channel, 2), await answer_in(channel, 3)
    assert (first.reference, second.reference) == (said.id, said.id)
    assert (question_line(first), question_line(second)) == (BRIDGE, "Who is against it?")
    assert quotes(first)[0] == ELEVEN
    assert "Looking for: Who is against the Old Stone Bridge?" in second.content


@pytest.mark.usefixtures("bot")
async def test_a_direct_message_and_the_context_menu_ask(channel: Channel, alice: Person, bob: Person) -> None:
    await alice.dm(WEBB)
    message = await answer_in(alice.inbox, 2, by=alice)
    assert "25 December 2021" in quotes(message)[0]
    said = await bob.say(channel, f"I wonder:\n**{WEBB}**")
    (message,) = await (await alice.context_menu(said, "Ask the articles")).wait()
    assert "25 December 2021" in quotes(message)[0]
    assert not message.ephemeral
    (again,) = await (await bob.context_menu(await asked(alice, channel), "Ask the articles")).wait()
    assert question_line(again) == BRIDGE


@pytest.mark.usefixtures("bot")
async def test_a_mention_without_a_question_gets_help_and_a_message_without_text_a_refusal(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await alice.say(channel, f" {server.bot.mention} \u200b ")
    assert "Ask me a question" in (await answer_in(channel, 2)).content
    await alice.say(channel, server.bot.mention)
    assert "Ask me a question" in (await answer_in(channel, 4)).content
    empty = await bob.say(channel, "\u200b")
    (message,) = await (await alice.context_menu(empty, "Ask the articles")).wait()
    assert (message.content, message.ephemeral) == ("There is no text in that message that I could ask.", True)
    (message,) = await (await alice.slash(channel, "pullquote help")).wait()
    assert message.ephemeral


@pytest.mark.usefixtures("bot")
async def test_bots_everyone_and_other_peoples_mentions_are_not_answered(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    guild.join(alice, guild.role("loud", bits(mention_everyone=True)))
    await alice.say(channel, f"@everyone {WEBB}")
    await alice.say(channel, f"{bob.mention} {WEBB}")
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await answer_in(channel, 4)
    assert [message.author.name for message in channel.visible_to(alice)].count(server.bot.name) == 1


@pytest.mark.parametrize("restarts", [False, True])
async def test_mentions_are_answered_in_a_thread_where_a_server_wants_that(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    bob: Person,
    make_bot: MakeBot,
    listening: Listening,
    restarts: bool,
) -> None:
    server.world.readable = server.gateway.privileged = 1 << 15
    async with server.running(make_bot(assistant=listening, follow_threads=True), "pullquote-manage"):
        assert await settle(bob, channel, "settings threads", on=True) == "Mentions are answered in a thread: **on**"
        said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await channel.bell.until(lambda: said.id in server.world.channels, 5, lambda: "no thread")
        thread = server.world.channels[said.id]
        message = await answer_in(thread, 1)
        assert quotes(message)[0] == ELEVEN
        assert thread.name == BRIDGE
        if not restarts:
            await alice.say(thread, WEBB)  # no mention
            assert "25 December 2021" in quotes(await answer_in(thread, 3))[0]
            assert heard(listening) == [(BRIDGE, ELEVEN)]
            await alice.say(thread, NOWHERE)
            assert is_silent(await answer_in(thread, 5))
            assert [question for question, _ in heard(listening)] == [BRIDGE, WEBB]
    if restarts:
        async with server.running(make_bot(assistant=listening, follow_threads=True), "pullquote-manage"):
            await alice.say(thread, WEBB)
            assert "25 December 2021" in quotes(await answer_in(thread, 3))[0]
            assert heard(listening) == [(BRIDGE, ELEVEN)]


@pytest.mark.usefixtures("bot")
async def test_without_the_intent_a_thread_goes_on_by_mention_only(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await settle(bob, channel, "settings threads", on=True)
    asked = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.bell.until(lambda: asked.id in server.world.channels, 5, lambda: "no thread")
    thread = server.world.channels[asked.id]
    await answer_in(thread, 1)
    await alice.say(thread, WEBB)
    await alice.say(thread, f"{server.bot.mention} {WEBB}")
    assert "25 December 2021" in quotes(await answer_in(thread, 4))[0]
    assert len(thread.visible_to(alice)) == 4


@pytest.mark.usefixtures("bot")
async def test_a_new_post_in_a_forum_is_answered_once_where_that_is_on(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    forum, other = guild.forum("help"), guild.forum("other")
    told = await settle(bob, channel, "settings forum", channel=forum, on=True)
    assert told == f"New posts of {forum.mention} are answered: **on**"
    assert forum.mention in await settle(bob, channel, "settings show")
    silent = await alice.post(other, BRIDGE, "please")
    post = await alice.post(forum, BRIDGE, f"{server.bot.mention} please")
    assert quotes(await answer_in(post, 2))[0] == ELEVEN
    await alice.say(post, "thanks")
    await alice.say(post, f"{server.bot.mention} {WEBB}")
    assert "25 December 2021" in quotes(await answer_in(post, 5))[0]
    assert len(post.visible_to(alice)) == 5
    assert len(silent.visible_to(alice)) == 1


@pytest.mark.usefixtures("bot")
async def test_the_permissions_that_the_guide_names_are_enough(server: LoopbackDiscord, alice: Person) -> None:
    guide = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
    found = re.search(r"scope=bot\+applications\.commands&permissions=(\d+)", guide)
    assert found is not None
    least = int(found[1])
    assert least == bits(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
    )
    people = bits(view_channel=True, send_messages=True, use_application_commands=True, create_public_threads=True)
    channel = server.guild("Strict", everyone=people, bot=least).text_channel("news")
    message = await asked(alice, channel)
    assert quotes(message)[0] == ELEVEN
    said = await alice.say(channel, f"{server.bot.mention} {WEBB}")
    answer = await answer_in(channel, 3)
    assert answer.reference == said.id
    await alice.say(channel, BRIDGE, reply_to=answer)
    await answer_in(channel, 5)
    await (await alice.click(answer, label="In context")).wait()
    await alice.click(answer, label="🗑️")
    await channel.wait_for(lambda messages: len(messages) == 4)


async def test_a_thread_that_cannot_be_opened_is_no_reason_not_to_answer(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    assert channel.guild is not None
    bot.services.scopes.turn(Option.THREADS, channel.guild.id, on=True)
    server.faults.fail("POST", "/channels/*/messages/*/threads", status=403, times=9)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    told = await answer_in(channel, 2)
    assert "**eleven months**" in told.content
    assert told.content.endswith(NO_THREAD)
    await settled(bot)


async def test_a_message_of_a_server_that_is_not_in_memory_is_no_direct_message(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    assert channel.guild is not None
    bot._connection._guilds.pop(channel.guild.id)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await alice.dm(WEBB)
    await answer_in(alice.inbox, 2, by=alice)
    assert len(channel.visible_to(alice)) == 1
