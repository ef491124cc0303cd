"""Whole conversations at a terminal, on the seeds: every line as a person should see it."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.models.embedder import Embedder
from qa.terminal.chat import Chat
from qa.values import Where
from tests.conftest import ROOT
from tests.transcripts import Transcript
from vectorstore.local import LocalStore

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.fixture(scope="module")
def assistant(seeds_library: Path, embedder: Embedder) -> Assistant:
    """Answers from the seeds, by the real model."""
    return open_assistant(store=LocalStore(seeds_library), embedder=embedder)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_conversation_goes_as_written(path: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    transcript = Transcript.read(path, has_names=False)
    out = io.StringIO()
    chat = Chat(assistant, Console(file=out, width=100, highlight=False), Where(), transcript.limit)
    shown: list[str] = []
    for _, line in transcript.said:
        chat.answer(line)
        shown.append(out.getvalue())
        out.seek(out.truncate(0))
    assert transcript.told(shown) == transcript.text


def test_there_are_twelve_conversations() -> None:
    assert len(FILES) >= 12
