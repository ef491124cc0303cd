"""/pullquote-manage: settings, scope and reindex; for those who manage the server."""

import discord
from discord import app_commands

from bot.commands.permission import ForManagers
from bot.commands.reindex import Reindexing
from bot.commands.scope import Scope
from bot.commands.settings import ServerSettings


class Manage(ForManagers):
    """/pullquote-manage. One command, because Discord keeps rights for whole commands."""

    def __init__(self, reindexing: Reindexing) -> None:
        super().__init__(
            name="pullquote-manage",
            description="What I may show here, and how I behave; for those who manage the server",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self.add_command(Scope())
        self.add_command(ServerSettings())
        self.add_command(reindexing.command())
