"""/sources, and what can be asked here."""

from collections.abc import Mapping
from datetime import datetime

import discord
from discord import app_commands

from bot.asking.guard import is_let
from bot.asking.interaction import Interaction, place_of, reply_of, request_of, tell
from bot.asking.question import NothingHere, Services, Way
from bot.operations.visibility import Place
from bot.outgoing.buttons import LONGEST_SEARCH, known, page_buttons
from bot.outgoing.escape import clean, inert
from bot.outgoing.listing import PER_PAGE, Page, sources_page

SHOWN_COLLECTIONS = 20


@app_commands.command(name="sources", description="The articles that can be asked here")
@app_commands.describe(search="Only articles with these words in title, source or address")
async def sources(interaction: Interaction, search: app_commands.Range[str, 1, LONGEST_SEARCH] | None = None) -> None:
    """List the articles, only to the person who asks."""
    reply, services = reply_of(interaction, private=True), interaction.client.services
    request = request_of(interaction, Way.SOURCES)
    async with interaction.client.answering.guarded(request, reply):
        if not await is_let(services.lookup_limits, request, reply):
            return
        await reply.acknowledge()
        text, view = await _page(services, place_of(interaction), 0, clean(search or ""))
        await reply.show([text], lambda _: view)


async def turned(interaction: Interaction, about: str) -> None:
    """Turn to another page of the list."""
    first, search = _parse_page(about)
    reply = reply_of(interaction)
    await reply.take()
    await reply.change(*await _page(interaction.client.services, place_of(interaction), first, search))


@known
def _parse_page(about: str) -> tuple[int, str]:
    """The first article and the search in a custom id. Raises UnknownButton."""
    first, _, search = about.partition(":")
    return int(first), search


async def _page(services: Services, place: Place, first: int, search: str) -> tuple[str, discord.ui.View | None]:
    """The page that begins with this one of the articles visible at a place, and its buttons."""

    def look() -> Page:
        try:
            around = services.assistant.sources_around(first, PER_PAGE, services.where(place), search)
        except NothingHere as nothing:
            return Page(str(nothing))
        return sources_page(around, first, search)

    page = await services.lookups.begin(look)
    return page.text, page_buttons(page.before, page.after, search)


async def show_status(interaction: Interaction) -> None:
    """Show what can be asked, only to the person who asks."""
    services, place = interaction.client.services, place_of(interaction)

    def look() -> list[str]:
        library = services.assistant.status()
        seen = services.scopes.visible(place, library.collections)
        counts = {name: library.collections[name] for name in seen}
        if services.scopes.of(place) is None:
            return [status_text(counts, library.updated, library.generation)]
        return [status_text(counts, None, 0)]  # when other collections changed is not for this place to know

    await tell(interaction, look, Way.STATUS)


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
