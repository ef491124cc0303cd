"""People: they act in Discord, and see what a person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.bot.loopback import payloads, posts
from tests.bot.loopback.commands import CHAT_INPUT, MESSAGE_MENU, available, options_of
from tests.bot.loopback.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction, Interactions
from tests.bot.loopback.permissions import EVERYONE
from tests.bot.loopback.state import Channel, World
from tests.bot.loopback.values import Button, Choice, Json, Message, User, walk

SILENT_REPLY = {"parse": ["users", "roles", "everyone"], "replied_user": False}
_SUBCOMMAND, _SUBCOMMAND_GROUP = 1, 2
_REPLY, _RENAMED, _PINNED = 19, 4, 6


@dataclass(frozen=True)
class Person:
    """One person, who joins a guild with their first act there, unless they were added to it before.

    Anything that a person cannot do in Discord's client (a command that is not offered, a button that is not there)
    raises AssertionError.
    """

    user: User
    world: World
    interactions: Interactions

    @property
    def id(self) -> int:
        """The account's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """The text that mentions this person."""
        return self.user.mention

    @property
    def inbox(self) -> Channel:
        """The direct messages with the bot."""
        return self.world.direct(self.user)

    async def say(self, channel: Channel, text: str, *, reply_to: Message | None = None, ping: bool = True) -> Message:
        """Send a message; a reply notifies the one replied to, unless `ping` is off."""
        self._enter(channel, send_messages=True)
        reply: dict[str, Any] = {}
        if reply_to is not None:
            reply = {"reference": reply_to.id, "replied_author": reply_to.author.id, "kind": _REPLY}
        if reply_to is not None and not ping:
            reply["allowed_mentions"] = SILENT_REPLY
        return posts.post(self.world, channel, self.user, text, **reply)

    async def dm(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Send the bot a direct message."""
        return await self.say(self.inbox, text, reply_to=reply_to)

    async def forward(self, message: Message, channel: Channel) -> Message:
        """Forward a message, which has no words of its own."""
        self._enter(channel, send_messages=True)
        return posts.post(self.world, channel, self.user, "", forwarded=self._seen(message)[1])

    async def poll(self, channel: Channel, question: str, *answers: str) -> Message:
        """Put a question to a vote."""
        self._enter(channel, send_messages=True)
        return posts.post(self.world, channel, self.user, "", poll=(question, *answers))

    async def link(self, channel: Channel, address: str, title: str) -> Message:
        """Send an address; Discord shows the title of its page."""
        self._enter(channel, send_messages=True)
        return posts.post(self.world, channel, self.user, address, embeds=({"title": title, "type": "link"},))

    async def pin(self, message: Message) -> None:
        """Pin a message; Discord reports this in a message of its own."""
        posts.post(self.world, self._seen(message)[0], self.user, "", kind=_PINNED)

    async def rename(self, thread: Channel, name: str) -> None:
        """Rename a thread; Discord reports this in a message with the name."""
        self._enter(thread)
        self.world.change_channel(thread, name=name)
        posts.post(self.world, thread, self.user, name, kind=_RENAMED)

    def install(self) -> None:
        """Add the app to this person's own account."""
        self.world.installed.add(self.id)

    def block(self) -> None:
        """Take no more direct messages from the bot."""
        self.world.blocking.add(self.id)

    async def edit(self, message: Message, text: str) -> Message:
        """Edit a message of one's own."""
        assert message.author == self.user, f"{self.user.name} did not write {message}"
        return posts.edit(self.world, message, content=text)

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        posts.react(self.world, self._seen(message)[1], emoji, self.user, add=True)

    async def post(self, forum: Channel, title: str, text: str) -> Channel:
        """Open a post in a forum; return its thread."""
        self._enter(forum, send_messages=True)
        thread = posts.open_thread(self.world, forum, self.user, title)
        posts.post(self.world, thread, self.user, text, id=thread.id)
        return thread

    async def thread(self, message: Message, name: str) -> Channel:
        """Open a thread at a message."""
        channel, seen = self._seen(message)
        self._enter(channel, create_public_threads=True)
        return posts.open_thread(self.world, channel, self.user, name, seen.id)

    def commands(self, channel: Channel) -> list[str]:
        """The names of the commands that Discord offers here."""
        self._enter(channel)
        return [command["name"] for command in available(self.world, channel, self.user)]

    async def slash(self, channel: Channel, name: str, /, **options: Any) -> Interaction:
        """Use a slash command, or a subcommand: "scope set"."""
        self._enter(channel)
        return self.interactions.start(self.user, channel, COMMAND, self._slash(channel, name, options, None))

    async def autocomplete(
        self, channel: Channel, name: str, option: str, typed: str, /, **others: Any
    ) -> tuple[Choice, ...]:
        """Return what Discord suggests while this is typed into the option; AssertionError if it could load nothing."""
        self._enter(channel)
        data = self._slash(channel, name, {**others, option: typed}, option)
        act = self.interactions.start(self.user, channel, AUTOCOMPLETE, data)
        assert await act.settled(), "Loading options failed"
        return act.choices

    async def context_menu(self, message: Message, name: str) -> Interaction:
        """Use a message command of the context menu."""
        channel, seen = self._seen(message)
        command = self._offered(channel, name, MESSAGE_MENU)
        found = {str(seen.id): payloads.message(seen, channel)}
        data = {"id": command["id"], "name": name, "type": MESSAGE_MENU, "target_id": str(seen.id)}
        return self.interactions.start(self.user, channel, COMMAND, data | {"resolved": {"messages": found}})

    async def click(self, message: Message, *, label: str | None = None, custom_id: str | None = None) -> Interaction:
        """Click the one button of this label (or emoji), or custom id."""
        channel, seen = self._seen(message)
        fitting = [one for one in seen.buttons if _is(one, label, custom_id)]
        assert len(fitting) == 1, f"{len(fitting)} buttons {label or custom_id!r} in {seen}"
        button = fitting[0]
        assert not button.disabled, f"{button} is disabled"
        assert button.custom_id, f"{button} is a link"
        data: Json = {"custom_id": button.custom_id, "component_type": 2, "id": 1}
        return self.interactions.start(self.user, channel, COMPONENT, data, seen)

    async def select(self, message: Message, *values: str, custom_id: str | None = None) -> Interaction:
        """Choose these values in the one select, or in that of the custom id."""
        channel, seen = self._seen(message)
        selects = [part for part in walk(seen.components) if part.get("type") == 3]
        fitting = [one for one in selects if custom_id in (None, one["custom_id"])]
        assert len(fitting) == 1, f"{len(fitting)} selects in {seen}"
        offered = [option["value"] for option in fitting[0]["options"]]
        assert set(values) <= set(offered), f"{values} are not in {offered}"
        data = {"custom_id": fitting[0]["custom_id"], "component_type": 3, "id": 1, "values": list(values)}
        return self.interactions.start(self.user, channel, COMPONENT, data, seen)

    async def submit(self, act: Interaction, values: Mapping[str, str]) -> Interaction:
        """Submit the modal that an interaction opened, with what was typed, by custom id."""
        assert act.modal is not None, f"there is no modal: {act.describe()}"
        data = {"custom_id": act.modal["custom_id"], "components": [_typed(c, values) for c in act.modal["components"]]}
        return self.interactions.start(self.user, act.channel, MODAL_SUBMIT, data, act.source)

    def _enter(self, channel: Channel, **permissions: bool) -> None:
        assert not channel.deleted, f"#{channel.name} is gone"
        if channel.guild is not None and self.user.id not in channel.guild.members:
            channel.guild.join(self.user)
        if channel.guild is None and not channel.messages:
            self._share_a_guild()
        needed = {"view_channel": True, **permissions}
        assert channel.can(self.user, **needed), f"{self.user.name} may not {sorted(needed)} in #{channel.name}"

    def _share_a_guild(self) -> None:
        """Be in a guild with the bot: Discord lets nobody else write to the bot first."""
        guilds = [one for one in self.world.guilds.values() if one.has_bot] or [
            self.world.add_guild("shared", EVERYONE, 0)
        ]
        if not any(self.user.id in one.members for one in guilds):
            guilds[0].join(self.user)
        if not any(one.channels for one in guilds):
            guilds[0].text_channel("general")

    def _seen(self, message: Message) -> tuple[Channel, Message]:
        """Return the message as it is now, if this person sees it."""
        channel = self.world.channels.get(message.channel_id)
        assert channel is not None, f"the channel is gone of {message}"
        self._enter(channel)
        now = [one for one in channel.visible_to(self.user) if one.id == message.id]
        assert now, f"{self.user.name} does not see {message}"
        return channel, now[0]

    def _offered(self, channel: Channel, name: str, kind: int) -> Json:
        offered = available(self.world, channel, self.user)
        fitting = [one for one in offered if (one["name"], one["type"]) == (name, kind)]
        assert fitting, f"{self.user.name} is not offered {name!r} here, only {[one['name'] for one in offered]}"
        return fitting[-1]

    def _slash(self, channel: Channel, name: str, options: dict[str, Any], focused: str | None) -> Json:
        first, *rest = name.split()
        command = self._offered(channel, first, CHAT_INPUT)
        inner, path = command, []
        for step in rest:
            inside = [
                one
                for one in inner.get("options") or ()
                if one["name"] == step and one["type"] in (_SUBCOMMAND, _SUBCOMMAND_GROUP)
            ]
            assert inside, f"/{first} has no {step!r}"
            inner = inside[0]
            path.append(inner)
        resolved, filled = options_of(self.world, inner, options, focused)
        for step in reversed(path):
            filled = [{"name": step["name"], "type": step["type"], "options": filled}]
        data: Json = {"id": command["id"], "name": first, "type": CHAT_INPUT, "options": filled}
        data |= {"guild_id": command["guild_id"]} if "guild_id" in command else {}
        return data | ({"resolved": resolved} if resolved else {})


def _is(button: Button, label: str | None, custom_id: str | None) -> bool:
    return (label in (None, button.label, button.emoji)) and custom_id in (None, button.custom_id)


def _typed(component: Json, values: Mapping[str, str]) -> Json:
    """Return a component of a modal with the values that a person typed into it."""
    sent: Json = {"type": component["type"], "id": 1}
    if "components" in component:
        return sent | {"components": [_typed(one, values) for one in component["components"]]}
    if "component" in component:
        return sent | {"component": _typed(component["component"], values)}
    custom_id = component.get("custom_id", "")
    return sent | {"custom_id": custom_id, "value": values.get(custom_id, component.get("value") or "")}
