"""The gateway, the start and the end."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.client import Bot, Timing
from qa.reports import IndexReport
from tests.bot.assistants import Slow
from tests.bot.conftest import MakeBot
from tests.bot.disk import rows
from tests.bot.faults import CALLBACK, GATEWAY, POST, answers, holds, missed_acknowledgements, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    WEBB,
    answer_in,
    asked,
    manages,
    quotes,
    settle,
)

pytestmark = pytest.mark.asyncio


async def test_it_shards_by_itself_where_discord_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, make_bot: MakeBot
) -> None:
    async with LoopbackDiscord(shards=2) as server:
        server.wire(monkeypatch)
        channels: dict[int, Channel] = {}
        while len(channels) < 2:
            guild = server.guild(f"guild {len(server.world.guilds)}")
            channels[(guild.id >> 22) % 2] = guild.text_channel("news")
        alice = server.user("alice")
        async with server.running(make_bot(), "ask"):
            for channel in channels.values():
                await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
                assert quotes(await answer_in(channel, 2))[0] == ELEVEN
        assert server.violations == []


@pytest.mark.parametrize("trouble", GATEWAY)
async def test_what_was_asked_while_the_gateway_was_away_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, trouble: str
) -> None:
    hold = server.faults.hold("POST", POST, times=1)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    GATEWAY[trouble](server)
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    hold.release()
    await server.resumed(1, within=15)
    await channel.wait_for(lambda _: len(answers(channel, server)) == 2, within=10)
    await settled(bot)
    assert sorted(quotes(one)[0] for one in answers(channel, server)) == sorted(
        {quotes(one)[0] for one in answers(channel, server)}
    )


async def test_after_a_session_that_ended_it_answers_again(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep  # discord.py waits five seconds before it identifies again
    monkeypatch.setattr("discord.gateway.asyncio.sleep", lambda seconds: sleep(min(seconds, 0.01)))
    server.gateway.invalidate()
    await server.identified(2)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1)
    await settled(bot)


async def test_missed_acknowledgements_end_in_a_resumed_session(
    monkeypatch: pytest.MonkeyPatch, make_bot: MakeBot
) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.2) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), make_bot()
        bot._connection.heartbeat_timeout = 0.5
        async with server.running(bot, "ask"):
            missed_acknowledgements(server)
            await server.resumed(1)
            server.gateway.acknowledging = True
            await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            await channel.wait_for(lambda _: len(answers(channel, server)) == 1, within=10)
            await settled(bot)


async def test_an_event_that_comes_twice_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    server.world.publish("MESSAGE_CREATE", channel.guild, (said, channel))
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    await channel.wait_for(lambda _: len(answers(channel, server)) >= 2)
    await settled(bot)
    assert len(answers(channel, server)) == 2


async def test_the_end_finishes_what_is_in_hand_and_takes_no_more(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    bot, stop = make_bot(assistant=slow), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await act.acknowledged()
    stop.set()
    late = await server.user("bob").slash(channel, "ask", question=BRIDGE)
    (refusal,) = await late.wait()
    assert (refusal.content, refusal.ephemeral) == ("I am being restarted. Please ask again in a minute.", True)
    assert bot.trouble() == "closing"
    slow.gate.set()
    assert quotes((await act.wait())[0])[0] == ELEVEN
    await asyncio.wait_for(running, 5)
    assert bot.is_closed()


async def test_the_end_waits_no_longer_than_its_grace(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    bot, stop = make_bot(assistant=slow, timing=Timing(grace=0.1)), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await act.acknowledged()
    stop.set()
    await asyncio.wait_for(running, 5)
    slow.gate.set()


@pytest.mark.parametrize(("path", "drops"), [("/users/@me", 3), ("/gateway/bot", 2)])
async def test_without_a_network_it_tries_until_there_is_one(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, path: str, drops: int
) -> None:
    server.faults.drop("GET", path, times=drops)
    server.faults.fail("GET", path, status=503, times=2)
    bot, stop = make_bot(timing=Timing(login_pauses=(0.01,))), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    assert quotes(await asked(alice, channel))[0] == ELEVEN
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_the_end_waits_for_commands_and_stops_a_reading(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    gate = threading.Event()

    def refresh(report: Callable[[float], None]) -> IndexReport:
        report(0.4)
        assert gate.wait(10)
        report(0.5)
        raise AssertionError("not stopped")

    bot, stop = make_bot(refresh=refresh, timing=Timing(edit_every=0.01)), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    manages(alice, channel)
    reading = await alice.slash(channel, "pullquote-manage reindex")
    await reading.wait(lambda messages: any("40 %" in message.content for message in messages))
    hold = server.faults.hold("POST", CALLBACK, times=1)
    forgetting = await alice.slash(channel, "pullquote forget-me")
    await hold.met()
    stop.set()
    while bot.trouble() != "closing":
        await asyncio.sleep(0)
    gate.set()
    hold.release()
    await reading.wait(lambda messages: any(message.content.startswith("Stopped") for message in messages))
    assert (await forgetting.wait())[0].content == "Nothing was kept about you."
    await asyncio.wait_for(running, 5)


async def test_a_server_that_removed_the_bot_is_noted_and_kept_if_it_comes_back(
    server: LoopbackDiscord, guild: Guild, channel: Channel, bob: Person, make_bot: MakeBot
) -> None:
    noted = "SELECT server FROM departures"
    async with server.running(make_bot(), "ask"):
        await settle(bob, channel, "scope add", collection="world")
        assert rows(make_bot.path, noted) == []
        server.delete(guild)
        await holds(lambda: rows(make_bot.path, noted) == [(guild.id,)])
    server.world.guilds[guild.id] = guild
    bot = make_bot()
    async with server.running(bot, "ask"):
        await holds(lambda: rows(make_bot.path, noted) == [])
        assert bot.services.scopes.set(guild.id, None) == frozenset({"world"})


@pytest.mark.parametrize("custom_id", ["pq:vanished:1", "other"])
async def test_a_button_that_it_does_not_know_is_acknowledged(
    channel: Channel, alice: Person, bot: Bot, custom_id: str
) -> None:
    answer = await asked(alice, channel)
    known = answer.buttons[0].custom_id
    components = json.loads(json.dumps(answer.components).replace(str(known), custom_id))
    channel.messages[answer.id] = replace(answer, components=tuple(components))
    (told,) = await (await alice.click(answer, custom_id=custom_id)).wait()
    assert (told.content, told.ephemeral) == ("I no longer know that button. Please ask again.", True)
    await settled(bot)
