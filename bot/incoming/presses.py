"""What the buttons below an answer do."""

from collections.abc import Awaitable, Callable, Sequence

import discord

from bot.asking.answer import QUOTE_GONE
from bot.asking.history import Talk
from bot.asking.interaction import Interaction, place_of, reply_of, request_of, tell
from bot.asking.question import NothingHere, Way
from bot.commands import feedback, sources
from bot.incoming.differently import TOO_OLD, ask_differently, asked_differently
from bot.operations.database import Verdict
from bot.outgoing.buttons import Deletion, UnknownButton, Verb, parse_addresses, presses, shared_buttons
from bot.outgoing.escape import units
from bot.outgoing.modals import submitted
from bot.outgoing.pieces import LIMIT
from qa.answers import Address
from qa.conversation.acts import Act, ActKind
from qa.conversation.exchange import Cited, Search, ShowContext, step

UNKNOWN = "I no longer know that button. Please ask again."
NOT_YOURS = "Only the person who asked, or a moderator, can delete this answer."
PRIVATE = {Verb.CONTEXT, Verb.MORE, Verb.GOOD, Verb.BAD, Verb.SOURCES}
"""What is shown only to the person who pressed."""

Handler = Callable[[Interaction, discord.Message, str], Awaitable[None]]


async def pressed(interaction: Interaction, verb: Verb, about: str) -> None:
    """Do what a button says."""
    is_alone = interaction.message is not None and interaction.message.flags.ephemeral
    reply = reply_of(interaction, private=verb in PRIVATE or (is_alone and verb is Verb.CHOOSE))
    async with interaction.client.answering.guarded(request_of(interaction, Way.BUTTON), reply):
        if interaction.message is None:
            return
        try:
            await HANDLERS[verb](interaction, interaction.message, about)
        except UnknownButton:
            await reply.refuse(UNKNOWN)


async def typed(interaction: Interaction) -> None:
    """Take what was typed into a modal."""
    message, found = interaction.message, submitted(interaction.data or {})
    verb, text = found or (None, "")
    is_alone = message is not None and message.flags.ephemeral
    reply = reply_of(interaction, private=is_alone or verb in PRIVATE, in_place=verb is Verb.DIFFERENTLY)
    async with interaction.client.answering.guarded(request_of(interaction, Way.BUTTON), reply):
        if message is None or verb not in MODALS:
            await reply.refuse(UNKNOWN)
        else:
            await MODALS[verb](interaction, message, text)


async def _context(interaction: Interaction, _: discord.Message, about: str) -> None:
    """Show the text around each quote, if it may be seen here."""
    addresses = parse_addresses(about)

    def around(address: Address) -> Sequence[str]:
        todo = ShowContext(Cited(address))
        try:
            return interaction.client.answering.replied(place_of(interaction), todo).shown.messages
        except NothingHere:
            return [QUOTE_GONE]

    def look() -> Sequence[str]:
        return list(dict.fromkeys(message for address in addresses for message in around(address)))

    await tell(interaction, look, Way.CONTEXT)


async def _more(interaction: Interaction, message: discord.Message, _: str) -> None:
    """Show more quotes."""
    await _search(interaction, message, Act(ActKind.MORE), Way.MORE)


async def _choose(interaction: Interaction, message: discord.Message, about: str) -> None:
    """Ask the ambiguous question again, of this article alone."""
    await _search(interaction, message, Act(ActKind.CHOOSE, text=about), Way.CHOICE)


async def _search(interaction: Interaction, message: discord.Message, act: Act, way: Way) -> None:
    client = interaction.client
    todo = step(await client.services.history.of_answer(message), act)
    if not isinstance(todo, Search):
        await reply_of(interaction).refuse(TOO_OLD)
        return
    await client.answering.search(request_of(interaction, way), todo, reply_of(interaction))


async def _differently(interaction: Interaction, message: discord.Message, _: str) -> None:
    """Let the asker ask in other words, in the same place."""
    await ask_differently(interaction, message)


async def _delete(interaction: Interaction, message: discord.Message, about: str) -> None:
    """Delete an answer, for its asker and for moderators."""
    deletion = Deletion.parse(about)
    reply = reply_of(interaction)
    if interaction.user.id != deletion.asker and not interaction.permissions.manage_messages:
        await reply.refuse(NOT_YOURS)
        return
    await reply.take()
    await reply.delete(deletion.others)
    talk = Talk(message.channel.id, deletion.asker)
    interaction.client.services.history.forget([message.id, *deletion.others], talk)


async def _share(interaction: Interaction, message: discord.Message, _: str) -> None:
    """Show the channel what only one person saw, and who shares it; once, however often that is pressed."""
    reply, history = reply_of(interaction), interaction.client.services.history
    await reply.take()
    if not history.share(message.id):
        return
    await reply.change(message.content, None)
    noted = f"{message.content}\n-# Shared by {interaction.user.mention}"
    view = shared_buttons(presses(message), interaction.user.id)
    ids = await reply.below().show([noted if units(noted) <= LIMIT else message.content], lambda _: view)
    if view is not None and (exchange := await history.of_answer(message)) is not None:
        history.remember(ids, exchange, Talk(message.channel.id, interaction.user.id))


async def _judge_good(interaction: Interaction, message: discord.Message, _: str) -> None:
    await feedback.judged(interaction, message, Verdict.GOOD)


async def _judge_bad(interaction: Interaction, message: discord.Message, _: str) -> None:
    await feedback.judged(interaction, message, Verdict.BAD)


async def _turn(interaction: Interaction, _: discord.Message, about: str) -> None:
    await sources.turned(interaction, about)


HANDLERS: dict[Verb, Handler] = {
    Verb.CONTEXT: _context,
    Verb.MORE: _more,
    Verb.CHOOSE: _choose,
    Verb.GOOD: _judge_good,
    Verb.BAD: _judge_bad,
    Verb.DELETE: _delete,
    Verb.SOURCES: _turn,
    Verb.SHARE: _share,
    Verb.DIFFERENTLY: _differently,
}

MODALS: dict[Verb, Handler] = {Verb.DIFFERENTLY: asked_differently, Verb.BAD: feedback.explained}
