"""Work that is done at intervals."""

import asyncio

import pytest

from bot.operations.rounds import Round, Rounds

pytestmark = pytest.mark.asyncio


async def test_a_round_that_fails_is_logged_and_done_again(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    enough = asyncio.Event()

    async def failing() -> None:
        done.append("failing")
        raise RuntimeError

    async def working() -> None:
        done.append("working")
        if done.count("working") >= 2 and done.count("failing") >= 2:
            enough.set()

    rounds = Rounds(Round("failing", 0.0, failing), Round("working", 0.0, working))
    rounds.begin()
    rounds.begin()
    assert done == []
    await asyncio.wait_for(enough.wait(), 5)
    rounds.close()
    await asyncio.sleep(0)
    count = len(done)
    await asyncio.sleep(0.02)
    assert len(done) == count
    assert caplog.records[0].exc_info is not None
