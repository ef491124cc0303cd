"""Text from a pipe."""

import sys

from qa.errors import QuestionError

LARGEST = 10_000_000
"""The most bytes that are read from a pipe."""

CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
"""Bytes that no text has."""


def is_text(given: bytes) -> bool:
    """Return whether bytes may be text."""
    return not CONTROLS & frozenset(given)


def piped_text(what: str) -> str:
    """Return what comes through a pipe; nothing if stdin is a terminal. Raises QuestionError if it is not text."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    given = sys.stdin.buffer.read(LARGEST + 1)
    if len(given) > LARGEST:
        raise QuestionError(f"More than {LARGEST // 1_000_000} MB came through the pipe: pass a {what}, not a file.")
    if not is_text(given):
        raise QuestionError(f"What came through the pipe is not text: pass a {what} in UTF-8.")
    return given.decode("utf-8", "replace").removeprefix("\ufeff")
