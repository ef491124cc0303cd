"""The bot as a process of its own, started by its real command and unchanged."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bot.loopback import LoopbackDiscord, Outside


class BotProcess:
    """`pullquote bot` with a loopback Discord; its log is in `log`."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = dict(environment)
        self.log = log
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *command: str) -> None:
        """Start `pullquote bot`, or another command."""
        run = command or (str(Path(sys.executable).with_name("pullquote")), "bot")
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(*run, env=self._environment, stdout=log, stderr=log)

    async def stop(self, number: signal.Signals = signal.SIGTERM, within: float = 15.0) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), within)

    def events(self) -> list[dict[str, Any]]:
        """The events that it logged."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]

    def memory(self) -> int:
        """Return the bytes that it takes in memory."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024


def environment_of(
    base: Mapping[str, str], server: LoopbackDiscord, outside: Outside, library: Path, folder: Path, **settings: str
) -> dict[str, str]:
    """Return the environment by which the bot reaches the loopback Discord, with its settings."""
    names = {f"PULLQUOTE_{name.upper().rstrip('_')}": value for name, value in settings.items()}
    kept = {
        name: value for name, value in base.items() if not name.startswith("PULLQUOTE_") or name == "PULLQUOTE_CACHE"
    }
    return {
        **kept,
        **outside.environment,
        "PULLQUOTE_DISCORD_TOKEN": server.token,
        "PULLQUOTE_LIBRARY": str(library),
        "PULLQUOTE_DATABASE": str(folder / "bot.sqlite"),
        **names,
    }


@asynccontextmanager
async def running(
    base: Mapping[str, str],
    server: LoopbackDiscord,
    library: Path,
    folder: Path,
    commands: Sequence[str] = ("ask",),
    **settings: str,
) -> AsyncIterator[BotProcess]:
    """Yield a bot process that is connected, with these commands registered; stop it at the end of the block."""
    async with Outside(server, folder) as outside:
        bot = BotProcess(environment_of(base, server, outside, library, folder, **settings), folder / "log")
        await bot.start()
        try:
            await server.ready(*commands, within=30)
            yield bot
            assert outside.refused == []
        finally:
            if bot.process is not None and bot.process.returncode is None:
                os.kill(bot.process.pid, signal.SIGKILL)
                await bot.process.wait()


def clean(server: LoopbackDiscord) -> None:
    """Check that no request of the bot broke Discord's rules, and that nothing it said can ping anybody."""
    assert server.violations == []
    assert server.careless == []
