"""What the tests of the bot share: a loopback Discord, and the bot in this process, over the seeds."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import pytest_asyncio

from bot.asking.history import History
from bot.asking.question import Services
from bot.client import Bot, Timing
from bot.operations.database import Database
from bot.operations.digests import Digests
from bot.operations.health import Metrics
from bot.operations.log import Pseudonyms
from bot.operations.rate_limits import Limits
from bot.operations.visibility import Scopes
from bot.operations.workers import WorkerPool
from bot.operations.zones import Zones
from qa.assistant import Assistant
from qa.models.embedder import Embedder
from qa.reports import IndexReport
from tests.bot.assistants import Listening, Slow
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.people import asked

Result = TypeVar("Result")


def in_thread(work: Callable[..., Result]) -> Callable[..., Result]:
    """Return the same work, failing if it runs on an event loop."""

    def checked(*given: object, **named: object) -> Result:
        assert asyncio._get_running_loop() is None, f"{work.__qualname__} on the event loop"
        return work(*given, **named)

    return checked


def nothing_to_refresh(_: Callable[[float], None]) -> IndexReport:
    """A refresh that finds nothing."""
    return IndexReport(
        added=0, changed=0, unchanged=0, removed=0, skipped=(), notices=(), embedded=0, passages=0, articles=0,
        generation=1, seconds=0,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def off_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail if the library or the database is read or written on the event loop, where that would hold everybody up."""
    reading = (
        "ask",
        "find",
        "context",
        "sources",
        "sources_around",
        "authors",
        "collections",
        "status",
        "verify",
        "digests",
    )
    keeping = ("keep_feedback", "keep_reason", "keep_gap", "forget", "forget_questions", "set_scope", "end_departed")
    for kind, names in ((Assistant, (*reading, "first_statement")), (Database, keeping)):
        for name in names:
            monkeypatch.setattr(kind, name, in_thread(getattr(kind, name)))


class MakeBot:
    """Makes bots over one database, as after a restart."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self.assistant = assistant
        self.path = folder / "bot.sqlite"
        self.databases: list[Database] = []

    def __call__(
        self,
        *,
        refresh: Callable[[Callable[[float], None]], IndexReport] = nothing_to_refresh,
        person: int = 1000,
        server: int = 1000,
        seconds: float = 30.0,
        lookups: int = 1000,
        acts: int = 1000,
        queue: int = 64,
        direct: frozenset[str] | None = None,
        servers: frozenset[str] | None = None,
        follow_threads: bool = False,
        user_install: bool = False,
        assistant: Assistant | None = None,
        timing: Timing = Timing(),  # noqa: B008  frozen
    ) -> Bot:
        database = Database(self.path)
        self.databases.append(database)
        pool = WorkerPool("question", 2, queue)
        services = Services(
            assistant=assistant or self.assistant,
            scopes=Scopes(database, direct, servers),
            database=database,
            pool=pool,
            lookups=WorkerPool("lookup", 2, 100),
            limits=Limits(person, server, seconds),
            lookup_limits=Limits(lookups, 10**9, seconds),
            act_limits=Limits(acts, 10**9, seconds),
            wait_limits=Limits(1, 1, seconds),
            history=History(),
            metrics=Metrics(lambda: pool.waiting),
            pseudonyms=Pseudonyms(in_clear=False),
            zones=Zones(database),
            digests=Digests(database),
            limit=3,
        )
        bot = Bot(
            services,
            refresh,
            follow_threads=follow_threads,
            user_install=user_install,
            timing=timing,
        )
        bot._connection.guild_ready_timeout = 0.02  # discord.py waits two seconds for guilds
        return bot


@pytest.fixture
def library(seeds_library: Path, tmp_path: Path) -> Path:
    """A library of the seeds for this test alone."""
    shutil.copytree(seeds_library, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def make_bot(seeds_assistant: Assistant, tmp_path: Path) -> MakeBot:
    """Makes bots over the seeds."""
    return MakeBot(seeds_assistant, tmp_path)


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord; no request may break its rules, and no message may ping anybody or unfold a link."""
    async with LoopbackDiscord() as server:
        server.wire(monkeypatch)
        yield server
    assert server.violations == []
    assert server.careless == []


@pytest.fixture
def guild(server: LoopbackDiscord) -> Guild:
    """A server of Discord."""
    return server.guild("Readers")


@pytest.fixture
def channel(guild: Guild) -> Channel:
    """A channel of it."""
    return guild.text_channel("news")


@pytest.fixture
def alice(server: LoopbackDiscord) -> Person:
    """Somebody who asks."""
    return server.user("alice")


@pytest.fixture
def bob(server: LoopbackDiscord) -> Person:
    """Somebody else."""
    return server.user("bob")


@pytest_asyncio.fixture
async def bot(server: LoopbackDiscord, make_bot: MakeBot) -> AsyncIterator[Bot]:
    """The bot, ready."""
    client = make_bot()
    async with server.running(client, "ask"):
        yield client


@pytest.fixture
def listening(seeds_library: Path, embedder: Embedder) -> Listening:
    """An assistant that answers from the seeds, and remembers what it was given."""
    made = Listening.over(seeds_library, embedder)
    made.heard.clear()
    return made


@pytest.fixture
def slow(seeds_assistant: Assistant) -> Slow:
    """An assistant that answers from the seeds once its gate is open."""
    made = Slow(seeds_assistant._store, lambda: seeds_assistant.pipeline.embedder)
    made.gate = threading.Event()
    return made


@pytest_asyncio.fixture(params=["running", "restarted"])
async def answer(
    request: pytest.FixtureRequest, server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> AsyncIterator[Message]:
    """An answer from a bot that is still running, and one from a bot that was restarted since."""
    first = make_bot()
    async with server.running(first, "ask"):
        message = await asked(alice, channel)
        if request.param == "running":
            yield message
            return
    async with server.running(make_bot(), "ask"):
        yield message
