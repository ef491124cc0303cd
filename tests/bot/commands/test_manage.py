"""/pullquote-manage, and where every command may be used."""

import pytest

from tests.bot.conftest import MakeBot
from tests.bot.loopback import LoopbackDiscord, bits

pytestmark = pytest.mark.asyncio

GUILD, BOT_DM = 0, 1
GUILD_INSTALL, USER_INSTALL = 0, 1


@pytest.mark.usefixtures("bot")
async def test_every_command_says_where_it_may_be_used_and_who_may_install_it(server: LoopbackDiscord) -> None:
    registered = {one["name"]: one for one in server.world.commands[None]}
    managing = registered.pop("pullquote-manage")
    assert (managing["contexts"], managing["integration_types"]) == ([GUILD], [GUILD_INSTALL])
    assert managing["default_member_permissions"] == str(bits(manage_guild=True))
    assert {option["name"] for option in managing["options"]} == {"scope", "settings", "reindex"}
    for command in registered.values():
        assert (command["contexts"], command["integration_types"]) == ([GUILD, BOT_DM], [GUILD_INSTALL])
        assert command["default_member_permissions"] is None


async def test_people_may_bring_it_along_where_the_operator_lets_them(
    server: LoopbackDiscord, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(user_install=True), "ask"):
        installs = {one["name"]: one["integration_types"] for one in server.world.commands[None]}
    assert installs.pop("pullquote-manage") == [GUILD_INSTALL]
    assert set(map(tuple, installs.values())) == {(GUILD_INSTALL, USER_INSTALL)}
