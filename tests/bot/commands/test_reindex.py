"""/pullquote-manage reindex."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.client import Timing
from bot.commands.reindex import difference
from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.reports import IndexReport
from tests.bot.conftest import MakeBot, nothing_to_refresh
from tests.bot.disk import library
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import (
    asked,
    manages,
    quotes,
    settle,
    shows,
)


@pytest.mark.asyncio
async def test_a_report_whose_message_was_deleted_comes_as_another(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    gate = threading.Event()

    def refresh(report: Callable[[float], None]) -> IndexReport:
        for number in range(100):
            report(number / 100)
            if gate.wait(0.02):
                break
        return nothing_to_refresh(report)

    async with server.running(make_bot(refresh=refresh, timing=Timing(edit_every=0.01)), "ask"):
        manages(alice, channel)
        act = await alice.slash(channel, "pullquote-manage reindex")
        (message,) = await act.wait(lambda messages: any("%" in one.content for one in messages))
        server.delete(message)
        await asyncio.sleep(0.1)  # some edits fail meanwhile
        (second,) = await (await alice.slash(channel, "pullquote-manage reindex")).wait()
        assert "already running" in second.content
        gate.set()
        await channel.wait_for(lambda messages: any("Nothing has changed: 19" in one.content for one in messages))


@pytest.mark.asyncio
async def test_reindex_shows_progress_and_tells_what_changed(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder
) -> None:
    folder, store = library(tmp_path, embedder)
    gate = threading.Event()

    def refresh(report: Callable[[float], None]) -> IndexReport:
        report(0.5)
        assert gate.wait(10)
        return index([], store, embedder, report=lambda progress: report(progress.share))

    bot = make_bot(
        assistant=open_assistant(store=store, embedder=embedder), refresh=refresh, timing=Timing(edit_every=0.01)
    )
    manages(bob, channel)
    async with server.running(bot, "pullquote-manage"):
        (folder / "town" / "two.txt").write_text("Two\n\nA second bridge is built.\n")
        (folder / "town" / "one.txt").write_text("The town\n\nThe long bridge of town opens in June.\n")
        (folder / "sport" / "one.txt").unlink()
        act = await bob.slash(channel, "pullquote-manage reindex")
        await act.wait(shows("Reading the articles … 50 %"))
        (second,) = await (await bob.slash(channel, "pullquote-manage reindex")).wait()
        assert second.ephemeral
        assert second.content.startswith("An update is already running")
        meanwhile = await asked(bob, channel, "When does the long bridge open?")
        assert "The article that answers this was deleted after I read it." in meanwhile.content
        gate.set()
        (message,) = await act.wait(shows("added"))
        assert message.content.startswith("**1** added, **1** changed, **1** removed: 2 articles now.")
        assert "June" in quotes(await asked(bob, channel, "When does the long bridge open?"))[0]
        (message,) = await (await bob.slash(channel, "pullquote-manage reindex")).wait(shows("Nothing"))
        assert message.content.startswith("Nothing has changed: 2 articles.")


@pytest.mark.asyncio
async def test_reindex_counts_only_what_can_be_seen_here(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder
) -> None:
    folder, store = library(tmp_path, embedder)
    refresh = partial(index, [], store, embedder)
    bot = make_bot(
        assistant=open_assistant(store=store, embedder=embedder),
        refresh=lambda report: refresh(report=lambda progress: report(progress.share)),
    )
    async with server.running(bot, "pullquote-manage"):
        await settle(bob, channel, "scope add", collection="town")
        (folder / "sport" / "one.txt").unlink()
        (folder / "sport" / "broken.pdf").write_bytes(b"no pdf")
        (message,) = await (await bob.slash(channel, "pullquote-manage reindex")).wait(shows("changed"))
        assert message.content.startswith("Nothing has changed: 1 article.")
        assert "could not be read" not in message.content


@pytest.mark.asyncio
async def test_an_error_while_reindexing_is_told_with_a_code_and_the_next_run_is_free(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    def refresh(_: Callable[[float], None]) -> IndexReport:
        raise OSError("/srv/secret/path is full")

    manages(bob, channel)
    async with server.running(make_bot(refresh=refresh), "pullquote-manage"):
        for _ in range(2):
            act = await bob.slash(channel, "pullquote-manage reindex")
            (message,) = await act.wait(shows("Sorry"))
            assert "secret" not in message.content
            code = message.content.rpartition(" ")[2]
            assert code in {getattr(record, "fields", {}).get("code") for record in caplog.records}


def test_a_difference_is_told_in_numbers() -> None:
    before = {"a": "1", "b": "1", "c": "1"}
    after = {"a": "1", "b": "2", "d": "1", "e": "1"}
    assert difference(before, after) == "**2** added, **1** changed, **1** removed: 4 articles now."
    assert difference(before, before) == "Nothing has changed: 3 articles."
    assert difference({}, {}) == "Nothing has changed: 0 articles."
