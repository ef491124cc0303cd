"""The world in Discord's JSON, for REST answers and gateway events."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.bot.loopback.state import DIRECT, DISCORD_EPOCH_MS, FORUM, THREAD, Channel, Guild, Role, World
from tests.bot.loopback.values import EPHEMERAL, Json, Message, User, pings

# Bits of the gateway's intents.
GUILDS, MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS = 1 << 9, 1 << 10
DIRECT_MESSAGES, DIRECT_REACTIONS = 1 << 12, 1 << 13
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
DAY_MS = 86_400_000
JOINED = "2021-01-01T00:00:00+00:00"


def when(snowflake: int) -> str:
    """Return the time in an id."""
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000, UTC).isoformat()


def user(account: User) -> Json:
    """A user object."""
    return {
        "id": str(account.id),
        "username": account.name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": account.bot,
        "public_flags": 0,
        "flags": 0,
    }


def application(world: World, flags: int) -> Json:
    """The bot's application; its id is that of its account."""
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(world.owner),
        "verify_key": "0" * 64,
        "flags": flags,
        "team": None,
    }


def role(of: Role) -> Json:
    """A role object."""
    bare: Json = {"colors": {"primary_color": 0}, "color": 0, "hoist": False, "mentionable": False}
    bare |= {"managed": of.bot is not None} | ({"tags": {"bot_id": str(of.bot)}} if of.bot is not None else {})
    return bare | {"id": str(of.id), "name": of.name, "permissions": str(of.permissions), "position": of.position}


def member(guild_of: Guild, account: User, channel_at: Channel | None = None) -> Json:
    """A member object; with the permissions in a channel, if one is given."""
    roles = [str(role_id) for role_id in guild_of.members.get(account.id, ())]
    shown: Json = {"user": user(account), "roles": roles, "joined_at": JOINED, "flags": 0}
    shown |= {"nick": None, "avatar": None, "deaf": False, "mute": False, "pending": False}
    if channel_at is not None:
        shown["permissions"] = str(channel_at.permissions_of(account))
    return shown


def channel(of: Channel) -> Json:
    """A channel object of any kind."""
    shown: Json = {"id": str(of.id), "type": of.kind, "flags": 0, "last_message_id": None}
    if of.messages:
        shown["last_message_id"] = str(max(of.messages))
    if of.kind == DIRECT:
        return shown | {"recipients": [user(of.recipient)] if of.recipient else []}
    assert of.guild is not None
    shown |= {"guild_id": str(of.guild.id), "name": of.name, "rate_limit_per_user": 0}
    if of.kind == THREAD:
        assert of.parent is not None
        assert of.owner is not None
        life: Json = {"archived": of.archived, "locked": of.locked, "auto_archive_duration": 1440}
        life |= {"archive_timestamp": when(of.id), "create_timestamp": when(of.id)}
        about = {"parent_id": str(of.parent.id), "owner_id": str(of.owner.id), "thread_metadata": life}
        return shown | about | {"message_count": len(of.messages), "member_count": 1, "total_message_sent": 0}
    overwrites = [
        {"id": str(target), "type": int(target not in of.guild.roles), "allow": str(allow), "deny": str(deny)}
        for target, (allow, deny) in of.overwrites.items()
    ]
    shown |= {"position": 0, "permission_overwrites": overwrites, "nsfw": False, "topic": None, "parent_id": None}
    return shown | ({"available_tags": [], "default_auto_archive_duration": 1440} if of.kind == FORUM else {})


def guild(of: Guild) -> Json:
    """A guild object with all that GUILD_CREATE adds."""
    empty = ("emojis", "stickers", "features", "voice_states", "presences", "stage_instances")
    shown: Json = {name: [] for name in (*empty, "guild_scheduled_events", "soundboard_sounds")}
    return shown | {
        "id": str(of.id),
        "name": of.name,
        "owner_id": str(of.owner.id),
        "roles": [role(each) for each in of.roles.values()],
        "members": [member(of, of.world.users[user_id]) for user_id in of.members],
        "member_count": len(of.members),
        "channels": [channel(each) for each in of.channels if each.kind != THREAD],
        "threads": [channel(each) for each in of.channels if each.kind == THREAD],
        "large": False,
        "system_channel_id": None if of.system_channel is None else str(of.system_channel.id),
        "joined_at": JOINED,
        "preferred_locale": "en-US",
        "verification_level": 0,
    }


def message(of: Message, at: Channel, intents: int = MESSAGE_CONTENT, *, nested: bool = False) -> Json:
    """Return a message object, with what an app of these intents may read of it.

    Without the message-content intent an app reads its own messages, direct ones, and those that mention it.
    """
    notified = pings(of)
    bot = at.world.bot
    may_read = intents & MESSAGE_CONTENT or at.guild is None or of.author == bot or bot.id in notified.users
    shown: Json = {
        "id": str(of.id),
        "channel_id": str(of.channel_id),
        "type": of.kind,
        "author": user(of.author),
        "content": of.content if may_read else "",
        "embeds": list(of.embeds) if may_read else [],
        "components": list(of.components) if may_read else [],
        "attachments": _attachments(of) if may_read else [],
        "mentions": [user(at.world.users[one]) for one in sorted(notified.users) if one in at.world.users],
        "mention_roles": [str(one) for one in sorted(notified.roles)],
        "mention_everyone": notified.everyone,
        "timestamp": when(of.id),
        "edited_timestamp": None if of.edited_at is None else datetime.fromtimestamp(of.edited_at, UTC).isoformat(),
        "flags": of.flags | (EPHEMERAL if of.ephemeral else 0),
        "pinned": False,
        "tts": False,
        "reactions": _reactions(of, bot),
    }
    if of.nonce is not None:
        shown["nonce"] = of.nonce
    if of.origin is not None:
        shown |= {"webhook_id": str(bot.id), "application_id": str(bot.id)}
        origin = {"id": str(of.origin.id), "type": of.origin.kind, "user": user(of.origin.user)}
        shown["interaction_metadata"] = origin | {"authorizing_integration_owners": {}}
    if of.forwarded is not None:
        shown |= _forward(of.forwarded) if may_read else {}
    if of.poll and may_read:
        shown["poll"] = _poll(of)
    if of.thread_id in at.world.channels:
        shown["thread"] = channel(at.world.channels[of.thread_id or 0])
    if of.reference is not None:
        shown["message_reference"] = {"message_id": str(of.reference), **place(at), "type": 0}
        replied = at.messages.get(of.reference)
        if not nested:  # Discord sends one level
            shown["referenced_message"] = replied and message(replied, at, intents, nested=True)
    return shown


