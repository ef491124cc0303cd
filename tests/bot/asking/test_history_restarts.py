"""What a talk goes on from, also after a restart."""

import pytest

from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.markup import shown
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    WEBB,
    answer_in,
    asked,
    quotes,
)


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_a_chain_of_replies_is_handed_over_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening, restarts: bool
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        first = await answer_in(channel, 2)
        assert heard(listening) == []
        await alice.say(channel, NOWHERE, reply_to=first)
        second = await answer_in(channel, 4)
        assert heard(listening) == [(BRIDGE, ELEVEN)]
        if not restarts:
            await alice.say(channel, "Who was hurt?", reply_to=second)
            await answer_in(channel, 6)
            assert heard(listening) == [(BRIDGE, ELEVEN), (NOWHERE, "")]
    if restarts:
        async with server.running(make_bot(assistant=listening), "ask"):
            await alice.say(channel, "Who was hurt?", reply_to=second)
            await answer_in(channel, 6)
            assert heard(listening) == [(BRIDGE, ELEVEN), (NOWHERE, "")]


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_direct_messages_are_one_talk_also_after_a_restart(
    server: LoopbackDiscord, alice: Person, bob: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.dm("When did the Webb telescope leave Earth?")
        await answer_in(alice.inbox, 2, by=alice)
        await bob.dm(BRIDGE)
        await answer_in(bob.inbox, 2, by=bob)
        if not restarts:
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 4, by=alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 4, by=alice)
    assert shown(told.content)[0].text == "Looking for: How wide is the Webb’s mirror?"


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_what_was_said_before_starting_over_is_forgotten_also_after_a_restart(
    server: LoopbackDiscord, alice: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.dm("When did the Webb telescope leave Earth?")
        await answer_in(alice.inbox, 2, by=alice)
        await alice.dm("new topic")
        assert (await answer_in(alice.inbox, 4, by=alice)).content == "A new conversation begins."
        if not restarts:
            await alice.dm("more")
            told = await answer_in(alice.inbox, 6, by=alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await alice.dm("more")
            told = await answer_in(alice.inbox, 6, by=alice)
    assert told.content == "Ask something first."


@pytest.mark.asyncio
async def test_a_move_acts_on_the_answer_it_replies_to_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        first, second = await asked(alice, channel), await asked(bob, channel, WEBB)
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, "why?", reply_to=first)
        told = await answer_in(channel, 4)
        assert ELEVEN in "".join(line.bold for line in shown(told.content))
        await bob.say(channel, "show me the source", reply_to=second)
        told = await answer_in(channel, 6)
        assert shown(told.content)[0].text.startswith("1 · How the Webb Telescope Reached Its Place in Space")
        await bob.say(channel, "thanks", reply_to=told)
        assert (await answer_in(channel, 8)).content == "You are welcome."
        await bob.say(channel, "who said that?", reply_to=await answer_in(channel, 8))
        assert "Webb" in (await answer_in(channel, 10)).content


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_any_thread_is_a_talk_of_each_person_in_it_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, guild: Guild, alice: Person, bob: Person, make_bot: MakeBot,
    listening: Listening, restarts: bool,
) -> None:  # fmt: skip
    places = [
        await bob.thread(await bob.say(channel, "let us talk"), "talk"),
        await bob.post(guild.forum("help"), "Bridges", "I like them"),
    ]

    async def mentioned(person: Person, place: Channel, line: str) -> Message:
        count = len(place.visible_to(person))
        await person.say(place, f"{server.bot.mention} {line}")
        return await answer_in(place, count + 2)

    async with server.running(make_bot(assistant=listening), "ask"):
        for place in places:
            await mentioned(alice, place, BRIDGE)
    async with server.running(make_bot(assistant=listening), "ask"):
        for place in places:
            if not restarts:
                await mentioned(alice, place, BRIDGE)
            await mentioned(bob, place, "Who is against it?")
            assert heard(listening) == []  # that was alice's talk
            await mentioned(alice, place, "Who is against it?")
            assert heard(listening)[-1] == (BRIDGE, ELEVEN)
            assert quotes(await mentioned(alice, place, "more"))
            await alice.say(place, "Who is against it?", reply_to=(await mentioned(bob, place, WEBB)))
            await answer_in(place, len(place.visible_to(alice)) + 1)
            assert heard(listening)[-1][0] == WEBB  # as the reply says


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_a_thread_at_an_answer_goes_on_from_it_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, listening: Listening,
    restarts: bool,
) -> None:  # fmt: skip
    async with server.running(make_bot(assistant=listening), "ask"):
        thread = await bob.thread(await asked(alice, channel), "about that")
        if not restarts:
            await bob.say(thread, f"{server.bot.mention} Who is against it?")
            await answer_in(thread, 2)
            assert heard(listening) == [(BRIDGE, ELEVEN)]
    if restarts:
        async with server.running(make_bot(assistant=listening), "ask"):
            await bob.say(thread, f"{server.bot.mention} Who is against it?")
            await answer_in(thread, 2)
            assert heard(listening) == [(BRIDGE, ELEVEN)]
            await bob.say(thread, f"{server.bot.mention} start over")
            await answer_in(thread, 4)
    async with server.running(make_bot(assistant=listening), "ask"):
        count = len(thread.visible_to(bob))
        await bob.say(thread, f"{server.bot.mention} more")
        told = await answer_in(thread, count + 2)
        assert (told.content == "Ask something first.") == restarts  # as bob started over there


@pytest.mark.asyncio
@pytest.mark.parametrize("restarts", [False, True])
async def test_undo_goes_back_to_the_question_before_also_after_a_restart(
    server: LoopbackDiscord, alice: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        for number, line in enumerate(("When did the Webb telescope leave Earth?", BRIDGE, "undo"), 1):
            await alice.dm(line)
            told = await answer_in(alice.inbox, 2 * number, by=alice)
        assert told.content == "Your last question is forgotten."
        if not restarts:
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 8, by=alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 8, by=alice)
    assert shown(told.content)[0].text == "Looking for: How wide is the Webb’s mirror?"
