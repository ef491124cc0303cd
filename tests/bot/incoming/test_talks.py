"""The talks of tests/qa/conversation/talks in direct messages: every line as people see it.

Lines that the program does not get right yet are here, too; tests/qa/conversation/test_talks.py names them.
"""

from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord
from tests.bot.talking import Talking
from tests.talks import Talk, talks
from tests.transcripts import Transcript
from vectorstore.local import LocalStore

FOLDER = Path(__file__).parent / "talks"


@pytest.mark.asyncio
@pytest.mark.parametrize("talk", talks(), ids=lambda talk: talk.name)
async def test_a_talk_goes_as_written(
    talk: Talk, tmp_path: Path, embedder: Embedder, server: LoopbackDiscord, channel: Channel, make_bot: MakeBot
) -> None:
    transcript = Transcript.read(FOLDER / f"{talk.name}.txt", has_names=True)
    assert [line for _, line in transcript.said] == [line.typed for line in talk.lines]
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index(list(talk.articles), store, embedder)
    bot = make_bot(assistant=open_assistant(store=store, embedder=embedder))
    bot.services.limit = transcript.limit
    async with server.running(bot, "ask"):
        talking = Talking(server, channel, is_direct=True)
        got = [await talking.say(name, line) for name, line in transcript.said]
    assert transcript.told(got) == transcript.text
