"""The first message in a server: what the bot does, three things to try, and what can be asked there."""

import contextlib

import discord

from bot.asking.question import Services
from bot.commands.sources import status_text
from bot.delivery.calls import FAILED, insist, post
from bot.operations.visibility import Place
from bot.outgoing.help import HELLO, NARROW

LOOKED_AT = 10
"""The newest additions of apps, among which ours is looked for."""

NEEDED = discord.Permissions(view_channel=True, send_messages=True)


async def joined(services: Services, guild: discord.Guild) -> None:
    """Introduce the bot where it may: in the system channel, or else to whoever added it, if known."""
    with contextlib.suppress(*FAILED):
        if (to := await _listener(guild)) is not None:
            await post(to, await services.lookups.begin(lambda: _greeting(services, guild.id)))


async def _listener(guild: discord.Guild) -> discord.TextChannel | discord.Member | discord.User | None:
    channel = guild.system_channel
    if channel is not None and channel.permissions_for(guild.me) >= NEEDED:
        return channel
    if not guild.me.guild_permissions.view_audit_log:
        return None

    async def added() -> discord.Member | discord.User | None:
        additions = guild.audit_logs(limit=LOOKED_AT, action=discord.AuditLogAction.bot_add)
        ours = [entry.user async for entry in additions if getattr(entry.target, "id", None) == guild.me.id]
        return next(iter(ours), None)

    return await insist(added)


def _greeting(services: Services, server: int) -> str:
    """What the bot does, and what can be asked in a server. Reads the library."""
    there = services.assistant.collections()
    seen = services.scopes.visible(Place(server, 0), there)
    return "\n".join([HELLO, status_text({name: there[name] for name in seen}, None, 0), NARROW])
