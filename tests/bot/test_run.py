"""The real command, a process of its own and unchanged, against the loopback Discord, on the seeds."""

import asyncio
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from qa.forgetting import forget
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.upkeep import gather
from qa.web.mirror import Mirror
from tests.bot.faults import CALLBACK, EDIT, GATEWAY, HARMS, POST
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Outside, Person
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    WEBB,
    answer_in,
    asked,
    is_silent,
    labels,
    manages,
    more_of,
    quotes,
    settle,
)
from tests.bot.process import BotProcess, environment_of, running
from tests.conftest import ROOT
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


@pytest.fixture
def library(seeds_library: Path, tmp_path: Path) -> Path:
    """A library of the seeds of the test's own."""
    shutil.copytree(seeds_library, tmp_path / "library")
    return tmp_path / "library"


def clean(server: LoopbackDiscord) -> None:
    """Nothing that the bot asked for was against Discord's rules, and nothing that it said can ping anybody."""
    assert server.violations == []
    assert server.careless == []


async def every_button(channel: Channel, asker: Person, other: Person, answer: Message) -> None:
    """Press each button of an answer; the last deletes it."""
    (context,) = await (await other.click(answer, label="In context")).wait()
    assert context.ephemeral
    assert f"**{ELEVEN}**" in context.content
    (more,) = await (await other.click(answer, label=more_of(answer))).wait()
    assert labels(more) == ["In context", "More"]
    (further,) = await (await other.click(more, label="More")).wait()
    assert not set(quotes(further)) & {*quotes(answer), *quotes(more)}
    for sign in ("👍", "👎"):
        (thanks,) = await (await other.click(answer, label=sign)).wait()
        assert thanks.content.startswith("Thank you.")
    (refusal,) = await (await other.click(answer, label="🗑️")).wait()
    assert refusal.ephemeral
    await asker.click(answer, label="🗑️")
    await channel.wait_for(lambda messages: answer.id not in [message.id for message in messages])


async def every_way(server: LoopbackDiscord, channel: Channel, alice: Person) -> Message:
    """Ask in each way; the answer to the command."""
    answer = await asked(alice, channel)
    assert quotes(answer)[0] == ELEVEN
    count = len(await channel.wait_for(lambda _: True))
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    mention = await answer_in(channel, count + 2)
    assert "25 December 2021" in quotes(mention)[0]
    said = await alice.say(channel, BRIDGE, reply_to=mention)
    assert quotes(await answer_in(channel, count + 4))[0] == ELEVEN
    (menu,) = await (await alice.context_menu(said, "Ask the articles")).wait()
    assert quotes(menu)[0] == ELEVEN
    count = len(alice.inbox.visible_to(alice))
    await alice.dm(WEBB)
    assert "25 December 2021" in quotes(await answer_in(alice.inbox, count + 2, by=alice))[0]
    assert is_silent(await asked(alice, channel, NOWHERE))
    return answer


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


