"""Check a release with Milvus; `make release-check` runs this after `tests.release`.

A real standalone server, of the package milvus 2.3.5 in an environment of its own, is started in a network namespace
of its own. The suite of every store and the tests of `vectorstore/milvus` run against it. Then it is killed (SIGKILL)
in the middle of a commit, at several steps, and started again: each time the library has to be the old one or the new
one, and the next commit has to succeed.

    python -m tests.milvus_release
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installed import ROOT
from tests.milvus import Dies, DyingServer, new_address, opened
from tests.vectorstore.samples import EVERYTHING, document, fill, found, vectors
from vectorstore.errors import StoreAway
from vectorstore.milvus.address import Address, parsed
from vectorstore.store import Changes

VERSION = "2.3.5"
INSIDE = "--inside"
TESTS = (
    "tests/vectorstore/test_contract.py",
    "tests/vectorstore/milvus",
    "tests/qa/library/moves/test_transferring.py",
)
KILLED_AT = (8, 9, 11, 13, 14, 15)
"""Steps of a commit at which the server is killed: after its vectors, before its passages, its rows and the row that is
the change; after that, and before the last removal.
"""

START = """
import sys, time
from milvus import MilvusServer
server = MilvusServer(wait_for_started=False)
server.set_base_dir(sys.argv[1])
server.config.set("proxy_port", 19530)
server.start()
server.wait_started(180_000)
print(server.server_proc.pid, server.listen_port, flush=True)
time.sleep(100_000)
"""


class Standalone:
    """A server over a folder that can be killed and started again."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._command = [str(python), "-c", START, str(folder)]
        self._pid = 0
        self.place = ""

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self._starter = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._starter.stdout is not None
        pid, port = self._starter.stdout.readline().split()
        self._pid, self.place = int(pid), f"127.0.0.1:{port}"

    def kill(self) -> None:
        """Kill the server, as a loss of power would."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._starter.kill()
            self._starter.wait()
            self._pid = 0


class KillingServer(DyingServer):
    """A client whose server is killed at a step; the client lives on."""

    def __init__(self, address: Address, at: int, server: Standalone) -> None:
        super().__init__(address, at)
        self._timeout = 5.0
        self._server = server

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._at:
            self._server.kill()


def main() -> int:
    """Install the server, and run the gate in a network namespace, if this system has them."""
    if INSIDE in sys.argv:
        return tried(Path(sys.argv[-1]))
    alone = ["unshare", "--map-root-user", "--net"] if shutil.which("unshare") else []
    with tempfile.TemporaryDirectory(prefix="pullquote-milvus-") as scratch:
        install(Path(scratch))
        again = [*alone, sys.executable, "-m", "tests.milvus_release", INSIDE, scratch]
        return subprocess.run(again, cwd=ROOT).returncode


def tried(scratch: Path) -> int:
    """Run the tests against the server that is installed in a folder, and kill it. Return 1 if anything fails."""
    loopback_up()
    python = scratch / "venv" / "bin" / "python"
    with running(python, scratch / "tested") as server:
        environment = {**os.environ, "PULLQUOTE_TEST_MILVUS": server.place}
        tests = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-k", "not local", *TESTS]
        code = subprocess.run(tests, cwd=ROOT, env=environment).returncode
    with running(python, scratch / "killed") as server:  # few collections, as it loads them when it starts again
        problems = [problem for at in KILLED_AT for problem in killed(server, at, scratch)]
    for problem in problems:
        print(f"FAIL: {problem}")
    print(f"Milvus {VERSION}: {'FAIL' if code or problems else 'ok'}, killed at {len(KILLED_AT)} steps of a commit")
    return 1 if code or problems else 0


@contextmanager
def running(python: Path, folder: Path) -> Iterator[Standalone]:
    """Yield a running server."""
    server = Standalone(python, folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def killed(server: Standalone, at: int, scratch: Path) -> list[str]:
    """Kill the server at a step of a commit, start it again, and return what is wrong with the library."""
    address = new_address(server.place)
    folder = scratch / address.name
    fill(opened(address, folder / "writer"))
    store = opened(address, folder / "writer")
    store._server = store._copies._server = KillingServer(address, at, server)
    try:
        with store.writer() as writer:
            writer.remember(["a3 new"], vectors(1, seed=7))
            writer.commit(Changes([document(3, " new")], removed=["key4"]))
    except (StoreAway, Dies) as error:
        print(f"killed at step {at}: {error}"[:100], flush=True)
    server.kill()
    server.start()
    address = parsed(f"milvus://{server.place}/{address.name}")  # it may have taken another port
    problems = []
    with opened(address, folder / "reader").snapshot() as snapshot:
        dense = sorted(found(snapshot.dense(vectors(20)[4], 40, EVERYTHING)))
        expected = [f"key{n}" for n in range(10) if n != 4 or snapshot.generation == 1 for _ in range(2)]
        held = (snapshot.generation, len(snapshot))
        print(f"  came back with generation {held[0]}", flush=True)
        if held not in ((1, 20), (2, 18)) or dense != expected:
            problems.append(f"step {at}: generation {held}, found {dense}")
    with opened(address, folder / "writer").writer() as writer:
        writer.remember(["a3 new"], vectors(1, seed=7))
        if writer.commit(Changes([document(3, " new")], removed=["key4"])) != held[0] + 1:
            problems.append(f"step {at}: the next commit did not go on")
    with opened(address, folder / "reader").snapshot() as snapshot:
        if len(snapshot.dense(vectors(20)[4], 40, EVERYTHING)) != 18:
            problems.append(f"step {at}: the next generation is not whole")
    return problems


def install(folder: Path) -> None:
    """Install the server's package in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"milvus=={VERSION}"], check=True)


def loopback_up() -> None:
    """Bring up the loopback of a new network namespace; elsewhere it is already up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


if __name__ == "__main__":
    sys.exit(main())
