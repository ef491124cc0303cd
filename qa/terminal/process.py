"""The start and end of the command: Ctrl-C, output that nobody reads or nothing can hold, and errors in one line."""

import io
import os
import signal
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended: 128 plus the number of SIGINT."""

NARROWEST = 20
"""The fewest columns of a message, however narrow the terminal is."""

SHOW_CURSOR = b"\x1b[?25h"


class Output(io.TextIOWrapper):
    """A stream in UTF-8 that ends the program once it cannot be written: quietly, with exit code 0, if nobody reads."""

    def write(self, text: str) -> int:
        """Write a text; lone surrogates become question marks."""
        try:
            return super().write(text)
        except OSError as error:
            self._end(error)

    def flush(self) -> None:
        """Pass on what was written."""
        try:
            super().flush()
        except OSError as error:
            self._end(error)

    def _end(self, error: OSError) -> NoReturn:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())  # what is still buffered goes nowhere
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0)
        fail(f"The output cannot be written: {error.strerror}.")


def prepare() -> None:
    """Make the streams UTF-8, whatever the locale, and let Ctrl-C end the program at once.

    A stream that the caller has closed leads nowhere; otherwise the next file opened would take its number.
    """
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the program ends
    sys.stdout, sys.stderr = _output(sys.stdout), _output(sys.stderr)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    leave_on_interrupt()


def leave_on_interrupt() -> None:
    """Let Ctrl-C end the program at once, wherever it is: there is nothing to clean up.

    If a shell has the program ignore Ctrl-C, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)


@contextmanager
def interruptible(message: str = "Stopped.") -> Iterator[None]:
    """Let Ctrl-C unwind what runs inside, then end the program with a message."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        leave_on_interrupt()
        fail(message, INTERRUPTED)
    signal.signal(signal.SIGINT, before)


def fail(message: str, code: int = 1) -> NoReturn:
    """Say in one line on stderr what is wrong, and exit; for a terminal, the line is broken between words."""
    line = f"pullquote: {message}"
    if sys.stderr.isatty():
        columns = max(os.get_terminal_size(sys.stderr.fileno()).columns, NARROWEST)
        line = textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)
    print(line, file=sys.stderr)
    sys.exit(code)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    cursor = SHOW_CURSOR if os.isatty(2) else b""
    os.write(2, cursor + b"pullquote: Stopped.\n")
    os._exit(INTERRUPTED)


def _output(stream: TextIO | None) -> TextIO:
    """The stream as an Output; a test's replacement stays as it is."""
    if stream is None:
        return Output(Path(os.devnull).open("wb"), encoding="utf-8", errors="replace")
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, Output):
        return stream
    line_buffering = stream.line_buffering
    return Output(stream.detach(), encoding="utf-8", errors="replace", line_buffering=line_buffering)
