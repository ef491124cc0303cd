"""Processes forked from one that has imported the program: as separate as any others, and ready at once.

    python -m tests.forking DESCRIPTOR

Reads from the socket of that number what to call, and where; writes to it the number of the process that it forks, and
its exit code once it has ended.
"""

import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 1 << 18
LOADED = ("bot.cli", "qa.terminal.app", "tests.crashing")
"""What is imported once, before the processes are forked."""


class Forks:
    """Starts processes, one after the other."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # only a process of one thread can be forked safely
        command = [sys.executable, "-m", "tests.forking", str(theirs.fileno())]
        with theirs:
            self._parent = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[theirs.fileno()])

    def start(
        self,
        call: str,
        arguments: Sequence[object],
        streams: tuple[int, int, int],
        folder: Path,
        environment: Mapping[str, str],
    ) -> int:
        """Call a function, "module:name", in a new process, with the arguments in sys.argv; return its number."""
        asked = json.dumps([call, list(map(str, arguments)), str(folder), dict(environment)])
        socket.send_fds(self._socket, [asked.encode()], streams)
        return int(self._socket.recv(LARGEST))

    def wait(self) -> int:
        """Return the exit code of the process that was started last, once it has ended; below 0 for a signal."""
        return int(self._socket.recv(LARGEST))

    def run(
        self, call: str, arguments: Sequence[object], folder: Path, environment: Mapping[str, str], stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Call a function in a new process that reads this from a pipe, and wait for its end."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            theirs, ours = os.pipe()
            self.start(call, arguments, (theirs, out.fileno(), err.fileno()), folder, environment)
            os.close(theirs)
            write(ours, stdin.encode())
            code = self.wait()
            return subprocess.CompletedProcess([call, *map(str, arguments)], code, whole(out), whole(err))

    def close(self) -> None:
        """End the process from which the others are forked."""
        self._socket.send(b"")
        self._parent.wait()
        self._socket.close()


def write(pipe: int, content: bytes) -> None:
    """Write to a pipe that may no longer be read, and close it."""
    try:
        with os.fdopen(pipe, "wb") as stream:
            stream.write(content)
    except BrokenPipeError:
        pass


def whole(file: IO[bytes]) -> str:
    """Return the text of a file, with line ends as `subprocess` gives them."""
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


def main() -> None:
    """Fork each process that is asked for."""
    for name in LOADED:
        importlib.import_module(name)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "what has threads, as onnxruntime, cannot be forked"
    own = socket.socket(fileno=int(sys.argv[1]))
    while True:
        asked, descriptors, _, _ = socket.recv_fds(own, LARGEST, 3)
        if not asked:
            return
        process = os.fork()
        if process == 0:
            own.close()
            become(descriptors, *json.loads(asked))
            return
        for descriptor in descriptors:
            os.close(descriptor)
        own.send(str(process).encode())
        _, status = os.waitpid(process, 0)
        own.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(descriptors: list[int], call: str, arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Become the process that calls this function, in this folder and environment and with these streams."""
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = [call, *arguments]
    module, _, name = call.partition(":")
    getattr(sys.modules[module], name)()


if __name__ == "__main__":
    main()
