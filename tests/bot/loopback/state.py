"""The little world behind the server: people, guilds, channels and messages.

Everything that changes goes through `World`, which tells the gateway (`publish`) and wakes whoever waits.
Ids of people, guilds, channels, roles and commands are the same in every run; those of messages and
interactions carry the time of `clock`, as the client reads ages from them.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.bot.loopback.permissions import ALL, IN_DIRECT_MESSAGES, bits, total
from tests.bot.loopback.values import Json, Message, Someone, User
from tests.bot.loopback.waiting import PATIENCE, Bell

TEXT, DIRECT, THREAD, FORUM = 0, 1, 11, 15
OF_SERVER, OF_USER = 0, 1

DISCORD_EPOCH_MS = 1_420_070_400_000
FIRST_ID_MS = 200_000_000_000  # 2021, by Discord's epoch

# An event by Discord's name, its guild, and what it is about.
Publish = Callable[[str, "Guild | None", Any], None]


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a guild; of `bot` alone, if it came with one."""

    id: int
    name: str
    permissions: int
    position: int
    bot: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Channel:
    """A text channel, forum, thread or direct message; `deleted` once it is gone."""

    world: "World"
    id: int
    kind: int
    name: str
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    owner: User | None = None
    recipient: User | None = None
    archived: bool = False
    locked: bool = False
    deleted: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)
    watchers: dict[int, list[Bell]] = field(default_factory=dict)

    @property
    def mention(self) -> str:
        """The text that mentions this channel."""
        return f"<#{self.id}>"

    def permissions_of(self, user: User) -> int:
        """Return what this account may do here; one that has not joined yet counts as one without roles."""
        if self.guild is None:
            return IN_DIRECT_MESSAGES if user in (self.recipient, self.world.bot) else 0
        if user == self.world.bot and not self.guild.has_bot:
            return 0
        roles = self.guild.members.get(user.id, ())
        if user.id == self.guild.owner.id:
            return ALL
        overwrites = (self.parent or self).overwrites
        merged = (0, 0)
        for role in roles:
            allow, deny = overwrites.get(role, (0, 0))
            merged = merged[0] | allow, merged[1] | deny
        layers = [overwrites.get(self.guild.id, (0, 0)), merged, overwrites.get(user.id, (0, 0))]
        granted = [self.guild.roles[role].permissions for role in roles]
        return total(self.guild.roles[self.guild.id].permissions, granted, layers)

    def can(self, user: User, **names: bool) -> bool:
        """Return whether the account has all of these permissions here."""
        wanted = bits(**names)
        return self.permissions_of(user) & wanted == wanted

    def overwrite(self, target: "User | Role", *, allow: int = 0, deny: int = 0) -> None:
        """Grant or deny permissions here; the bits are those of `permissions.bits`."""
        self.overwrites[target.id] = allow, deny
        self.world.publish("CHANNEL_UPDATE", self.guild, self)

    def changed(self, *message_ids: int) -> None:
        """Wake whoever waits for something here or watches these messages."""
        self.bell.ring()
        for message_id in message_ids:
            for bell in self.watchers.get(message_id, ()):
                bell.ring()

    def visible_to(self, viewer: Someone, among: Iterable[int] | None = None) -> tuple[Message, ...]:
        """Return what a person sees here (of these messages, or all), oldest first; "thinking…" is not shown."""
        user = viewer.user
        if self.deleted or not self.can(user, view_channel=True):
            return ()
        chosen = sorted(self.messages if among is None else self.messages.keys() & set(among))
        shown = (self.messages[one] for one in chosen)
        return tuple(m for m in shown if m.ephemeral_to in (None, user.id) and not m.loading)

    async def wait_for(
        self, predicate: Callable[[tuple[Message, ...]], object], within: float = PATIENCE, by: Someone | None = None
    ) -> tuple[Message, ...]:
        """Return what is visible (to `by`, or to everybody), once the predicate holds of it."""

        def seen() -> tuple[Message, ...]:
            if by is not None:
                return self.visible_to(by)
            return tuple(m for m in self.messages.values() if not m.ephemeral and not m.loading)

        def describe() -> str:
            return "\n".join(map(str, seen())) or "nothing"

        await self.bell.until(lambda: predicate(seen()), within, describe)
        return seen()


@dataclass(eq=False)
class Guild:
    """A server, its roles and who is in it (user id to role ids); without the app, people may bring their own."""

    world: "World"
    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    has_app: bool = True
    system_channel: Channel | None = None
    added_by: User | None = None

    @property
    def has_bot(self) -> bool:
        """Whether the bot was added here; if not, people may have it on their own account."""
        return self.world.bot.id in self.members

    @property
    def channels(self) -> list[Channel]:
        """The channels, including threads."""
        return [channel for channel in self.world.channels.values() if channel.guild is self]

    def text_channel(self, name: str) -> Channel:
        """A new text channel."""
        return self._channel(name, TEXT)

    def forum(self, name: str) -> Channel:
        """A new forum."""
        return self._channel(name, FORUM)

    def role(self, name: str, permissions: int = 0) -> Role:
        """A new role with these bits."""
        role = Role(self.world.new_id(), name, permissions, len(self.roles))
        self.roles[role.id] = role
        self.world.publish("GUILD_ROLE_CREATE", self, (self, role))
        return role

    def join(self, member: Someone, *roles: Role) -> None:
        """Make a person a member with these roles, or give a member these roles instead."""
        user = member.user
        event = "GUILD_MEMBER_UPDATE" if user.id in self.members else "GUILD_MEMBER_ADD"
        self.members[user.id] = tuple(role.id for role in roles)
        self.world.publish(event, self, (self, user))

    def _channel(self, name: str, kind: int) -> Channel:
        channel = Channel(self.world, self.world.new_id(), kind, name, guild=self)
        self.world.channels[channel.id] = channel
        self.world.publish("CHANNEL_CREATE", self, channel)
        return channel


