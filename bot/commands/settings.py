"""/pullquote-manage settings: what else a server can set."""

from typing import Literal

import discord
from discord import app_commands

from bot.asking.interaction import Interaction, tell
from bot.asking.question import Way
from bot.commands.ask import suggestions
from bot.commands.channels import ChannelOf
from bot.commands.permission import ForManagers, owns, server_of
from bot.operations.digests import Digest, Every
from bot.operations.visibility import Option
from bot.operations.zones import known_zones, utc_now
from bot.outgoing.escape import inert

LISTED = 20
"""Forums that are named."""

ONLY_OWNER = "Only the server’s owner can {}."

NO_ZONE = "There is no time zone “{}”; pick one from the list, as Europe/Berlin."
NO_RIGHT = "I may not write in <#{}>: give me *View Channel* and *Send Messages* there first."

LACKING = "-# For that I lack {}."

FOR_POSTS = discord.Permissions(view_channel=True, send_messages_in_threads=True)
FOR_THREADS = discord.Permissions(create_public_threads=True, send_messages_in_threads=True)

Forum = app_commands.Transform[app_commands.AppCommandChannel, ChannelOf(discord.ChannelType.forum)]
Posted = app_commands.Transform[
    app_commands.AppCommandChannel, ChannelOf(discord.ChannelType.text, discord.ChannelType.news)
]


class ServerSettings(ForManagers):
    """The commands of the settings."""

    def __init__(self) -> None:
        super().__init__(name="settings", description="How I behave on this server")

    @app_commands.command(name="show", description="What is set on this server")
    async def show(self, interaction: Interaction) -> None:
        """Show what is set."""
        services, server = interaction.client.services, server_of(interaction)
        scopes = services.scopes
        forums = interaction.guild.forums if interaction.guild else []
        on = [forum.mention for forum in forums if scopes.has(Option.FORUM, forum.id)]
        keeps = scopes.has(Option.QUESTIONS, server)
        lines = [
            f"New posts are answered in: {', '.join(on[:LISTED]) or 'no forum'}",
            f"Mentions are answered in a thread: {_on(scopes.has(Option.THREADS, server))}",
            f"Questions are kept with feedback, and those without an answer: {_on(keeps)}",
            zone_text(services.zones.name(server)),
        ]
        await tell(interaction, lambda: ["\n".join([*lines, digest_text(services.digests.of(server))])], Way.SETTINGS)

    @app_commands.command(name="forum", description="Answer each new post of a forum, once")
    async def forum(self, interaction: Interaction, channel: Forum, on: bool) -> None:
        """Turn answers in a forum on or off."""
        scopes = interaction.client.services.scopes
        forum = interaction.guild.get_channel(channel.id) if interaction.guild else None
        lacking = rights_lacking(forum.permissions_for(forum.guild.me), FOR_POSTS) if forum and on else []

        def turn() -> list[str]:
            scopes.turn(Option.FORUM, server_of(interaction), channel.id, on=on)
            return ["\n".join([f"New posts of {channel.mention} are answered: {_on(on)}", *lacking])]

        await tell(interaction, turn, Way.SETTINGS)

    @app_commands.command(name="threads", description="Answer each mention in a thread of its own")
    async def threads(self, interaction: Interaction, on: bool) -> None:
        """Turn answers in threads on or off."""
        scopes, server = interaction.client.services.scopes, server_of(interaction)
        guild = interaction.guild
        lacking = rights_lacking(guild.me.guild_permissions, FOR_THREADS) if guild and on else []

        def turn() -> list[str]:
            scopes.turn(Option.THREADS, server, on=on)
            return ["\n".join([f"Mentions are answered in a thread: {_on(on)}", *lacking])]

        await tell(interaction, turn, Way.SETTINGS)

    @app_commands.command(
        name="keep-questions", description="Keep questions with feedback, and those without an answer; owner only"
    )
    async def keep_questions(self, interaction: Interaction, on: bool) -> None:
        """Keep questions, or remove those that were kept."""
        server, services = server_of(interaction), interaction.client.services

        def turn() -> list[str]:
            if not owns(interaction):
                return [ONLY_OWNER.format("have questions kept")]
            services.scopes.turn(Option.QUESTIONS, server, on=on)
            if not on:
                services.database.forget_questions(server)
            return [f"Questions are kept: {_on(on)}"]

        await tell(interaction, turn, Way.SETTINGS)

    @app_commands.command(name="time-zone", description="The time zone of this server: for the digest and “yesterday”")
    @app_commands.describe(zone="The zone, as in Europe/Berlin")
    async def time_zone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 64]) -> None:
        """Set the time zone."""
        zones, server = interaction.client.services.zones, server_of(interaction)

        def change() -> list[str]:
            return [zone_text(zone) if zones.set(server, zone) else NO_ZONE.format(inert(zone, 64))]

        await tell(interaction, change, Way.SETTINGS)

    @time_zone.autocomplete("zone")
    async def suggested_zones(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The time zones that contain what was typed."""
        return suggestions(known_zones(), typed.replace(" ", "_"))

    @app_commands.command(name="digest", description="Post new articles in a channel, every day or week; owner only")
    @app_commands.describe(
        every="How often; off ends it",
        channel="Where; here, if no channel is named",
        hour="The hour of day, 0 to 23, by the time zone of this server",
    )
    async def digest(
        self,
        interaction: Interaction,
        every: Literal["off", "day", "week"],
        channel: Posted | None = None,
        hour: app_commands.Range[int, 0, 23] = 8,
    ) -> None:
        """Turn the digest on or off."""
        services, server = interaction.client.services, server_of(interaction)
        place = channel.id if channel is not None else interaction.channel_id or 0
        is_closed = not may_write(interaction, place)

        def turn() -> list[str]:
            if not owns(interaction):
                return [ONLY_OWNER.format("have new articles posted")]
            if every == "off":
                services.digests.turn_off(server)
            elif is_closed:
                return [NO_RIGHT.format(place)]
            else:
                now, before = utc_now(), services.digests.of(server)
                services.digests.note(services.assistant.digests().keys(), now)
                since = before.since if before is not None else now
                services.digests.turn_on(Digest(server, place, Every(every), hour, last=now, since=since))
            return [digest_text(services.digests.of(server))]

        await tell(interaction, turn, Way.SETTINGS)


def may_write(interaction: Interaction, channel: int) -> bool:
    """Whether the bot may write in a channel of the command's server."""
    there = interaction.guild.get_channel(channel) if interaction.guild is not None else None
    if interaction.guild is None or not isinstance(there, discord.TextChannel):
        return False
    granted = there.permissions_for(interaction.guild.me)
    return granted.view_channel and granted.send_messages


def rights_lacking(granted: discord.Permissions, needed: discord.Permissions) -> list[str]:
    """A line that names the needed rights that are not granted; none if all are."""
    names = [name for name, is_needed in needed if is_needed and not getattr(granted, name)]
    told = [f"*{name.replace('_', ' ').title().replace(' In ', ' in ')}*" for name in names]
    return [LACKING.format(" and ".join(told))] if told else []


def digest_text(digest: Digest | None) -> str:
    """Where and when new articles are posted."""
    if digest is None:
        return "New articles are posted: **off**"
    day = "every day" if digest.every is Every.DAY else "every Monday"
    return f"New articles are posted: **{day} at {digest.hour}:00** in <#{digest.channel}>"


def zone_text(zone: str | None) -> str:
    """The time zone of a server."""
    return f"Time zone: **{zone or 'that of the machine where I run'}**"


def _on(is_on: bool) -> str:
    return "**on**" if is_on else "**off**"
