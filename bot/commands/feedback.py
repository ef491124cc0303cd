"""What people think of answers, kept until they ask to be forgotten."""

from dataclasses import replace

import discord

from bot.asking.guard import is_let
from bot.asking.interaction import Interaction, place_of, reply_of, request_of, tell
from bot.asking.question import Way
from bot.delivery.calls import ALREADY_ACKNOWLEDGED, PAUSES, insist
from bot.operations.database import Feedback, Verdict
from bot.operations.visibility import Option
from bot.outgoing.buttons import Verb, address_text, parse_addresses, presses
from bot.outgoing.escape import clean
from bot.outgoing.modals import Field, modal

THANKS = "Thank you. `/pullquote forget-me` removes everything that is kept about you."
WHY = Field(
    "What was wrong with this answer?", longest=300, placeholder="Kept with the question, for whoever runs this bot"
)


async def judged(interaction: Interaction, message: discord.Message, verdict: Verdict) -> None:
    """Keep a verdict on an answer and, if the server's owner wants that, its question and why it was bad."""
    services = interaction.client.services
    if not (verdict is Verdict.BAD and _keeps_questions(interaction)):
        feedback = await _feedback(interaction, message, verdict)
        await tell(interaction, lambda: _kept(interaction, feedback), Way.VERDICT)
        return
    if not await is_let(services.lookup_limits, request_of(interaction, Way.VERDICT), reply_of(interaction)):
        return
    await _ask_why(interaction, message)  # Discord takes a modal only as the first response
    feedback = await _feedback(interaction, message, verdict)
    await services.lookups.begin(lambda: _kept(interaction, feedback))


async def _ask_why(interaction: Interaction, message: discord.Message) -> None:
    """Ask why an answer was judged bad; the verdict is kept in any case."""
    why = modal(Verb.BAD, message.id, "What was wrong?", WHY)
    try:
        await insist(lambda: interaction.response.send_modal(why), PAUSES[:2])
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:  # otherwise an earlier call arrived, though its response did not
            raise


async def _feedback(interaction: Interaction, message: discord.Message, verdict: Verdict) -> Feedback:
    """The verdict, with the question of its answer, if that can still be read."""
    exchange = await interaction.client.services.history.of_answer(message)
    abouts = [about for verb, about in presses(message) if verb is Verb.CONTEXT]
    addresses = [address for about in abouts for address in parse_addresses(about)]
    return Feedback(
        message=message.id,
        person=interaction.user.id,
        server=place_of(interaction).server,
        verdict=verdict,
        quotes=" ".join(map(address_text, addresses)),
        question=exchange.question if exchange is not None else None,
    )


def _kept(interaction: Interaction, feedback: Feedback) -> list[str]:
    """Keep a verdict, without its question if the server's owner does not want that; return what to say."""
    kept = feedback if _keeps_questions(interaction) else replace(feedback, question=None)
    interaction.client.services.database.keep_feedback(kept)
    return [THANKS]


async def explained(interaction: Interaction, message: discord.Message, typed: str) -> None:
    """Keep why an answer was judged bad, if the server's owner still wants that."""
    reason = clean(typed)

    def keep() -> list[str]:
        if reason and _keeps_questions(interaction):
            interaction.client.services.database.keep_reason(message.id, interaction.user.id, reason)
        return [THANKS]

    await tell(interaction, keep, Way.VERDICT)


def _keeps_questions(interaction: Interaction) -> bool:
    server = place_of(interaction).server
    return server is not None and interaction.client.services.scopes.has(Option.QUESTIONS, server)


async def forget_me(interaction: Interaction) -> None:
    """Remove the rows of the person who asks for it."""
    database = interaction.client.services.database

    def forget() -> list[str]:
        rows = database.forget(interaction.user.id)
        if rows == 0:
            return ["Nothing was kept about you."]
        return [f"Done: {rows} {'entry was' if rows == 1 else 'entries were'} removed."]

    await tell(interaction, forget, Way.FORGET)
