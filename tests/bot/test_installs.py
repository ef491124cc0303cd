"""The loopback Discord offers commands where the app was added, and to people who added it to their account."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.loopback.interactions import Interaction

pytestmark = pytest.mark.asyncio


class Tool(discord.Client):
    """Three commands: for servers alone, for people alone, and one that does not say."""

    def __init__(self) -> None:
        nobody = discord.AllowedMentions.none()
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.02, allowed_mentions=nobody)
        self.tree = app_commands.CommandTree(self)
        self.joined: list[int] = []
        for name, allowed in (("ours", (True, False)), ("mine", (False, True)), ("any", None)):
            command = app_commands.Command[app_commands.Group, ..., None](
                name=name, description="Says who lets it", callback=self.tell
            )
            if allowed is not None:
                command.allowed_installs = app_commands.AppInstallationType(guild=allowed[0], user=allowed[1])
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def tell(self, interaction: discord.Interaction) -> None:
        owners = interaction._integration_owners
        await interaction.response.send_message(f"{sorted(owners)} {interaction.guild is not None}")


@pytest_asyncio.fixture
async def tool(server: LoopbackDiscord) -> AsyncIterator[Tool]:
    client = Tool()
    async with server.running(client, "ours", "mine", "any"):
        yield client


async def told(act: Interaction) -> str:
    return (await act.wait())[0].content


@pytest.mark.usefixtures("tool")
async def test_in_a_server_of_strangers_only_who_takes_the_app_along_is_offered_its_commands(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    strange = server.strange_guild("Elsewhere").text_channel("lobby")
    assert alice.commands(strange) == []
    alice.install()
    assert sorted(alice.commands(strange)) == ["any", "mine"]
    assert sorted(alice.commands(channel)) == ["any", "mine", "ours"]
    assert sorted(bob.commands(channel)) == ["any", "ours"]
    assert (await told(await alice.slash(strange, "any"))).startswith("[1]")
    assert (await told(await alice.slash(channel, "any"))).startswith("[0, 1]")
    assert (await told(await alice.slash(alice.inbox, "mine"))).startswith("[1]")


async def test_of_a_server_of_strangers_the_app_sees_nothing_but_what_it_is_used_for(
    server: LoopbackDiscord, channel: Channel, alice: Person, tool: Tool
) -> None:
    strange = server.strange_guild("Elsewhere").text_channel("lobby")
    alice.install()
    heard: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message)

    tool.event(on_message)
    await alice.say(strange, f"{server.bot.mention} psst")
    await alice.say(channel, f"{server.bot.mention} hello")
    await told(await alice.slash(strange, "any"))
    assert [message.channel.id for message in heard if not message.author.bot] == [channel.id]
    with pytest.raises(discord.Forbidden):
        await tool.get_partial_messageable(strange.id).send("hello")
