"""A command goes on from what its user asked before."""

import pytest

from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, WEBB, answer_in, asked, quotes

pytestmark = pytest.mark.asyncio

TURN = [(BRIDGE, ELEVEN)]


@pytest.mark.parametrize("restarts", [False, True])
async def test_in_direct_messages_and_threads_a_command_goes_on_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, listening: Listening,
    restarts: bool,
) -> None:  # fmt: skip
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    places = (alice.inbox, thread)
    async with server.running(make_bot(assistant=listening), "ask"):
        for place in places:
            await asked(alice, place)
            if not restarts:
                await asked(alice, place, "Who is against it?")
                assert heard(listening) == TURN
    if restarts:
        async with server.running(make_bot(assistant=listening), "ask"):
            for place in places:
                await asked(alice, place, "Who is against it?")
                assert heard(listening) == TURN
            await asked(bob, thread, "Who is against it?")
            assert heard(listening) == []


async def test_in_a_channel_a_command_begins_anew(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await asked(alice, channel)
        await asked(alice, channel, WEBB)
        assert heard(listening) == []


@pytest.mark.usefixtures("bot")
async def test_more_goes_on_from_the_last_answer_anywhere(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    first = await asked(alice, channel)
    (more,) = await (await alice.slash(channel, "ask", question="more")).wait()
    assert not more.ephemeral
    assert quotes(more)
    assert not set(quotes(more)) & set(quotes(first))
    await alice.say(channel, f"{server.bot.mention} more")
    further = await answer_in(channel, 4)
    assert quotes(further)
    assert not set(quotes(further)) & {*quotes(first), *quotes(more)}
    await bob.say(channel, f"{server.bot.mention} more")
    assert (await answer_in(channel, 6)).content == "Ask something first."


@pytest.mark.usefixtures("bot")
async def test_a_command_that_asks_for_help_or_greets_is_answered_to_its_user_alone(
    channel: Channel, alice: Person
) -> None:
    for line, beginning in (("who are you?", "Ask me a question"), ("hello", "Hello."), ("thanks", "You are welcome.")):
        (message,) = await (await alice.slash(channel, "ask", question=line)).wait()
        assert message.ephemeral
        assert message.content.startswith(beginning)


async def test_who_sends_too_many_acts_by_command_is_told_so(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(lookups=1, acts=3, seconds=600), "ask"):
        told = [
            (await (await alice.slash(channel, "ask", question=line)).wait())[0]
            for line in ("help", "thanks", "hello", "thanks")
        ]
    assert all(message.ephemeral for message in told)
    assert [message.content for message in told[1:3]] == ["You are welcome.", "Hello. Ask the articles something."]
    assert told[3].content == "That was a lot at once: try again in 600 s."


async def test_who_looks_up_too_much_is_told_when_to_try_again(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(lookups=2, seconds=600), "ask"):
        answer = await asked(alice, channel)
        acts = [
            await alice.slash(channel, "sources"),
            await alice.click(answer, label="In context"),
            await alice.slash(channel, "sources"),
            await alice.slash(channel, "pullquote status"),
            await alice.click(answer, label="👍"),
        ]
        told = [(await act.wait())[0].content == "That was a lot at once: try again in 600 s." for act in acts]
    assert told == [False, False, True, True, True]
