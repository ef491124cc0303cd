"""What may be asked at a place."""

import pytest

from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, WEBB, answer_in, asked, is_silent, quotes

pytestmark = pytest.mark.asyncio


async def test_direct_messages_have_a_scope_of_their_own(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(direct=frozenset({"science"})), "ask"):
        await alice.dm(BRIDGE)
        assert is_silent(await answer_in(alice.inbox, 2, by=alice))
        await alice.dm(WEBB)
        assert "25 December 2021" in (await answer_in(alice.inbox, 4, by=alice)).content
        assert quotes(await asked(alice, channel))[0] == ELEVEN
    async with server.running(make_bot(direct=frozenset()), "ask"):
        await alice.dm(WEBB)
        assert (await answer_in(alice.inbox, 6, by=alice)).content == "There are no articles to ask here."
