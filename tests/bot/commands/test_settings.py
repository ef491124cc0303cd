"""/pullquote-manage settings."""

import asyncio

import pytest

from bot.client import Bot
from tests.bot.conftest import MakeBot
from tests.bot.disk import feedback_rows, rows
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import (
    BRIDGE,
    NOWHERE,
    asked,
    settle,
)

pytestmark = pytest.mark.asyncio


async def test_questions_are_kept_where_the_owner_wants_it_and_dropped_again(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot, bot: Bot
) -> None:
    owner = Person(guild.owner, server.world, server.interactions)
    assert (
        await settle(alice, channel, "settings keep-questions", on=True)
        == "Only the server’s owner can have questions kept."
    )
    told = await _by_owner(owner, channel, on=True)
    assert told == "Questions are kept: **on**"
    answer = await asked(alice, channel)
    await (await alice.click(answer, label="👎")).wait()
    await asked(alice, channel, NOWHERE)
    assert feedback_rows(make_bot.path) == [("bad", BRIDGE)]
    async with asyncio.timeout(5), bot.services.done:
        await bot.services.done.wait_for(lambda: bot.services.in_hand == 0)
    assert rows(make_bot.path, "SELECT question FROM gaps") == [(NOWHERE,)]
    await _by_owner(owner, channel, on=False)
    assert rows(make_bot.path, "SELECT question FROM gaps") == []
    assert feedback_rows(make_bot.path) == [("bad", None)]


async def _by_owner(owner: Person, channel: Channel, *, on: bool) -> str:
    return (await (await owner.slash(channel, "pullquote-manage settings keep-questions", on=on)).wait())[0].content
