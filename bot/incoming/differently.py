"""“Ask differently”: a modal to put an unanswered question in other words, in the same place."""

from dataclasses import replace

import discord

from bot.asking.interaction import Host, Interaction, reply_of, request_of
from bot.asking.question import Way
from bot.outgoing.asked import LONGEST_QUESTION, clean_question
from qa.conversation.exchange import Ask, Exchange

OPEN_FOR = 900.0
"""Seconds in which what was typed into the modal is answered: as long as Discord lets the message be changed."""


class Differently(discord.ui.Modal, title="Ask differently"):
    """Asks a question in other words, and replaces the answer that there was."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(timeout=OPEN_FOR)
        self._exchange = exchange
        self._typed: discord.ui.TextInput[Differently] = discord.ui.TextInput(
            label="Your question",
            custom_id="question",
            style=discord.TextStyle.paragraph,
            default=exchange.question,
            max_length=LONGEST_QUESTION,
        )
        self.add_item(self._typed)

    async def on_submit(self, interaction: discord.Interaction[Host], /) -> None:  # type: ignore[override]  # of this client
        """Answer what was typed."""
        await _answer(interaction, replace(self._exchange, question=clean_question(self._typed.value)))


async def _answer(interaction: Interaction, typed: Exchange) -> None:
    """Answer a question in place of its message's text; a blank one is not asked."""
    reply, request = reply_of(interaction, in_place=True), request_of(interaction, Way.DIFFERENTLY)
    todo = Ask(Exchange(typed.question, typed.narrowing, typed.history))
    if typed.question:
        await interaction.client.answering.search(request, todo, reply)
    else:
        await reply.take()
