"""The bot's composition root: real parts from settings, run until a signal."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from bot.asking.history import History
from bot.asking.question import Services
from bot.client import Bot
from bot.errors import BotError
from bot.operations.database import Database
from bot.operations.digests import Digests
from bot.operations.health import HealthServer, Metrics
from bot.operations.log import Pseudonyms, event, set_up
from bot.operations.rate_limits import Limits
from bot.operations.visibility import Scopes, collections_of
from bot.operations.workers import WorkerPool
from bot.operations.zones import Zones
from bot.outgoing.buttons import MOST_QUOTES
from bot.settings import BotSettings
from qa.assistant import Assistant
from qa.errors import LibraryMissing
from qa.library.watching import Listener, Start, Watch, Work
from qa.reports import IndexReport, LibraryStatus
from qa.upkeep import Live, gather, live

LOOKUPS, MOST_LOOKUPS = 2, 200
"""Threads for quick work (lists, settings), and how much of it may wait."""

PERSON_LOOKUPS, EVERYBODY = 30, 10**9
"""How much of that a person may ask for in the limits' period; a server has no limit."""

PERSON_ACTS, SERVER_ACTS = 20, 200
"""Lines without a question (thanks, help, why?) that are answered in the limits' period."""


async def run(settings: BotSettings) -> bool:
    """Answer in Discord until SIGINT or SIGTERM; return whether all work in threads has ended.

    Raises PullquoteError if the library or the bot's file cannot be used, or Discord refuses the bot.
    """
    set_up()
    stop = _stop_signal()
    with live(settings) as library:
        return await _run(settings, library, stop)


async def _run(settings: BotSettings, library: Live, stop: asyncio.Event) -> bool:
    assistant = library.assistant
    status = await asyncio.to_thread(assistant.status)
    database = Database(settings.database)
    services = _services(settings, assistant, database)
    event("loading", articles=status.articles, generation=status.generation)
    with suppress(LibraryMissing):  # an empty library may get articles while the bot runs
        for _ in range(2):  # through the pool, which thus learns how long a question takes
            await services.pool.begin(assistant.warm)
    bot = Bot(
        services,
        partial(_reindex, settings, library),
        follow_threads=settings.follow_threads,
        user_install=settings.user_install,
        proxy=settings.discord_proxy,
    )
    services.metrics.watch(lambda: bot.latency)
    try:
        with _watch(settings, library, status) if settings.watch else nullcontext() as watch:
            async with _health(settings, services.metrics, lambda: bot.trouble() or _trouble(watch)):
                await bot.run_until(stop, settings.discord_token.get_secret_value().strip())
    finally:
        database.close()
    event("stopped")
    return services.pool.is_idle and services.lookups.is_idle and bot.is_idle


def _services(settings: BotSettings, assistant: Assistant, database: Database) -> Services:
    """The parts for answering, according to the settings."""
    pool = WorkerPool("question", settings.workers, settings.queue)
    direct, servers = collections_of(settings.direct_collections), collections_of(settings.server_collections)
    return Services(
        assistant=assistant,
        scopes=Scopes(database, direct, servers),
        database=database,
        pool=pool,
        lookups=WorkerPool("lookup", LOOKUPS, MOST_LOOKUPS),
        limits=Limits(settings.person_questions, settings.server_questions, settings.limit_seconds),
        lookup_limits=Limits(PERSON_LOOKUPS, EVERYBODY, settings.limit_seconds),
        act_limits=Limits(PERSON_ACTS, SERVER_ACTS, settings.limit_seconds),
        wait_limits=Limits(1, 1, settings.limit_seconds),
        history=History(),
        metrics=Metrics(lambda: pool.waiting),
        pseudonyms=Pseudonyms(in_clear=settings.log_ids),
        zones=Zones(database),
        digests=Digests(database),
        limit=min(settings.limit, MOST_QUOTES),
    )


def _watch(settings: BotSettings, library: Live, status: LibraryStatus) -> Watch:
    """The watch over the library while the bot runs."""
    work = Work(library.refresh, lambda step: gather(settings, report=step).skipped)
    start = Start([Path(root) for root in status.roots], status.generation)
    return Watch(work, Listener(_log_followed, _log_not_followed), start, 60 * settings.web)


def _reindex(settings: BotSettings, library: Live, report: Callable[[float], None]) -> IndexReport:
    """Bring the library up to date, first web pages, then all files. `report` gets the share done."""
    unfetched = gather(settings, report=lambda _: report(0.0)).skipped
    done = library.refresh(lambda progress: report(progress.share))
    return done.model_copy(update={"skipped": (*unfetched, *done.skipped)})


def _log_followed(report: IndexReport) -> None:
    event("followed", added=report.added, changed=report.changed, removed=report.removed, generation=report.generation)


def _log_not_followed(_: str) -> None:
    event("not followed", logging.WARNING, advice="run: pullquote index")  # the problem itself names paths


def _stop_signal() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; a second one ends the program at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def received(number: int, _: object) -> None:
        signal.signal(number, usual[number])
        loop.call_soon_threadsafe(stop.set)

    usual: dict[int, Any] = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
    for number in usual:
        signal.signal(number, received)  # Windows has no signal handlers on the loop
    return stop


def _trouble(watch: Watch | None) -> str | None:
    """Why the articles are not watched, if they should be; None if they are."""
    return None if watch is None or watch.is_alive else "the articles are no longer watched: restart the bot"


@asynccontextmanager
async def _health(settings: BotSettings, metrics: Metrics, trouble: Callable[[], str | None]) -> AsyncIterator[None]:
    """Serve /healthz while the block runs, if a port is set. Raises BotError."""
    health = HealthServer(metrics, trouble)
    try:
        if settings.health_port is not None:
            await _listen(health, settings.health_port)
        yield
    finally:
        await health.stop()


async def _listen(health: HealthServer, port: int) -> None:
    try:
        await health.start(port)
    except OSError as error:
        raise BotError(f"Port {port} cannot be used for /healthz ({error.strerror}): name another.") from error
