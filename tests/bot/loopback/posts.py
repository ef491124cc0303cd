"""Messages that come, change and go; whoever may see them is notified."""

import asyncio
from dataclasses import replace
from typing import Any

from tests.bot.loopback.state import THREAD, Channel, World
from tests.bot.loopback.values import Message, User


def post(world: World, channel: Channel, author: User, content: str, **fields: Any) -> Message:
    """Post a new message, and notify whoever may see it."""
    given = fields.pop("id", None)
    now = asyncio.get_running_loop().time()
    message = Message(given or world.dated_id(), channel.id, author, content.strip(), now, **fields)
    channel.messages[message.id] = message
    channel.archived = False
    _announce(world, "MESSAGE_CREATE", channel, message)
    return message


def edit(world: World, message: Message, **changes: Any) -> Message:
    """Change a message, and return it as it is then."""
    channel = world.channels[message.channel_id]
    if not message.loading and changes.keys() & {"content", "embeds", "components"}:
        changes["edited_at"] = world.clock()
    if not message.loading and changes.get("content", message.content) != message.content:
        changes["earlier"] = (*message.earlier, message.content)
    changed = replace(message, **changes)
    channel.messages[message.id] = changed
    _announce(world, "MESSAGE_UPDATE", channel, changed)
    return changed


def react(world: World, message: Message, emoji: str, user: User, *, add: bool) -> None:
    """Add or remove a reaction; nothing happens if that is already done."""
    channel, reaction = world.channels[message.channel_id], (emoji, user.id)
    others = tuple(one for one in message.reactions if one != reaction)
    if add == (reaction in message.reactions):
        return
    channel.messages[message.id] = replace(message, reactions=(*others, reaction) if add else others)
    channel.changed(message.id)
    event = "MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE"
    world.publish(event, channel.guild, (message, channel, emoji, user))


def remove(world: World, message: Message) -> None:
    """Delete the message."""
    channel = world.channels[message.channel_id]
    del channel.messages[message.id]
    channel.changed(message.id)
    if not message.ephemeral:
        world.publish("MESSAGE_DELETE", channel.guild, (message, channel))


def open_thread(world: World, parent: Channel, owner: User, name: str, starter: int | None = None) -> Channel:
    """Open a new public thread; with `starter`, at that message, whose id it takes."""
    thread = Channel(world, starter or world.dated_id(), THREAD, name, parent.guild, parent, owner)
    world.channels[thread.id] = thread
    if starter in parent.messages:
        edit(world, parent.messages[starter], thread_id=thread.id)
    world.publish("THREAD_CREATE", parent.guild, thread)
    return thread


def _announce(world: World, event: str, channel: Channel, message: Message) -> None:
    channel.changed(message.id)
    if not message.ephemeral:
        world.publish(event, channel.guild, (message, channel))
