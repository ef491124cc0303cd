"""A bot of a few lines that the tests of the loopback Discord run."""

import io

import discord
import pytest
from discord import app_commands

PINGED = "pong " * 3
Command = app_commands.Command[app_commands.Group, ..., None]
NOBODY = discord.AllowedMentions.none()


class Why(discord.ui.Modal, title="Why?"):
    """Asks for a reason and repeats it."""

    reason: discord.ui.TextInput["Why"] = discord.ui.TextInput(label="Reason", custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        await interaction.response.send_message(f"because {self.reason.value}", ephemeral=True)


class Scope(app_commands.Group, name="scope", description="What is seen where"):
    """A group: one command takes a channel and asks by a select, the other opens a modal."""

    @app_commands.command()
    async def set(self, interaction: discord.Interaction, where: discord.TextChannel) -> None:
        """Set it"""
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            options=[discord.SelectOption(label=name) for name in ("world", "sport")]
        )

        async def chosen(by: discord.Interaction) -> None:
            await by.response.edit_message(content=f"{where.name}: {select.values[0]}", view=None)

        select.callback = chosen  # type: ignore[method-assign, assignment]  # discord.py's way
        view = discord.ui.View()
        view.add_item(select)
        await interaction.response.send_message("which?", view=view, ephemeral=True)

    @app_commands.command()
    async def why(self, interaction: discord.Interaction) -> None:
        """Say why"""
        await interaction.response.send_modal(Why())


class TinyBot(discord.Client):
    """Answers /ping, a mention, a button and a message command, and does on request what a bot must not do."""

    def __init__(self, *, intents: discord.Intents | None = None, heartbeat_timeout: float = 60.0) -> None:
        chosen = intents or discord.Intents.default()
        super().__init__(intents=chosen, guild_ready_timeout=0.02, heartbeat_timeout=heartbeat_timeout)
        self.tree = app_commands.CommandTree(self)
        self.messages_seen: list[discord.Message] = []
        self.errors: list[Exception] = []
        self.tree.add_command(app_commands.Command(name="ping", description="Says pong", callback=self.ping))
        self.tree.add_command(app_commands.Command(name="slow", description="Thinks first", callback=self.slow))
        self.tree.add_command(app_commands.ContextMenu(name="Read", callback=self.read))
        self.tree.add_command(self.managing())
        self.tree.add_command(self.finding())
        self.tree.add_command(Scope())
        self.tree.error(self.failed)

    def managing(self) -> Command:
        command: Command = app_commands.Command(name="manage", description="For managers", callback=self.manage)
        command.default_permissions = discord.Permissions(manage_guild=True)
        return command

    def finding(self) -> Command:
        command: Command = app_commands.Command(name="find", description="Finds", callback=self.find)
        command.autocomplete("shelf")(self.shelves)
        return command

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def failed(self, _: discord.Interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(error.__cause__ if isinstance(error.__cause__, Exception) else error)

    async def ping(self, interaction: discord.Interaction) -> None:
        view = discord.ui.View()
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="More", custom_id="more")
        button.callback = self.more  # type: ignore[method-assign]  # discord.py's way
        view.add_item(button)
        await interaction.response.send_message(PINGED, view=view)

    async def slow(self, interaction: discord.Interaction, secret: bool = False) -> None:
        await interaction.response.defer(thinking=True, ephemeral=secret)
        await interaction.followup.send("first")
        await interaction.followup.send("second", ephemeral=True)
        await interaction.edit_original_response(content="first, better")

    async def more(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="pressed", view=None)

    async def read(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content[::-1], ephemeral=True)

    async def manage(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("managed", file=discord.File(io.BytesIO(b"x"), "report.txt"))

    async def find(self, interaction: discord.Interaction, shelf: str, most: app_commands.Range[int, 1, 9] = 1) -> None:
        await interaction.response.send_message(f"{shelf} {most}")

    async def shelves(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in ("world", "work", "sport") if typed in name]

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        self.messages_seen.append(message)
        if message.content.endswith("long"):
            with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer"):
                await message.reply("x" * 2001)
        elif self.user in message.mentions or message.guild is None:
            await message.reply(f"{message.content} @everyone <@{message.author.id}>", allowed_mentions=NOBODY)
