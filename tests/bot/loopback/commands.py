"""REST routes of the application: who it is, its commands, its guilds, and where the gateway is."""

from typing import Any

from tests.bot.loopback import payloads
from tests.bot.loopback.gateway import Gateway
from tests.bot.loopback.permissions import ADMINISTRATOR, bits
from tests.bot.loopback.rest import Call, Refusal, Routes, unknown
from tests.bot.loopback.state import Channel, Guild, World, owners_of
from tests.bot.loopback.values import Json, User

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
_IN_GUILD, _WITH_BOT = 0, 1
AUDIT_LOG = bits(view_audit_log=True)
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_APPLICATION_FLAGS = {payloads.PRESENCES: 1 << 12, payloads.MEMBERS: 1 << 14, payloads.MESSAGE_CONTENT: 1 << 18}


class ApplicationRoutes:
    """The routes by which the bot asks about itself and where it is."""

    def __init__(self, world: World, gateway: Gateway, routes: Routes) -> None:
        self._world, self._gateway = world, gateway
        for method, path, handler in (
            ("GET", "/users/@me", lambda _: payloads.user(world.bot) | {"verified": True, "mfa_enabled": False}),
            ("GET", "/users/{user_id}", lambda call: payloads.user(self._user(call))),
            ("GET", "/applications/@me", self._application),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("GET", "/guilds/{guild_id}", lambda call: payloads.guild(self._guild(call))),
            ("GET", "/guilds/{guild_id}/channels", self._channels),
            ("GET", "/guilds/{guild_id}/roles", self._roles),
            ("GET", "/guilds/{guild_id}/members/{user_id}", self._member),
            ("GET", "/guilds/{guild_id}/audit-logs", self._audit_log),
        ):
            routes.add(method, path, handler)
        routes.add("GET", "/gateway", lambda _: {"url": gateway.url}, needs_token=False)
        for path in (_COMMANDS, _GUILD_COMMANDS):
            routes.add("GET", path, lambda call: self._mine(call))
            routes.add("PUT", path, self._overwrite)
            routes.add("POST", path, self._create)
            routes.add("GET", f"{path}/{{command_id}}", lambda call: self._command(call))
            routes.add("DELETE", f"{path}/{{command_id}}", self._delete)

    def _application(self, _: Call) -> Json:
        flags = sum(flag for intent, flag in _APPLICATION_FLAGS.items() if intent & self._gateway.privileged)
        return payloads.application(self._world, flags)

    def _gateway_bot(self, _: Call) -> Json:
        starts = {"total": 1000, "remaining": 1000 - self._gateway.identified, "reset_after": 0, "max_concurrency": 1}
        return {"url": self._gateway.url, "shards": self._gateway.shards, "session_start_limit": starts}

    def _user(self, call: Call) -> User:
        user = self._world.users.get(call.id("user_id"))
        if user is None:
            raise unknown("User", 10013)
        return user

    def _guild(self, call: Call) -> Guild:
        guild = self._world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise unknown("Guild", 10004)
        return guild

    def _channels(self, call: Call) -> list[Json]:
        return [payloads.channel(one) for one in self._guild(call).channels if one.parent is None]

    def _roles(self, call: Call) -> list[Json]:
        return [payloads.role(one) for one in self._guild(call).roles.values()]

    def _member(self, call: Call) -> Json:
        guild, user = self._guild(call), self._user(call)
        if user.id not in guild.members:
            raise unknown("Member", 10007)
        return payloads.member(guild, user)

    def _audit_log(self, call: Call) -> Json:
        """Return the audit log: only that the bot was added, and by whom."""
        guild, bot = self._guild(call), self._world.bot
        if not any(guild.roles[role].permissions & AUDIT_LOG for role in guild.members[bot.id]):
            raise Refusal(403, 50013, "Missing Permissions")
        by = guild.added_by
        entry = {"id": str(guild.id), "action_type": 28, "target_id": str(bot.id), "user_id": str(by and by.id)}
        names = ("application_commands", "auto_moderation_rules", "guild_scheduled_events")
        nothing: Json = {name: [] for name in (*names, "integrations", "threads", "webhooks")}
        return nothing | {"audit_log_entries": [entry], "users": [payloads.user(one) for one in (by, bot) if one]}

    def _mine(self, call: Call) -> list[Json]:
        if call.id("application_id") != self._world.bot.id:
            raise unknown("Application", 10002)
        guild_id = self._guild(call).id if "guild_id" in call.holes else None
        return self._world.commands.setdefault(guild_id, [])

    def _command(self, call: Call) -> Json:
        for command in self._mine(call):
            if command["id"] == call.holes["command_id"]:
                return command
        raise unknown("application command", 10063)

    def _overwrite(self, call: Call) -> list[Json]:
        mine = self._mine(call)
        mine[:] = [self._registered(call, body, mine) for body in call.body or ()]
        self._world.commands_bell.ring()
        return mine

    def _create(self, call: Call) -> Json:
        mine = self._mine(call)
        command = self._registered(call, call.body, mine)
        mine[:] = [*(one for one in mine if one["id"] != command["id"]), command]
        self._world.commands_bell.ring()
        return command

    def _delete(self, call: Call) -> None:
        self._mine(call).remove(self._command(call))

    def _registered(self, call: Call, body: Json, before: list[Json]) -> Json:
        """Return the command as Discord keeps it; one of the same name and type keeps its id."""
        kind = body.get("type") or CHAT_INPUT
        same = [one["id"] for one in before if (one["type"], one["name"]) == (kind, body["name"])]
        permissions = body.get("default_member_permissions")
        kept: Json = {**body, "id": same[0] if same else str(self._world.new_id()), "type": kind}
        kept |= {
            "application_id": str(self._world.bot.id),
            "version": "1",
            "description": body.get("description") or "",
        }
        kept["default_member_permissions"] = None if permissions is None else str(permissions)
        return kept | ({"guild_id": call.holes["guild_id"]} if "guild_id" in call.holes else {})


