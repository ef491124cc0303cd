"""The command line, run as a user runs it: in a folder, over a pipe or at a terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.forking import Forks

OCTOPUS = "How many hearts does an octopus have?"


class Cli:
    """Runs `pullquote` in a folder: `run` in a forked process, everything else in a process started as by a user."""

    def __init__(self, folder: Path, environment: dict[str, str], forks: Forks) -> None:
        self.folder = folder
        self.environment = environment
        self.forks = forks

    def __call__(self, *arguments: object, stdin: str = "", code: int = 0) -> str:
        """Return what the command prints; what it prints on stderr, if it is to fail."""
        run = self.run(*arguments, stdin=stdin)
        assert run.returncode == code, run.stderr
        return run.stdout if code in (0, 3) else run.stderr

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return self.forks.run("bot.cli:main", arguments, self.folder, self.environment, stdin)

    def raw(self, *arguments: object, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        """Run the command with bytes from a pipe."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            check=False,
        )

    def command(self, *arguments: object) -> list[str]:
        """The command and its arguments."""
        return [sys.executable, "-m", "bot.entry", *map(str, arguments)]

    def at_terminal(self, *arguments: object, columns: int = 80, rows: int = 24, typed: str = "", **extra: str) -> str:
        """Return what the command shows at a terminal of this size, where `typed` is typed before it begins."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**self.environment, "TERM": "xterm-256color", **extra}
        environment.pop("COLUMNS", None)
        command = self.command(*arguments)
        os.write(ours, typed.encode())
        with subprocess.Popen(
            command, cwd=self.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            os.write(ours, typed.encode())
            seen = b""
            while True:
                try:
                    part = os.read(ours, 65536)
                except OSError:
                    break
                if not part:
                    break
                seen += part
            process.wait()
        os.close(ours)
        return seen.decode().replace("\r\n", "\n")
