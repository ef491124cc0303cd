"""The client: it passes on what Discord sends, starts, and ends in order."""

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.asking.answer import Answering
from bot.asking.interaction import Host, Interaction, reply_of, request_of, tell
from bot.asking.question import Services, Way
from bot.commands import ask, reindex, sources, verify
from bot.commands.everybody import Everybody
from bot.commands.manage import Manage
from bot.commands.registering import Registering
from bot.connection import stay_connected
from bot.delivery.calls import NOBODY
from bot.digest import Digesting
from bot.incoming.joining import joined
from bot.incoming.messages import Messages
from bot.incoming.presses import UNKNOWN, pressed, typed
from bot.operations.log import announce, event
from bot.operations.rounds import Round, Rounds
from bot.outgoing.buttons import Press, Verb, is_known
from bot.outgoing.help import PRESENCE

MEETING = 1.5
"""Seconds to learn what a person may see before a command is acknowledged, for which Discord allows three."""

LOOK_EVERY, END_EVERY = 60.0, 86_400.0
"""Seconds between two checks for digests that are due, and for servers that removed the bot long ago."""

SEEN = 10_000
"""Messages whose ids are remembered, so that none is answered twice."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds before each further login attempt, for questions in hand at the end, and between edits of progress."""

    login_pauses: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 30.0)
    grace: float = 10.0
    edit_every: float = reindex.EDIT_EVERY


DEFAULT = Timing()


class Tree(app_commands.CommandTree[Host]):
    """The commands, what comes before each, and what happens when one fails."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Learn what a person in direct messages may see; nobody is turned away here."""
        await interaction.client.meet(interaction)  # type: ignore[attr-defined]  # a Bot
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the person who used the command, and the log."""
        await interaction.client.failed(interaction, getattr(error, "original", error))  # type: ignore[attr-defined]  # a Bot


class Bot(Host):
    """The bot; `services` answer."""

    def __init__(
        self,
        services: Services,
        refresh: reindex.Refresh,
        *,
        follow_threads: bool = False,
        user_install: bool = False,
        proxy: str | None = None,
        timing: Timing = DEFAULT,
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot has no voice
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=follow_threads),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            proxy=proxy,
            activity=discord.CustomActivity(PRESENCE),
        )
        self.services = services
        self.answering = Answering(services)
        self._messages = Messages(services, follow_threads=follow_threads)
        self._timing = timing
        self._seen = OrderedDict[int, None]()
        self._reindexing = reindex.Reindexing(services, refresh, timing.edit_every)
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=user_install),
        )
        self._add_commands()
        self._registering = Registering(self.tree.sync)
        digesting = Digesting(services)
        self._rounds = Rounds(
            Round("digest", LOOK_EVERY, lambda: digesting.look(self)),
            Round("departed", END_EVERY, self._end_departed),
        )
        self.add_dynamic_items(Press)

    def _add_commands(self) -> None:
        self.tree.add_command(ask.ask)
        self.tree.add_command(ask.ask_message)
        self.tree.add_command(sources.sources)
        self.tree.add_command(verify.verify)
        self.tree.add_command(verify.verify_message)
        self.tree.add_command(Everybody())
        self.tree.add_command(Manage(self._reindexing))

    @property
    def is_idle(self) -> bool:
        """Whether no update of the library is under way."""
        return self._reindexing.is_idle

    async def setup_hook(self) -> None:
        """Begin to register the commands with Discord."""
        self._registering.begin()

    async def close(self) -> None:
        """Close the connection."""
        self._registering.close()
        self._rounds.close()
        await super().close()

    async def on_ready(self) -> None:
        """Log that the bot is ready, and begin what it does by itself."""
        count = len(self.guilds)
        event("ready", servers=count, shards=self.shard_count)
        announce(f"Connected as {self.user} in {count:,} {'server' if count == 1 else 'servers'}. Try /ask.")
        self._rounds.begin()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep the settings of a server that has the bot again, and introduce the bot."""
        self.services.scopes.forget_people()
        await self._end_departed()
        await joined(self.services, guild)

    async def on_guild_remove(self, _: discord.Guild) -> None:
        """Begin to forget a server that removed the bot."""
        self.services.scopes.forget_people()
        await self._end_departed()

    async def _end_departed(self) -> None:
        present = frozenset(guild.id for guild in self.guilds)
        await self.services.lookups.begin(lambda: self.services.end_departed(present))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks."""
        if message.id in self._seen:
            return
        self._seen[message.id] = None
        if len(self._seen) > SEEN:
            self._seen.popitem(last=False)
        async with self._messages.corrections.following(self, message.id):
            if message.guild is None and not message.author.bot:
                await self.services.scopes.meet(message.author.id, self.guilds)
            await self._messages.received(self, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited question again."""
        await self._messages.corrections.edited(self, payload.message)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Answer a post again whose title has changed."""
        await self._messages.corrections.renamed(self, before.name, after)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Delete the answer of a question that was deleted."""
        await self._messages.corrections.deleted(self, [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Delete the answers of questions that were deleted."""
        await self._messages.corrections.deleted(self, payload.message_ids)

    async def meet(self, interaction: discord.Interaction) -> None:
        """Learn what a person may see in direct messages, if there is time before the answer."""
        if interaction.guild_id is None or not interaction.is_guild_integration():
            with suppress(TimeoutError):
                await asyncio.wait_for(self.services.scopes.meet(interaction.user.id, self.guilds), MEETING)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take what was typed into a modal, and answer a press of a button of another version."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.meet(interaction)
            await typed(interaction)  # type: ignore[arg-type]  # of this client
        elif interaction.type is discord.InteractionType.component and not is_known(interaction.data or {}):
            await tell(interaction, lambda: [UNKNOWN], Way.BUTTON)  # type: ignore[arg-type]  # of this client

    async def pressed(self, interaction: discord.Interaction, verb: Verb, about: str) -> None:
        """Do what a button says."""
        await self.meet(interaction)
        await pressed(interaction, verb, about)  # type: ignore[arg-type]  # of this client

    async def failed(self, interaction: Interaction, error: Exception) -> None:
        """Tell the person who used a command that it failed, and the log why."""
        async with self.answering.guarded(request_of(interaction, Way.COMMAND), reply_of(interaction)):
            raise error

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log what went wrong in an event that nobody waits for."""
        logging.getLogger("bot").error("failed", exc_info=True, extra={"fields": {"way": event_method}})

    def trouble(self) -> str | None:
        """Why the bot cannot answer now; None if it can."""
        if self.services.is_closing or self.is_closed():
            return "closing"
        if not self.is_ready():
            return "not connected to Discord yet"
        if any(shard.is_closed() for shard in self.shards.values()):
            return "a connection to Discord is down"
        return None

    async def run_until(self, stop: asyncio.Event, token: str) -> None:
        """Answer until `stop` is set; then finish what is in hand. Raises DiscordRefused."""
        running = asyncio.create_task(stay_connected(self, token, self._timing.login_pauses))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            else:
                await self._finish()
        finally:
            stopping.cancel()
            running.cancel()
            await asyncio.gather(stopping, running, return_exceptions=True)
            await self.close()
            self._reindexing.close()
            self.services.pool.close()
            self.services.lookups.close()

    async def _finish(self) -> None:
        """Take no more questions, and wait for those in hand."""
        services = self.services
        services.is_closing = True
        self._reindexing.close()
        event("stopping", in_hand=services.in_hand)
        try:
            await asyncio.wait_for(services.idle(), self._timing.grace)
        except TimeoutError:
            event("left unfinished", logging.WARNING, in_hand=services.in_hand)
