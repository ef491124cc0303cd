"""/pullquote-manage scope: nothing outside is quoted, counted, suggested or named."""

import asyncio
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import ELEVEN, WEBB, asked, is_silent, labels, quotes, settle
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def first_line(manager: Person, channel: Channel, name: str, /, **options: object) -> str:
    """Return the first line of what a command says."""
    return (await settle(manager, channel, name, **options)).split("\n")[0]


@pytest.mark.usefixtures("bot")
async def test_nothing_outside_its_scope_is_quoted_counted_suggested_or_named(
    channel: Channel, guild: Guild, alice: Person, bob: Person
) -> None:
    other = guild.text_channel("other")
    told = await first_line(bob, channel, "scope add", collection="science", channel=other)
    assert told == f"{other.mention} may see only: **science**."
    told = await first_line(bob, channel, "scope add", collection="world")
    assert told == "This server may see only: **world**."

    assert quotes(await asked(alice, channel))[0] == ELEVEN
    message = await asked(alice, channel, WEBB)
    assert is_silent(message)
    assert "Webb" not in message.content.replace(WEBB, "")
    choices = await alice.autocomplete(channel, "ask", "collection", "", question="x")
    assert [choice.value for choice in choices] == ["world"]
    (status,) = await (await alice.slash(channel, "pullquote status")).wait()
    assert status.content.split("\n")[:2] == ["**4 articles** can be asked here.", "-# • world: 4"]
    assert "science" not in status.content
    (sources,) = await (await alice.slash(channel, "sources")).wait()
    assert sources.content.startswith("**4 articles**")
    message = await asked(alice, channel, WEBB, collection="science")
    assert message.content == "There is no such collection here."

    # A channel sees what both it and its server may see.
    (status,) = await (await alice.slash(other, "pullquote status")).wait()
    assert status.content.startswith("**0 articles**")
    assert (await asked(alice, other)).content == "There are no articles to ask here."
    (sources,) = await (await alice.slash(other, "sources")).wait()
    assert sources.content == "There are no articles to ask here."
    await first_line(bob, channel, "scope add", collection="science")
    (status,) = await (await alice.slash(other, "pullquote status")).wait()
    assert status.content.startswith("**5 articles**")
    assert "25 December 2021" in (await asked(alice, other, WEBB)).content
    assert await first_line(bob, channel, "scope show", channel=other) == f"{other.mention} may see only: **science**."

    told = await first_line(bob, channel, "scope remove", collection="world")
    assert told == "This server may see only: **science**."
    assert is_silent(await asked(alice, channel))
    assert await first_line(bob, channel, "scope reset") == "This server may see all collections."
    assert quotes(await asked(alice, channel))[0] == ELEVEN
    told = await first_line(bob, channel, "scope remove", collection="sport", channel=channel)
    assert (
        told
        == f"{channel.mention} may see only: **culture**, **economy**, **history**, **science**, **travel**, **world**."
    )
    for change in ("scope add", "scope remove"):
        assert await first_line(bob, channel, change, collection="x*y") == "There is no collection “x\\*y”."
    told = await first_line(bob, channel, "scope remove", collection="sport", channel=channel)
    assert told == "There is no collection “sport”."
    await first_line(bob, channel, "scope add", collection="world")
    told = await first_line(bob, channel, "scope add", collection="sport", channel=other)
    assert told == "This server may not see “sport”: add it for the server first."
    for change, offered in (("scope add", ["culture"]), ("scope remove", [])):
        choices = await bob.autocomplete(channel, f"pullquote-manage {change}", "collection", "ul")
        assert [choice.value for choice in choices] == offered


async def test_many_collections_are_suggested_and_shown_within_limits(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    bob: Person,
    make_bot: MakeBot,
    tmp_path: Path,
    embedder: Embedder,
) -> None:
    folder = tmp_path / "articles"
    for number in range(60):
        (folder / f"c{number:02} *@everyone*").mkdir(parents=True)
        (folder / f"c{number:02} *@everyone*" / "a.txt").write_text(
            f"Title {number}\n\nArticle number {number} is here.\n"
        )
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "pullquote-manage"):
        choices = await alice.autocomplete(channel, "ask", "collection", "C0", question="x")
        assert [choice.value for choice in choices] == [f"c{number:02} *@everyone*" for number in range(10)]
        assert len(await alice.autocomplete(channel, "ask", "collection", "", question="x")) == 25
        (status,) = await (await alice.slash(channel, "pullquote status")).wait()
        assert "and 40 more collections" in status.content
        told = await first_line(bob, channel, "scope remove", collection="c00 *@everyone*")
        assert told.endswith(" and 39 more.")
        assert labels(await asked(alice, channel, "Which article is number 7?"))[0] == "In context"


async def test_the_operator_s_bound_is_named(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(servers=frozenset({"world", "science"}))
    async with server.running(bot, "pullquote-manage"):
        told = await first_line(bob, channel, "scope show")
        assert told == "This server may see all that whoever runs me lets servers see: **science**, **world**."
        assert channel.guild is not None
        await asyncio.to_thread(
            bot.services.scopes.change, channel.guild.id, None, lambda _: frozenset({"world", "sport"})
        )
        told = await first_line(bob, channel, "scope show")
        assert told == "This server may see only: ~~sport~~ (not allowed), **world**."
        await asyncio.to_thread(
            bot.services.scopes.change, channel.guild.id, channel.id, lambda _: frozenset({"world", "science"})
        )
        told = await first_line(bob, channel, "scope show", channel=channel)
        assert told == f"{channel.mention} may see only: ~~science~~ (not allowed), **world**."
