"""Where a command was used."""

import pytest

from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, answer_in, is_silent, settle

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_a_thread_is_where_its_channel_is(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await settle(bob, channel, "scope add", collection="science", channel=channel)
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
    assert is_silent(await answer_in(thread, 2))
    (status,) = await (await alice.slash(thread, "pullquote status")).wait()
    assert status.content.startswith("**5 articles**")
