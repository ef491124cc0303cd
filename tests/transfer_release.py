"""Check a release with transfers; `make release-check` runs this with the others.

A library of our own articles goes from its folder to Milvus Lite and back to another folder. A hundred questions are
put to each of the three, with the real models: the answers have to be the same.

    python -m tests.transfer_release
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from qa.bootstrap import asking_embedder, asking_reader, open_assistant
from qa.library.indexing import index
from qa.library.moves.transferring import transfer
from qa.settings import Settings
from tests.installed import ROOT
from tests.milvus import MISSING, lite
from vectorstore.local import LocalStore
from vectorstore.milvus.store import MilvusStore
from vectorstore.store import VectorStore

SHELVES = (ROOT / "seeds", ROOT / "benchmarks" / "shelf")
QUESTIONS = (ROOT / "benchmarks" / "seeds.jsonl", ROOT / "benchmarks" / "shelf" / "questions.jsonl")
COUNT = 100
IGNORED = {"seconds", "generation"}
DIGITS = 5
"""Digits of a confidence that count: a server may add in another order."""


def main() -> int:
    """Ask before and after, and print what differs. Return 1 if anything does."""
    if MISSING:
        print(f"Transfer: skipped, as there is no {' and no '.join(MISSING)}")
        return 0
    with tempfile.TemporaryDirectory(prefix="pullquote-transfer-") as scratch, lite(Path(scratch)) as server:
        folder, embedder = Path(scratch), asking_embedder(Settings())()
        local = LocalStore(folder / "before", embedder.dimension)
        remote = MilvusStore(server.address(), folder / "copies", embedder.dimension)
        back = LocalStore(folder / "after", embedder.dimension)
        index(SHELVES, local, embedder, library=folder / "before")
        sent = [transfer(local, remote), transfer(remote, back)]
        before = answers(local)
        problems = [
            f"{where}, {question!r}: {other} instead of {one}"
            for where, store in (("on the server", remote), ("back again", back))
            for (question, one), other in zip(before.items(), answers(store).values(), strict=True)
            if one != other
        ]
    for problem in problems:
        print(f"FAIL: {problem}")
    answered = sum(bool(one["quotes"]) for one in before.values())
    print(
        f"Transfer: {'FAIL' if problems else 'ok'}, {len(before)} questions to {sent[0].articles} articles, "
        f"{answered} answered, in a folder, on Milvus Lite and in a folder again"
    )
    return 1 if problems else 0


def answers(store: VectorStore) -> dict[str, dict[str, Any]]:
    """Return the answer to each question, without the time that it took."""
    settings = Settings()
    embedder, reader = asking_embedder(settings)(), asking_reader(settings)()
    assistant = open_assistant(settings=settings, store=store, embedder=embedder, reader=reader)
    told = ((one, assistant.ask(one).model_dump_json(exclude=IGNORED)) for one in questions())
    return {
        question: json.loads(one, parse_float=lambda figure: round(float(figure), DIGITS)) for question, one in told
    }


def questions() -> list[str]:
    """Return the first hundred of the questions to our own articles, some from each file."""
    lines = [line for path in QUESTIONS for line in path.read_text(encoding="utf-8").splitlines()]
    every = list(dict.fromkeys(json.loads(line)["question"] for line in lines))
    return every[:: max(1, len(every) // COUNT)][:COUNT]


if __name__ == "__main__":
    sys.exit(main())