async def test_every_way_every_button_and_every_command_before_and_after_a_restart(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers")
        channel, forum = guild.text_channel("news"), guild.forum("help")
        alice, bob = server.user("alice"), server.user("bob")
        limits = {"person_questions": "100", "server_questions": "100"}
        manages(bob, channel)
        async with running(environment, server, library, tmp_path, **limits) as bot:
            kept = await every_way(server, channel, alice)
            await every_button(channel, alice, bob, await asked(alice, channel))
            assert "19 articles" in (await (await alice.slash(channel, "sources")).wait())[0].content
            assert "19 articles" in (await (await alice.slash(channel, "pullquote status")).wait())[0].content
            assert "Ask me" in (await (await alice.slash(channel, "pullquote help")).wait())[0].content
            assert "world" in {
                one.value for one in await alice.autocomplete(channel, "ask", "collection", "", question="x")
            }
            await settle(bob, channel, "settings forum", channel=forum, on=True)
            await settle(bob, channel, "settings threads", on=True)
            await settle(bob, channel, "scope remove", collection="science")
            assert await bot.stop() == 0
        async with running(environment, server, library, tmp_path, **limits) as bot:
            assert is_silent(await asked(alice, channel, WEBB))  # the scope is kept
            await settle(bob, channel, "scope reset")
            post = await alice.post(forum, BRIDGE, "please")
            assert quotes(await answer_in(post, 2))[0] == ELEVEN
            said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            await channel.bell.until(lambda: said.id in server.world.channels, 5, lambda: "no thread")
            assert quotes(await answer_in(server.world.channels[said.id], 1))[0] == ELEVEN
            await settle(bob, channel, "settings threads", on=False)
            assert forum.mention in await settle(bob, channel, "settings show")
            (again,) = await (await bob.slash(channel, "pullquote-manage reindex")).wait(
                lambda messages: any("Nothing has changed: 19" in message.content for message in messages)
            )
            assert not again.ephemeral
            await every_button(channel, alice, bob, kept)
            await every_way(server, channel, alice)
            assert "removed" in (await (await bob.slash(channel, "pullquote forget-me")).wait())[0].content
            assert await bot.stop(signal.SIGINT) == 0
        clean(server)
        log = bot.log.read_text(encoding="utf-8")
        for secret in (
            "Bridge",
            "alice",
            "Readers",
            "news",
            str(alice.id),
            str(guild.id),
            str(channel.id),
            server.token,
        ):
            assert secret not in log
        events = {one["event"] for one in bot.events()}
        begun, ended = {"loading", "ready", "commands registered"}, {"stopping", "stopped"}
        assert events | {"ready"} == {*begun, "question", "reindexed", *ended}


async def test_every_fault(environment: dict[str, str], library: Path, tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        channel, alice = server.guild("Readers").text_channel("news"), server.user("alice")
        limits = {"person_questions": "1000", "server_questions": "1000"}

        def answers() -> int:
            """Answers in the channel; each of the questions here gets one."""
            return sum(
                one.author == server.bot and bool(quotes(one)) for one in channel.messages.values() if not one.loading
            )

        def reached(count: int) -> Callable[[tuple[Message, ...]], bool]:
            return lambda _: answers() == count

        async with running(environment, server, library, tmp_path, **limits) as bot:
            given = 0
            for harm in HARMS.values():
                for method, path in (("POST", CALLBACK), ("PATCH", EDIT)):
                    harm(server, method, path)
                    await alice.slash(channel, "ask", question=BRIDGE)
                    given += 1
                    await channel.wait_for(reached(given), within=10)
                    server.faults.clear()
                harm(server, "POST", POST)
                await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
                given += 1
                await channel.wait_for(reached(given), within=10)
                server.faults.clear()
            for number, trouble in enumerate(GATEWAY.values(), 1):
                trouble(server)
                await alice.say(channel, f"{server.bot.mention} {WEBB}")
                given += 1
                await server.resumed(number, within=15)
                await channel.wait_for(reached(given), within=10)
            server.gateway.invalidate()  # the session is gone; the client waits five seconds
            await server.identified(2, within=15)
            await alice.say(channel, f"{server.bot.mention} {WEBB}")
            given += 1
            await channel.wait_for(reached(given), within=10)
            server.interactions._deadline = 0.05
            hold = server.faults.hold("POST", CALLBACK, times=1)
            act = await alice.slash(channel, "ask", question=BRIDGE)
            assert not await act.settled()
            hold.release()
            given += 1
            await channel.wait_for(reached(given), within=10)
            server.interactions._deadline = 3.0
            hold = server.faults.hold("POST", POST, times=1)
            server.delete(await alice.say(channel, f"{server.bot.mention} {BRIDGE}"))
            await hold.met()
            hold.release()
            given += 1
            await channel.wait_for(reached(given), within=10)
            hold = server.faults.hold("PATCH", EDIT, times=1)
            await alice.slash(channel, "ask", question=BRIDGE)
            await hold.met()
            server.delete(channel)
            hold.release()
            assert quotes(await answer_in(alice.inbox, 2, by=alice))[0] == ELEVEN
            assert await bot.stop() == 0
        assert answers() == given
        clean(server)
        assert "failed" not in {one["event"] for one in bot.events()}


async def test_settings_outlive_kill_9(environment: dict[str, str], library: Path, tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        channel, alice, bob = server.guild().text_channel("news"), server.user("alice"), server.user("bob")
        async with running(environment, server, library, tmp_path) as bot:
            await settle(bob, channel, "scope add", collection="science")
            assert await bot.stop(signal.SIGKILL) == -signal.SIGKILL
        async with running(environment, server, library, tmp_path):
            assert is_silent(await asked(alice, channel))
        clean(server)


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


async def test_two_hundred_at_once_are_answered_or_told_to_wait(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    # The times are measured in benchmarks/discord_bot.py; here a slow machine fails nothing.
    async with LoopbackDiscord(heartbeat_interval=1.0, deadline=30.0) as server:
        channels = [server.guild(f"guild {number}").text_channel("news") for number in range(8)]
        people = [server.user(f"reader{number}") for number in range(200)]
        async with running(environment, server, library, tmp_path):
            acts = [
                await person.slash(channels[number % 8], "ask", question=BRIDGE) for number, person in enumerate(people)
            ]
            outcomes = [(await act.wait(within=30))[0] for act in acts]
            answered = [message for message in outcomes if not message.ephemeral]
            told = [message for message in outcomes if message.ephemeral]
            assert all(quotes(message)[0] == ELEVEN for message in answered)
            assert all("again" in message.content for message in told)
            assert len(answered) >= 2  # the bot has two workers; how many more depends on the machine
            assert len(answered) + len(told) == 200
            assert all(len(act.messages()) == 1 for act in acts)
            assert server.heartbeats_late(5.0) == []
        clean(server)
