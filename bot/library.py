"""The library in Discord: /sources, /status and /reindex."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import discord
from discord import app_commands

from bot.answering import NOTHING_HERE, Interaction, NothingHere, Services, place_of
from bot.buttons import LONGEST_SEARCH, page_buttons
from bot.delivery import InteractionReply, insist
from bot.desk import Desk
from bot.inert import clean, inert
from bot.log import event
from bot.render import last_page, sources_page
from bot.scope import Place
from qa.indexing import Progress
from qa.types import IndexReport, Where

EDIT_EVERY = 2.0
"""Seconds between two edits of a message that shows progress."""

SHOWN_COLLECTIONS = 20
RUNNING = "The articles are being read just now; `/status` tells when they were last."

Refresh = Callable[[Callable[[Progress], None]], IndexReport]


@app_commands.command(name="sources", description="The articles that can be asked here")
@app_commands.describe(search="Only articles with these words in title, source or address")
async def sources(interaction: Interaction, search: app_commands.Range[str, 1, LONGEST_SEARCH] | None = None) -> None:
    """List the articles, to who asks."""
    reply = InteractionReply(interaction, private=True)
    await reply.acknowledge()
    text, view = await _page(interaction.client.services, place_of(interaction), 0, clean(search or ""))
    await reply.show([text], lambda _: view)


async def turned(interaction: Interaction, about: str) -> None:
    """Turn to another page of the list."""
    page, _, search = about.partition(":")
    reply = InteractionReply(interaction)
    await reply.take()
    await reply.change(*await _page(interaction.client.services, place_of(interaction), int(page), search))


async def _page(services: Services, place: Place, page: int, search: str) -> tuple[str, discord.ui.View | None]:
    """A page of the articles that can be seen at a place, and its buttons."""

    def look() -> tuple[str, int, int]:
        try:
            articles = services.assistant.sources(services.where(place), search)
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
    reply = InteractionReply(interaction, private=True)
    await reply.acknowledge()

    def look() -> str:
        told = services.assistant.status()
        seen = services.scopes.visible(place, told.collections)
        return status_text({name: told.collections[name] for name in seen}, told.updated, told.generation)

    await reply.show([await services.lookups.begin(look)])


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
        self._is_running = False
        self._is_closing = False

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
        reply = InteractionReply(interaction)
        if self._is_running:
            await reply.refuse(RUNNING)
            return
        self._is_running = True
        try:
            await reply.acknowledge()
            await self._follow(interaction, reply)
        finally:
            self._is_running = False

    async def _follow(self, interaction: Interaction, reply: InteractionReply) -> None:
        """Run, showing how far it is, and at last what it did to what can be seen here."""
        place, services = place_of(interaction), self._services
        progress: list[Progress] = []

        def report(told: Progress) -> None:
            if self._is_closing:
                raise Stopped
            progress[:] = [told]

        before = await services.lookups.begin(lambda: self._digests(place))
        work = self._desk.begin(lambda: self._refresh(report))
        start = datetime.now(UTC)
        ids = await reply.show(["Reading the articles …"])
        channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
        said = 0
        while not work.done():
            await asyncio.wait([work], timeout=EDIT_EVERY)
            percent = int(100 * progress[0].share) if progress else 0
            if not work.done() and percent != said:
                said = percent
                await self._edit(interaction, channel, ids[0], f"Reading the articles … {percent} %")
        done = await work
        after = await services.lookups.begin(lambda: self._digests(place))
        seconds = (datetime.now(UTC) - start).total_seconds()
        is_all = services.scopes.of(place) is None
        skipped = f" {len(done.skipped):,} files could not be read." if done.skipped and is_all else ""
        await self._edit(interaction, channel, ids[0], f"{difference(before, after)}{skipped} ({seconds:.0f} s)")
        event("reindexed", added=done.added, changed=done.changed, removed=done.removed, seconds=round(seconds))

    def _digests(self, place: Place) -> dict[str, str]:
        services = self._services
        seen = services.scopes.visible(place, services.assistant.collections())
        return services.assistant.digests(Where(collections=seen))

    async def _edit(
        self, interaction: Interaction, channel: discord.PartialMessageable, message: int, text: str
    ) -> None:
        """Edit the message; as a message of the channel, once the interaction is over."""
        try:
            await insist(lambda: interaction.edit_original_response(content=text))
        except discord.HTTPException:
            await insist(lambda: channel.get_partial_message(message).edit(content=text))


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
