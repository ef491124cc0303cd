"""Buttons of another version among the last messages of a talk."""

import pytest

from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person, posts
from tests.bot.people import BRIDGE, ELEVEN, answer_in, more_of

pytestmark = pytest.mark.asyncio

OLD = ["pq:context:x", "pq:more:many", "pq:delete:zz", "pq:unheard-of:1", "other"]


def with_button(server: LoopbackDiscord, message: Message, custom_id: str, *, is_alone: bool) -> None:
    """Put a button before those of a message, or in their place."""
    kept = [] if is_alone else [one for row in message.components for one in row["components"]][1:]
    button = {"type": 2, "style": 2, "label": "Old", "custom_id": custom_id, "id": 99}
    posts.edit(server.world, message, components=({"type": 1, "id": 98, "components": [button, *kept]},))


@pytest.mark.parametrize("custom_id", OLD)
@pytest.mark.parametrize("is_alone", [False, True])
async def test_a_talk_in_a_thread_goes_on_past_them(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening,
    custom_id: str, is_alone: bool,
) -> None:  # fmt: skip
    """The last answer is whole; the one with the old button is skipped, or only its question is used."""
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(thread, f"{server.bot.mention} Who discovered penicillin?")
        old = await answer_in(thread, 2)
        await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
        await answer_in(thread, 4)
    with_button(server, old, custom_id, is_alone=is_alone)
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(thread, f"{server.bot.mention} Who is against it?")
        told = await answer_in(thread, 6)
        assert "Sorry" not in told.content
        assert (BRIDGE, ELEVEN) in heard(listening)


@pytest.mark.parametrize("custom_id", OLD)
async def test_more_in_a_channel_goes_on_past_them(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, custom_id: str
) -> None:
    """If all buttons of an answer are old, nothing says who asked: the talk goes on from the answers before it."""
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await answer_in(channel, 2)
        asked = await alice.say(channel, f"{server.bot.mention} Who discovered penicillin?")
        old = await answer_in(channel, 4)
    server.delete(asked)  # so that only its buttons say who asked
    with_button(server, old, custom_id, is_alone=True)
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} more")
        told = await answer_in(channel, 5)
        assert told.content.startswith(f"-# Question: {BRIDGE}")
        assert more_of(told)
