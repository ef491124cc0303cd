"""The gateway treats the real client as Discord's does: sessions, heartbeats, intents, shards."""

import asyncio

import discord
import pytest

from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.loopback.tiny import TinyBot


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["reconnect", "close", "drop", "invalid but resumable"])
@pytest.mark.usefixtures("bot")
async def test_the_client_resumes_and_hears_what_it_missed(
    fault: str, server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    match fault:
        case "reconnect":
            server.gateway.reconnect()
        case "close":
            server.gateway.close(4000)
        case "drop":
            server.gateway.drop()
        case _:
            server.gateway.invalidate(resumable=True)
    await alice.say(channel, server.bot.mention)
    await server.resumed()
    await channel.wait_for(lambda messages: len(messages) == 2)
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


@pytest.mark.asyncio
async def test_an_ended_session_is_identified_anew(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(shard_id: int | None, *, initial: bool = False) -> None:
        assert shard_id is None
        assert not initial

    monkeypatch.setattr(bot, "before_identify_hook", at_once)
    server.gateway.invalidate()
    await server.identified(2)
    await alice.say(channel, server.bot.mention)
    await channel.wait_for(lambda messages: len(messages) == 2)


@pytest.mark.asyncio
async def test_heartbeats_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.1) as server:
        server.wire(monkeypatch)
        async with server.running(TinyBot(), "ping"):
            (socket,) = server.gateway.open
            await server.gateway.bell.until(lambda: len(socket.beats) >= 3, 5.0, lambda: f"{socket.beats}")
            assert server.heartbeats_late(0.5) == []
            assert len(server.heartbeats_late(-0.11)) >= 3


@pytest.mark.asyncio
async def test_a_gateway_that_acknowledges_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.1) as server:
        server.wire(monkeypatch)
        async with server.running(TinyBot(heartbeat_timeout=0.3), "ping"):
            server.gateway.acknowledging = False
            await server.resumed()
            server.gateway.acknowledging = True
        assert server.gateway.identified == 1


@pytest.mark.asyncio
async def test_a_bad_token_and_missing_intents_are_refused(server: LoopbackDiscord) -> None:
    with pytest.raises(discord.LoginFailure):
        await _start(TinyBot(), "wrong")
    curious = TinyBot(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await _start(curious, server.token)


@pytest.mark.asyncio
async def test_the_content_intent_shows_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    async with LoopbackDiscord(privileged=intents.value & (1 << 15)) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), TinyBot(intents=intents)
        async with server.running(bot, "ping"):
            await alice.say(channel, "plain")
            await alice.say(channel, server.bot.mention)
            await channel.wait_for(lambda messages: len(messages) == 3)
            assert [m.content for m in bot.messages_seen] == ["plain", server.bot.mention]


@pytest.mark.asyncio
async def test_without_the_intent_there_are_no_messages(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    bot = TinyBot(intents=discord.Intents(guilds=True))
    async with server.running(bot, "ping"):
        await alice.say(channel, server.bot.mention)
        await (await alice.slash(channel, "ping")).wait()
    assert bot.messages_seen == []


@pytest.mark.asyncio
async def test_shards_get_their_guilds(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(shards=2) as server:
        server.wire(monkeypatch)
        channels = [server.guild(name).text_channel("news") for name in ("one", "two")]
        client = discord.AutoShardedClient(intents=discord.Intents.default(), guild_ready_timeout=0.02)
        heard: asyncio.Queue[tuple[int, int | None]] = asyncio.Queue()

        async def on_message(message: discord.Message) -> None:
            assert message.guild is not None
            heard.put_nowait((message.channel.id, message.guild.shard_id))

        client.event(on_message)

        async def at_once(_: int | None, *, initial: bool = False) -> None:
            assert initial in (True, False)

        monkeypatch.setattr(client, "before_identify_hook", at_once)
        async with server.running(client):
            for channel in channels:
                await server.user("alice").say(channel, "hello")
            got = {await asyncio.wait_for(heard.get(), 5) for _ in channels}
            for session in server.gateway.sessions.values():
                guilds = [int(frame["d"]["id"]) for _, frame in session.events if frame["t"] == "GUILD_CREATE"]
                assert guilds == [c.guild.id for c in channels if c.guild and (c.guild.id >> 22) % 2 == session.shard]
        assert got == {(c.id, (c.guild.id >> 22) % 2) for c in channels if c.guild}


async def _start(client: discord.Client, token: str) -> None:
    async with client:
        await client.start(token)
