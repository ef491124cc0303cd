"""Whether and what a message asks of the bot: what people say to each other is none of its business."""

import discord

from bot.asking.history import replied_to
from bot.asking.question import Way
from bot.asking.text import is_named, is_post, text_of
from bot.operations.visibility import Option, Scopes
from qa.conversation.acts import Act, ActKind, act_of, asks, is_wordless
from qa.conversation.chatter import is_between_people

CHATTER = {ActKind.GREETING, ActKind.THANKS, ActKind.BYE, ActKind.NOD}
"""What people say to each other in a thread that the bot follows."""


def way_of(message: discord.Message, bot: discord.ClientUser, scopes: Scopes, *, follow_threads: bool) -> Way | None:
    """The way a message asks; None if it does not."""
    channel = message.channel
    if message.guild is None:  # or the server is not in memory yet: then this is no direct message
        return Way.DIRECT if isinstance(channel, discord.DMChannel) else None
    if is_post(message) and scopes.has(Option.FORUM, channel.parent_id or 0):  # type: ignore[union-attr]  # a thread
        return Way.FORUM
    if is_named(message, bot):
        return Way.REPLY if replied_to(message) else Way.MENTION
    if is_to_others(message, bot) or not text_of(message, bot).strip():
        return None
    if is_to_us(message, bot):
        return Way.REPLY
    is_followed = follow_threads and isinstance(channel, discord.Thread) and channel.owner_id == bot.id
    return Way.THREAD if is_followed else None


def is_to_us(message: discord.Message, bot: discord.ClientUser) -> bool:
    """Whether a message replies to one of ours. Without a mention, only the content intent shows what it says."""
    return replied_to(message) is not None and (_author_replied_to(message) == bot.id or bot in message.mentions)


def is_to_others(message: discord.Message, bot: discord.ClientUser) -> bool:
    """Whether a message that does not name the bot names somebody else, or replies to them."""
    is_naming = any(user.id != bot.id for user in message.mentions) or message.raw_role_mentions
    if is_naming or message.mention_everyone:
        return True
    return replied_to(message) is not None and not (
        is_to_us(message, bot) or _author_replied_to(message) == message.author.id
    )


def act_in(way: Way, text: str) -> Act | None:
    """What a text that came in this way asks for; None for what gets no reply: chatter, and meaningless signs."""
    if way is Way.FORUM:
        return Act(ActKind.ASK, text=text) if text else None
    act = act_of(text)
    if is_wordless(text) and act.kind is not ActKind.NOD:  # "??" asks for help; in a thread, somebody else for it
        return None if way is Way.THREAD else Act(ActKind.HELP)
    if way is Way.THREAD:
        is_question = act.kind is ActKind.ASK
        is_chatter = act.kind in CHATTER or (is_question and (not asks(text) or is_between_people(text)))
        return None if is_chatter else act
    return None if act.kind is ActKind.NOD and way is not Way.DIRECT else act


def _author_replied_to(message: discord.Message) -> int | None:
    replied = message.reference.resolved if message.reference else None
    return replied.author.id if isinstance(replied, discord.Message) else None
