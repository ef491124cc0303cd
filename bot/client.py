"""The client: hands over what Discord sends; starts, and ends in order."""

import asyncio
import itertools
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.asking.answer import Answering
from bot.asking.interaction import Host, Interaction, reply_of, request_of
from bot.asking.question import Services, Way
from bot.commands import ask, reindex, sources
from bot.commands.everybody import Everybody
from bot.commands.manage import Manage
from bot.errors import DiscordRefused
from bot.incoming.messages import Messages
from bot.incoming.presses import pressed
from bot.operations.log import error_fields, event
from bot.operations.rate_limits import Limits
from bot.outgoing.buttons import Press, Verb
from bot.outgoing.calls import FLEETING, NOBODY, insist

SEEN = 10_000
"""Messages whose ids are remembered, so that none is answered twice."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: before each further try to log in, for questions in hand at the end, between edits of progress."""

    login_pauses: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 30.0)
    grace: float = 10.0
    edit_every: float = reindex.EDIT_EVERY


DEFAULT = Timing()


class Tree(app_commands.CommandTree[Host]):
    """The commands, and what happens when one fails."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the person who used the command, and the log."""
        await interaction.client.failed(interaction, getattr(error, "original", error))  # type: ignore[attr-defined]  # a Bot


class Bot(Host):
    """The bot. `services` answer; `notices` limits how often one person is asked in a direct message to wait."""

    def __init__(
        self,
        services: Services,
        refresh: reindex.Refresh,
        *,
        notices: Limits,
        follow_threads: bool = False,
        user_install: bool = False,
        proxy: str | None = None,
        timing: Timing = DEFAULT,
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it has no voice
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=follow_threads)
        super().__init__(
            intents=intents,
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            proxy=proxy,
        )
        self.services = services
        self.answering = Answering(services)
        self._messages = Messages(services, notices, follow_threads=follow_threads)
        self._timing = timing
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._reindexing = reindex.Reindexing(services, refresh, timing.edit_every)
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=user_install),
        )
        self._add_commands()
        self.add_dynamic_items(Press)

    def _add_commands(self) -> None:
        self.tree.add_command(ask.ask)
        self.tree.add_command(ask.ask_message)
        self.tree.add_command(sources.sources)
        self.tree.add_command(Everybody())
        self.tree.add_command(Manage(self._reindexing))

    @property
    def is_idle(self) -> bool:
        """Whether no update of the library is under way."""
        return self._reindexing.is_idle

    async def setup_hook(self) -> None:
        """Register the commands with Discord."""
        await insist(self.tree.sync)

    async def on_ready(self) -> None:
        """Log that the bot is ready."""
        event("ready", servers=len(self.guilds), shards=self.shard_count)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks."""
        if message.id in self._seen:
            return
        self._seen[message.id] = None
        if len(self._seen) > SEEN:
            self._seen.popitem(last=False)
        await self._messages.received(self, message)

    async def pressed(self, interaction: discord.Interaction, verb: Verb, about: str) -> None:
        """Do what a button says."""
        await pressed(interaction, verb, about)  # type: ignore[arg-type]  # of this client

    async def failed(self, interaction: Interaction, error: Exception) -> None:
        """Tell the person who used a command that it failed; the log, why."""
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
        running = asyncio.create_task(self._connected(token))
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
            self.services.desk.close()
            self.services.lookups.close()

    async def _finish(self) -> None:
        """Take no more questions, and wait for those in hand."""
        services = self.services
        services.is_closing = True
        self._reindexing.close()
        event("stopping", in_hand=services.in_hand)

        async def idle() -> None:
            async with services.done:
                await services.done.wait_for(lambda: services.in_hand == 0)

        try:
            await asyncio.wait_for(idle(), self._timing.grace)
        except TimeoutError:
            event("left unfinished", logging.WARNING, in_hand=services.in_hand)

    async def _connected(self, token: str) -> None:
        """Stay connected until closed. Raises DiscordRefused, with one sentence for what Discord rejects."""
        try:
            await self._again(lambda: self._log_in(token))
            await self._again(self.connect)
        except discord.LoginFailure:
            raise DiscordRefused(
                "Discord rejected the token: copy a new one from the developer portal (Bot, Reset Token) into "
                "PULLQUOTE_DISCORD_TOKEN."
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise DiscordRefused(
                "Discord rejected the requested intents: PULLQUOTE_FOLLOW_THREADS needs message content. Turn that "
                "on in the developer portal (Bot, Privileged Gateway Intents), or leave the setting out."
            ) from None
        except discord.HTTPException as error:
            raise DiscordRefused(f"Discord does not let the bot in (HTTP {error.status}, code {error.code}).") from None
        except discord.ConnectionClosed as error:
            raise DiscordRefused(f"Discord closed the connection for good (code {error.code}).") from None

    async def _log_in(self, token: str) -> None:
        """Log in, and register the commands."""
        try:
            await self.login(token)
        except FLEETING:
            await self.http.close()
            self.http.connector = discord.utils.MISSING  # closed with the session; the next login makes another
            raise

    async def _again(self, call: Callable[[], Awaitable[None]]) -> None:
        """Make a call until it succeeds: when a machine starts, the network may come later."""
        pauses = self._timing.login_pauses
        for pause in itertools.chain(pauses, itertools.repeat(pauses[-1])):
            try:
                await call()
                return
            except (*FLEETING, discord.GatewayNotFound) as error:
                if self.is_closed():
                    return
                event("Discord cannot be reached", logging.WARNING, again_in=pause, **error_fields(error))
            await asyncio.sleep(pause)
