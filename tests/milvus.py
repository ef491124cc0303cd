"""A Milvus Lite server in a process of its own, to be killed and started again; libraries of new names on it."""

import importlib.util
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.vectorstore.samples import DIMENSION
from vectorstore.errors import StoreAway
from vectorstore.milvus.address import Address, parsed
from vectorstore.milvus.rows import Row
from vectorstore.milvus.server import Server
from vectorstore.milvus.store import MilvusStore

MISSING = [name for name in ("pymilvus", "milvus_lite") if importlib.util.find_spec(name) is None]
NEEDED = pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} is not installed: pip install -e '.[dev]'")

PATIENCE = 90.0
"""Seconds within which a server has to be up."""


class Named:
    """A server that is already running, at a place."""

    def __init__(self, place: str) -> None:
        self.place = place

    def address(self) -> Address:
        """Return the address of a library that is not there yet."""
        return new_address(self.place)


class Lite(Named):
    """A server of Milvus Lite over a folder. Start it, kill it as `kill -9` does, and start it again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            super().__init__(f"127.0.0.1:{free.getsockname()[1]}")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        port = self.place.partition(":")[2]
        command = [sys.executable, "-m", "milvus_lite", "server", "--host", "127.0.0.1", "--port", port]
        command += ["--data-dir", str(self._folder)]
        log = (self._folder.parent / "lite.log").open("ab")
        with log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), timeout=1):
                return
            time.sleep(0.05)  # the server does not say when it is up
        raise AssertionError(f"Milvus Lite did not start: {(self._folder.parent / 'lite.log').read_text()}")

    def kill(self) -> None:
        """Kill the server, as a loss of power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextmanager
def lite(folder: Path) -> Iterator[Lite]:
    """Yield a running server."""
    server = Lite(folder / "data")
    server.start()
    try:
        yield server
    finally:
        server.kill()


def new_address(place: str) -> Address:
    """Return the address of a library that is not there yet, on a server."""
    return parsed(f"milvus://{place}/t{secrets.token_hex(4)}")


def opened(address: Address, folder: Path, wait: float = 0.0) -> MilvusStore:
    """Open the library at an address, with its copies in a folder."""
    return MilvusStore(address, folder, DIMENSION, wait)


class Dies(BaseException):
    """Stands for the end of the process."""


class DyingServer(Server):
    """A server whose client dies at the step of a given number, before or after its request; later it asks nothing."""

    def __init__(self, address: Address, at: int) -> None:
        super().__init__(address)
        self.steps = 0
        self._at = at

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._at:
            raise Dies
        if self.steps > self._at:
            raise StoreAway(str(self._address), "this process is dead")

    def insert(self, name: str, rows: Iterable[Row]) -> None:
        """As the server does, between two steps."""
        self._step()
        super().insert(name, rows)
        self._step()

    def delete(self, name: str, which: str) -> None:
        """As the server does, between two steps."""
        self._step()
        super().delete(name, which)
        self._step()
