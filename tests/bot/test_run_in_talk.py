"""The real command in a process of its own: talks, what a message carries, checks, and where the bot lacks a right."""

from pathlib import Path

import pytest

from tests.bot.loopback import EVERYONE, Channel, LoopbackDiscord, Message, Person, bits
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    OPEN,
    SHOPKEEPERS,
    WEBB,
    answer_in,
    asked,
    is_silent,
    question_line,
    quotes,
    settle,
)
from tests.bot.process import clean, running

pytestmark = pytest.mark.asyncio

LIMITS = {"person_questions": "100", "server_questions": "100"}
LEFT = "25 December 2021"


async def told(server: LoopbackDiscord, person: Person, channel: Channel, text: str) -> Message:
    """Mention the bot; return its answer."""
    said = await person.say(channel, f"{server.bot.mention} {text}")
    messages = await channel.wait_for(lambda messages: any(one.reference == said.id for one in messages))
    return next(one for one in messages if one.reference == said.id)


async def test_a_talk_goes_on_in_every_place_and_for_each_person_alone(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers")
        channel, forum = guild.text_channel("news"), guild.forum("help")
        alice, bob = server.user("alice"), server.user("bob")
        async with running(environment, server, library, tmp_path, **LIMITS) as bot:
            post = await alice.post(forum, BRIDGE, f"{server.bot.mention} please")
            thread = await alice.thread(await alice.say(channel, "The bridge"), "The bridge")
            answers = [await answer_in(post, 2), await told(server, alice, thread, BRIDGE)]
            assert [quotes(one)[0] for one in answers] == [ELEVEN, ELEVEN]
            for place in (post, thread):
                assert (await told(server, bob, place, "more")).content == "Ask something first."
                assert quotes(await told(server, alice, place, OPEN)) == [SHOPKEEPERS]
            for question, quote in ((BRIDGE, ELEVEN), (OPEN, SHOPKEEPERS)):
                assert quotes(await asked(alice, alice.inbox, question))[0] == quote
            assert quotes(await asked(alice, channel))[0] == ELEVEN
            more = quotes(await told(server, alice, channel, "more"))
            assert more
            assert ELEVEN not in more
            assert (await told(server, bob, channel, "what can you tell me?")).content.startswith("Ask me a question")
            await alice.rename(post, WEBB)
            await post.wait_for(lambda _: LEFT in post.messages[answers[0].id].content)
            assert await bot.stop() == 0
        clean(server)
        assert "failed" not in {one["event"] for one in bot.events()}


async def test_what_a_message_carries_is_asked_and_its_quotes_are_checked(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        channel, alice, bob = server.guild("Readers").text_channel("news"), server.user("alice"), server.user("bob")
        carried = [
            await bob.forward(await bob.say(channel, WEBB), channel),
            await bob.poll(channel, WEBB, "2020", "2021"),
            await bob.link(channel, "https://example.org/webb", WEBB),
            await bob.say(channel, f"{'We spoke of it for a whole evening. ' * 10}{WEBB}"),
        ]
        pasted = await bob.say(channel, f"“{ELEVEN.replace('7 to 2', '7 to 3')}”, I read.")
        async with running(environment, server, library, tmp_path, **LIMITS) as bot:
            for message in carried:
                (answer,) = await (await alice.context_menu(message, "Ask the articles")).wait()
                assert question_line(answer) == WEBB
                assert LEFT in quotes(answer)[0]
            (verdict,) = await (await alice.context_menu(pasted, "Check this quote")).wait()
            assert verdict.ephemeral
            assert verdict.content.startswith("🟡")
            assert "~~3~~ **2**" in verdict.content
            assert await bot.stop() == 0
        clean(server)


async def test_where_it_lacks_a_right_it_says_so_and_direct_messages_see_no_more_than_servers(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers", everyone=EVERYONE & ~bits(read_message_history=True))
        channel, closed = guild.text_channel("news"), guild.text_channel("closed")
        closed.overwrite(server.bot, deny=bits(send_messages=True))
        alice, bob = server.user("alice"), server.user("bob")
        async with running(environment, server, library, tmp_path, **LIMITS) as bot:
            await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            assert "(*Read Message History*)" in (await answer_in(channel, 2)).content
            said = await alice.say(closed, f"{server.bot.mention} {BRIDGE}")
            why = (await answer_in(alice.inbox, 1, by=alice)).content
            assert "*Send Messages*" in why
            assert f"/{closed.id}/{said.id}" in why
            assert quotes(await answer_in(alice.inbox, 2, by=alice))[0] == ELEVEN
            await settle(bob, channel, "scope add", collection="science")
            assert [is_silent(await asked(alice, place)) for place in (channel, alice.inbox)] == [True, True]
            assert LEFT in quotes(await asked(alice, alice.inbox, WEBB))[0]
            assert await bot.stop() == 0
        clean(server)
