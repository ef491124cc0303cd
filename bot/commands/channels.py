"""The types of channel that an option of a command offers."""

from typing import Any

import discord
from discord import app_commands


class ChannelOf(app_commands.Transformer):
    """A channel of these types. Not by annotation: that of a forum includes media channels, which Discord's own
    description of an option does not list.
    """

    def __init__(self, *types: discord.ChannelType) -> None:
        self._types = list(types)

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option's type."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Which channels it offers."""
        return self._types

    async def transform(self, _: discord.Interaction, value: Any, /) -> app_commands.AppCommandChannel:
        """The channel as it is."""
        channel: app_commands.AppCommandChannel = value
        return channel