def place(at: Channel) -> Json:
    """Return where something is: the channel and, if there is one, the guild."""
    return {"channel_id": str(at.id)} | ({"guild_id": str(at.guild.id)} if at.guild else {})


def _attachments(of: Message) -> list[Json]:
    bare = {"size": 1, "url": "http://127.0.0.1/none", "proxy_url": "http://127.0.0.1/none"}
    return [{"id": str(number), "filename": name} | bare for number, name in enumerate(of.attachments)]


def _forward(of: Message) -> Json:
    """Return what a message shows of one that it forwards."""
    copied = {"content": of.content, "embeds": list(of.embeds), "attachments": _attachments(of), "type": 0}
    copied |= {"timestamp": when(of.id), "edited_timestamp": None, "flags": of.flags, "components": []}
    copied |= {"mentions": [], "mention_roles": []}
    origin = {"type": 1, "message_id": str(of.id), "channel_id": str(of.channel_id)}
    return {"message_reference": origin, "message_snapshots": [{"message": copied}]}


def _poll(of: Message) -> Json:
    question, *answers = of.poll
    shown = [{"answer_id": number, "poll_media": {"text": text}} for number, text in enumerate(answers, 1)]
    kept = {"expiry": when(of.id + (DAY_MS << 22)), "allow_multiselect": False, "layout_type": 1}
    return {"question": {"text": question}, "answers": shown, **kept}


def _reactions(of: Message, bot: User) -> list[Json]:
    shown = []
    for emoji in dict.fromkeys(emoji for emoji, _ in of.reactions):
        by = [user_id for one, user_id in of.reactions if one == emoji]
        about = {"emoji": {"id": None, "name": emoji}, "count": len(by), "me": bot.id in by, "me_burst": False}
        shown.append(about | {"count_details": {"burst": 0, "normal": len(by)}, "burst_colors": []})
    return shown


def _message_event(about: Any, intents: int) -> Json:
    of, where = about
    shown = message(of, where, intents)
    if where.guild is None:
        return shown
    author = {name: value for name, value in member(where.guild, of.author).items() if name != "user"}
    return shown | {"guild_id": str(where.guild.id), "member": author}


def _reaction_event(about: Any, _: int) -> Json:
    of, where, emoji, account = about
    shown = {"user_id": str(account.id), "message_id": str(of.id), **place(where), "type": 0, "burst": False}
    shown |= {"emoji": {"id": None, "name": emoji}, "message_author_id": str(of.author.id)}
    return shown | ({"member": member(where.guild, account)} if where.guild else {})


def _member_event(about: Any, _: int) -> Json:
    at, account = about
    return member(at, account) | {"guild_id": str(at.id)}


def _role_event(about: Any, _: int) -> Json:
    at, of = about
    return {"guild_id": str(at.id), "role": role(of)}


def _deletion(about: Any, _: int) -> Json:
    of, where = about
    return {"id": str(of.id), **place(where)}


Encode = Callable[[Any, int], Json]

# Each event: the intent that it needs in a guild and in direct messages, and its payload for an app of these intents.
EVENTS: dict[str, tuple[int, int, Encode]] = {
    "GUILD_CREATE": (GUILDS, 0, lambda about, _: guild(about)),
    "GUILD_DELETE": (GUILDS, 0, lambda about, _: {"id": str(about.id)}),
    "GUILD_ROLE_CREATE": (GUILDS, 0, _role_event),
    "CHANNEL_CREATE": (GUILDS, 0, lambda about, _: channel(about)),
    "CHANNEL_UPDATE": (GUILDS, 0, lambda about, _: channel(about)),
    "CHANNEL_DELETE": (GUILDS, 0, lambda about, _: channel(about)),
    "THREAD_CREATE": (GUILDS, 0, lambda about, _: channel(about) | {"newly_created": True}),
    "THREAD_UPDATE": (GUILDS, 0, lambda about, _: channel(about)),
    "THREAD_DELETE": (GUILDS, 0, lambda about, _: channel(about)),
    "GUILD_MEMBER_ADD": (MEMBERS, 0, _member_event),
    "GUILD_MEMBER_UPDATE": (MEMBERS, 0, _member_event),
    "MESSAGE_CREATE": (GUILD_MESSAGES, DIRECT_MESSAGES, _message_event),
    "MESSAGE_UPDATE": (GUILD_MESSAGES, DIRECT_MESSAGES, _message_event),
    "MESSAGE_DELETE": (GUILD_MESSAGES, DIRECT_MESSAGES, _deletion),
    "MESSAGE_REACTION_ADD": (GUILD_REACTIONS, DIRECT_REACTIONS, _reaction_event),
    "MESSAGE_REACTION_REMOVE": (GUILD_REACTIONS, DIRECT_REACTIONS, _reaction_event),
    "INTERACTION_CREATE": (0, 0, lambda about, _: about),
}
