"""What those who manage a server can set: /scope and /settings."""

from typing import Any

import discord
from discord import app_commands

from bot.asking.answer import Interaction, tell
from bot.commands.sources import manages
from bot.incoming.messages import choices
from bot.operations.visibility import FORUM, QUESTIONS, THREADS, Change
from bot.outgoing.escape import inert

LISTED = 20
ONLY_OWNER = "Only the server’s owner can have questions kept."


class ChannelOf(app_commands.Transformer):
    """A channel of these types. Not by annotation: that of a forum brings media channels, which Discord's own
    description of an option does not know.
    """

    def __init__(self, *types: discord.ChannelType) -> None:
        self._types = list(types)

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord asks for."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Which channels it offers."""
        return self._types

    async def transform(self, _: discord.Interaction, value: Any, /) -> app_commands.AppCommandChannel:
        """The channel as it comes."""
        channel: app_commands.AppCommandChannel = value
        return channel


Channel = app_commands.Transform[
    app_commands.AppCommandChannel,
    ChannelOf(
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.forum,
        discord.ChannelType.voice,
        discord.ChannelType.stage_voice,
    ),
]
Forum = app_commands.Transform[app_commands.AppCommandChannel, ChannelOf(discord.ChannelType.forum)]


class Scope(app_commands.Group):
    """/scope: which collections a server, or a channel of it, may see."""

    def __init__(self) -> None:
        super().__init__(
            name="scope",
            description="Which collections can be asked here",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Only for those with Manage Server."""
        return await manages(interaction)

    @app_commands.command(name="show", description="What this server, or a channel, may see")
    @app_commands.describe(channel="A channel, instead of the server")
    async def show(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Tell what is set."""
        await tell(interaction, lambda: [_told(interaction, channel)], "scope")

    @app_commands.command(
        name="add", description="Let this server, or a channel, see a collection; others only if added too"
    )
    @app_commands.describe(collection="The collection", channel="A channel, instead of the server")
    async def add(
        self, interaction: Interaction, collection: app_commands.Range[str, 1, 100], channel: Channel | None = None
    ) -> None:
        """Add a collection; the first one narrows."""

        def change() -> list[str]:
            if collection not in _choosable(interaction):
                return [f"There is no collection “{inert(collection, 100)}”."]
            return _changed(interaction, channel, lambda now: (now or frozenset()) | {collection})

        await tell(interaction, change, "scope")

    @app_commands.command(name="remove", description="Let this server, or a channel, see a collection no more")
    @app_commands.describe(collection="The collection", channel="A channel, instead of the server")
    async def remove(
        self, interaction: Interaction, collection: app_commands.Range[str, 1, 100], channel: Channel | None = None
    ) -> None:
        """Remove a collection; of all, if none was named before."""

        def change() -> list[str]:
            every = _choosable(interaction)
            return _changed(interaction, channel, lambda now: (every if now is None else now) - {collection})

        await tell(interaction, change, "scope")

    @app_commands.command(name="reset", description="Let this server, or a channel, see all again")
    @app_commands.describe(channel="A channel, instead of the server")
    async def reset(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Remove the setting."""
        await tell(interaction, lambda: _changed(interaction, channel, lambda _: None), "scope")

    @add.autocomplete("collection")
    @remove.autocomplete("collection")
    async def collections(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """All collections: who manages the server chooses among them."""
        if not interaction.permissions.manage_guild:
            return []
        return choices(await interaction.client.services.lookups.begin(lambda: _choosable(interaction)), typed)


class ServerSettings(app_commands.Group):
    """/settings: what else a server can choose."""

    def __init__(self) -> None:
        super().__init__(
            name="settings",
            description="How I behave on this server",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Only for those with Manage Server."""
        return await manages(interaction)

    @app_commands.command(name="show", description="What is set on this server")
    async def show(self, interaction: Interaction) -> None:
        """Tell what is set."""
        scopes, server = interaction.client.services.scopes, _server(interaction)
        forums = interaction.guild.forums if interaction.guild else []
        on = [forum.mention for forum in forums if scopes.has(FORUM, forum.id)]
        lines = [
            f"New posts are answered in: {', '.join(on[:LISTED]) or 'no forum'}",
            f"Mentions are answered in a thread: {_on(scopes.has(THREADS, server))}",
            f"Questions are kept with feedback, and those without an answer: {_on(scopes.has(QUESTIONS, server))}",
        ]
        await tell(interaction, lambda: ["\n".join(lines)], "settings")

    @app_commands.command(name="forum", description="Answer each new post of a forum, once")
    async def forum(self, interaction: Interaction, channel: Forum, on: bool) -> None:
        """Turn answers in a forum on or off."""
        scopes = interaction.client.services.scopes

        def turn() -> list[str]:
            scopes.turn(FORUM, channel.id, on=on)
            return [f"New posts of {channel.mention} are answered: {_on(on)}"]

        await tell(interaction, turn, "settings")

    @app_commands.command(name="threads", description="Answer each mention in a thread of its own")
    async def threads(self, interaction: Interaction, on: bool) -> None:
        """Turn answers in threads on or off."""
        scopes, server = interaction.client.services.scopes, _server(interaction)

        def turn() -> list[str]:
            scopes.turn(THREADS, server, on=on)
            return [f"Mentions are answered in a thread: {_on(on)}"]

        await tell(interaction, turn, "settings")

    @app_commands.command(
        name="keep-questions", description="Keep questions with feedback, and those without an answer; owner only"
    )
    async def keep_questions(self, interaction: Interaction, on: bool) -> None:
        """Keep questions, or remove those that were kept."""
        server, services = _server(interaction), interaction.client.services
        is_owner = interaction.guild is not None and interaction.user.id == interaction.guild.owner_id

        def turn() -> list[str]:
            if not is_owner:
                return [ONLY_OWNER]
            services.scopes.turn(QUESTIONS, server, on=on)
            if not on:
                services.database.forget_questions(server)
            return [f"Questions are kept: {_on(on)}"]

        await tell(interaction, turn, "settings")


def _changed(interaction: Interaction, channel: app_commands.AppCommandChannel | None, change: Change) -> list[str]:
    """Change a scope, and tell what is set then. Waits for the disk."""
    interaction.client.services.scopes.change(_server(interaction), _channel(channel), change)
    return [_told(interaction, channel)]


def _choosable(interaction: Interaction) -> frozenset[str]:
    """The collections that a server may choose among. Reads the library."""
    services = interaction.client.services
    return services.scopes.choosable(services.assistant.collections())


def _told(interaction: Interaction, channel: app_commands.AppCommandChannel | None) -> str:
    """What is set for the server, or the channel."""
    collections = interaction.client.services.scopes.set(_server(interaction), _channel(channel))
    who = channel.mention if channel is not None else "This server"
    if collections is None:
        return f"{who} may see {'what the server may see' if channel is not None else 'all collections'}."
    names = ", ".join(f"**{inert(name, 50)}**" for name in sorted(collections)[:LISTED])
    more = f" and {len(collections) - LISTED} more" if len(collections) > LISTED else ""
    return f"{who} may see only: {names or 'nothing'}{more}."


def _server(interaction: Interaction) -> int:
    return interaction.guild_id or 0


def _channel(channel: app_commands.AppCommandChannel | None) -> int | None:
    return channel.id if channel is not None else None


def _on(is_on: bool) -> str:
    return "**on**" if is_on else "**off**"
