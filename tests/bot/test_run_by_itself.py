"""The real command in a process of its own: what it says unasked, what it leaves unsaid, and what it asks back."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa.library.indexing import index
from qa.models.embedder import Embedder
from tests.bot import disk
from tests.bot.faults import POST, holds
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, asked, is_silent, quotes, settle
from tests.bot.process import clean, running

pytestmark = pytest.mark.asyncio

MESSAGE_CONTENT = 1 << 15


def owner_of(guild: Guild, server: LoopbackDiscord) -> Person:
    """Return the owner of a server."""
    return Person(guild.owner, server.world, server.interactions)


def said(server: LoopbackDiscord, channel: Channel) -> list[Message]:
    """Return what everybody can read of what the bot has said in a channel."""
    return [one for one in channel.messages.values() if one.author == server.bot and not one.ephemeral]


def let_a_week_pass(database: Path) -> None:
    """Make the last digest a week older, as if the bot had been off since."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE digests SET last = ?", [(datetime.now(UTC) - timedelta(days=8)).isoformat()])
    connection.close()


def is_over(database: Path) -> bool:
    """Return whether the digest that was due is done."""
    ((last,),) = disk.rows(database, "SELECT last FROM digests")
    return datetime.now(UTC) - datetime.fromisoformat(str(last)) < timedelta(minutes=5)


ARTICLE = """---
title: A Long Bridge for Vellmar
date: 2024-03-12
url: https://courier.example.org/bridge
---

The council of Vellmar opens a long bridge in the month of May.
"""


async def test_a_digest_has_what_is_new_once_also_when_the_bot_is_stopped_meanwhile(
    environment: dict[str, str], tmp_path: Path, embedder: Embedder
) -> None:
    folder, store = disk.library(tmp_path, embedder)
    database, library = tmp_path / "bot.sqlite", tmp_path / "library"
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers")
        channel, news = guild.text_channel("news"), guild.text_channel("new-articles")
        async with running(environment, server, library, tmp_path) as bot:
            owner = owner_of(guild, server)
            assert news.mention in await settle(owner, channel, "settings digest", every="week", channel=news, hour=3)
            assert await bot.stop() == 0
        (folder / "town" / "vellmar.md").write_text(ARTICLE)
        index([folder], store, embedder)
        let_a_week_pass(database)
        broken = server.faults.fail("POST", POST, status=503, times=3)
        async with running(environment, server, library, tmp_path) as bot:
            await broken.met()
            assert await bot.stop() == 0
        let_a_week_pass(database)
        async with running(environment, server, library, tmp_path) as bot:
            await holds(lambda: is_over(database))  # nothing is new
            assert await bot.stop() == 0
        assert [one.content for one in said(server, news)] == [
            "**1 new article**\n> The council of Vellmar opens a long bridge in the month of May.\n"
            "-# [A Long Bridge for Vellmar](<https://courier.example.org/bridge#:~:text=The%20council%20of%20Vellmar%20"
            "opens%20a%20long%20bridge%20in%20the%20month%20of%20May.>) · courier.example.org · 2024-03-12"
        ]
        assert said(server, channel) == []
        clean(server)


async def test_in_a_thread_that_it_follows_it_answers_questions_and_leaves_talk_alone(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord(privileged=MESSAGE_CONTENT) as server:
        guild = server.guild("Readers")
        channel, alice, bob = guild.text_channel("news"), server.user("alice"), server.user("bob")
        server.world.readable = MESSAGE_CONTENT
        limits = {"person_questions": "100", "server_questions": "100"}
        async with running(environment, server, library, tmp_path, follow_threads="1", **limits) as bot:
            await settle(owner_of(guild, server), channel, "settings threads", on=True)
            mention = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            await channel.bell.until(lambda: mention.id in server.world.channels, 5, lambda: "no thread")
            thread = server.world.channels[mention.id]
            assert quotes(await answer_in(thread, 1))[0] == ELEVEN
            line = await bob.say(thread, f"{alice.mention} {WEBB}")
            await alice.say(thread, WEBB, reply_to=line)
            for chatter in ("👍", "lol", "no", "thanks!", "good night", "What a bridge!", NOWHERE):
                await bob.say(thread, chatter)
            await alice.say(thread, WEBB)
            await thread.wait_for(lambda _: len(said(server, thread)) == 2)
            await alice.say(thread, NOWHERE)
            await thread.wait_for(lambda _: len(said(server, thread)) == 3)
            assert await bot.stop() == 0  # which first finishes what is in hand
        _, webb, nowhere = said(server, thread)
        assert "25 December 2021" in quotes(webb)[0]
        assert is_silent(nowhere)
        clean(server)


async def test_it_asks_for_other_words_and_for_what_was_wrong_in_modals(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers")
        channel, alice, bob = guild.text_channel("news"), server.user("alice"), server.user("bob")
        async with running(environment, server, library, tmp_path) as bot:
            silence = await asked(alice, channel, NOWHERE)
            modal = await alice.click(silence, label="Ask differently")
            await modal.acknowledged()
            await (await alice.submit(modal, {"typed": BRIDGE})).wait(lambda messages: any(map(quotes, messages)))
            (answer,) = said(server, channel)
            assert (answer.id, quotes(answer)[0]) == (silence.id, ELEVEN)
            await settle(owner_of(guild, server), channel, "settings keep-questions", on=True)
            modal = await bob.click(answer, label="👎")
            await modal.acknowledged()
            (thanks,) = await (await bob.submit(modal, {"typed": "It is a year"})).wait()
            assert (thanks.content.startswith("Thank you."), thanks.ephemeral) == (True, True)
            assert await bot.stop() == 0
        kept = disk.rows(tmp_path / "bot.sqlite", "SELECT verdict, question, reason FROM feedback")
        assert kept == [("bad", BRIDGE, "It is a year")]
        clean(server)


async def test_it_introduces_itself_to_a_server_that_it_joins(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        old = server.guild("Readers", system="general")
        async with running(environment, server, library, tmp_path) as bot:
            await holds(lambda: "ready" in {one["event"] for one in bot.events()})  # before, no server is a new one
            new = server.guild("Newcomers", system="general")
            assert new.system_channel is not None
            hello = await answer_in(new.system_channel, 1)
            assert "1. `/ask` and a question" in hello.content
            assert "**19 articles** can be asked here." in hello.content
            assert await bot.stop() == 0
        assert old.system_channel is not None
        assert said(server, old.system_channel) == []
        clean(server)
