"""The text of a message, wherever it stands: its words, its title, what it forwards, embeds or puts to a vote."""

import re
from collections.abc import Iterable, Iterator

import discord

from bot.outgoing.asked import clean_question
from bot.outgoing.escape import clean

LINKS = re.compile(r"(?:<?https?://\S+\s*)+")
"""A message of nothing but links, whose embeds show what is behind them."""


def text_of(message: discord.Message, bot: discord.abc.User | None = None) -> str:
    """What a message says, without the mention of the bot; for a post, its title if that is a question."""
    words = _words(message, bot)
    if not words.strip() or LINKS.fullmatch(words.strip()):
        words = next(filter(str.strip, _carried(message)), words)
    title = message.channel.name if is_post(message) and isinstance(message.channel, discord.Thread) else ""
    return title if "?" in title else f"{title} {words}".strip()


def whole_question(message: discord.Message, bot: discord.abc.User | None) -> str:
    """What a message asks, empty unless all of it is asked: omissions cannot be guessed."""
    text = clean(text_of(message, bot))
    return text if clean_question(text) == text else ""


def is_post(message: discord.Message) -> bool:
    """Whether a message opens a post of a forum."""
    channel = message.channel
    return (
        isinstance(channel, discord.Thread)
        and channel.id == message.id
        and isinstance(channel.parent, discord.ForumChannel)
    )


def is_named(message: discord.Message, bot: discord.ClientUser) -> bool:
    """Whether a message names the bot, or its role in the server; a reply that only notifies it does not."""
    own = _own_role(message)
    if own is not None and own in (*message.raw_role_mentions, *(role.id for role in message.role_mentions)):
        return True
    is_notified = any(user.id == bot.id for user in message.mentions)
    return is_notified and (message.type is not discord.MessageType.reply or bot.id in message.raw_mentions)


def _own_role(message: discord.Message) -> int | None:
    """The role that Discord made for the bot in a message's server."""
    role = message.guild.self_role if message.guild is not None else None
    return role.id if role is not None else None


def _words(message: discord.Message, bot: discord.abc.User | None) -> str:
    """The content without the mention of the bot, and with other mentions by name."""
    text = message.content
    own = (f"<@{bot.id}>", f"<@!{bot.id}>", f"<@&{_own_role(message)}>") if bot is not None else ()
    for mention, name in [*((mention, " ") for mention in own), *_mentions(message)]:
        text = text.replace(mention, name)
    return text


def _mentions(message: discord.Message) -> Iterator[tuple[str, str]]:
    """Each mention in a message as Discord writes it, and the name of whom or what it mentions."""
    for user in message.mentions:
        yield f"<@{user.id}>", user.display_name
        yield f"<@!{user.id}>", user.display_name
    yield from ((role.mention, role.name) for role in message.role_mentions)
    yield from ((channel.mention, f"#{channel.name}") for channel in message.channel_mentions)


def _carried(message: discord.Message) -> Iterator[str]:
    """Yield what a message says besides its content: what it forwards, asks in a poll, or embeds."""
    for forwarded in message.message_snapshots:
        yield forwarded.content
        yield from _embedded(forwarded.embeds)
    if message.poll is not None:
        yield message.poll.question
    yield from _embedded(message.embeds)


def _embedded(embeds: Iterable[discord.Embed]) -> Iterator[str]:
    """Yield the title and the words of each embed."""
    for embed in embeds:
        yield f"{embed.title or ''} {embed.description or ''}"
