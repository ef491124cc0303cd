"""The real command in a process of its own: it answers from the articles as they are now."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import web

from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.upkeep import gather
from qa.web.mirror import Mirror
from tests.bot.loopback import LoopbackDiscord
from tests.bot.people import (
    asked,
    manages,
    quotes,
)
from tests.bot.process import clean, running
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def test_an_index_run_elsewhere_is_followed(environment: dict[str, str], tmp_path: Path) -> None:
    folder, library = tmp_path / "articles", tmp_path / "library"
    folder.mkdir()
    pullquote = str(Path(sys.executable).with_name("pullquote"))
    env = {**environment, "PULLQUOTE_LIBRARY": str(library)}

    async def indexed(text: str) -> None:
        (folder / "bridge.txt").write_text(f"The bridge\n\n{text}\n")
        run = await asyncio.create_subprocess_exec(
            pullquote,
            "index",
            str(folder),
            env=env,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert await run.wait() == 0

    await indexed("The long bridge opens in May.")
    async with LoopbackDiscord() as server:
        channel, alice = server.guild().text_channel("news"), server.user("alice")
        async with running(environment, server, library, tmp_path, person_questions="1000"):
            question = "When does the long bridge open?"
            assert quotes(await asked(alice, channel, question)) == ["The long bridge opens in May."]
            await indexed("The long bridge opens in June.")
            async with asyncio.timeout(2):
                while (told := quotes(await asked(alice, channel, question))) != ["The long bridge opens in June."]:
                    assert told in ([], ["The long bridge opens in May."])
        clean(server)


async def test_with_watch_an_edit_is_followed_without_any_command(
    environment: dict[str, str], tmp_path: Path, embedder: Embedder
) -> None:
    folder, library = tmp_path / "articles", tmp_path / "library"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge\n\nThe long bridge opens in May.\n")
    index([folder], LocalStore(library, embedder.dimension), embedder)
    async with LoopbackDiscord() as server:
        channel, alice = server.guild().text_channel("news"), server.user("alice")
        async with running(environment, server, library, tmp_path, watch="1", person_questions="1000") as bot:
            question = "When does the long bridge open?"
            assert quotes(await asked(alice, channel, question)) == ["The long bridge opens in May."]
            (folder / "bridge.txt").write_text("The bridge\n\nThe long bridge opens in June.\n")
            async with asyncio.timeout(30):
                while "followed" not in {one["event"] for one in bot.events()}:
                    await asyncio.sleep(0.05)
            assert quotes(await asked(alice, channel, question)) == ["The long bridge opens in June."]
            assert await bot.stop() == 0


async def test_pages_of_the_web_are_read_by_reindex_and_followed_with_watch(
    environment: dict[str, str], tmp_path: Path, embedder: Embedder
) -> None:
    library, month = tmp_path / "library", "May"

    async def bridge(_: web.Request) -> web.Response:
        text = f"<p>The long bridge opens in {month}.</p><p>Many people of the town have waited for it for years.</p>"
        body = f"<html><title>The bridge</title><article><h1>The bridge</h1>{text}</article></html>"
        return web.Response(text=body, content_type="text/html")

    site = web.Application()
    site.router.add_get("/bridge", bridge)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    closing = AsyncExitStack()
    closing.push_async_callback(runner.cleanup)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Mirror(library).add([f"http://127.0.0.1:{runner.addresses[0][1]}/bridge"], allow_private=True)
    assert (await asyncio.to_thread(gather, Settings(library=library))).skipped == []
    index([library / "web"], LocalStore(library, embedder.dimension), embedder, library=library)
    question = "When does the long bridge open?"
    async with closing, LoopbackDiscord() as server:
        channel, alice = server.guild().text_channel("news"), server.user("alice")
        manages(alice, channel)
        async with running(environment, server, library, tmp_path):
            month = "June"
            await (await alice.slash(channel, "pullquote-manage reindex")).wait(
                lambda messages: any("**1** changed" in message.content for message in messages)
            )
            assert quotes(await asked(alice, channel, question))[0] == "The long bridge opens in June."
        async with running(environment, server, library, tmp_path, watch="1", web="0.005") as bot:
            month = "July"
            async with asyncio.timeout(30):
                while "followed" not in {one["event"] for one in bot.events()}:
                    await asyncio.sleep(0.05)
            assert quotes(await asked(alice, channel, question))[0] == "The long bridge opens in July."
            assert await bot.stop() == 0
