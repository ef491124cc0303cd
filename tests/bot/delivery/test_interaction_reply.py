"""A command is answered once, whatever Discord and the network do."""

import pytest

from bot.client import Bot
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import CALLBACK, EDIT, HARMS, answers, settled
from tests.bot.loopback import Channel, LoopbackDiscord, Person, pings
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    quotes,
)

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize(("method", "path"), [("POST", CALLBACK), ("PATCH", EDIT)])
async def test_a_command_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str, method: str, path: str
) -> None:
    HARMS[harm](server, method, path)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    (message,) = await act.wait(lambda messages: messages and quotes(messages[0]), within=10)
    assert quotes(message)[0] == ELEVEN
    await settled(bot)
    assert len(answers(channel, server)) == 1


async def test_after_a_late_acknowledgement_the_answer_comes_into_the_channel(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    server.interactions._deadline = 0.05
    hold = server.faults.hold("POST", CALLBACK, times=1)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    assert not await act.settled()
    hold.release()
    (message,) = await channel.wait_for(lambda messages: len(messages) == 1)
    assert quotes(message)[0] == ELEVEN
    assert not pings(message)
    await settled(bot)
    assert len(answers(channel, server)) == 1


async def test_an_interaction_that_is_over_is_answered_in_the_channel(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("PATCH", EDIT, times=1)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    act.expire()
    hold.release()
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1)
    await settled(bot)


async def test_where_thinking_was_deleted_the_answer_comes_all_the_same(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("PATCH", EDIT, times=1)
    await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    (thinking,) = channel.messages.values()
    server.delete(thinking)
    hold.release()
    (message,) = await channel.wait_for(lambda _: answers(channel, server))
    assert quotes(message)[0] == ELEVEN
    await settled(bot)


async def test_it_is_acknowledged_before_the_answer_is_looked_for(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    async with server.running(make_bot(assistant=slow), "ask"):
        act = await alice.slash(channel, "ask", question=BRIDGE)
        try:
            await act.acknowledged()
            assert act.thinking
        finally:
            slow.gate.set()
        assert quotes((await act.wait())[0])[0] == ELEVEN
