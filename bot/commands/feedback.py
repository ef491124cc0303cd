"""What people think of answers, kept until they ask to be forgotten."""

from discord import app_commands

from bot.asking.answer import Interaction, place_of, quotes_text, tell
from bot.operations.database import Feedback
from bot.operations.visibility import QUESTIONS
from bot.outgoing.buttons import addresses
from bot.outgoing.layout import question_of

THANKS = "Thank you. `/forget-me` removes all that you have told me."


async def judged(interaction: Interaction, verdict: str) -> None:
    """Keep a verdict on an answer; its question only where the server's owner wants that."""
    message, services = interaction.message, interaction.client.services
    if message is None:
        return
    server = place_of(interaction).server

    def keep() -> list[str]:
        keeps_question = server is not None and services.scopes.has(QUESTIONS, server)
        feedback = Feedback(
            message=message.id,
            person=interaction.user.id,
            server=server,
            verdict=verdict,
            quotes=quotes_text(addresses(message)),
            question=question_of(message.content) if keeps_question else None,
        )
        services.database.keep_feedback(feedback)
        return [THANKS]

    await tell(interaction, keep, "verdict")


@app_commands.command(name="forget-me", description="Remove all that is kept of you")
async def forget_me(interaction: Interaction) -> None:
    """Remove the rows of who asks for it."""
    database = interaction.client.services.database

    def forget() -> list[str]:
        rows = database.forget(interaction.user.id)
        if rows == 0:
            return ["Nothing was kept of you."]
        return [f"Done: {rows} {'entry was' if rows == 1 else 'entries were'} removed."]

    await tell(interaction, forget, "forget")
