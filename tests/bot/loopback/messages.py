"""REST routes of channels: messages, threads, reactions, direct messages."""

from dataclasses import replace
from typing import Any

from tests.bot.loopback import payloads, posts
from tests.bot.loopback.contract import Problem
from tests.bot.loopback.rest import Call, Refusal, Routes, malformed, unknown
from tests.bot.loopback.state import DIRECT, FORUM, THREAD, Channel, World
from tests.bot.loopback.values import EPHEMERAL, Json, Message

_IN_CHANNEL = "/channels/{channel_id}"
_MESSAGES = f"{_IN_CHANNEL}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_REACTION = f"{_MESSAGE}/reactions/{{emoji_name}}"
REPLY = 19


def fields_of(body: Json, files: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what a request's body says of a message, by the field names of `Message`; what it omits is absent."""
    fields: dict[str, Any] = {}
    if "content" in body:
        fields["content"] = (body["content"] or "").strip()
    for name in ("embeds", "components"):
        if name in body:
            fields[name] = tuple(body[name] or ())
    if files:
        fields["attachments"] = files
    if "flags" in body:
        fields["flags"] = (body["flags"] or 0) & ~EPHEMERAL
    if body.get("allowed_mentions") is not None:
        fields["allowed_mentions"] = body["allowed_mentions"]
    return fields


def refuse_empty(message: Message) -> None:
    """Raise Discord's refusal if there is nothing to show."""
    if message.empty:
        raise Refusal(400, 50006, "Cannot send an empty message", violation=True)


class MessageRoutes:
    """The routes by which the bot acts in channels, with its permissions there."""

    def __init__(self, world: World, routes: Routes) -> None:
        self._world = world
        for method, path, handler in (
            ("GET", _IN_CHANNEL, self._channel),
            ("PATCH", _IN_CHANNEL, self._edit_channel),
            ("DELETE", _IN_CHANNEL, self._delete_channel),
            ("POST", f"{_IN_CHANNEL}/typing", self._typing),
            ("GET", _MESSAGES, self._list),
            ("POST", _MESSAGES, self._create),
            ("GET", _MESSAGE, self._get),
            ("PATCH", _MESSAGE, self._edit),
            ("DELETE", _MESSAGE, self._delete),
            ("PUT", f"{_REACTION}/@me", self._react),
            ("DELETE", f"{_REACTION}/@me", self._unreact),
            ("POST", f"{_MESSAGE}/threads", self._thread_of_message),
            ("POST", f"{_IN_CHANNEL}/threads", self._thread),
            ("PUT", f"{_IN_CHANNEL}/thread-members/@me", self._typing),
            ("DELETE", f"{_IN_CHANNEL}/thread-members/@me", self._typing),
            ("POST", "/users/@me/channels", self._direct),
        ):
            routes.add(method, path, handler)

    def _at(self, call: Call, **permissions: bool) -> Channel:
        """Return the channel of the path, if the bot sees it and has these permissions."""
        channel = self._world.channels.get(call.id("channel_id"))
        if channel is None:
            raise unknown("Channel", 10003)
        if not channel.can(self._world.bot, view_channel=True):
            raise Refusal(403, 50001, "Missing Access")
        if not channel.can(self._world.bot, **permissions):
            raise Refusal(403, 50013, "Missing Permissions")
        return channel

    def _message(self, call: Call, channel: Channel) -> Message:
        message = channel.messages.get(call.id("message_id"))
        if message is None or message.ephemeral:
            raise unknown("Message", 10008)
        return message

    def _shown(self, message: Message, channel: Channel) -> Json:
        return payloads.message(message, channel, self._world.readable)

    def _channel(self, call: Call) -> Json:
        return payloads.channel(self._at(call))

    def _edit_channel(self, call: Call) -> Json:
        thread = self._world.channels.get(call.id("channel_id"))
        mine = thread is not None and thread.kind == THREAD and thread.owner == self._world.bot
        channel = self._at(call) if mine else self._at(call, manage_threads=True, manage_channels=True)
        self._world.change_channel(
            channel, **{k: v for k, v in call.body.items() if k in ("name", "archived", "locked")}
        )
        return payloads.channel(channel)

    def _delete_channel(self, call: Call) -> Json:
        channel = self._at(call, manage_channels=True)
        shown = payloads.channel(channel)
        self._world.remove_channel(channel)
        return shown

    def _typing(self, call: Call) -> None:
        self._at(call)

    def _list(self, call: Call) -> list[Json]:
        channel = self._at(call)
        if not channel.can(self._world.bot, read_message_history=True):
            return []
        before, after = int(call.query.get("before", 0)), int(call.query.get("after", 0))
        chosen = [
            m for m in channel.messages.values() if not m.ephemeral and m.id > after and m.id < (before or m.id + 1)
        ]
        chosen.sort(key=lambda message: message.id, reverse=not after)
        chosen = chosen[: int(call.query.get("limit", 50))]
        return [self._shown(message, channel) for message in sorted(chosen, key=lambda m: m.id, reverse=True)]

    def _get(self, call: Call) -> Json:
        channel = self._at(call, read_message_history=True)
        return self._shown(self._message(call, channel), channel)

    def _create(self, call: Call) -> Json:
        channel, body = self._writable(call), call.body or {}
        message = self._sent_before(channel, body)
        if message is None:
            message = posts.post(self._world, channel, self._world.bot, **self._draft(channel, body, call.files))
        return self._shown(message, channel)

    def _writable(self, call: Call) -> Channel:
        channel = self._at(call)
        in_thread = channel.kind == THREAD
        self._at(call, **{"send_messages_in_threads" if in_thread else "send_messages": True})
        if call.files:
            self._at(call, attach_files=True)
        if call.body and call.body.get("embeds"):
            self._at(call, embed_links=True)
        if channel.kind == FORUM:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        if channel.locked and not channel.can(self._world.bot, manage_threads=True):
            raise Refusal(400, 160005, "This thread is locked")
        if channel.recipient is not None and channel.recipient.id in self._world.blocking:
            raise Refusal(403, 50007, "Cannot send messages to this user")
        return channel

    def _draft(self, channel: Channel, body: Json, files: tuple[str, ...]) -> dict[str, Any]:
        """Return the fields of a new message, if there is something to show."""
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        fields = {"content": "", "nonce": nonce, **fields_of(body, files)}
        fields |= self._reply(channel, body.get("message_reference"))
        refuse_empty(Message(0, channel.id, self._world.bot, sent=0, **fields))
        return fields

    def _sent_before(self, channel: Channel, body: Json) -> Message | None:
        """Return the message of this nonce, if the bot asked for one message per nonce."""
        if body.get("nonce") is None or not body.get("enforce_nonce"):
            return None
        mine = (m for m in channel.messages.values() if m.author == self._world.bot)
        return next((m for m in mine if m.nonce == str(body["nonce"])), None)

    def _reply(self, channel: Channel, reference: Json | None) -> dict[str, Any]:
        if reference is None:
            return {}
        if not channel.can(self._world.bot, read_message_history=True):
            raise Refusal(403, 160002, "Cannot reply without permission to read message history")
        replied = channel.messages.get(int(reference["message_id"]))
        if replied is not None:
            return {"reference": replied.id, "replied_author": replied.author.id, "kind": REPLY}
        if reference.get("fail_if_not_exists") is False:
            return {}
        refusal = malformed(Problem(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message"))
        refusal.violation = False  # people delete messages: that is not the bot's fault
        raise refusal

    def _edit(self, call: Call) -> Json:
        channel = self._at(call)
        message = self._message(call, channel)
        if message.author != self._world.bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return self._shown(edit_by(self._world, message, call), channel)

    def _delete(self, call: Call) -> None:
        channel = self._at(call)
        message = self._message(call, channel)
        if message.author != self._world.bot:
            self._at(call, manage_messages=True)
        posts.remove(self._world, message)

    def _react(self, call: Call) -> None:
        channel = self._at(call, add_reactions=True, read_message_history=True)
        posts.react(self._world, self._message(call, channel), call.holes["emoji_name"], self._world.bot, add=True)

    def _unreact(self, call: Call) -> None:
        message = self._message(call, self._at(call))
        posts.react(self._world, message, call.holes["emoji_name"], self._world.bot, add=False)

    def _thread_of_message(self, call: Call) -> Json:
        channel = self._at(call, create_public_threads=True)
        message = self._message(call, channel)
        if channel.kind in (THREAD, DIRECT):
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if message.thread_id is not None:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        return payloads.channel(posts.open_thread(self._world, channel, self._world.bot, call.body["name"], message.id))

    def _thread(self, call: Call) -> Json:
        if call.body.get("message") is None:
            channel = self._at(call, create_public_threads=True)
            return payloads.channel(posts.open_thread(self._world, channel, self._world.bot, call.body["name"]))
        channel = self._at(call, send_messages=True)
        if channel.kind != FORUM:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        fields = self._draft(channel, call.body["message"], call.files)
        thread = posts.open_thread(self._world, channel, self._world.bot, call.body["name"])
        message = posts.post(self._world, thread, self._world.bot, id=thread.id, **fields)
        return payloads.channel(thread) | {"message": self._shown(message, thread)}

    def _direct(self, call: Call) -> Json:
        user = self._world.users.get(int(call.body.get("recipient_id") or 0))
        if user is None or user == self._world.bot:
            raise Refusal(400, 50007, "Cannot send messages to this user")
        return payloads.channel(self._world.direct(user))


def edit_by(world: World, message: Message, call: Call) -> Message:
    """Return the message after the request's changes; refuse to leave it empty."""
    body: Json = call.body or {}
    changes = fields_of(body, call.files)
    if "attachments" in body and not call.files:
        kept = {str(one.get("id")) for one in body["attachments"] or ()}
        changes["attachments"] = tuple(n for i, n in enumerate(message.attachments) if str(i) in kept)
    refuse_empty(replace(message, **changes))
    return posts.edit(world, message, **changes)
