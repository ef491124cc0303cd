"""Questions that are edited or deleted after they were answered."""

import pytest

from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, answer_in, question_of, quotes

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


async def test_an_edited_question_is_answered_anew_in_the_same_message(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    silence = await answer_in(channel, 2)
    await alice.edit(said, f"{server.bot.mention} {BRIDGE}")
    messages = await channel.wait_for(lambda messages: any(ELEVEN in quotes(one) for one in messages[1:]))
    assert [message.id for message in messages] == [said.id, silence.id]
    assert await question_of(alice, messages[1]) == BRIDGE


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


async def test_a_deleted_question_takes_its_answer_with_it(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    kept = await alice.say(channel, "Something else.")
    await answer_in(channel, 3)
    server.delete(said)
    messages = await channel.wait_for(lambda messages: len(messages) == 1)
    assert [message.id for message in messages] == [kept.id]
