"""/pullquote: help, what can be asked here, and one's own data; for everybody."""

from discord import app_commands

from bot.asking.interaction import Interaction, tell
from bot.asking.question import Way
from bot.commands.feedback import forget_me
from bot.commands.sources import show_status
from bot.outgoing.help import HELP


class Everybody(app_commands.Group):
    """/pullquote: what everybody may do besides asking."""

    def __init__(self) -> None:
        super().__init__(name="pullquote", description="Help, what can be asked here, and your data")

    @app_commands.command(name="help", description="How to ask")
    async def help(self, interaction: Interaction) -> None:
        """Show how to ask."""
        await tell(interaction, lambda: [HELP], Way.HELP)

    @app_commands.command(name="status", description="How many articles can be asked here, and how fresh they are")
    async def status(self, interaction: Interaction) -> None:
        """Show what can be asked, only to the person who asks."""
        await show_status(interaction)

    @app_commands.command(name="forget-me", description="Remove everything that is kept about you")
    async def forget_me(self, interaction: Interaction) -> None:
        """Remove the rows of the person who asks for it."""
        await forget_me(interaction)
