"""What the bot says to a server that it joins."""

import pytest
import pytest_asyncio

from bot.client import Bot
from tests.bot.loopback import EVERYONE, LoopbackDiscord, Person, bits, pings
from tests.bot.people import answer_in, asked

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def ready(bot: Bot) -> Bot:
    """The bot, once it knows the servers that it is in."""
    await bot.wait_until_ready()
    return bot


QUIET = EVERYONE & ~bits(send_messages=True)


async def test_it_introduces_itself_in_the_system_channel(server: LoopbackDiscord, ready: Bot) -> None:
    ready.services.scopes._servers = frozenset({"science", "world"})
    channel = server.guild("Newcomers", system="general").system_channel
    assert channel is not None
    message = await answer_in(channel, 1)
    assert message.content.splitlines() == [
        "Hello. I answer questions with sentences from articles, word for word, each with its source; or I say that "
        "they don’t say. Three things to try:",
        "1. `/ask` and a question; or mention me with one.",
        "2. Reply to an answer of mine: “more”, “why?”, “and in Lebanon?”",
        "3. `/sources`, which lists the articles.",
        "**9 articles** can be asked here.",
        "-# • science: 5",
        "-# • world: 4",
        "-# Whoever manages this server can narrow that with `/pullquote-manage scope`.",
    ]
    assert not pings(message)


@pytest.mark.usefixtures("ready")
async def test_where_it_may_not_write_it_tells_who_added_it_if_it_may_know(
    server: LoopbackDiscord, alice: Person, bob: Person
) -> None:
    rights = bits(view_audit_log=True)
    told = server.guild("One", everyone=QUIET, bot=rights, system="general", by=alice)
    assert (await answer_in(alice.inbox, 1, by=alice)).content.startswith("Hello.")
    silent = server.guild("Two", everyone=QUIET, system="general", by=bob)
    bob.block()
    server.guild("Three", bot=rights, by=bob)
    await asked(alice, server.guild("Four").text_channel("news"))
    for guild in (told, silent):
        assert guild.system_channel is not None
        assert guild.system_channel.messages == {}
    assert bob.inbox.messages == {}


@pytest.mark.usefixtures("ready")
async def test_a_server_that_it_was_in_before_is_told_nothing(server: LoopbackDiscord, alice: Person) -> None:
    channel = server.guild("Old", system="general").system_channel
    assert channel is not None
    await answer_in(channel, 1)
    server.gateway.close(4000)
    await server.resumed(1)
    await asked(alice, channel)
    assert len(channel.visible_to(alice)) == 2


@pytest.mark.usefixtures("ready")
async def test_its_presence_says_how_to_ask(server: LoopbackDiscord) -> None:
    (presence, *_) = server.gateway.presences
    assert presence["game"]["state"] == "Ask the articles: /ask"
