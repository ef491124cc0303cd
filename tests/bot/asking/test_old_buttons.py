"""Buttons of another version among the last messages of a talk."""

import pytest

from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person, posts
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, answer_in, asked, more_of

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


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "custom_id", ["pq:context:x", "pq:context:a:b:c:d", "pq:delete:zz", "pq:sources:x:y", "pq:unheard-of:1", "other"]
)
async def test_a_press_of_one_is_answered_to_the_person_alone(
    server: LoopbackDiscord, channel: Channel, alice: Person, custom_id: str
) -> None:
    answer = await asked(alice, channel)
    with_button(server, answer, custom_id, is_alone=False)
    (told,) = await (await alice.click(channel.messages[answer.id], label="Old")).wait()
    assert told.ephemeral
    assert told.content == "I no longer know that button. Please ask again."


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("label", "custom_id"), [("👍", "pq:context:x"), ("Ask differently", "pq:delete:zz")])
async def test_a_press_of_a_button_that_needs_one_is_answered_so_too(
    server: LoopbackDiscord, channel: Channel, alice: Person, label: str, custom_id: str
) -> None:
    answer = await asked(alice, channel, NOWHERE if label == "Ask differently" else BRIDGE)
    verb = custom_id.rpartition(":")[0]
    buttons = answer.components[0]["components"]
    row = [one | {"custom_id": custom_id} if one["custom_id"].startswith(verb) else one for one in buttons]
    posts.edit(server.world, answer, components=({**answer.components[0], "components": row},))
    (told,) = await (await alice.click(channel.messages[answer.id], label=label)).wait()
    assert told.ephemeral
    assert told.content == "I no longer know that button. Please ask again."


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
