"""The client: what Discord sends goes to who answers it; start, and an orderly end."""

import asyncio
import itertools
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot.asking.answer import Answering, Host, Interaction, place_of, reply_of
from bot.asking.question import Services
from bot.commands import feedback, settings, sources
from bot.errors import DiscordRefused
from bot.incoming import messages
from bot.operations.log import error_told, event
from bot.operations.rate_limits import Limits
from bot.outgoing.buttons import Press
from bot.outgoing.delivery import FLEETING, NOBODY, insist

SEEN = 10_000
"""Messages whose ids are remembered, so that none is answered twice."""

LOGIN_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before each further try to log in."""

GRACE = 10.0
"""Seconds that questions in hand have to be finished at the end."""


class Tree(app_commands.CommandTree[Host]):
    """The commands, and what is told when one fails."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell who used the command, and the log."""
        await interaction.client.failed(interaction, getattr(error, "original", error))  # type: ignore[attr-defined]  # a Bot


class Bot(Host):
    """The bot. `services` answer; the rest of what it needs is handed over too."""

    def __init__(
        self,
        services: Services,
        refresh: sources.Refresh,
        *,
        notices: Limits,
        follow_threads: bool = False,
        proxy: str | None = None,
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
        self._messages = messages.Messages(services, notices, follow_threads=follow_threads)
        self._seen: OrderedDict[int, None] = OrderedDict()
        self.tree = Tree(self)
        self.tree.add_command(messages.ask)
        self.tree.add_command(messages.ask_message)
        self.tree.add_command(messages.show_help)
        self.tree.add_command(sources.sources)
        self.tree.add_command(sources.status)
        self._reindexing = sources.Reindexing(services, refresh)
        self.tree.add_command(self._reindexing.command())
        self.tree.add_command(settings.Scope())
        self.tree.add_command(settings.ServerSettings())
        self.tree.add_command(feedback.forget_me)
        self.add_dynamic_items(Press)

    @property
    def is_idle(self) -> bool:
        """Whether no reading of articles is under way."""
        return self._reindexing.is_idle

    async def setup_hook(self) -> None:
        """Register the commands with Discord."""
        await insist(self.tree.sync)

    async def on_ready(self) -> None:
        """Say so."""
        event("ready", servers=len(self.guilds), shards=self.shard_count)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks."""
        if message.id in self._seen:
            return
        self._seen[message.id] = None
        if len(self._seen) > SEEN:
            self._seen.popitem(last=False)
        await self._messages.received(self, message)

    async def pressed(self, interaction: discord.Interaction, verb: str, about: str) -> None:
        """Do what a button says."""
        pressed: Interaction = interaction  # type: ignore[assignment]  # of this client
        reply = reply_of(pressed, private=verb in ("context", "more", "good", "bad"))
        async with self.answering.guarded(f"button {verb}", interaction.user.id, place_of(pressed), reply):
            if verb in ("good", "bad"):
                await feedback.judged(pressed, verb)
            elif verb == "sources":
                await sources.turned(pressed, about)
            else:
                await messages.pressed(pressed, verb, about)

    async def failed(self, interaction: Interaction, error: Exception) -> None:
        """Tell who used a command that it failed; the log, why."""
        async with self.answering.guarded("command", interaction.user.id, place_of(interaction), reply_of(interaction)):
            raise error

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log what went wrong in an event that nobody waits for."""
        logging.getLogger("bot").error("failed", exc_info=True, extra={"told": {"way": event_method}})

    def trouble(self) -> str | None:
        """Why the bot cannot answer just now; None if it can."""
        if self.services.is_closing or self.is_closed():
            return "closing"
        if not self.is_ready():
            return "not connected to Discord yet"
        if any(shard.is_closed() for shard in self.shards.values()):
            return "a connection to Discord is down"
        return None

    async def run_until(self, stop: asyncio.Event, token: str) -> None:
        """Answer until told to stop; then finish what is in hand. Raises DiscordRefused."""
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
            await asyncio.wait_for(idle(), GRACE)
        except TimeoutError:
            event("left unfinished", logging.WARNING, in_hand=services.in_hand)

    async def _connected(self, token: str) -> None:
        """Be connected until closed; what Discord refuses becomes one sentence."""
        try:
            await self._again(lambda: self._log_in(token))
            await self._again(self.connect)
        except discord.LoginFailure:
            raise DiscordRefused(
                "Discord does not know this token: copy it anew from the developer portal (Bot, Reset Token) into "
                "PULLQUOTE_DISCORD_TOKEN."
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise DiscordRefused(
                "PULLQUOTE_FOLLOW_THREADS needs the message-content intent: turn it on in the developer portal "
                "(Bot, Privileged Gateway Intents), or leave the setting out."
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
        """Do what may need a network that is not there yet, as at the start of a machine, until it is done."""
        for pause in itertools.chain(LOGIN_PAUSES, itertools.repeat(LOGIN_PAUSES[-1])):
            try:
                await call()
                return
            except (*FLEETING, discord.GatewayNotFound) as error:
                if self.is_closed():
                    return
                event("Discord cannot be reached", logging.WARNING, again_in=pause, **error_told(error))
            await asyncio.sleep(pause)
