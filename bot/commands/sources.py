"""The library in Discord: /sources, /status and /reindex."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from bot.asking.answer import (
    Interaction,
    log_failure,
    place_of,
    reply_of,
    sorry,
    tell,
)
from bot.asking.question import NOTHING_HERE, NothingHere, Services
from bot.operations.log import event
from bot.operations.visibility import Place
from bot.operations.workers import Desk
from bot.outgoing.buttons import LONGEST_SEARCH, page_buttons
from bot.outgoing.delivery import FAILED, OVER, PAUSES, insist, post
from bot.outgoing.escape import clean, inert
from bot.outgoing.layout import last_page, sources_page
from qa.errors import RemovalsRefused
from qa.library.indexing import Progress
from qa.values import IndexReport, Where

EDIT_EVERY = 2.0
"""Seconds between two edits of a message that shows progress."""

SHOWN_COLLECTIONS = 20
GONE = (
    "More than half of a folder's articles are gone from the disk, so nothing was changed. Whoever runs me can allow "
    "that with `pullquote index --allow-removals`."
)
RUNNING = "The articles are being read just now; `/status` tells when they were last."

Refresh = Callable[[Callable[[Progress], None]], IndexReport]


@app_commands.command(name="sources", description="The articles that can be asked here")
@app_commands.describe(search="Only articles with these words in title, source or address")
async def sources(interaction: Interaction, search: app_commands.Range[str, 1, LONGEST_SEARCH] | None = None) -> None:
    """List the articles, to who asks."""
    reply = reply_of(interaction, private=True)
    async with interaction.client.answering.guarded("sources", interaction.user.id, place_of(interaction), reply):
        page = _page(interaction.client.services, place_of(interaction), 0, clean(search or ""))
        await reply.acknowledge()
        text, view = await page
        await reply.show([text], lambda _: view)


async def turned(interaction: Interaction, about: str) -> None:
    """Turn to another page of the list."""
    page, _, search = about.partition(":")
    reply = reply_of(interaction, private=True)
    text = _page(interaction.client.services, place_of(interaction), int(page), search)
    await reply.take()
    await reply.change(*await text)


async def _page(services: Services, place: Place, page: int, search: str) -> tuple[str, discord.ui.View | None]:
    """A page of the articles that can be seen at a place, and its buttons."""

    def look() -> tuple[str, int, int]:
        try:
            articles = services.assistant.sources(services.where(place), search, by_path=False)
        except NothingHere:
            return NOTHING_HERE, 0, 0
        shown = max(0, min(page, last_page(articles)))
        return sources_page(articles, shown, search), shown, last_page(articles)

    text, shown, last = await services.lookups.begin(look)
    return text, page_buttons(shown, last, search)


@app_commands.command(name="status", description="How many articles can be asked here, and how fresh they are")
async def status(interaction: Interaction) -> None:
    """Tell what can be asked, to who asks."""
    services, place = interaction.client.services, place_of(interaction)

    def look() -> list[str]:
        told = services.assistant.status()
        seen = services.scopes.visible(place, told.collections)
        counts = {name: told.collections[name] for name in seen}
        if services.scopes.of(place) is None:
            return [status_text(counts, told.updated, told.generation)]
        return [status_text(counts, None, 0)]  # when something changed elsewhere is nothing to tell here

    await tell(interaction, look, "status")


def status_text(collections: Mapping[str, int], updated: datetime | None, generation: int) -> str:
    """What can be asked at a place, and how fresh it is."""
    count = sum(collections.values())
    lines = [f"**{count:,} article{'s' if count != 1 else ''}** can be asked here."]
    shown = sorted(collections)[:SHOWN_COLLECTIONS]
    lines += [f"-# • {inert(name, 50)}: {collections[name]:,}" for name in shown]
    if len(collections) > SHOWN_COLLECTIONS:
        lines.append(f"-# … and {len(collections) - SHOWN_COLLECTIONS} more collections")
    if updated is not None:
        lines.append(f"-# Updated {discord.utils.format_dt(updated, 'R')}; generation {generation}")
    return "\n".join(lines)


class Stopped(Exception):
    """The bot is closing, and reading the articles ends."""


class Reindexing:
    """/reindex: brings the library up to date, one run at a time."""

    def __init__(self, services: Services, refresh: Refresh) -> None:
        self._services = services
        self._refresh = refresh
        self._desk = Desk("reindex", 1, 1)
        self._is_closing = False

    @property
    def is_idle(self) -> bool:
        """Whether no run is under way."""
        return self._desk.is_idle

    def close(self) -> None:
        """Stop a run that is under way; the library stays as it was."""
        self._is_closing = True
        self._desk.close()

    def command(self) -> app_commands.Command[app_commands.Group, ..., None]:
        """The command, for those who manage the server."""
        command: app_commands.Command[app_commands.Group, ..., None] = app_commands.Command(
            name="reindex", description="Read the articles that have changed", callback=self._run
        )
        command.default_permissions = discord.Permissions(manage_guild=True)
        command.guild_only = True
        command.add_check(manages)
        return command

    async def _run(self, interaction: Interaction) -> None:
        reply = reply_of(interaction)
        place = place_of(interaction)
        async with interaction.client.answering.guarded("reindex", interaction.user.id, place, reply):
            if self._is_closing or not self._desk.is_idle:
                await reply.refuse(RUNNING)
                return
            progress: list[Progress] = []

            def report(told: Progress) -> None:
                if self._is_closing:
                    raise Stopped
                progress[:] = [told]

            def work() -> tuple[dict[str, str], IndexReport, dict[str, str]]:
                before = self._digests(place)
                return before, self._refresh(report), self._digests(place)

            running = self._desk.begin(work)
            await reply.acknowledge()
            (message,) = await reply.show(["Reading the articles …"])
            await self._follow(interaction, message, running, progress)
            await self._finish(interaction, message, running)

    async def _follow(
        self, interaction: Interaction, message: int, running: asyncio.Future[Any], progress: list[Progress]
    ) -> None:
        """Show how far a run is, until it ends; what cannot be shown is left out."""
        said = 0
        while not running.done():
            await asyncio.wait([running], timeout=EDIT_EVERY)
            percent = int(100 * progress[0].share) if progress else 0
            if not running.done() and percent != said:
                said = percent
                with contextlib.suppress(*FAILED):
                    await self._edit(interaction, message, f"Reading the articles … {percent} %", ())

    async def _finish(
        self,
        interaction: Interaction,
        message: int,
        running: asyncio.Future[tuple[dict[str, str], IndexReport, dict[str, str]]],
    ) -> None:
        """Show what a run did to what can be seen here; in a message of its own, if the first is gone."""
        place = place_of(interaction)
        try:
            before, done, after = await running
        except Stopped:
            text = "Stopped: I am being restarted. The articles are as they were."
        except RemovalsRefused:
            text = GONE
        except Exception as error:  # noqa: BLE001  whatever reading raises has to be told
            code = log_failure(self._services, error, "reindex", interaction.user.id, place)
            text = sorry(code)
        else:
            is_all = self._services.scopes.of(place) is None
            skipped = f" {len(done.skipped):,} files could not be read." if done.skipped and is_all else ""
            text = f"{difference(before, after)}{skipped} ({done.seconds:.0f} s)"
            event("reindexed", added=done.added, changed=done.changed, removed=done.removed, seconds=done.seconds)
        try:
            await self._edit(interaction, message, text, PAUSES)
        except discord.NotFound:
            await post(interaction.client.get_partial_messageable(interaction.channel_id or 0), text)

    def _digests(self, place: Place) -> dict[str, str]:
        services = self._services
        seen = services.scopes.visible(place, services.assistant.collections())
        return services.assistant.digests(Where(collections=seen))

    async def _edit(self, interaction: Interaction, message: int, text: str, pauses: Sequence[float]) -> None:
        """Edit a message; as one of the channel, once the interaction is over."""
        try:
            await insist(lambda: interaction.edit_original_response(content=text), pauses)
        except discord.HTTPException as error:
            if error.code not in OVER:
                raise
            channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
            await insist(lambda: channel.get_partial_message(message).edit(content=text), pauses)


async def manages(interaction: discord.Interaction) -> bool:
    """Whether who uses a command has Manage Server. Raises MissingPermissions."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return True


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What was added, changed and removed between two moments."""
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    if not (added or changed or removed):
        return f"Nothing has changed: {len(after):,} article{'s' if len(after) != 1 else ''}."
    return f"**{added:,}** added, **{changed:,}** changed, **{removed:,}** removed: {len(after):,} articles now."
