"""What Discord refuses is refused with its code; faults on the way happen on demand."""

import aiohttp
import discord
import pytest

from tests.bot.loopback import Channel, LoopbackDiscord, Person, bits
from tests.bot.loopback.tiny import TinyBot


@pytest.mark.asyncio
async def test_a_message_too_long_is_refused_and_recorded(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    await alice.say(channel, f"{server.bot.mention} long")
    await server.refusals(1)
    (violation,) = server.violations
    assert (violation.method, violation.path) == ("POST", f"/channels/{channel.id}/messages")
    assert "content: Must be 2000 or fewer in length." in violation.reason
    assert len(channel.visible_to(alice)) == 1
    server.violations.clear()

    target = bot.get_partial_messageable(channel.id)
    with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer"):
        await target.send("😀" * 1001)  # 1001 characters, 2002 UTF-16 code units
    with pytest.raises(discord.HTTPException, match="empty message"):
        await target.send(" \n")
    await target.send("😀" * 1000)
    embed = discord.Embed(title="t" * 257, url="https://example.org/" + "u" * 2048)
    with pytest.raises(discord.HTTPException) as refused:
        await target.send(embed=embed)
    assert refused.value.code == 50035
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="link", url="https://example.org/" + "u" * 500))
    with pytest.raises(discord.HTTPException, match="512"):
        await target.send("x", view=view)
    reasons = [violation.reason.partition(" ")[0] for violation in server.violations]
    assert reasons[:2] == ["content:", '{"code":']
    assert {"embeds.0.title:", "embeds.0.url:", "components.0.components.0.url:"} <= set(reasons)


@pytest.mark.asyncio
async def test_what_discord_does_not_have_is_a_violation(server: LoopbackDiscord, bot: TinyBot) -> None:
    for route in (discord.http.Route("GET", "/nowhere"), discord.http.Route("POST", "/users/@me")):
        with pytest.raises(discord.NotFound):
            await bot.http.request(route)
    with pytest.raises(discord.DiscordServerError, match="loopback Discord does not have"):
        await bot.http.request(discord.http.Route("GET", "/users/@me/guilds"))
    with pytest.raises(discord.HTTPException):
        await bot.http.request(discord.http.Route("POST", "/users/@me/channels"), json={"recipient_id": "x"})
    assert len(server.violations) == 4


@pytest.mark.asyncio
async def test_permissions_and_things_that_are_gone(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    target = bot.get_partial_messageable(channel.id)
    said = await alice.say(channel, "soon gone")
    with pytest.raises(discord.Forbidden) as refused:
        await target.get_partial_message(said.id).edit(content="mine")
    assert refused.value.code == 50005
    with pytest.raises(discord.Forbidden) as refused:
        await target.get_partial_message(said.id).delete()
    assert refused.value.code == 50013
    server.delete(said)
    with pytest.raises(discord.HTTPException, match="Unknown message"):
        await target.send("late", reference=discord.MessageReference(message_id=said.id, channel_id=channel.id))
    channel.overwrite(server.bot, deny=bits(send_messages=True))
    with pytest.raises(discord.Forbidden):
        await target.send("hushed")
    shown = await alice.slash(channel, "ping")
    await shown.wait()  # an interaction needs no permission to send
    server.delete(channel)
    with pytest.raises(discord.NotFound) as gone:
        await target.send("into the void")
    assert gone.value.code == 10003
    assert server.violations == []
    assert {request.code for request in server.refused} == {50005, 50013, 50035, 10003}


@pytest.mark.asyncio
async def test_the_client_outlasts_rate_limits_and_server_errors(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    limit = server.faults.limit("POST", "/channels/*/messages", retry_after=0.02, times=2)
    await alice.say(channel, server.bot.mention)
    await channel.wait_for(lambda messages: len(messages) == 2)
    assert limit.hits == 2
    server.faults.limit("POST", "/channels/*/messages", retry_after=0.02, scope="global")
    server.faults.fail("POST", "/channels/*/messages", status=503)
    with pytest.raises(discord.DiscordServerError):
        await bot.get_partial_messageable(channel.id).send("x")
    server.faults.limit("POST", "/channels/*/messages", via=False)
    with pytest.raises(discord.HTTPException):
        await bot.get_partial_messageable(channel.id).send("x")
    assert server.violations == []


@pytest.mark.asyncio
async def test_a_connection_can_drop_before_or_after_the_effect(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    target = bot.get_partial_messageable(channel.id)
    for after, shown in ((False, []), (True, ["x"])):
        fault = server.faults.drop("POST", "/channels/*/messages", after=after)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await target.send("x", nonce=7)
        await fault.met()
        assert [m.content for m in channel.visible_to(alice)] == shown
    await target.send("x", nonce=7)  # the same nonce makes no second message
    assert len(channel.visible_to(alice)) == 1
