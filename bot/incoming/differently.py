"""“Ask differently”: a modal to put an unanswered question in other words, in the same place."""

import discord

from bot.asking.interaction import Interaction, reply_of, request_of
from bot.asking.question import Way
from bot.delivery.calls import PAUSES, insist
from bot.outgoing.asked import LONGEST_QUESTION, clean_question
from bot.outgoing.buttons import Deletion, Verb, presses
from bot.outgoing.modals import Field, modal
from qa.conversation.exchange import Ask, Exchange

TOO_OLD = "I can no longer read the question of this answer. Please ask again."
NOT_YOURS = "Only the person who asked can ask this differently. Use `/ask` for a question of your own."


async def ask_differently(interaction: Interaction, message: discord.Message) -> None:
    """Let the asker of an answer ask in other words."""
    exchange = await interaction.client.services.history.of_answer(message)
    if exchange is None or not _is_asker(interaction, message):
        await reply_of(interaction).refuse(TOO_OLD if exchange is None else NOT_YOURS)
        return
    field = Field("Your question", LONGEST_QUESTION, default=exchange.question)
    opened = modal(Verb.DIFFERENTLY, message.id, "Ask differently", field)
    await insist(lambda: interaction.response.send_modal(opened), PAUSES[:2])


async def asked_differently(interaction: Interaction, message: discord.Message, typed: str) -> None:
    """Answer what was typed in place of the message; blanks are not asked."""
    before = await interaction.client.services.history.of_answer(message)
    reply, question = reply_of(interaction), clean_question(typed)
    if before is None:
        await reply.refuse(TOO_OLD)
    elif question:
        todo = Ask(Exchange(question, before.narrowing, before.history))
        await interaction.client.answering.search(request_of(interaction, Way.DIFFERENTLY), todo, reply)
    else:
        await reply.take()


def _is_asker(interaction: Interaction, message: discord.Message) -> bool:
    """Whether the person who pressed is the one who asked: the only one who sees it, or named by its buttons."""
    askers = (Deletion.parse(about).asker for verb, about in presses(message) if verb is Verb.DELETE)
    return message.flags.ephemeral or interaction.user.id == next(askers, None)
