"""What Discord says when it no longer lets the bot in."""

import asyncio

import pytest

from bot.connection import REJECTED
from bot.errors import DiscordRefused
from tests.bot.conftest import MakeBot
from tests.bot.loopback import LoopbackDiscord

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("code", "said"), [(4004, REJECTED), (4013, "Discord closed the connection for good (code 4013).")]
)
async def test_a_connection_that_discord_closes_for_good_ends_the_bot_in_one_sentence(
    server: LoopbackDiscord, make_bot: MakeBot, code: int, said: str
) -> None:
    running = asyncio.create_task(make_bot().run_until(asyncio.Event(), server.token))
    await server.ready("ask")
    server.gateway.close(code)
    with pytest.raises(DiscordRefused) as refused:
        await asyncio.wait_for(running, 10)
    assert str(refused.value) == said


async def test_a_token_that_discord_does_not_know_is_named(server: LoopbackDiscord, make_bot: MakeBot) -> None:
    with pytest.raises(DiscordRefused, match="copy a new one from the developer portal"):
        await make_bot().run_until(asyncio.Event(), f"not {server.token}")
