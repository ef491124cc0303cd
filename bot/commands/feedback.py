"""What people think of answers, kept until they ask to be forgotten."""

import discord

from bot.asking.interaction import Interaction, place_of, tell
from bot.asking.question import Way
from bot.operations.database import Feedback, Verdict
from bot.operations.visibility import Option
from bot.outgoing.buttons import Verb, address_text, parse_addresses, presses

THANKS = "Thank you. `/pullquote forget-me` removes everything that is kept about you."


async def judged(interaction: Interaction, message: discord.Message, verdict: Verdict) -> None:
    """Keep a verdict on an answer; its question only where the server's owner wants that."""
    services, server = interaction.client.services, place_of(interaction).server
    exchange = await services.history.of_answer(message)
    abouts = [about for verb, about in presses(message) if verb is Verb.CONTEXT]
    addresses = [address for about in abouts for address in parse_addresses(about)]

    def keep() -> list[str]:
        keeps_question = server is not None and services.scopes.has(Option.QUESTIONS, server)
        feedback = Feedback(
            message=message.id,
            person=interaction.user.id,
            server=server,
            verdict=verdict,
            quotes=" ".join(map(address_text, addresses)),
            question=exchange.question if keeps_question and exchange is not None else None,
        )
        services.database.keep_feedback(feedback)
        return [THANKS]

    await tell(interaction, keep, Way.VERDICT)


async def forget_me(interaction: Interaction) -> None:
    """Remove the rows of the person who asks for it."""
    database = interaction.client.services.database

    def forget() -> list[str]:
        rows = database.forget(interaction.user.id)
        if rows == 0:
            return ["Nothing was kept about you."]
        return [f"Done: {rows} {'entry was' if rows == 1 else 'entries were'} removed."]

    await tell(interaction, forget, Way.FORGET)
