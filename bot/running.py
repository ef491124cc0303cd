"""The composition root of the bot: settings -> the real parts, run until told to stop."""

import asyncio
import signal
from functools import partial

from bot.answering import Services
from bot.client import Bot
from bot.database import Database
from bot.desk import Desk
from bot.errors import BotError
from bot.health import HealthServer, Metrics
from bot.history import History
from bot.limits import Limits
from bot.log import Pseudonyms, event, set_up
from bot.scope import Scopes, direct_scope
from bot.settings import BotSettings
from qa.bootstrap import open_assistant, refresh

LOOKUPS, MOST_LOOKUPS = 2, 200
"""Threads for what is quick (lists, settings), and how much of it may wait."""


async def run(settings: BotSettings) -> None:
    """Answer in Discord until SIGINT or SIGTERM.

    Raises PullquoteError if the library or the bot's file cannot be used, or Discord refuses the bot.
    """
    set_up()
    stop = _stop_signal()
    assistant = open_assistant(settings=settings)
    status = await asyncio.to_thread(assistant.status)
    database = Database(settings.database)
    desk = Desk("question", settings.workers, settings.queue)
    services = Services(
        assistant=assistant,
        scopes=Scopes(database, direct_scope(settings.direct_collections)),
        database=database,
        desk=desk,
        lookups=Desk("lookup", LOOKUPS, MOST_LOOKUPS),
        limits=Limits(settings.person_questions, settings.server_questions, settings.limit_seconds),
        history=History(),
        metrics=Metrics(lambda: desk.waiting),
        pseudonyms=Pseudonyms(in_clear=settings.log_ids),
        limit=settings.limit,
    )
    event("loading", articles=status.articles, generation=status.generation)
    for _ in range(2):  # through the desk, which learns so what a question takes
        await desk.begin(assistant.warm)
    bot = Bot(
        services,
        partial(refresh, settings),
        notices=Limits(1, 1, settings.limit_seconds),
        follow_threads=settings.follow_threads,
        proxy=settings.discord_proxy,
    )
    services.metrics.watch(lambda: bot.latency)
    health = HealthServer(services.metrics, bot.trouble)
    try:
        if settings.health_port is not None:
            await _listen(health, settings.health_port)
        await bot.run_until(stop, settings.discord_token.get_secret_value().strip())
    finally:
        await health.stop()
        database.close()
    event("stopped")


def _stop_signal() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; a second one ends the program at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told, number)
    return stop


async def _listen(health: HealthServer, port: int) -> None:
    try:
        await health.start(port)
    except OSError as error:
        raise BotError(f"Port {port} cannot be used for /healthz ({error.strerror}): name another.") from error
