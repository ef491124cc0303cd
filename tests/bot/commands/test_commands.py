"""/sources, /status, /reindex, /scope and /settings."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.library.indexing import Progress, index
from qa.models.embedder import Embedder
from qa.values import IndexReport
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.people import BRIDGE, ELEVEN, WEBB, answer_in, asked, labels, manages, quotes, settle
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_sources_are_paged_and_searched(channel: Channel, alice: Person) -> None:
    (page,) = await (await alice.slash(channel, "sources")).wait()
    assert page.ephemeral
    assert page.content.startswith("**19 articles**\n-# 1 · **A Night Train From Brussels to Berlin**")
    assert [(button.label, button.disabled) for button in page.buttons] == [("Back", True), ("Next", False)]
    for first in ("-# 9 · ", "-# 17 · "):
        act = await alice.click(page, label="Next")
        (page,) = await act.wait(_shows(first))
    assert page.content.split("\n")[1].startswith("-# 17 · **Washington Stops Pressing")
    assert [button.disabled for button in page.buttons] == [False, True]
    act = await alice.click(page, label="Back")
    await act.wait(_shows("-# 9 · "))
    (found,) = await (await alice.slash(channel, "sources", search="bridge")).wait()
    assert found.content.startswith("**2 articles with “bridge”**")
    assert found.buttons == ()
    (none,) = await (await alice.slash(channel, "sources", search="zebra *")).wait()
    assert none.content == "There are no articles with “zebra \\*” here."


@pytest.mark.usefixtures("bot")
async def test_nothing_outside_its_scope_is_quoted_counted_suggested_or_named(
    channel: Channel, guild: Guild, alice: Person, bob: Person
) -> None:
    other = guild.text_channel("other")
    told = await settle(bob, channel, "scope add", collection="world")
    assert told == "This server may see only: **world**."
    told = await settle(bob, channel, "scope add", collection="science", channel=other)
    assert told == f"{other.mention} may see only: **science**."

    assert quotes(await asked(alice, channel))[0] == ELEVEN
    message = await asked(alice, channel, WEBB)
    assert "don’t say" in message.content
    assert "Webb" not in message.content.replace(WEBB, "")
    choices = await alice.autocomplete(channel, "ask", "collection", "", question="x")
    assert [choice.value for choice in choices] == ["world"]
    (status,) = await (await alice.slash(channel, "status")).wait()
    assert status.content.split("\n")[:2] == ["**4 articles** can be asked here.", "-# • world: 4"]
    assert "science" not in status.content
    (sources,) = await (await alice.slash(channel, "sources")).wait()
    assert sources.content.startswith("**4 articles**")
    message = await asked(alice, channel, WEBB, collection="science")
    assert message.content == "There is no such collection here."

    # A channel sees what both it and its server may see.
    (status,) = await (await alice.slash(other, "status")).wait()
    assert status.content.startswith("**0 articles**")
    assert (await asked(alice, other)).content == "There are no articles to be asked here."
    (sources,) = await (await alice.slash(other, "sources")).wait()
    assert sources.content == "There are no articles to be asked here."
    await settle(bob, channel, "scope add", collection="science")
    (status,) = await (await alice.slash(other, "status")).wait()
    assert status.content.startswith("**5 articles**")
    assert "25 December 2021" in (await asked(alice, other, WEBB)).content
    assert await settle(bob, channel, "scope show", channel=other) == f"{other.mention} may see only: **science**."

    told = await settle(bob, channel, "scope remove", collection="world")
    assert told == "This server may see only: **science**."
    assert "don’t say" in (await asked(alice, channel)).content
    assert await settle(bob, channel, "scope reset") == "This server may see all collections."
    assert quotes(await asked(alice, channel))[0] == ELEVEN
    told = await settle(bob, channel, "scope remove", collection="sport", channel=channel)
    assert (
        told
        == f"{channel.mention} may see only: **culture**, **economy**, **history**, **science**, **travel**, **world**."
    )
    assert await settle(bob, channel, "scope add", collection="x*y") == "There is no collection “x\\*y”."


@pytest.mark.usefixtures("bot")
async def test_a_thread_is_where_its_channel_is(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await settle(bob, channel, "scope add", collection="science", channel=channel)
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
    assert "don’t say" in (await answer_in(thread, 2)).content
    (status,) = await (await alice.slash(thread, "status")).wait()
    assert status.content.startswith("**5 articles**")


async def test_direct_messages_have_a_scope_of_their_own(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(direct=frozenset({"science"})), "ask"):
        await alice.dm(BRIDGE)
        assert "don’t say" in (await answer_in(alice.inbox, 2, by=alice)).content
        await alice.dm(WEBB)
        assert "25 December 2021" in (await answer_in(alice.inbox, 4, by=alice)).content
        assert quotes(await asked(alice, channel))[0] == ELEVEN
    async with server.running(make_bot(direct=frozenset()), "ask"):
        await alice.dm(WEBB)
        assert (await answer_in(alice.inbox, 6, by=alice)).content == "There are no articles to be asked here."


@pytest.mark.usefixtures("bot")
async def test_what_managers_do_others_are_not_offered_and_cannot(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    assert not {"scope", "settings", "reindex"} & set(alice.commands(channel))
    for command in server.world.commands[None]:
        command["default_member_permissions"] = None  # as if an administrator had opened them to everybody
    for name, options in (
        ("reindex", {}),
        ("scope show", {}),
        ("scope add", {"collection": "world"}),
        ("settings threads", {"on": True}),
    ):
        (message,) = await (await alice.slash(channel, name, **options)).wait()
        assert (message.content, message.ephemeral) == (
            "Only those with the permission *Manage Server* can do that.",
            True,
        )
    assert await alice.autocomplete(channel, "scope add", "collection", "w") == ()


def _shows(text: str) -> Callable[[tuple[Message, ...]], bool]:
    """Whether a person sees this text."""
    return lambda messages: any(text in message.content for message in messages)


def library(tmp_path: Path, embedder: Embedder) -> tuple[Path, LocalStore]:
    """Two articles in two collections, indexed."""
    folder = tmp_path / "articles"
    for name in ("town", "sport"):
        (folder / name).mkdir(parents=True)
        (folder / name / "one.txt").write_text(f"The {name}\n\nThe long bridge of {name} opens in May.\n")
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    return folder, store


async def test_reindex_shows_progress_and_tells_what_changed(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.commands.sources.EDIT_EVERY", 0.01)
    folder, store = library(tmp_path, embedder)
    gate = threading.Event()

    def refresh(report: Callable[[Progress], None]) -> IndexReport:
        report(Progress(0.5, 1, 1, 1))
        assert gate.wait(10)
        return index([], store, embedder, report=report)

    bot = make_bot(assistant=open_assistant(store=store, embedder=embedder), refresh=refresh)
    manages(bob, channel)
    async with server.running(bot, "reindex"):
        (folder / "town" / "two.txt").write_text("Two\n\nA second bridge is built.\n")
        (folder / "town" / "one.txt").write_text("The town\n\nThe long bridge of town opens in June.\n")
        (folder / "sport" / "one.txt").unlink()
        act = await bob.slash(channel, "reindex")
        await act.wait(_shows("Reading the articles … 50 %"))
        (second,) = await (await bob.slash(channel, "reindex")).wait()
        assert second.ephemeral
        assert second.content.startswith("The articles are being read just now")
        meanwhile = await asked(bob, channel, "When does the long bridge open?")
        assert "A quote is withheld: its article has changed" in meanwhile.content
        gate.set()
        (message,) = await act.wait(_shows("added"))
        assert message.content.startswith("**1** added, **1** changed, **1** removed: 2 articles now.")
        assert "June" in quotes(await asked(bob, channel, "When does the long bridge open?"))[0]
        (message,) = await (await bob.slash(channel, "reindex")).wait(_shows("Nothing"))
        assert message.content.startswith("Nothing has changed: 2 articles.")


async def test_reindex_counts_only_what_can_be_seen_here(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder
) -> None:
    folder, store = library(tmp_path, embedder)
    refresh = partial(index, [], store, embedder)
    bot = make_bot(
        assistant=open_assistant(store=store, embedder=embedder), refresh=lambda report: refresh(report=report)
    )
    async with server.running(bot, "reindex"):
        await settle(bob, channel, "scope add", collection="town")
        (folder / "sport" / "one.txt").unlink()
        (folder / "sport" / "broken.pdf").write_bytes(b"no pdf")
        (message,) = await (await bob.slash(channel, "reindex")).wait(_shows("changed"))
        assert message.content.startswith("Nothing has changed: 1 article.")
        assert "could not be read" not in message.content


async def test_an_error_while_reindexing_is_told_with_a_code_and_the_next_run_is_free(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    def refresh(_: Callable[[Progress], None]) -> IndexReport:
        raise OSError("/srv/secret/path is full")

    manages(bob, channel)
    async with server.running(make_bot(refresh=refresh), "reindex"):
        for _ in range(2):
            act = await bob.slash(channel, "reindex")
            (message,) = await act.wait(_shows("Sorry"))
            assert "secret" not in message.content
            code = message.content.rpartition(" ")[2]
            assert code in {getattr(record, "told", {}).get("code") for record in caplog.records}


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
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "scope"):
        choices = await alice.autocomplete(channel, "ask", "collection", "C0", question="x")
        assert [choice.value for choice in choices] == [f"c{number:02} *@everyone*" for number in range(10)]
        assert len(await alice.autocomplete(channel, "ask", "collection", "", question="x")) == 25
        (status,) = await (await alice.slash(channel, "status")).wait()
        assert "and 40 more collections" in status.content
        told = await settle(bob, channel, "scope remove", collection="c00 *@everyone*")
        assert told.endswith(" and 39 more.")
        assert labels(await asked(alice, channel, "Which article is number 7?"))[0] == "Context 1"
