"""/verify, and "Check this quote" on a message: does it stand in the articles, word for word?"""

import time
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.asking.interaction import Interaction, place_of, reply_of, request_of
from bot.asking.question import NothingHere, Outcome, Way
from bot.asking.record import record
from bot.asking.text import text_of
from bot.outgoing.buttons import share_button
from bot.outgoing.verification import quoted_words, verdict_messages
from qa.errors import QuestionError

LONGEST_TEXT = 1500
"""Characters of a text typed into the command."""

NO_WORDS = "There are no words in that that I could check."


@app_commands.command(name="verify", description="Check whether a quote stands in the articles, word for word")
@app_commands.describe(text="The words to check")
async def verify(interaction: Interaction, text: app_commands.Range[str, 1, LONGEST_TEXT]) -> None:
    """Check what was typed."""
    await _check(interaction, [text])


@app_commands.context_menu(name="Check this quote")
async def verify_message(interaction: Interaction, message: discord.Message) -> None:
    """Check what a message quotes, or else says; if it has no words, what it forwards or embeds."""
    await _check(interaction, quoted_words(message.content) or quoted_words(text_of(message)))


async def _check(interaction: Interaction, texts: Sequence[str]) -> None:
    """Show a verdict on each text, only to the person who asks."""
    reply, request = reply_of(interaction, private=True), request_of(interaction, Way.VERIFY)
    answering, services, start = interaction.client.answering, interaction.client.services, time.perf_counter()
    async with answering.guarded(request, reply):
        if not await answering.admitted(request, reply):
            return
        begun = services.pool.begin(lambda: _verdicts(interaction, texts))
        await reply.acknowledge()
        messages, is_told = await begun
        view = share_button() if is_told and request.place.server is not None and len(messages) == 1 else None
        await reply.show(messages, lambda _: view)
        record(services, request, Outcome.REPLIED, start)


def _verdicts(interaction: Interaction, texts: Sequence[str]) -> tuple[list[str], bool]:
    """A message for each text, or one that says why there is none; and whether there are any. Reads the library."""
    services = interaction.client.services
    try:
        where = services.where(place_of(interaction))
        verdicts = [services.assistant.verify(text, where) for text in texts]
    except NothingHere as nothing:
        return [str(nothing)], False
    except QuestionError:
        return [NO_WORDS], False
    return (verdict_messages(verdicts), True) if verdicts else ([NO_WORDS], False)
