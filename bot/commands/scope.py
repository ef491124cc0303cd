"""/pullquote-manage scope: which collections a server, or one of its channels, may see."""

from collections.abc import Callable, Iterable
from functools import partial

import discord
from discord import app_commands

from bot.asking.interaction import Interaction, tell
from bot.asking.question import Way
from bot.commands.ask import suggestions
from bot.commands.channels import ChannelOf
from bot.commands.permission import ForManagers, manages, server_of
from bot.commands.scope_report import Setting, setting_text
from bot.operations.visibility import Change, Collections
from bot.outgoing.escape import inert

NO_COLLECTION = "There is no collection “{}”."
NOT_OF_THE_SERVER = "This server may not see “{}”: add it for the server first."

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
        name="add", description="Show a collection on this server or in a channel; others stay hidden unless added"
    )
    @app_commands.describe(collection="The collection", channel="A channel, instead of the server")
    async def add(
        self, interaction: Interaction, collection: app_commands.Range[str, 1, 100], channel: Channel | None = None
    ) -> None:
        """Add a collection; the first one narrows."""

        def change() -> list[str]:
            if collection not in _choosable(interaction, channel):
                is_here = collection in _choosable(interaction, None)
                return [(NOT_OF_THE_SERVER if is_here else NO_COLLECTION).format(inert(collection, 100))]
            return _changed(interaction, channel, lambda now: (now or frozenset()) | {collection})

        await tell(interaction, change, Way.SCOPE)

    @app_commands.command(name="remove", description="Stop this server, or a channel, from seeing a collection")
    @app_commands.describe(collection="The collection", channel="A channel, instead of the server")
    async def remove(
        self, interaction: Interaction, collection: app_commands.Range[str, 1, 100], channel: Channel | None = None
    ) -> None:
        """Remove a collection, from all if none was named before."""

        def change() -> list[str]:
            now = _named(interaction, channel)
            seen = _choosable(interaction, channel) if now is None else now
            if collection not in seen:
                return [NO_COLLECTION.format(inert(collection, 100))]
            return _changed(interaction, channel, lambda now: (seen if now is None else now) - {collection})

        await tell(interaction, change, Way.SCOPE)

    @app_commands.command(name="reset", description="Let this server, or a channel, see all again")
    @app_commands.describe(channel="A channel, instead of the server")
    async def reset(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Remove the setting."""
        await tell(interaction, lambda: _changed(interaction, channel, lambda _: None), Way.SCOPE)

    @add.autocomplete("collection")
    async def addable(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The collections that can be added."""
        return await _suggested(interaction, typed, lambda named, there: there - (named or frozenset()))

    @remove.autocomplete("collection")
    async def removable(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The collections that can be removed, including those that are gone."""
        return await _suggested(interaction, typed, lambda named, there: there if named is None else named)


async def _suggested(
    interaction: Interaction, typed: str, some: Callable[[Collections, frozenset[str]], Iterable[str]]
) -> list[app_commands.Choice[str]]:
    """What `some` picks from what is set and what there is, for those who manage the server."""
    if not manages(interaction):
        return []
    channel = getattr(interaction.namespace, "channel", None)
    look = partial(_choosable, interaction, channel)
    there = await interaction.client.services.lookups.begin(look)
    return suggestions(some(_named(interaction, channel), there), typed)


def _changed(interaction: Interaction, channel: app_commands.AppCommandChannel | None, change: Change) -> list[str]:
    """Change a scope; return what is set then. Waits for the disk."""
    interaction.client.services.scopes.change(server_of(interaction), _channel(channel), change)
    return [_setting(interaction, channel)]


def _choosable(interaction: Interaction, channel: app_commands.AppCommandChannel | None) -> frozenset[str]:
    """The collections to choose among. Reads the library."""
    services = interaction.client.services
    return services.scopes.choosable(services.assistant.collections(), server_of(interaction), _channel(channel))


def _named(interaction: Interaction, channel: app_commands.AppCommandChannel | None) -> Collections:
    """What is set."""
    return interaction.client.services.scopes.set(server_of(interaction), _channel(channel))


def _setting(interaction: Interaction, channel: app_commands.AppCommandChannel | None) -> str:
    """What is set for the server or the channel. Reads the library."""
    mention = channel.mention if channel is not None else None
    scopes, there = interaction.client.services.scopes, _choosable(interaction, channel)
    bound = scopes.bound(server_of(interaction), _channel(channel))
    return setting_text(Setting(mention, _named(interaction, channel), there, scopes.direct, bound))


def _channel(channel: app_commands.AppCommandChannel | None) -> int | None:
    return channel.id if channel is not None else None
