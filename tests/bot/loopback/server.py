"""The server that tests start: a small Discord on this machine, for the real client over real sockets."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from types import TracebackType

import discord
import pytest
import yarl
from aiohttp import web

from tests.bot.loopback import posts
from tests.bot.loopback.commands import ApplicationRoutes
from tests.bot.loopback.contract import Contract, published
from tests.bot.loopback.faults import Faults
from tests.bot.loopback.gateway import Gateway
from tests.bot.loopback.interactions import Interactions
from tests.bot.loopback.messages import MessageRoutes
from tests.bot.loopback.people import Person
from tests.bot.loopback.permissions import EVERYONE
from tests.bot.loopback.rest import PREFIX, Api, Routes
from tests.bot.loopback.state import Channel, Guild, World
from tests.bot.loopback.values import Message, Request, User, Violation
from tests.bot.loopback.waiting import PATIENCE

TOKEN = "loopback-token"


class LoopbackDiscord:
    """A Discord on 127.0.0.1: `async with LoopbackDiscord() as server`.

    `privileged` are the bits of the privileged intents that the app was given; `deadline` is how many seconds an
    interaction waits for its acknowledgement; `clock` gives the time in ids of messages and interactions.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        bot_name: str = "pullquote",
        privileged: int = 0,
        shards: int = 1,
        heartbeat_interval: float = 41.25,
        deadline: float = 3.0,
        contract: Contract | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.faults = Faults()
        self.world = World(self._publish, bot_name, clock)
        self.world.readable = privileged
        self.gateway = Gateway(
            self.world, token, heartbeat_interval=heartbeat_interval, shards=shards, privileged=privileged
        )
        routes = Routes()
        self.interactions = Interactions(self.world, routes, deadline)
        MessageRoutes(self.world, routes)
        ApplicationRoutes(self.world, self.gateway, routes)
        self.contract = contract or published()
        self.api = Api(routes, self.contract, self.faults, token)
        self._people: dict[str, Person] = {}
        self.runner: web.AppRunner | None = None
        self.api_url = ""

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self.gateway.url

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def violations(self) -> list[Violation]:
        """The requests that Discord's description or limits refuse."""
        return self.api.violations

    @property
    def careless(self) -> list[Message]:
        """The messages of the bot that could notify somebody, or unfold a link."""
        return [message for message in self.world.said(self.bot) if message.may_ping or message.may_unfold]

    @property
    def requests(self) -> list[Request]:
        """Every request so far, and its answer."""
        return self.api.requests

    @property
    def refused(self) -> list[Request]:
        """The requests that were refused for what they were, not because of a fault."""
        return [request for request in self.requests if 400 <= request.status < 500 and not request.injected]

    def heartbeats_late(self, tolerance: float) -> list[float]:
        """Return by how many seconds heartbeats were late, where that is more than `tolerance`."""
        return self.gateway.late(tolerance)

    def user(self, name: str) -> Person:
        """The person of this name."""
        if name not in self._people:
            self._people[name] = Person(self.world.add_user(name), self.world, self.interactions)
        return self._people[name]

    def guild(
        self, name: str = "guild", *, everyone: int = EVERYONE, bot: int = 0, system: str = "", by: Person | None = None
    ) -> Guild:
        """Add a guild with the bot in it, with the bits of everyone and those that the bot's role adds.

        `system` is the name of its system channel, if it has one; `by` added the bot, if not the owner.
        """
        return self.world.add_guild(name, everyone, bot, system, by.user if by is not None else None)

    def strange_guild(self, name: str) -> Guild:
        """Add a guild that the bot is not in."""
        return self.world.add_strange_guild(name, EVERYONE)

    def delete(self, thing: Message | Channel | Guild) -> None:
        """Delete a message or a channel, or put the bot out of a guild."""
        if isinstance(thing, Message):
            posts.remove(self.world, self.world.channels[thing.channel_id].messages[thing.id])
        elif isinstance(thing, Channel):
            self.world.remove_channel(thing)
        else:
            self.world.remove_guild(thing)

    async def ready(self, *commands: str, within: float = 10.0) -> None:
        """Wait until every shard is connected and these commands are registered."""

        def registered() -> set[str]:
            return {one["name"] for every in self.world.commands.values() for one in every}

        def connected() -> bool:
            return len({socket.session.shard for socket in self.gateway.open if socket.session}) >= self.gateway.shards

        await self.gateway.bell.until(connected, within, lambda: f"{len(self.gateway.open)} connections")
        await self.world.commands_bell.until(
            lambda: set(commands) <= registered(), within, lambda: f"commands {sorted(registered())}"
        )

    async def refusals(self, times: int, within: float = PATIENCE) -> None:
        """Wait until so many requests were refused for what they were."""
        await self.api.bell.until(lambda: len(self.refused) >= times, within, lambda: f"{self.refused}")

    async def resumed(self, times: int = 1, within: float = 10.0) -> None:
        """Wait until sessions have been resumed so many times in all."""
        await self.gateway.bell.until(
            lambda: self.gateway.resumed >= times, within, lambda: f"{self.gateway.resumed} resumed"
        )

    async def identified(self, times: int, within: float = 10.0) -> None:
        """Wait until shards have identified so many times in all."""
        await self.gateway.bell.until(
            lambda: self.gateway.identified >= times, within, lambda: f"{self.gateway.identified} identified"
        )

    def wire(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Point this process's discord.py here."""
        monkeypatch.setattr(discord.http.Route, "BASE", self.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(self.gateway_url))

    @contextlib.asynccontextmanager
    async def running(self, client: discord.Client, *commands: str) -> AsyncIterator[None]:
        """Run a client of this process while the block lasts; entered once it is ready."""
        task = asyncio.create_task(client.start(self.token))
        ready = asyncio.create_task(self.ready(*commands))
        try:
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            await ready
            yield
        finally:
            ready.cancel()
            await client.close()
            await asyncio.gather(task, ready, return_exceptions=True)

    async def __aenter__(self) -> "LoopbackDiscord":
        application = web.Application(client_max_size=32 * 1024 * 1024)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get("/gateway/", self.gateway.handle)
        application.router.add_get("/", self.gateway.handle)  # where a client looks before it has asked
        application.router.add_route("*", PREFIX + "/{path:.*}", self.api.handle)
        self.runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        host = "127.0.0.1:" + str(self.runner.addresses[0][1])
        self.api_url, self.gateway.url = f"http://{host}{PREFIX}", f"ws://{host}/gateway"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        self.interactions.stop()
        self.gateway.drop()
        if self.runner is not None:
            await self.runner.cleanup()

    def _publish(self, event: str, guild: Guild | None, about: object) -> None:
        self.gateway.publish(event, guild, about)
