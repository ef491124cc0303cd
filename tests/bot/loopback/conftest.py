"""What the tests of the loopback Discord share: a Discord whose rules may be broken, and a tiny bot."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.bot.loopback import LoopbackDiscord
from tests.bot.loopback.tiny import TinyBot


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
