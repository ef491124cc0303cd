"""Ask one question of Google's users of one passage of Wikipedia: is it answered there, and in which sentence?

    python -m benchmarks.clapnq

Each passage of clapnq-dev becomes a library of one article, and is asked as the program asks any. The quoted sentence
is right if it overlaps one of those that a person's answer was made of. 300 questions are answered, 300 are not. The
confidence was also fitted on these questions: for figures on held-out questions, see `benchmarks.confidence`.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.questions import SHARED
from benchmarks.sets import holds
from qa.answers import Answer
from qa.assistant import Assistant
from qa.bootstrap import asking_embedder
from qa.evaluation.calibration import auroc
from qa.evaluation.intervals import share
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.models.reader import Reader, shipped
from qa.settings import Settings
from vectorstore.local import LocalStore

CLAPNQ = SHARED / "clapnq-dev"
FILES = ("answerable", "unanswerable")


def main() -> None:
    """Ask all questions and print the figures."""
    embedder, reader = asking_embedder(Settings())(), shipped()
    confidences, labels, gold = [], [], []
    for name in FILES:
        for record in records(name):
            answer = ask(record, embedder, reader)
            confidences.append(answer.confidence)
            labels.append(name == "answerable")
            if name == "answerable" and answer.quotes:
                gold.append(is_gold(answer.quotes[0].text, record["output"]))
    for what, one in (
        ("passage answers or not, AUROC", auroc(np.array(confidences), np.array(labels))),
        ("quoted sentence is a gold one", share(gold)),
    ):
        print(f"{what:<32} {one}")


def records(name: str) -> Iterator[dict[str, Any]]:
    """The questions of a file."""
    with (CLAPNQ / f"clapnq_dev_{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def ask(record: dict[str, Any], embedder: Embedder, reader: Reader) -> Answer:
    """Return the answer to a question from its passage alone."""
    with tempfile.TemporaryDirectory() as folder:
        store = library_of(record, Path(folder), embedder)
        return Assistant(store, lambda: embedder, lambda: reader).ask(record["input"], min_confidence=0)


def library_of(record: dict[str, Any], folder: Path, embedder: Embedder) -> LocalStore:
    """A library of one article, which is the passage of a question."""
    passage = record["passages"][0]
    source = folder / "passage.jsonl"
    source.write_text(json.dumps({"title": passage["title"], "text": passage["text"]}), encoding="utf-8")
    store = LocalStore(folder / "library", embedder.dimension)
    index([source], store, embedder)
    return store


def is_gold(quoted: str, outputs: list[dict[str, Any]]) -> bool:
    """Whether a quote holds, or is part of, a sentence that a person's answer was made of."""
    return any(holds(quoted, sentence) for output in outputs for sentence in output["selected_sentences"])


if __name__ == "__main__":
    main()
