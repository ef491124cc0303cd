"""The loopback Discord does to the real client what Discord does."""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands

from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person, Pings, User, bits, limits, pings
from tests.bot.loopback.contract import Contract, published

PINGED = "pong " * 3
Command = app_commands.Command[app_commands.Group, ..., None]
NOBODY = discord.AllowedMentions.none()


class Why(discord.ui.Modal, title="Why?"):
    """Asks for a reason and repeats it."""

    reason: discord.ui.TextInput["Why"] = discord.ui.TextInput(label="Reason", custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        await interaction.response.send_message(f"because {self.reason.value}", ephemeral=True)


class Scope(app_commands.Group, name="scope", description="What is seen where"):
    """A group: one command takes a channel and asks by a select, the other opens a modal."""

    @app_commands.command()
    async def set(self, interaction: discord.Interaction, where: discord.TextChannel) -> None:
        """Set it"""
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            options=[discord.SelectOption(label=name) for name in ("world", "sport")]
        )

        async def chosen(by: discord.Interaction) -> None:
            await by.response.edit_message(content=f"{where.name}: {select.values[0]}", view=None)

        select.callback = chosen  # type: ignore[method-assign, assignment]  # discord.py's way
        view = discord.ui.View()
        view.add_item(select)
        await interaction.response.send_message("which?", view=view, ephemeral=True)

    @app_commands.command()
    async def why(self, interaction: discord.Interaction) -> None:
        """Say why"""
        await interaction.response.send_modal(Why())


