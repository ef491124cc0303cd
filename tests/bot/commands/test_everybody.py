"""/pullquote."""

import pytest

from tests.bot.loopback import Channel, Person

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_help_and_status_are_for_everybody_anywhere_and_to_the_asker_alone(
    channel: Channel, alice: Person
) -> None:
    for place in (channel, alice.inbox):
        (told,) = await (await alice.slash(place, "pullquote help")).wait()
        assert told.content.startswith("Ask me a question")
        assert told.ephemeral
        (status,) = await (await alice.slash(place, "pullquote status")).wait()
        assert status.content.startswith("**19 articles** can be asked here.")
