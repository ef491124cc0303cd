"""/sources, and the status."""

from datetime import UTC, datetime

import pytest

from bot.commands.sources import status_text
from tests.bot.loopback import Channel, Person
from tests.bot.people import shows


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_sources_are_paged_and_searched(channel: Channel, alice: Person) -> None:
    (page,) = await (await alice.slash(channel, "sources")).wait()
    assert page.ephemeral
    assert page.content.startswith("**19 articles**\n-# 1 · [A Night Train From Brussels to Berlin](<")
    assert [(button.label, button.disabled) for button in page.buttons] == [("Back", True), ("Next", False)]
    for first in ("-# 9 · ", "-# 17 · "):
        act = await alice.click(page, label="Next")
        (page,) = await act.wait(shows(first))
    assert page.content.split("\n")[1].startswith("-# 17 · Washington Stops Pressing")
    assert [button.disabled for button in page.buttons] == [False, True]
    act = await alice.click(page, label="Back")
    await act.wait(shows("-# 9 · "))
    (found,) = await (await alice.slash(channel, "sources", search="bridge")).wait()
    assert found.content.startswith("**2 articles with “bridge”**")
    assert found.buttons == ()
    (none,) = await (await alice.slash(channel, "sources", search="zebra *")).wait()
    assert none.content == "There are no articles with “zebra \\*” here."


def test_status_counts_what_is_seen() -> None:
    updated = datetime(2024, 1, 1, tzinfo=UTC)
    assert status_text({"b*": 1, "a": 1200}, updated, 7) == (
        "**1,201 articles** can be asked here.\n-# • a: 1,200\n-# • b\\*: 1\n-# Updated <t:1704067200:R>; generation 7"
    )
    assert status_text({"a": 1}, None, 0) == "**1 article** can be asked here.\n-# • a: 1"
