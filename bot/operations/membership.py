"""Which channels, of the servers that the bot is on, a person sees: this decides what direct messages may show.

Discord is asked with Get Guild Member, one person and server at a time, which needs no privileged intent.
"""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

import aiohttp
import discord

FRESH = 600.0
"""Seconds for which Discord's answer is kept."""

KEPT = 1000
"""People who are remembered."""

AT_ONCE = 5
"""Servers that are asked about at the same time."""

UNREACHED = (discord.HTTPException, aiohttp.ClientError, OSError)


Seen = tuple[int, int]
"""A server and one of its channels: 0 for all that have no scope of their own."""

IsNarrowed = Callable[[int], bool]
"""Whether a channel has a scope of its own."""


class Membership:
    """What people see. Used in the event loop; `places` in any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[int, tuple[float, frozenset[Seen]]] = OrderedDict()
        self._looking: dict[int, asyncio.Task[None]] = {}

    def places(self, person: int) -> frozenset[Seen]:
        """The places that a person sees, as far as is known."""
        _, places = self._known.get(person, (0.0, frozenset()))
        return places

    def forget(self) -> None:
        """Ask Discord again."""
        self._known = OrderedDict()

    async def look(self, person: int, guilds: Sequence[discord.Guild], is_narrowed: IsNarrowed) -> None:
        """Learn what a person sees in these servers, unless known. If cancelled, it goes on in the background."""
        until, _ = self._known.get(person, (-math.inf, None))
        if self._clock() < until:
            return
        if person not in self._looking:
            task = asyncio.create_task(self._look(person, guilds, is_narrowed))
            task.add_done_callback(lambda _: self._looking.pop(person))
            self._looking[person] = task
        await asyncio.shield(self._looking[person])

    async def _look(self, person: int, guilds: Sequence[discord.Guild], is_narrowed: IsNarrowed) -> None:
        turns, known, unreached = asyncio.Semaphore(AT_ONCE), self._known, False

        async def seen(guild: discord.Guild) -> Iterable[Seen]:
            nonlocal unreached
            async with turns:
                try:
                    return places_in(guild, await guild.fetch_member(person), is_narrowed)
                except discord.NotFound:  # not a member
                    return ()
                except UNREACHED:
                    unreached = True
                    return ()

        found = [place for some in await asyncio.gather(*map(seen, guilds)) for place in some]
        known[person] = (-math.inf if unreached else self._clock() + FRESH, frozenset(found))
        while len(known) > KEPT:
            known.popitem(last=False)


def places_in(guild: discord.Guild, member: discord.Member, is_narrowed: IsNarrowed) -> Iterable[Seen]:
    """Yield the places of a server that both a member and the bot see."""
    for channel in guild.channels:
        is_seen = all(channel.permissions_for(one).view_channel for one in filter(None, [member, guild.me]))
        if is_seen and not isinstance(channel, discord.CategoryChannel):
            yield guild.id, channel.id if is_narrowed(channel.id) else 0
