"""The real command in a process of its own: how it starts, keeps its settings, and ends."""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from qa.forgetting import forget
from tests.bot.loopback import LoopbackDiscord, Outside, Person
from tests.bot.people import (
    NOWHERE,
    WEBB,
    asked,
    is_silent,
    settle,
)
from tests.bot.process import BotProcess, clean, environment_of, running
from tests.conftest import ROOT
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


async def test_a_library_without_articles_is_no_reason_not_to_start(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    forget(str(ROOT / "seeds"), LocalStore(library), library)
    async with LoopbackDiscord() as server:
        channel, alice = server.guild("Readers").text_channel("news"), server.user("alice")
        async with running(environment, server, library, tmp_path) as bot:
            assert "0 articles" in (await (await alice.slash(channel, "pullquote status")).wait())[0].content
            assert (await asked(alice, channel, WEBB)).content == "There are no articles to ask here."
            assert await bot.stop() == 0
        clean(server)


async def test_settings_outlive_kill_9(environment: dict[str, str], library: Path, tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        channel, alice, bob = server.guild().text_channel("news"), server.user("alice"), server.user("bob")
        async with running(environment, server, library, tmp_path) as bot:
            await settle(bob, channel, "scope add", collection="science")
            assert await bot.stop(signal.SIGKILL) == -signal.SIGKILL
        async with running(environment, server, library, tmp_path):
            assert is_silent(await asked(alice, channel))
        clean(server)


async def test_health_and_metrics(
    environment: dict[str, str], library: Path, tmp_path: Path, unused_tcp_port: int
) -> None:
    async with LoopbackDiscord() as server:
        channel, alice = server.guild().text_channel("news"), server.user("alice")
        port = str(unused_tcp_port)
        async with (
            running(environment, server, library, tmp_path, health_port=port) as bot,
            aiohttp.ClientSession() as session,
        ):

            async def health() -> tuple[int, str]:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as response:
                    return response.status, await response.text()

            await asked(alice, channel)
            await asked(alice, channel, NOWHERE)
            async with asyncio.timeout(10):
                while (await health())[0] != 200:
                    await asyncio.sleep(0.05)
            assert await health() == (200, '{"ok": true, "trouble": null}')
            async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
                figures = await response.text()
            for line in (
                'pullquote_questions_total{outcome="answered",way="command"} 1.0',
                'pullquote_questions_total{outcome="not in the articles",way="command"} 1.0',
                'pullquote_seconds_count{stage="delivered"} 2.0',
                "pullquote_generation 1.0",
                "pullquote_queue 0.0",
            ):
                assert line in figures
            assert "pullquote_gateway_latency_seconds" in figures
            other = BotProcess(
                {**bot._environment, "PULLQUOTE_DATABASE": str(tmp_path / "other")}, tmp_path / "other.log"
            )
            await other.start()
            assert other.process is not None
            assert await asyncio.wait_for(other.process.wait(), 20) == 1
            assert f"pullquote: Port {port} cannot be used" in other.log.read_text()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"discord_token": ""}, "Set PULLQUOTE_DISCORD_TOKEN to the bot's token"),
        ({"discord_token": "wrong"}, "Discord rejected the token"),
        ({"follow_threads": "1"}, "Discord rejected the requested intents: PULLQUOTE_FOLLOW_THREADS"),
        ({"library_": "/nowhere"}, "There is no library"),
        ({"database": "/nowhere/bot.sqlite"}, "The bot's file /nowhere/bot.sqlite cannot be used"),
        ({"queue": "many"}, "PULLQUOTE_QUEUE must be a whole number, 1 to 10000."),
    ],
)
async def test_what_keeps_it_from_starting_is_one_line(
    environment: dict[str, str], library: Path, tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    async with LoopbackDiscord() as server, Outside(server, tmp_path) as outside:
        env = environment_of(environment, server, outside, library, tmp_path, **settings)
        bot = BotProcess(env, tmp_path / "log")
        await bot.start(sys.executable, "-m", "bot")
        assert bot.process is not None
        assert await asyncio.wait_for(bot.process.wait(), 30) == (2 if "queue" in settings else 1)
    lines = [line for line in bot.log.read_text().splitlines() if not line.startswith('{"at"')]
    assert len(lines) == 1
    assert lines[0].startswith(f"pullquote: {told}")
    assert "Traceback" not in bot.log.read_text()


STUCK = """
import sys, threading, time
import bot.run

async def run(settings):
    threading.Thread(target=time.sleep, args=(60,)).start()
    return False

bot.run.run = run
from bot.cli import main
sys.argv = ["pullquote", "bot"]
main()
"""


async def test_work_that_does_not_end_holds_up_no_end(environment: dict[str, str]) -> None:
    env = {**environment, "PULLQUOTE_DISCORD_TOKEN": "x"}
    run = await asyncio.create_subprocess_exec(sys.executable, "-c", STUCK, env=env)
    assert await asyncio.wait_for(run.wait(), 20) == 0


async def test_gaps_lists_what_found_no_answer(environment: dict[str, str], library: Path, tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild()
        channel, alice = guild.text_channel("news"), server.user("alice")
        owner = Person(guild.owner, server.world, server.interactions)
        async with running(environment, server, library, tmp_path) as bot:
            await (await owner.slash(channel, "pullquote-manage settings keep-questions", on=True)).wait()
            for question in (NOWHERE, "Who won the 2018 football World Cup?", "What is the capital of Peru?"):
                await asked(alice, channel, question)
            assert await bot.stop() == 0
    env = {**bot._environment}
    run = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("pullquote")), "gaps", env=env, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await run.communicate()
    assert run.returncode == 0
    today = datetime.now(UTC).date()
    assert out.decode().splitlines() == [
        f"    2  {NOWHERE} ({today})",
        "       Who won the 2018 football World Cup?",
        f"    1  What is the capital of Peru? ({today})",
    ]