class World:
    """All state of one server.

    `blocking` are those who take no direct messages, `installed` those who added the app to their own account;
    `installs` is where commands that do not say so can be used: in servers (0), by people who installed the app (1);
    `readable` are the privileged intents that the app has.
    """

    def __init__(self, publish: Publish, bot_name: str, clock: Callable[[], float] = time.time) -> None:
        self.publish = publish
        self.clock = clock
        self._last_id, self._last_dated_id = FIRST_ID_MS << 22, 0
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int | None, list[Json]] = {}
        self.commands_bell = Bell()
        self.owner = self.add_user("owner")
        self.bot = self.add_user(bot_name, bot=True)
        self.blocking: set[int] = set()
        self.installed: set[int] = set()
        self.installs = [0, 1]
        self.readable = 0

    def said(self, author: User) -> list[Message]:
        """Return everything that an account has said and that is still there, without "thinking…"."""
        every = (message for channel in self.channels.values() for message in channel.messages.values())
        return [message for message in every if message.author == author and not message.loading]

    def new_id(self) -> int:
        """Return the next of the ids that are the same in every run."""
        self._last_id += 1 << 22
        return self._last_id

    def dated_id(self) -> int:
        """Return an id that carries the time now, above all earlier ones."""
        now = (int(self.clock() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last_dated_id = max(self._last_dated_id + 1, now)
        return self._last_dated_id

    def add_user(self, name: str, *, bot: bool = False) -> User:
        """A new account."""
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    def add_strange_guild(self, name: str, everyone: int) -> Guild:
        """A new guild that the bot is not in."""
        guild = Guild(self, self.new_id(), name, self.owner)
        guild.roles[guild.id] = Role(guild.id, "@everyone", everyone, 0)
        self.guilds[guild.id] = guild
        return guild

    def add_guild(self, name: str, everyone: int, bot: int, system: str = "", by: User | None = None) -> Guild:
        """Add a guild to which somebody added the bot, with a role of the bits of `bot`; `system` names a channel."""
        guild = Guild(self, self.new_id(), name, self.owner)
        guild.roles[guild.id] = Role(guild.id, "@everyone", everyone, 0)
        bots = Role(self.new_id(), self.bot.name, bot, 1, bot=self.bot.id)
        guild.roles[bots.id] = bots
        guild.members = {self.owner.id: (), self.bot.id: (bots.id,)}
        self.guilds[guild.id] = guild
        guild.added_by = by or self.owner
        guild.system_channel = guild.text_channel(system) if system else None
        self.publish("GUILD_CREATE", guild, guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Remove the bot from the guild."""
        del self.guilds[guild.id]
        for channel in guild.channels:
            self._forget(channel)
        self.publish("GUILD_DELETE", guild, guild)

    def direct(self, user: User) -> Channel:
        """Return the direct messages of this person with the bot."""
        for channel in self.channels.values():
            if channel.recipient == user:
                return channel
        channel = Channel(self, self.new_id(), DIRECT, user.name, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def change_channel(self, channel: Channel, **changes: Any) -> None:
        """Rename, archive or lock a channel."""
        for name, value in changes.items():
            setattr(channel, name, value)
        event = "THREAD_UPDATE" if channel.kind == THREAD else "CHANNEL_UPDATE"
        self.publish(event, channel.guild, channel)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel and its threads."""
        for other in list(self.channels.values()):
            if other.parent is channel:
                self._forget(other)
        self._forget(channel)
        event = "THREAD_DELETE" if channel.kind == THREAD else "CHANNEL_DELETE"
        self.publish(event, channel.guild, channel)

    def _forget(self, channel: Channel) -> None:
        channel.deleted = True
        del self.channels[channel.id]
        channel.changed(*channel.watchers)


def owners_of(world: World, channel: Channel, user: User, command: Json) -> dict[str, str]:
    """Return whose installation of the app lets this person use a command here: the server's (0), their own (1)."""
    kinds = command.get("integration_types") or world.installs
    owners: dict[str, str] = {}
    if OF_SERVER in kinds and (channel.guild is None or channel.guild.has_bot):
        owners[str(OF_SERVER)] = str(channel.guild.id if channel.guild else 0)
    if OF_USER in kinds and user.id in world.installed:
        owners[str(OF_USER)] = str(user.id)
    return owners
