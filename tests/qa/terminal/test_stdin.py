"""Text from a pipe."""

import io
import sys

import pytest

from qa.errors import QuestionError
from qa.terminal import stdin


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def piped(data: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return stdin.piped_text("question")


def test_a_terminal_pipes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("typed"))
    assert stdin.piped_text("question") == ""


def test_text_comes_as_it_is_without_a_mark_of_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped("\ufeffHow many\nhearts?".encode(), monkeypatch) == "How many\nhearts?"
    assert piped(b"caf\xe9", monkeypatch) == "caf\ufffd"


@pytest.mark.parametrize("data", [b"\x00\x01", b"%PDF-1.7\x02", b"GIF89a\x01\x00"])
def test_what_is_no_text_is_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuestionError, match="not text"):
        piped(data, monkeypatch)


def test_a_file_that_was_piped_by_mistake_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stdin, "LARGEST", 10)
    with pytest.raises(QuestionError, match="pass a question, not a file"):
        piped(b"x" * 11, monkeypatch)