class TinyBot(discord.Client):
    """Answers /ping, a mention, a button, a message command; and does on request what a bot must not."""

    def __init__(self, *, intents: discord.Intents | None = None, heartbeat_timeout: float = 60.0) -> None:
        chosen = intents or discord.Intents.default()
        super().__init__(intents=chosen, guild_ready_timeout=0.02, heartbeat_timeout=heartbeat_timeout)
        self.tree = app_commands.CommandTree(self)
        self.messages_seen: list[discord.Message] = []
        self.errors: list[Exception] = []
        self.tree.add_command(app_commands.Command(name="ping", description="Says pong", callback=self.ping))
        self.tree.add_command(app_commands.Command(name="slow", description="Thinks first", callback=self.slow))
        self.tree.add_command(app_commands.ContextMenu(name="Read", callback=self.read))
        self.tree.add_command(self.managing())
        self.tree.add_command(self.finding())
        self.tree.add_command(Scope())
        self.tree.error(self.failed)

    def managing(self) -> Command:
        command: Command = app_commands.Command(name="manage", description="For managers", callback=self.manage)
        command.default_permissions = discord.Permissions(manage_guild=True)
        return command

    def finding(self) -> Command:
        command: Command = app_commands.Command(name="find", description="Finds", callback=self.find)
        command.autocomplete("shelf")(self.shelves)
        return command

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def failed(self, _: discord.Interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(error.__cause__ if isinstance(error.__cause__, Exception) else error)

    async def ping(self, interaction: discord.Interaction) -> None:
        view = discord.ui.View()
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="More", custom_id="more")
        button.callback = self.more  # type: ignore[method-assign]  # discord.py's way
        view.add_item(button)
        await interaction.response.send_message(PINGED, view=view)

    async def slow(self, interaction: discord.Interaction, secret: bool = False) -> None:
        await interaction.response.defer(thinking=True, ephemeral=secret)
        await interaction.followup.send("first")
        await interaction.followup.send("second", ephemeral=True)
        await interaction.edit_original_response(content="first, better")

    async def more(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="pressed", view=None)

    async def read(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content[::-1], ephemeral=True)

    async def manage(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("managed", file=discord.File(io.BytesIO(b"x"), "report.txt"))

    async def find(self, interaction: discord.Interaction, shelf: str, most: app_commands.Range[int, 1, 9] = 1) -> None:
        await interaction.response.send_message(f"{shelf} {most}")

    async def shelves(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in ("world", "work", "sport") if typed in name]

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        self.messages_seen.append(message)
        if message.content.endswith("long"):
            with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer"):
                await message.reply("x" * 2001)
        elif self.user in message.mentions or message.guild is None:
            await message.reply(f"{message.content} @everyone <@{message.author.id}>", allowed_mentions=NOBODY)


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(deadline=1.0) as server:
        server.wire(monkeypatch)
        yield server


@pytest_asyncio.fixture
async def bot(server: LoopbackDiscord) -> AsyncIterator[TinyBot]:
    client = TinyBot()
    async with server.running(client, "ping"):
        yield client


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_command_is_answered_and_its_button_works(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    shown = await alice.slash(channel, "ping")
    (answer,) = await shown.wait()
    assert answer.content == PINGED.strip()
    assert shown.acknowledged_after is not None
    assert shown.acknowledged_after < 1
    assert not shown.ephemeral

    pressed = await alice.click(answer, label="More")
    (changed,) = await pressed.wait()
    assert (changed.id, changed.content, changed.buttons) == (answer.id, "pressed", ())
    assert changed.earlier == (PINGED.strip(),)
    with pytest.raises(AssertionError, match="0 buttons"):
        await alice.click(answer, label="More")
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_thinking_gives_way_to_the_first_follow_up_and_privacy_is_kept(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    bob = server.user("bob")
    hold = server.faults.hold("POST", "/webhooks/*/*")
    shown = await alice.slash(channel, "slow", secret=True)
    await shown.acknowledged()
    assert shown.thinking
    assert shown.messages() == ()
    hold.release()
    await shown.wait(lambda messages: [m.content for m in messages] == ["first, better", "second"])
    assert shown.ephemeral
    assert channel.visible_to(bob) == ()
    open_to_all = await bob.slash(channel, "slow")
    await open_to_all.wait(lambda messages: [m.content for m in messages] == ["first, better", "second"])
    assert [m.content for m in channel.visible_to(alice)] == ["first, better", "second", "first, better"]
    (session,) = server.gateway.sessions.values()
    dispatched = [frame["d"] for _, frame in session.events if frame["t"].startswith("MESSAGE_")]
    assert dispatched
    assert not [data for data in dispatched if data["content"] == "second"]
    assert server.violations == []


@pytest.mark.asyncio
async def test_a_mention_is_answered_and_pings_nobody(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    asked = await alice.say(channel, f"{server.bot.mention} who?")
    messages = await channel.wait_for(lambda messages: len(messages) == 2)
    assert messages[1].reference == asked.id
    assert "@everyone" in messages[1].content
    assert not pings(messages[1])
    assert pings(asked).users == {server.bot.id}

    await alice.say(channel, "a secret")
    await alice.say(channel, "and this?", reply_to=messages[1])
    await channel.wait_for(lambda messages: len(messages) == 5)
    assert [m.content for m in bot.messages_seen] == [asked.content, "", "and this?"]

    await alice.dm("in private")
    await alice.inbox.wait_for(lambda messages: len(messages) == 2, by=alice)
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_autocomplete_context_menu_and_files(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person
) -> None:
    assert [choice.value for choice in await alice.autocomplete(channel, "find", "shelf", "wor")] == ["world", "work"]
    found = await alice.slash(channel, "find", shelf="world", most=3)
    assert [m.content for m in await found.wait()] == ["world 3"]
    with pytest.raises(AssertionError, match="most is 1 to 9"):
        await alice.slash(channel, "find", shelf="world", most=10)

    said = await alice.say(channel, "read me")
    shown = await alice.context_menu(said, "Read")
    assert [(m.content, m.ephemeral) for m in await shown.wait()] == [("em daer", True)]

    assert "manage" not in alice.commands(channel)
    guild.join(alice, guild.role("managers", bits(manage_guild=True)))
    managed = await alice.slash(channel, "manage")
    assert [m.attachments for m in await managed.wait()] == [("report.txt",)]
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_subcommands_selects_and_modals(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    asked = await alice.slash(channel, "scope set", where=channel)
    (question,) = await asked.wait()
    assert question.ephemeral
    chosen = await alice.select(question, "sport")
    assert [m.content for m in await chosen.wait()] == ["news: sport"]
    with pytest.raises(AssertionError, match="bob does not see"):
        await server.user("bob").select(question, "sport")

    opened = await alice.slash(channel, "scope why")
    await opened.acknowledged()
    assert opened.modal is not None
    assert opened.modal["title"] == "Why?"
    told = await alice.submit(opened, {"reason": "of it"})
    assert [m.content for m in await told.wait()] == ["because of it"]
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_an_answer_that_is_deleted_is_seen_no_more(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    shown = await alice.slash(channel, "ping")
    (answer,) = await shown.wait()
    gone = asyncio.create_task(shown.wait(lambda messages: not messages))
    await asyncio.sleep(0)
    server.delete(answer)
    assert await gone == ()


@pytest.mark.asyncio
async def test_who_takes_no_direct_messages_gets_none(server: LoopbackDiscord, alice: Person, bot: TinyBot) -> None:
    user = await bot.fetch_user(alice.id)
    await user.send("hello")
    assert [m.content for m in alice.inbox.visible_to(alice)] == ["hello"]
    alice.block()
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("again")
    assert refused.value.code == 50007
    assert server.violations == []


@pytest.mark.asyncio
async def test_forum_posts_threads_and_reactions(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    thread = await alice.post(guild.forum("help"), "How?", f"{server.bot.mention} tell me")
    await thread.wait_for(lambda messages: len(messages) == 2)
    said = await alice.say(channel, "discuss")
    message = await (await bot.fetch_channel(channel.id)).fetch_message(said.id)  # type: ignore[union-attr]  # a text channel
    opened = await message.create_thread(name="discussion")
    await opened.send("here")
    await message.add_reaction("👍")
    assert opened.id == said.id
    (now,) = channel.visible_to(alice)
    assert (now.thread_id, now.reactions) == (said.id, (("👍", server.bot.id),))
    assert server.violations == []


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


@pytest.mark.asyncio
async def test_a_late_acknowledgement_meets_an_unknown_interaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with LoopbackDiscord(deadline=0.05) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), TinyBot()
        async with server.running(bot, "ping"):
            hold = server.faults.hold("POST", "/interactions/*/*/callback")
            shown = await alice.slash(channel, "ping")
            assert not await shown.settled()
            hold.release()
            await server.refusals(1)
            assert [request.code for request in server.refused] == [10062]
            assert shown.failed
            with pytest.raises(AssertionError, match="did not respond"):
                await shown.wait(within=0.01)
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_dead_token_answers_no_more(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    hold = server.faults.hold("POST", "/webhooks/*/*")
    shown = await alice.slash(channel, "slow")
    await shown.acknowledged()
    shown.expire()
    hold.release()
    await server.refusals(1)
    assert [request.code for request in server.refused] == [50027]
    assert shown.thinking


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["reconnect", "close", "drop", "invalid but resumable"])
@pytest.mark.usefixtures("bot")
async def test_the_client_resumes_and_hears_what_it_missed(
    fault: str, server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    match fault:
        case "reconnect":
            server.gateway.reconnect()
        case "close":
            server.gateway.close(4000)
        case "drop":
            server.gateway.drop()
        case _:
            server.gateway.invalidate(resumable=True)
    await alice.say(channel, server.bot.mention)
    await server.resumed()
    await channel.wait_for(lambda messages: len(messages) == 2)
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


@pytest.mark.asyncio
async def test_an_ended_session_is_identified_anew(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(shard_id: int | None, *, initial: bool = False) -> None:
        assert shard_id is None
        assert not initial

    monkeypatch.setattr(bot, "before_identify_hook", at_once)
    server.gateway.invalidate()
    await server.identified(2)
    await alice.say(channel, server.bot.mention)
    await channel.wait_for(lambda messages: len(messages) == 2)


@pytest.mark.asyncio
async def test_heartbeats_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.1) as server:
        server.wire(monkeypatch)
        async with server.running(TinyBot(), "ping"):
            (socket,) = server.gateway.open
            await server.gateway.bell.until(lambda: len(socket.beats) >= 3, 5.0, lambda: f"{socket.beats}")
            assert server.heartbeats_late(0.5) == []
            assert len(server.heartbeats_late(-0.11)) >= 3


@pytest.mark.asyncio
async def test_a_gateway_that_acknowledges_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.1) as server:
        server.wire(monkeypatch)
        async with server.running(TinyBot(heartbeat_timeout=0.3), "ping"):
            server.gateway.acknowledging = False
            await server.resumed()
            server.gateway.acknowledging = True
        assert server.gateway.identified == 1


@pytest.mark.asyncio
async def test_a_bad_token_and_missing_intents_are_refused(server: LoopbackDiscord) -> None:
    with pytest.raises(discord.LoginFailure):
        await _start(TinyBot(), "wrong")
    curious = TinyBot(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await _start(curious, server.token)


@pytest.mark.asyncio
async def test_the_content_intent_shows_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    async with LoopbackDiscord(privileged=intents.value & (1 << 15)) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), TinyBot(intents=intents)
        async with server.running(bot, "ping"):
            await alice.say(channel, "plain")
            await alice.say(channel, server.bot.mention)
            await channel.wait_for(lambda messages: len(messages) == 3)
            assert [m.content for m in bot.messages_seen] == ["plain", server.bot.mention]


@pytest.mark.asyncio
async def test_without_the_intent_there_are_no_messages(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    bot = TinyBot(intents=discord.Intents(guilds=True))
    async with server.running(bot, "ping"):
        await alice.say(channel, server.bot.mention)
        await (await alice.slash(channel, "ping")).wait()
    assert bot.messages_seen == []


@pytest.mark.asyncio
async def test_shards_get_their_guilds(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord(shards=2) as server:
        server.wire(monkeypatch)
        channels = [server.guild(name).text_channel("news") for name in ("one", "two")]
        client = discord.AutoShardedClient(intents=discord.Intents.default(), guild_ready_timeout=0.02)
        heard: asyncio.Queue[tuple[int, int | None]] = asyncio.Queue()

        async def on_message(message: discord.Message) -> None:
            assert message.guild is not None
            heard.put_nowait((message.channel.id, message.guild.shard_id))

        client.event(on_message)

        async def at_once(_: int | None, *, initial: bool = False) -> None:
            assert initial in (True, False)

        monkeypatch.setattr(client, "before_identify_hook", at_once)
        async with server.running(client):
            for channel in channels:
                await server.user("alice").say(channel, "hello")
            got = {await asyncio.wait_for(heard.get(), 5) for _ in channels}
            for session in server.gateway.sessions.values():
                guilds = [int(frame["d"]["id"]) for _, frame in session.events if frame["t"] == "GUILD_CREATE"]
                assert guilds == [c.guild.id for c in channels if c.guild and (c.guild.id >> 22) % 2 == session.shard]
        assert got == {(c.id, (c.guild.id >> 22) % 2) for c in channels if c.guild}


@pytest.fixture
def contract() -> Contract:
    """Discord's published description; without it the test is skipped."""
    if not published().described:
        pytest.skip("Discord's description is not beside the project")
    return published()


def _button(**changes: object) -> dict[str, object]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "x"} | changes


def _rows(*buttons: dict[str, object]) -> dict[str, object]:
    return {"components": [{"type": 1, "components": list(buttons)}]}


@pytest.mark.parametrize(
    ("reason", "body"),
    [
        ("content", {"content": "x" * 2001}),
        ("content", {"content": 5}),
        ("embeds", {"embeds": [{"description": "x" * 3001}] * 2}),
        ("embeds.0.title", {"embeds": [{"title": "x" * 257}]}),
        ("embeds.0.description", {"embeds": [{"description": "x" * 4097}]}),
        ("embeds.0.description", {"embeds": [{"description": "😀" * 2049}]}),
        ("embeds.0.footer.text", {"embeds": [{"footer": {"text": "x" * 2049}}]}),
        ("embeds.0.fields", {"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}),
        ("embeds.0.fields.0.name", {"embeds": [{"fields": [{"name": " ", "value": "x"}]}]}),
        ("embeds.0.fields.0.value", {"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]}),
        ("embeds.0.url", {"embeds": [{"title": "x", "url": "javascript:alert(1)"}]}),
        ("embeds", {"embeds": [{"title": "x"}] * 11}),
        ("components", {"components": [{"type": 1, "components": [_button(custom_id=str(n))]} for n in range(6)]}),
        ("components.0.components", _rows(*(_button(custom_id=str(n)) for n in range(6)))),
        ("components.0.components.0.label", _rows(_button(label="x" * 81))),
        ("components.0.components.0.label", _rows(_button(label=""))),
        ("components.0.components.0.custom_id", _rows(_button(custom_id="x" * 101))),
        ("components.0.components.0.custom_id", _rows(_button(custom_id=None))),
        ("components.0.components.0.url", _rows(_button(style=5, custom_id=None, url="https://e.org/" + "x" * 512))),
        ("components", _rows(_button(), _button())),
        ("components.0.type", {"components": [{"type": 10, "content": "x"}]}),
        ("content", {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}),
        ("allowed_mentions", {"allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
        ("allowed_mentions.parse.0", {"allowed_mentions": {"parse": ["all"]}}),
        ("message_reference.message_id", {"message_reference": {"message_id": "x"}}),
    ],
)
def test_messages_outside_the_limits_have_a_problem(contract: Contract, reason: str, body: dict[str, object]) -> None:
    for method, path in (("POST", "/channels/1/messages"), ("PATCH", "/channels/1/messages/2")):
        if reason.startswith("message_reference") and method == "PATCH":
            continue
        described, known = contract.problems(method, path, {}, body, multipart=False)
        assert known
        found = described or limits.problems(path, body)
        assert reason in {".".join(problem.at) for problem in found}, [str(problem) for problem in found]


def test_a_message_within_the_limits_has_no_problem(contract: Contract) -> None:
    body = {
        "content": "x" * 2000,
        "embeds": [{"title": "x" * 256, "description": "x" * 4096, "fields": [{"name": "x", "value": "x" * 1024}]}],
        "components": [
            {"type": 1, "components": [_button(custom_id=f"{row} {n}", label="x" * 80) for n in range(5)]}
            for row in range(5)
        ],
        "allowed_mentions": {"parse": [], "replied_user": False},
    }
    assert contract.problems("POST", "/channels/1/messages", {}, body, multipart=False) == ([], True)
    assert limits.problems("/channels/1/messages", body) == []


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/channels/1/messages/2/threads", {"name": "x" * 101}, "name"),
        ("/channels/1/threads", {"name": "x", "message": {"content": "x" * 2001}}, "message.content"),
        ("/interactions/1/x/callback", {"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        (
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [{"name": "", "value": 1}]}},
            "data.choices.0.name",
        ),
        (
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [{"name": "x", "value": 1}] * 26}},
            "data.choices",
        ),
        ("/interactions/1/x/callback", {"type": 99}, "type"),
        ("/webhooks/1/x", {"content": "x" * 2001}, "content"),
    ],
)
def test_other_requests_outside_the_limits_have_a_problem(
    contract: Contract, path: str, body: dict[str, object], reason: str
) -> None:
    described, known = contract.problems("POST", path, {}, body, multipart=False)
    assert known
    found = described or limits.problems(path, body)
    assert reason in {".".join(problem.at) for problem in found}, [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("content", "allowed", "notified"),
    [
        ("<@7> <@!8> <@&9> @here", None, Pings(frozenset({7, 8}), frozenset({9}), everyone=True)),
        ("<@7> <@&9> @everyone", {"parse": []}, Pings()),
        ("<@7> <@8> @everyone", {"parse": ["everyone"], "users": ["7", "5"]}, Pings(frozenset({7}), everyone=True)),
        ("@everyones", None, Pings()),
    ],
)
def test_who_a_message_pings(content: str, allowed: dict[str, object] | None, notified: Pings) -> None:
    author = User(1, "bot", bot=True)
    assert pings(Message(2, 3, author, content, 0.0, allowed_mentions=allowed)) == notified
    replied = Message(2, 3, author, "", 0.0, allowed_mentions=allowed, replied_author=4)
    assert bool(pings(replied)) == (allowed is None)


async def _start(client: discord.Client, token: str) -> None:
    async with client:
        await client.start(token)
