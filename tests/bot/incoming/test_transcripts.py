"""Whole conversations in Discord, on the seeds: every message as people should see it.

The speaker is named before the `> `. A conversation is in direct messages, or in a channel (`in: channel`), where a
person's first line mentions the bot and the others reply to its newest answer to that person. `[2]` presses that
answer's button with this label.
"""

from pathlib import Path

import pytest

from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord
from tests.bot.talking import Talking
from tests.transcripts import Transcript

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.asyncio
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
async def test_a_conversation_goes_as_written(
    path: Path, server: LoopbackDiscord, channel: Channel, make_bot: MakeBot
) -> None:
    transcript = Transcript.read(path, has_names=True)
    bot = make_bot()
    bot.services.limit = transcript.limit
    async with server.running(bot, "ask"):
        talking = Talking(server, channel, is_direct="\nin: channel" not in transcript.head)
        got = [await talking.say(name, line) for name, line in transcript.said]
    assert transcript.told(got) == transcript.text


def test_there_are_twelve_conversations() -> None:
    assert len(FILES) >= 12
