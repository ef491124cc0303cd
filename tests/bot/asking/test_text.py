"""What a message says, wherever it says it."""

import pytest

from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, answer_in, question_line, question_of, quotes

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


async def test_what_is_forwarded_put_to_the_vote_or_linked_to_is_asked(
    channel: Channel, alice: Person, bob: Person
) -> None:
    said = await bob.say(channel, BRIDGE)
    for message in (
        await alice.forward(said, channel),
        await alice.poll(channel, BRIDGE, "a year", "for ever"),
        await alice.link(channel, "https://courier.example.org/1", BRIDGE),
    ):
        (answer,) = await (await bob.context_menu(message, "Ask the articles")).wait()
        assert question_line(answer) == BRIDGE
        assert quotes(answer)[0] == ELEVEN


async def test_what_is_forwarded_to_it_is_asked(channel: Channel, alice: Person) -> None:
    await alice.forward(await alice.say(channel, BRIDGE), alice.inbox)
    assert quotes(await answer_in(alice.inbox, 2, by=alice))[0] == ELEVEN
    await alice.poll(alice.inbox, BRIDGE, "a year", "for ever")
    assert quotes(await answer_in(alice.inbox, 4, by=alice))[0] == ELEVEN


async def test_words_go_before_what_a_page_says_of_itself(channel: Channel, alice: Person) -> None:
    linked = await alice.link(channel, f"{BRIDGE} https://courier.example.org/1", NOWHERE)
    (answer,) = await (await alice.context_menu(linked, "Ask the articles")).wait()
    assert question_line(answer).startswith(BRIDGE)


async def test_the_title_of_a_post_is_its_text_where_it_is_a_question(
    server: LoopbackDiscord, guild: Guild, alice: Person
) -> None:
    post = await alice.post(guild.forum("help"), BRIDGE, f"{server.bot.mention} please, I beg you")
    assert await question_of(alice, await answer_in(post, 2)) == BRIDGE
    post = await alice.post(guild.forum("help"), "Old Stone Bridge", f"{server.bot.mention} When will it close?")
    assert await question_of(alice, await answer_in(post, 2)) == "Old Stone Bridge When will it close?"


async def test_others_who_are_mentioned_are_named(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    readers = guild.role("readers")
    await alice.say(channel, f"{server.bot.mention} do {bob.mention}, {readers.mention} and {channel.mention} agree?")
    assert await question_of(alice, await answer_in(channel, 2)) == "do bob, readers and #news agree?"
