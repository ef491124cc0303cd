"""Commands that continue from what their user asked before."""

from dataclasses import replace

import discord

from bot.asking.answer import Prepare
from bot.asking.guard import is_let
from bot.asking.history import is_talk
from bot.asking.interaction import Interaction, reply_of, request_of
from bot.asking.question import Request, Way
from bot.delivery.reply import Reply
from qa.conversation.acts import Act, ActKind
from qa.conversation.exchange import COURTESIES, Ask, Exchange, Search


def continuing(interaction: Interaction, request: Request, todo: Ask) -> Prepare:
    """Find what a command's question continues: in direct messages and threads, its user's last exchange."""

    async def prepare() -> tuple[Request, Search, Reply]:
        before = await _last(interaction) if is_talk(interaction.channel) and request.way is Way.COMMAND else None
        history = before.following if before is not None else ()
        return request, Ask(replace(todo.exchange, history=history)), reply_of(interaction)

    return prepare


async def do(interaction: Interaction, act: Act, *, private: bool) -> None:
    """Do what was typed instead of a question, for all to see if it shows quotes and need not be private."""
    reply = reply_of(interaction, private=private or act.kind in COURTESIES or act.kind is ActKind.UNDO)
    request = request_of(interaction, Way.COMMAND)
    async with interaction.client.answering.guarded(request, reply):
        if await is_let(interaction.client.services.act_limits, request, reply):
            await interaction.client.answering.act(request, act, reply, lambda: _last(interaction))


async def _last(interaction: Interaction) -> Exchange | None:
    """The last exchange of the command's user in this place."""
    client, talk = interaction.client, request_of(interaction, Way.COMMAND).talk
    if client.user is None or talk is None:
        return None
    await reply_of(interaction).acknowledge()  # rereading messages may take longer than Discord waits
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        return None
    return await client.services.history.last(talk, channel, client.user.id)
