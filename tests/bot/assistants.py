"""Assistants that remember, wait or fail."""

import threading
from pathlib import Path

from qa.answers import Answer, Turn
from qa.assistant import Assistant
from qa.models.embedder import Embedder
from vectorstore.local import LocalStore


class Listening(Assistant):
    """An assistant that remembers which earlier turns it was given."""

    heard: list[list[Turn]]

    @classmethod
    def over(cls, library: Path, embedder: Embedder) -> "Listening":
        made = cls(LocalStore(library), lambda: embedder)
        made.heard = []
        made.warm()
        return made

    def ask(self, question: str, **options: object):  # type: ignore[no-untyped-def]  # as of the parent
        self.heard.append(list(options.get("history", ())))  # type: ignore[call-overload]  # options are objects here
        return super().ask(question, **options)  # type: ignore[arg-type]  # handed on


def heard(assistant: Listening) -> list[tuple[str, str]]:
    """The turns that came with the newest question: each question and its first quote."""
    return [(turn.question, turn.quotes[0].text if turn.quotes else "") for turn in assistant.heard[-1]]


class Broken(Assistant):
    """An assistant that fails as a bug would."""

    def ask(self, question: str, **_: object) -> Answer:
        raise RuntimeError(f"at /srv/secret: {question}")


class Slow(Assistant):
    """An assistant that waits for a signal, except with the `quick` question; `waiting` counts those that do."""

    gate: threading.Event
    waiting = 0
    quick = ""

    def ask(self, question: str, **options: object) -> Answer:
        self.waiting += 1
        assert question == self.quick or self.gate.wait(20)
        self.waiting -= 1
        return super().ask(question, **options)  # type: ignore[arg-type]  # handed on
