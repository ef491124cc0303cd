"""/pullquote-manage scope: which collections a server, or a channel of it, may see."""

import discord
from discord import app_commands

from bot.asking.interaction import Interaction, tell
from bot.asking.question import Way
from bot.commands.ask import suggestions
from bot.commands.channels import ChannelOf
from bot.commands.permission import ForManagers, manages, server_of
from bot.operations.visibility import Change
from bot.outgoing.escape import inert

LISTED = 20
"""Collections that are named; further ones are counted."""

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


class Scope(ForManagers):
    """The commands of the scope."""

    def __init__(self) -> None:
        super().__init__(name="scope", description="Which collections can be asked here")

    @app_commands.command(name="show", description="What this server, or a channel, may see")
    @app_commands.describe(channel="A channel, instead of the server")
    async def show(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show what is set."""
        await tell(interaction, lambda: [_setting(interaction, channel)], Way.SCOPE)

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

        await tell(interaction, change, Way.SCOPE)

    @app_commands.command(name="remove", description="Let this server, or a channel, see a collection no more")
    @app_commands.describe(collection="The collection", channel="A channel, instead of the server")
    async def remove(
        self, interaction: Interaction, collection: app_commands.Range[str, 1, 100], channel: Channel | None = None
    ) -> None:
        """Remove a collection; of all, if none was named before."""

        def change() -> list[str]:
            every = _choosable(interaction)
            return _changed(interaction, channel, lambda now: (every if now is None else now) - {collection})

        await tell(interaction, change, Way.SCOPE)

    @app_commands.command(name="reset", description="Let this server, or a channel, see all again")
    @app_commands.describe(channel="A channel, instead of the server")
    async def reset(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Remove the setting."""
        await tell(interaction, lambda: _changed(interaction, channel, lambda _: None), Way.SCOPE)

    @add.autocomplete("collection")
    @remove.autocomplete("collection")
    async def collections(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """All collections: who manages the server chooses among them."""
        if not manages(interaction):
            return []
        return suggestions(await interaction.client.services.lookups.begin(lambda: _choosable(interaction)), typed)


def _changed(interaction: Interaction, channel: app_commands.AppCommandChannel | None, change: Change) -> list[str]:
    """Change a scope; what is set then. Waits for the disk."""
    interaction.client.services.scopes.change(server_of(interaction), _channel(channel), change)
    return [_setting(interaction, channel)]


def _choosable(interaction: Interaction) -> frozenset[str]:
    """The collections that a server may choose among. Reads the library."""
    services = interaction.client.services
    return services.scopes.choosable(services.assistant.collections())


def _setting(interaction: Interaction, channel: app_commands.AppCommandChannel | None) -> str:
    """What is set for the server, or the channel."""
    collections = interaction.client.services.scopes.set(server_of(interaction), _channel(channel))
    who = channel.mention if channel is not None else "This server"
    if collections is None:
        return f"{who} may see {'what the server may see' if channel is not None else 'all collections'}."
    names = ", ".join(f"**{inert(name, 50)}**" for name in sorted(collections)[:LISTED])
    more = f" and {len(collections) - LISTED} more" if len(collections) > LISTED else ""
    return f"{who} may see only: {names or 'nothing'}{more}."


def _channel(channel: app_commands.AppCommandChannel | None) -> int | None:
    return channel.id if channel is not None else None
