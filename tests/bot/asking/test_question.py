"""What may be asked at a place."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.operations.visibility import Option
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, WEBB, answer_in, asked, quotes, settle

pytestmark = pytest.mark.asyncio


async def told_in_private(person: Person, question: str) -> str:
    """Return what a person reads in direct messages."""
    count = len(person.inbox.visible_to(person))
    await person.dm(question)
    return (await answer_in(person.inbox, count + 2, by=person)).content


async def test_direct_messages_never_show_more_than_the_host_allows(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(direct=frozenset({"science"})), "ask"):
        assert "25 December 2021" not in await told_in_private(alice, BRIDGE)
        assert "25 December 2021" in await told_in_private(alice, WEBB)
        assert quotes(await asked(alice, channel))[0] == ELEVEN
    async with server.running(make_bot(direct=frozenset()), "ask"):
        assert await told_in_private(alice, WEBB) == "There are no articles to ask here."


@pytest.mark.usefixtures("bot")
async def test_direct_messages_show_what_a_server_shows_that_the_person_is_in(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    guild.join(alice)
    await settle(bob, channel, "scope add", collection="world")
    others = server.guild("Others").text_channel("talk")
    await settle(bob, others, "scope add", collection="science")
    assert "eleven months" in await told_in_private(alice, BRIDGE)
    assert "25 December 2021" not in await told_in_private(alice, WEBB)
    choices = await alice.autocomplete(alice.inbox, "ask", "collection", "", question="x")
    assert [choice.value for choice in choices] == ["world"]
    assert "25 December 2021" in await told_in_private(bob, WEBB)

    await settle(bob, channel, "scope remove", collection="world")  # seen at once
    assert await told_in_private(alice, BRIDGE) == "There are no articles to ask here."


async def test_who_shares_no_server_is_told_so(
    server: LoopbackDiscord, guild: Guild, alice: Person, make_bot: MakeBot
) -> None:
    guild.text_channel("news")
    guild.join(alice)
    async with server.running(make_bot(), "ask"):
        assert "eleven months" in await told_in_private(alice, BRIDGE)
        del guild.members[alice.id]
        assert "eleven months" in await told_in_private(alice, BRIDGE)  # kept for a while
    async with server.running(make_bot(), "ask"):
        told = "There are no articles to ask here: in direct messages I show only what you can see on servers we share."
        assert await told_in_private(alice, BRIDGE) == told
        (sources,) = await (await alice.slash(alice.inbox, "sources")).wait()
        assert sources.content == told
        (status,) = await (await alice.slash(alice.inbox, "pullquote status")).wait()
        assert status.content == "**0 articles** can be asked here."


async def test_nothing_of_a_server_that_removed_the_bot_long_ago_is_left_in_memory(make_bot: MakeBot) -> None:
    services = make_bot().services
    database, scopes, zones = services.database, services.scopes, services.zones

    def set_and_end() -> None:
        for server in (7, 8):
            scopes.change(server, None, lambda _: frozenset({"world"}))
            scopes.turn(Option.THREADS, server, on=True)
            assert zones.set(server, "Europe/Berlin")
        database.end_departed(frozenset({8}), datetime.now(UTC) - timedelta(days=31))
        services.end_departed(frozenset({8}))

    await asyncio.to_thread(set_and_end)
    assert [scopes.set(server, None) for server in (7, 8)] == [None, frozenset({"world"})]
    assert [scopes.has(Option.THREADS, server) for server in (7, 8)] == [False, True]
    assert [zones.name(server) for server in (7, 8)] == [None, "Europe/Berlin"]
