"""Interactions: what a person triggers, how the bot answers it, and what the person sees of it.

Kinds: 2 command, 3 component, 4 autocomplete, 5 modal. Answers: 4 message, 5 "thinking…", 6 update later, 7 update,
8 choices, 9 modal. An answer after the deadline gets 404 with code 10062; a dead token gets 401 with 50027.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.bot.loopback import payloads, posts
from tests.bot.loopback.contract import Problem
from tests.bot.loopback.messages import edit_by, fields_of, refuse_empty
from tests.bot.loopback.rest import Call, Refusal, Routes, malformed, unknown
from tests.bot.loopback.state import Channel, World, owners_of
from tests.bot.loopback.values import EPHEMERAL, LOADING, Choice, Json, Message, Origin, User
from tests.bot.loopback.waiting import PATIENCE, Bell

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
# The answers that each kind of interaction may get.
_ANSWERS = {COMMAND: {4, 5, 9}, COMPONENT: {4, 5, 6, 7, 9}, AUTOCOMPLETE: {8}, MODAL_SUBMIT: {4, 5, 6, 7}}
_MESSAGE_KINDS = {1: 20, 2: 23, 3: 23}  # a message's kind, by the type of the command that it answers


@dataclass(eq=False)
class Interaction:
    """One act of a person, and what came of it.

    `acknowledged_after` is in seconds; `failed` means that "the application did not respond" is shown.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    sent: float
    source: Message | None = None
    owners: dict[str, str] = field(default_factory=dict)
    acknowledged_after: float | None = None
    answer: int | None = None
    failed: bool = False
    expired: bool = False
    original: int | None = None
    ids: list[int] = field(default_factory=list)
    choices: tuple[Choice, ...] = ()
    modal: Json | None = None
    ephemeral: bool = False
    bell: Bell = field(default_factory=Bell)
    timer: asyncio.TimerHandle | None = None

    @property
    def thinking(self) -> bool:
        """Whether the person sees "thinking…"."""
        message = self.channel.messages.get(self.original or 0)
        return message is not None and message.loading

    def messages(self) -> tuple[Message, ...]:
        """The answers that the person sees now, oldest first."""
        return self.channel.visible_to(self.user, self.ids)

    async def wait(
        self, predicate: Callable[[tuple[Message, ...]], object] = bool, within: float = PATIENCE
    ) -> tuple[Message, ...]:
        """Return the answers that the person sees, once the predicate holds of them."""
        await self.bell.until(lambda: predicate(self.messages()), within, self.describe)
        return self.messages()

    async def acknowledged(self, within: float = PATIENCE) -> float:
        """Wait for the acknowledgement; return the seconds that it took."""
        await self.bell.until(lambda: self.acknowledged_after is not None, within, self.describe)
        assert self.acknowledged_after is not None
        return self.acknowledged_after

    async def settled(self, within: float = PATIENCE) -> bool:
        """Wait until the interaction is acknowledged (True) or has failed (False)."""
        await self.bell.until(lambda: self.answer is not None or self.failed, within, self.describe)
        return not self.failed

    def expire(self) -> None:
        """Let the token expire, as it does after a quarter of an hour."""
        self.expired = True

    def describe(self) -> str:
        """Return what the person sees, for a failed test."""
        state = "did not respond" if self.failed else "thinking…" if self.thinking else f"answer {self.answer}"
        return "\n".join([f"{self.user.name} sees ({state}):", *map(str, self.messages())])


