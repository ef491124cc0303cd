"""Who may use the commands for server managers."""

import discord
from discord import app_commands


class ForManagers(app_commands.Group):
    """Commands for those who manage a server that the bot was added to. Discord enforces that, and so does the bot."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Whether the person who uses a command has Manage Server. Raises MissingPermissions."""
        if not manages(interaction):
            raise app_commands.MissingPermissions(["manage_guild"])
        return True


def manages(interaction: discord.Interaction) -> bool:
    """Whether somebody manages a server that the bot was added to, not one where somebody only brought it along."""
    return interaction.permissions.manage_guild and interaction.is_guild_integration()


def owns(interaction: discord.Interaction) -> bool:
    """Whether somebody owns the server where they use a command."""
    return interaction.guild is not None and interaction.user.id == interaction.guild.owner_id


def server_of(interaction: discord.Interaction) -> int:
    """The server of a command that can only be used in servers."""
    return interaction.guild_id or 0
