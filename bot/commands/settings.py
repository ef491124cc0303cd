"""/pullquote-manage settings: what else a server can choose."""

import discord
from discord import app_commands

from bot.asking.interaction import Interaction, tell
from bot.asking.question import Way
from bot.commands.channels import ChannelOf
from bot.commands.permission import ForManagers, server_of
from bot.operations.visibility import Option

LISTED = 20
"""Forums that are named."""

ONLY_OWNER = "Only the server’s owner can have questions kept."

Forum = app_commands.Transform[app_commands.AppCommandChannel, ChannelOf(discord.ChannelType.forum)]


class ServerSettings(ForManagers):
    """The commands of the settings."""

    def __init__(self) -> None:
        super().__init__(name="settings", description="How I behave on this server")

    @app_commands.command(name="show", description="What is set on this server")
    async def show(self, interaction: Interaction) -> None:
        """Show what is set."""
        scopes, server = interaction.client.services.scopes, server_of(interaction)
        forums = interaction.guild.forums if interaction.guild else []
        on = [forum.mention for forum in forums if scopes.has(Option.FORUM, forum.id)]
        keeps = scopes.has(Option.QUESTIONS, server)
        lines = [
            f"New posts are answered in: {', '.join(on[:LISTED]) or 'no forum'}",
            f"Mentions are answered in a thread: {_on(scopes.has(Option.THREADS, server))}",
            f"Questions are kept with feedback, and those without an answer: {_on(keeps)}",
        ]
        await tell(interaction, lambda: ["\n".join(lines)], Way.SETTINGS)

    @app_commands.command(name="forum", description="Answer each new post of a forum, once")
    async def forum(self, interaction: Interaction, channel: Forum, on: bool) -> None:
        """Turn answers in a forum on or off."""
        scopes = interaction.client.services.scopes

        def turn() -> list[str]:
            scopes.turn(Option.FORUM, server_of(interaction), channel.id, on=on)
            return [f"New posts of {channel.mention} are answered: {_on(on)}"]

        await tell(interaction, turn, Way.SETTINGS)

    @app_commands.command(name="threads", description="Answer each mention in a thread of its own")
    async def threads(self, interaction: Interaction, on: bool) -> None:
        """Turn answers in threads on or off."""
        scopes, server = interaction.client.services.scopes, server_of(interaction)

        def turn() -> list[str]:
            scopes.turn(Option.THREADS, server, on=on)
            return [f"Mentions are answered in a thread: {_on(on)}"]

        await tell(interaction, turn, Way.SETTINGS)

    @app_commands.command(
        name="keep-questions", description="Keep questions with feedback, and those without an answer; owner only"
    )
    async def keep_questions(self, interaction: Interaction, on: bool) -> None:
        """Keep questions, or remove those that were kept."""
        server, services = server_of(interaction), interaction.client.services
        is_owner = interaction.guild is not None and interaction.user.id == interaction.guild.owner_id

        def turn() -> list[str]:
            if not is_owner:
                return [ONLY_OWNER]
            services.scopes.turn(Option.QUESTIONS, server, on=on)
            if not on:
                services.database.forget_questions(server)
            return [f"Questions are kept: {_on(on)}"]

        await tell(interaction, turn, Way.SETTINGS)


def _on(is_on: bool) -> str:
    return "**on**" if is_on else "**off**"