class Interactions:
    """All interactions, and the routes by which the bot answers them."""

    def __init__(self, world: World, routes: Routes, deadline: float) -> None:
        self._world, self._deadline = world, deadline
        self._by_token: dict[str, Interaction] = {}
        routes.add(
            "POST", "/interactions/{interaction_id}/{interaction_token}/callback", self._callback, needs_token=False
        )
        webhook = "/webhooks/{webhook_id}/{webhook_token}"
        routes.add("POST", webhook, self._follow_up, needs_token=False)
        for path in (f"{webhook}/messages/@original", f"{webhook}/messages/{{message_id}}"):
            routes.add("GET", path, self._get, needs_token=False)
            routes.add("PATCH", path, self._edit, needs_token=False)
            routes.add("DELETE", path, self._delete, needs_token=False)

    def start(self, user: User, channel: Channel, kind: int, data: Json, source: Message | None = None) -> Interaction:
        """Start an interaction and send it to the bot."""
        loop, identity = asyncio.get_running_loop(), self._world.dated_id()
        act = Interaction(identity, f"token-{identity}", kind, user, channel, data, loop.time(), source)
        act.owners = self._owners(user, channel, data)
        act.timer = loop.call_later(self._deadline, self._fail, act)
        self._by_token[act.token] = act
        self._world.publish("INTERACTION_CREATE", channel.guild, self._payload(act))
        return act

    def stop(self) -> None:
        """Forget the deadlines."""
        for act in self._by_token.values():
            if act.timer is not None:
                act.timer.cancel()

    def _owners(self, user: User, channel: Channel, data: Json) -> dict[str, str]:
        """Return whose installation of the app an act uses: that of its command; of a button, that of its place."""
        every = (one for commands in self._world.commands.values() for one in commands)
        command: Json = next((one for one in every if one["id"] == data.get("id")), {})
        return owners_of(self._world, channel, user, command)

    def _payload(self, act: Interaction) -> Json:
        channel, bot = act.channel, self._world.bot
        shown: Json = {"id": str(act.id), "application_id": str(bot.id), "type": act.kind, "token": act.token}
        shown |= {"version": 1, "data": act.data, "channel_id": str(channel.id), "locale": "en-US", "entitlements": []}
        shown |= {"app_permissions": str(channel.permissions_of(bot)), "attachment_size_limit": 10 * 1024 * 1024}
        shown["channel"] = payloads.channel(channel) | {"permissions": str(channel.permissions_of(act.user))}
        if act.source is not None:
            shown["message"] = payloads.message(act.source, channel)
        if channel.guild is None:
            return shown | {"user": payloads.user(act.user), "context": 1, "authorizing_integration_owners": act.owners}
        guild = channel.guild
        owners = act.owners if guild.has_app else {"1": str(act.user.id)}
        shown |= {"guild_id": str(guild.id), "guild": {"id": str(guild.id), "locale": "en-US", "features": []}}
        shown |= {"context": 0, "authorizing_integration_owners": owners, "guild_locale": "en-US"}
        return shown | {"member": payloads.member(guild, act.user, channel)}

    def _fail(self, act: Interaction) -> None:
        if act.answer is None:
            act.failed = True
            act.bell.ring()

    def _callback(self, call: Call) -> Json | None:
        act = self._by_token.get(call.holes["interaction_token"])
        if act is None or act.id != call.id("interaction_id") or act.failed:
            raise unknown("interaction", 10062)
        if act.answer is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        body: Json = call.body
        answer, data = body["type"], body.get("data") or {}
        allowed = _ANSWERS[act.kind] - (set() if act.source else {6, 7})
        if answer not in allowed:
            raise malformed(Problem(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}."))
        self._take(act, answer, data, call.files)
        act.answer = answer
        act.acknowledged_after = asyncio.get_running_loop().time() - act.sent
        if act.timer is not None:
            act.timer.cancel()
        act.bell.ring()
        return self._callback_response(act) if call.asks("with_response") else None

    def _take(self, act: Interaction, answer: int, data: Json, files: tuple[str, ...]) -> None:
        """Let the answer take effect."""
        if answer in (4, 5):
            act.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
            act.original = self._post(act, data, files, loading=answer == 5).id
        elif answer in (6, 7):
            assert act.source is not None
            act.original = act.source.id
            act.ephemeral = act.source.ephemeral
            if answer == 7:
                self._change(act, self._message(act, act.original), Call("PATCH", "", "", {}, {}, data, files))
        elif answer == 8:
            act.choices = tuple(Choice(one["name"], one["value"]) for one in data.get("choices") or ())
        else:
            act.modal = data

    def _callback_response(self, act: Interaction) -> Json:
        message = act.channel.messages.get(act.original or 0)
        about: Json = {"id": str(act.id), "type": act.kind, "channel_id": str(act.channel.id)}
        if message is None:
            return {"interaction": about}
        about |= {"response_message_id": str(message.id), "response_message_loading": message.loading}
        about |= {"response_message_ephemeral": message.ephemeral}
        shown = payloads.message(message, act.channel)
        return {"interaction": about, "resource": {"type": act.answer, "message": shown}}

    def _post(
        self, act: Interaction, body: Json, files: tuple[str, ...], *, loading: bool = False, is_further: bool = False
    ) -> Message:
        if act.channel.deleted:
            raise unknown("Channel", 10003)
        ephemeral = (body.get("flags") or 0) & EPHEMERAL
        name = act.data.get("name") if act.kind == COMMAND else None
        kind = _MESSAGE_KINDS[act.data["type"]] if act.kind == COMMAND else 0
        fields: dict[str, Any] = {"content": "", "kind": kind, "is_further": is_further, **fields_of(body, files)}
        fields["origin"] = Origin(act.id, act.kind, name, act.user)
        fields["ephemeral_to"] = act.user.id if ephemeral else None
        if loading:
            fields["flags"] = LOADING
        else:
            refuse_empty(Message(0, act.channel.id, self._world.bot, sent=0, **fields))
        message = posts.post(self._world, act.channel, self._world.bot, **fields)
        self._watch(act, message)
        return message

    def _watch(self, act: Interaction, message: Message) -> None:
        """Let the message count as an answer to this act."""
        if message.id not in act.ids:
            act.ids.append(message.id)
            act.channel.watchers.setdefault(message.id, []).append(act.bell)
        act.bell.ring()

    def _answering(self, call: Call) -> Interaction:
        """Return the interaction of a webhook's token, if the token is still valid."""
        act = self._by_token.get(call.holes["webhook_token"])
        if act is None or call.id("webhook_id") != self._world.bot.id or act.answer is None:
            raise unknown("Webhook", 10015)
        if act.expired:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return act

    def _follow_up(self, call: Call) -> Json:
        act = self._answering(call)
        if act.thinking:  # the first follow-up takes the place of "thinking…", and is as private as that was
            message = self._change(act, self._message(act, act.original), call)
        else:
            message = self._post(act, call.body or {}, call.files, is_further=True)
        return payloads.message(message, act.channel)

    def _message(self, act: Interaction, message_id: int | None) -> Message:
        if act.channel.deleted:
            raise unknown("Channel", 10003)
        message = act.channel.messages.get(message_id or 0)
        if message is None or message.id not in (*act.ids, act.original):
            raise unknown("Message", 10008)
        return message

    def _named(self, call: Call) -> tuple[Interaction, Message]:
        act = self._answering(call)
        return act, self._message(act, call.id("message_id") if "message_id" in call.holes else act.original)

    def _get(self, call: Call) -> Json:
        act, message = self._named(call)
        return payloads.message(message, act.channel)

    def _edit(self, call: Call) -> Json:
        act, message = self._named(call)
        return payloads.message(self._change(act, message, call), act.channel)

    def _change(self, act: Interaction, message: Message, call: Call) -> Message:
        if message.loading:
            changes = {"flags": 0, **fields_of(call.body or {}, call.files)}
            refuse_empty(replace(message, **changes))
            changed = posts.edit(self._world, message, **changes)
        else:
            changed = edit_by(self._world, message, call)
        self._watch(act, changed)
        return changed

    def _delete(self, call: Call) -> None:
        _, message = self._named(call)
        posts.remove(self._world, message)
