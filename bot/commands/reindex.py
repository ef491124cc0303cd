"""/pullquote-manage reindex: bring the library up to date, for those who manage the server."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.asking.guard import log_failure, sorry
from bot.asking.interaction import Interaction, reply_of, request_of
from bot.asking.question import Request, Services, Way
from bot.delivery.calls import FAILED, OVER, PAUSES, insist, post
from bot.operations.log import event
from bot.operations.visibility import Place
from bot.operations.workers import WorkerPool
from qa.errors import RemovalsRefused
from qa.reports import IndexReport
from qa.values import Where

EDIT_EVERY = 2.0
"""Seconds between two edits of a message that shows progress."""

REMOVALS = (
    "More than half of a folder's articles are gone from the disk, so nothing was changed. Whoever runs me can allow "
    "that with `pullquote index --allow-removals`."
)
RUNNING = "An update is already running; `/pullquote status` shows when the last one ended."
STOPPED = "Stopped: I am being restarted. The articles are as they were."

Refresh = Callable[[Callable[[float], None]], IndexReport]
"""Brings the library up to date, and reports how much is done, from 0 to 1."""


class Stopped(Exception):
    """The bot is closing, and the run ends."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a run did: the digests of the articles visible at its place, before and after, and its report."""

    before: dict[str, str]
    report: IndexReport
    after: dict[str, str]


@dataclass
class Progress:
    """How much of a run is done, from 0 to 1. Set by its thread."""

    share: float = 0.0


class Reindexing:
    """Brings the library up to date, one run at a time."""

    def __init__(self, services: Services, refresh: Refresh, edit_every: float = EDIT_EVERY) -> None:
        self._services = services
        self._refresh = refresh
        self._edit_every = edit_every
        self._pool = WorkerPool("reindex", 1, 1)
        self._is_closing = False

    @property
    def is_idle(self) -> bool:
        """Whether no run is under way."""
        return self._pool.is_idle

    def close(self) -> None:
        """Stop a run that is under way; the library stays as it was."""
        self._is_closing = True
        self._pool.close()

    def command(self) -> app_commands.Command[app_commands.Group, ..., None]:
        """The command."""
        return app_commands.Command(
            name="reindex", description="Read the articles that have changed", callback=self._run
        )

    async def _run(self, interaction: Interaction) -> None:
        reply, request = reply_of(interaction), request_of(interaction, Way.REINDEX)
        async with interaction.client.answering.guarded(request, reply):
            if self._is_closing or not self._pool.is_idle:
                await reply.refuse(RUNNING)
                return
            progress = Progress()
            running = self._pool.begin(lambda: self._change(request.place, progress))
            await reply.acknowledge()
            (message,) = await reply.show(["Reading the articles …"])
            await self._follow(_Message(interaction, message), running, progress)
            await self._finish(_Message(interaction, message), request, running)

    def _change(self, place: Place, progress: Progress) -> Change:
        """Bring the library up to date. Raises Stopped, and what reading raises."""

        def report(share: float) -> None:
            if self._is_closing:
                raise Stopped
            progress.share = share

        before = self._digests(place)
        done = self._refresh(report)
        return Change(before, done, self._digests(place))

    async def _follow(self, message: "_Message", running: asyncio.Future[Change], progress: Progress) -> None:
        """Show how far a run is, until it ends; what cannot be shown is left out."""
        said = 0
        while not running.done():
            await asyncio.wait([running], timeout=self._edit_every)
            percent = int(100 * progress.share)
            if not running.done() and percent != said:
                said = percent
                with contextlib.suppress(*FAILED):
                    await message.edit(f"Reading the articles … {percent} %", ())

    async def _finish(self, message: "_Message", request: Request, running: asyncio.Future[Change]) -> None:
        """Show what a run did to what can be seen here, in a new message if the first is gone."""
        try:
            text = self._done(await running, request.place)
        except Stopped:
            text = STOPPED
        except RemovalsRefused:
            text = REMOVALS
        except Exception as error:  # noqa: BLE001  whatever reading raises is reported
            text = sorry(log_failure(self._services, error, request))
        try:
            await message.edit(text, PAUSES)
        except discord.NotFound:
            await post(message.channel, text)

    def _done(self, change: Change, place: Place) -> str:
        """What a run did, for people; logs it, too."""
        report = change.report
        event("reindexed", added=report.added, changed=report.changed, removed=report.removed, seconds=report.seconds)
        is_all = self._services.scopes.of(place) is None
        skipped = f" {len(report.skipped):,} files could not be read." if report.skipped and is_all else ""
        return f"{difference(change.before, change.after)}{skipped} ({report.seconds:.0f} s)"

    def _digests(self, place: Place) -> dict[str, str]:
        services = self._services
        seen = services.scopes.visible(place, services.assistant.collections())
        return services.assistant.digests(Where(collections=seen))


class _Message:
    """The message that shows how a run goes."""

    def __init__(self, interaction: Interaction, number: int) -> None:
        self._interaction = interaction
        self._number = number
        self.channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)

    async def edit(self, text: str, pauses: Sequence[float]) -> None:
        """Edit it; once the interaction is over, as a message in the channel."""
        try:
            await insist(lambda: self._interaction.edit_original_response(content=text), pauses)
        except discord.HTTPException as error:
            if error.code not in OVER:
                raise
            await insist(lambda: self.channel.get_partial_message(self._number).edit(content=text), pauses)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return what was added, changed and removed between two moments."""
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    if not (added or changed or removed):
        return f"Nothing has changed: {len(after):,} article{'s' if len(after) != 1 else ''}."
    return f"**{added:,}** added, **{changed:,}** changed, **{removed:,}** removed: {len(after):,} articles now."
