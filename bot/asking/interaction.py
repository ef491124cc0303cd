"""A command or a button of Discord: who used it, where, and how it is answered."""

from collections.abc import Callable, Sequence

import discord

from bot.asking.answer import Answering
from bot.asking.guard import is_let
from bot.asking.history import Talk
from bot.asking.question import Request, Services, Way
from bot.delivery.interaction_reply import InteractionReply
from bot.operations.visibility import Place


class Host(discord.AutoShardedClient):
    """The client that commands and buttons belong to."""

    services: Services
    answering: Answering


Interaction = discord.Interaction[Host]


def place_of(interaction: Interaction) -> Place:
    """Where a command or button was used; a server that it was only brought along to is like a direct message."""
    server = None if is_brought_along(interaction) else interaction.guild_id
    return place_in(server, interaction.channel, interaction.channel_id, interaction.user.id)


def is_brought_along(interaction: Interaction) -> bool:
    """Whether this is in a server that did not add the bot: somebody has added it to their own account."""
    return interaction.guild_id is not None and not interaction.is_guild_integration()


def place_in(server: int | None, channel: object, channel_id: int | None, person: int) -> Place:
    """Where a person is; a thread counts as its channel."""
    parent = channel.parent_id if isinstance(channel, discord.Thread) else channel_id
    return Place(server, parent or 0, person if server is None else 0)


def request_of(interaction: Interaction, way: Way) -> Request:
    """Who used a command or a button, where and how."""
    talk = Talk(interaction.channel_id or 0, interaction.user.id)
    return Request(interaction.user.id, place_of(interaction), way, talk)


def reply_of(interaction: Interaction, *, private: bool = False, in_place: bool = False) -> InteractionReply:
    """The reply to a command or a button: always the same object, which knows what was shown."""
    if "reply" not in interaction.extras:
        may_use_inbox = interaction.client.services.scopes.may_use_inbox(place_of(interaction))
        private = private or is_brought_along(interaction)
        interaction.extras["reply"] = InteractionReply(
            interaction, private=private, may_use_inbox=may_use_inbox, in_place=in_place
        )
    reply: InteractionReply = interaction.extras["reply"]
    return reply


async def tell(interaction: Interaction, work: Callable[[], Sequence[str]], way: Way) -> None:
    """Show what `work` returns only to the person who used a command or a button. It may read library and disk."""
    services = interaction.client.services
    request, reply = request_of(interaction, way), reply_of(interaction, private=True)
    async with interaction.client.answering.guarded(request, reply):
        if await is_let(services.lookup_limits, request, reply):
            begun = services.lookups.begin(work)
            await reply.acknowledge()
            await reply.show(await begun)
