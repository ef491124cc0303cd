"""Who may use the commands of those who manage a server."""

import discord
from discord import app_commands


async def manages(interaction: discord.Interaction) -> bool:
    """Whether the person who uses a command has Manage Server. Raises MissingPermissions."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return True


def server_of(interaction: discord.Interaction) -> int:
    """The server where a command was used that can be used in servers only."""
    return interaction.guild_id or 0