def available(world: World, channel: Channel, user: User) -> list[Json]:
    """Return the commands that Discord offers this person in this channel."""
    guild_id = channel.guild.id if channel.guild else None
    offered = list(world.commands.get(None, []))
    if guild_id is not None:
        offered += world.commands.get(guild_id, [])
        if not channel.can(user, use_application_commands=True):
            return []
    permissions = channel.permissions_of(user)
    return [one for one in offered if owners_of(world, channel, user, one) and _offered(one, channel, permissions)]


def _offered(command: Json, channel: Channel, permissions: int) -> bool:
    if channel.guild is None:
        contexts = command.get("contexts")
        return command.get("dm_permission") is not False and (contexts is None or _WITH_BOT in contexts)
    contexts = command.get("contexts")
    if contexts is not None and _IN_GUILD not in contexts:
        return False
    needed = command["default_member_permissions"]
    if needed is None or permissions & ADMINISTRATOR:
        return True
    return int(needed) != 0 and permissions & int(needed) == int(needed)


def options_of(
    world: World, command: Json, given: dict[str, Any], focused: str | None = None
) -> tuple[Json, list[Json]]:
    """Return what Discord sends for the options that a person filled in: the objects that they name, and the options.

    Raises AssertionError for what Discord's client would not let a person send.
    """
    described = {option["name"]: option for option in command.get("options") or ()}
    strange = given.keys() - described.keys()
    assert not strange, f"/{command['name']} has no option {sorted(strange)}, only {sorted(described)}"
    if focused is None:
        missing = {name for name, one in described.items() if one.get("required")} - given.keys()
        assert not missing, f"/{command['name']} needs {sorted(missing)}"
    resolved: Json = {}
    filled = []
    for name, value in given.items():
        option = described[name]
        sent: Json = {"name": name, "type": option["type"], "value": _value(world, option, value, resolved)}
        filled.append(sent | ({"focused": True} if name == focused else {}))
        if name != focused:
            _refuse_value(option, value)
    return resolved, filled


def _value(world: World, option: Json, value: Any, resolved: Json) -> Any:
    if option["type"] not in (6, 7, 8, 9):
        return value
    key = str(value.id)
    if isinstance(value, Channel):
        resolved.setdefault("channels", {})[key] = payloads.channel(value) | {"permissions": "0"}
    elif value.id in world.users:
        resolved.setdefault("users", {})[key] = payloads.user(world.users[value.id])
    else:
        resolved.setdefault("roles", {})[key] = payloads.role(value)
    return key


def _refuse_value(option: Json, value: Any) -> None:
    name = option["name"]
    choices = [choice["value"] for choice in option.get("choices") or ()]
    assert not choices or value in choices, f"{name} is one of {choices}, not {value!r}"
    if option["type"] == 3:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        assert least <= len(value) <= most, f"{name} has {least} to {most} characters, not {len(value)}"
    elif option["type"] in (4, 10):
        least, most = option.get("min_value", value), option.get("max_value", value)
        assert least <= value <= most, f"{name} is {least} to {most}, not {value}"
