"""The real command in a process of its own: every way to ask it, every fault, and two hundred people at once."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.faults import CALLBACK, EDIT, GATEWAY, HARMS, POST
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person
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
from tests.bot.process import clean, running

pytestmark = pytest.mark.asyncio


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
    """Ask in every way; return the answer to the command."""
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
    await every_way_in_private(channel, alice)
    await every_correction(server, channel, alice)
    return answer


async def every_way_in_private(channel: Channel, alice: Person) -> None:
    """Ask and check a quote alone, and share both with the channel."""
    answer = await asked(alice, channel, private=True)
    assert quotes(answer)[0] == ELEVEN
    (verdict,) = await (await alice.slash(channel, "verify", text=ELEVEN)).wait()
    assert verdict.content.startswith("🟢")
    for private in (answer, verdict):
        assert private.ephemeral
        count = len(await channel.wait_for(lambda _: True))
        await alice.click(private, label="Share with the channel")
        shared = await answer_in(channel, count + 1)
        assert shared.content == f"{private.content}\n-# Shared by {alice.mention}"


async def every_correction(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    """Edit a question and delete it: its answer follows."""
    count = len(await channel.wait_for(lambda _: True))
    said = await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    answer = await answer_in(channel, count + 2)
    await alice.edit(said, f"{server.bot.mention} {WEBB}")
    await channel.wait_for(lambda messages: "25 December 2021" in messages[-1].content)
    server.delete(said)
    await channel.wait_for(lambda messages: answer.id not in [message.id for message in messages])


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
            """Return the answers in the channel; each question here gets one."""
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
            taken = server.faults.delay("DELETE", f"{POST}/*", 0)
            hold.release()
            await taken.met()
            await channel.wait_for(reached(given), within=10)  # the answer went with its question
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
