"""New articles are posted where the owner wants that, when it is due, and once."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.client import Bot
from bot.digest import Digesting
from bot.operations.rounds import Rounds
from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from tests.bot.conftest import MakeBot
from tests.bot.disk import library
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits
from tests.bot.people import settle
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


FAR = (datetime.now().astimezone().hour + 12) % 24
"""An hour of the day that does not come while the test runs."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) + timedelta(minutes=1)  # later than what the test has set

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


class World:
    """A library on disk, and a bot over it whose digests follow a clock that the test moves."""

    def __init__(self, folder: Path, store: LocalStore, embedder: Embedder, make_bot: MakeBot) -> None:
        self._folder, self._store, self._embedder = folder, store, embedder
        self.make_bot = make_bot
        self.clock = Clock()

    def bot(self) -> Bot:
        bot = self.make_bot(assistant=open_assistant(store=self._store, embedder=self._embedder))
        bot._rounds = Rounds()  # the bot's own looks follow another clock
        return bot

    def add(self, collection: str, name: str) -> None:
        text = f"News of {name}\n\n2024-03-12\n\nThe council of {name} opens a long bridge in the month of May.\n"
        (self._folder / collection / f"{name}.txt").write_text(text)
        index([self._folder], self._store, self._embedder)

    async def look(self, bot: Bot) -> None:
        await Digesting(bot.services, self.clock).look(bot)


@pytest.fixture
def world(tmp_path: Path, embedder: Embedder, make_bot: MakeBot) -> World:
    return World(*library(tmp_path, embedder), embedder, make_bot)


def owner_of(guild: Guild, server: LoopbackDiscord) -> Person:
    return Person(guild.owner, server.world, server.interactions)


def posted(channel: Channel) -> list[str]:
    return [message.content for message in channel.messages.values() if not message.ephemeral]


async def test_what_is_new_in_its_scope_is_posted_once_when_it_is_due_also_after_a_restart(
    server: LoopbackDiscord, guild: Guild, channel: Channel, bob: Person, world: World
) -> None:
    owner = owner_of(guild, server)
    bot = world.bot()
    async with server.running(bot, "pullquote-manage"):
        told = await settle(owner, channel, "settings digest", every="day", hour=FAR)
        assert told == f"New articles are posted: **every day at {FAR}:00** in {channel.mention}"
        await settle(bob, channel, "scope remove", collection="sport", channel=channel)
        world.add("town", "Vellmar")
        world.add("sport", "Secretville")
        await world.look(bot)
        world.clock.pass_days(2)
        assert posted(channel) == []
        await world.look(bot)
        await world.look(bot)
        (message,) = posted(channel)
        assert message.startswith("**1 new article**\n> The council of Vellmar opens a long bridge")
        assert "Secretville" not in message
    bot = world.bot()
    async with server.running(bot, "pullquote-manage"):
        await world.look(bot)
        world.clock.pass_days(1)
        await world.look(bot)  # nothing is new
        assert posted(channel) == [message]
        world.add("town", "Ardan")
        world.clock.pass_days(1)
        await world.look(bot)
        assert ["Vellmar" in one for one in posted(channel)] == [True, False]
        await settle(owner, channel, "settings digest", every="off")
        world.add("town", "Dunholm")
        world.clock.pass_days(1)
        await world.look(bot)
        assert len(posted(channel)) == 2


async def test_an_owner_who_moves_a_digest_misses_nothing(
    server: LoopbackDiscord, guild: Guild, channel: Channel, world: World
) -> None:
    owner, other = owner_of(guild, server), guild.text_channel("other")
    bot = world.bot()
    async with server.running(bot, "pullquote-manage"):
        await settle(owner, channel, "settings digest", every="day", hour=FAR)
        world.add("town", "Vellmar")
        world.clock.now = datetime.now(UTC)
        await world.look(bot)  # it is known from now on
        await settle(owner, channel, "settings digest", every="week", hour=FAR, channel=other)
        world.clock.pass_days(8)
        await world.look(bot)
        assert posted(channel) == []
        assert [one.splitlines()[0] for one in posted(other)] == ["**1 new article**"]


async def test_what_discord_refuses_comes_with_the_next_digest(
    server: LoopbackDiscord, guild: Guild, channel: Channel, world: World
) -> None:
    owner = owner_of(guild, server)
    bot = world.bot()
    async with server.running(bot, "pullquote-manage"):
        await settle(owner, channel, "settings digest", every="day", hour=FAR)
        world.add("town", "Vellmar")
        await world.look(bot)
        channel.overwrite(server.bot, deny=bits(send_messages=True))
        world.clock.pass_days(1)
        await world.look(bot)
        tried = len(server.requests)
        await world.look(bot)
        assert (len(server.requests), posted(channel)) == (tried, [])
        channel.overwrite(server.bot)
        world.clock.pass_days(1)
        await world.look(bot)
        assert len(posted(channel)) == 1


async def test_it_is_noted_before_it_is_posted(
    server: LoopbackDiscord, guild: Guild, channel: Channel, world: World
) -> None:
    bot = world.bot()
    async with server.running(bot, "pullquote-manage"):
        await settle(owner_of(guild, server), channel, "settings digest", every="day", hour=FAR)
        world.add("town", "Vellmar")
        await world.look(bot)
        world.clock.pass_days(1)
        post = server.faults.hold("POST", "/channels/*/messages", times=1)
        looking = asyncio.create_task(world.look(bot))
        await post.met()
        assert [one.since for one in bot.services.digests.all()] == [world.clock.now]
        looking.cancel()  # killed on the way
        await world.look(bot)
        assert posted(channel) == []


async def test_a_digest_is_for_the_owner_and_a_channel_where_the_bot_may_write(
    server: LoopbackDiscord, guild: Guild, channel: Channel, bob: Person, world: World
) -> None:
    async with server.running(world.bot(), "pullquote-manage"):
        told = await settle(bob, channel, "settings digest", every="day")
        assert told == "Only the server’s owner can have new articles posted."
        closed = guild.text_channel("closed")
        closed.overwrite(server.bot, deny=bits(send_messages=True))
        owner = owner_of(guild, server)
        told = await settle(owner, channel, "settings digest", every="week", channel=closed)
        assert told == f"I may not write in {closed.mention}: give me *View Channel* and *Send Messages* there first."
        assert (await settle(owner, channel, "settings show")).endswith("New articles are posted: **off**")
