"""Time embedding, starting and asking, each against sentence-transformers on the same cores in the same run.

    python -m benchmarks.speed --library DIR [--passages N] [--rounds N]

DIR is an indexed library of news-dev; its passages are embedded again, in turns by this program and by
SentenceTransformer.encode with its defaults.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.questions import NEWS, articles_of, ask
from qa.bootstrap import asking_embedder
from qa.evaluation.questions import load
from qa.library.passages import heading, passages
from qa.models.locate import find_model
from qa.models.reader import Part, shipped
from qa.settings import Settings

TURN = 256
"""How many passages one side embeds before the other's turn: as many as indexing embeds at once."""

QUESTION = "Which team does Damar Hamlin play for?"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    embedding(options.passages)
    reading(options.rounds)
    starting(options.library, options.rounds)
    asking(options.library)


def embedding(count: int) -> None:
    """Print passages per second, here and by sentence-transformers, and their ratio.

    The two take turns, `TURN` passages each, so that whatever else the machine does falls on both.
    """
    from sentence_transformers import SentenceTransformer

    settings = Settings()
    embedder = asking_embedder(settings)()
    original = SentenceTransformer(str(find_model(settings.model, settings.cache).folder), device="cpu")
    texts = sample(count)
    embedder.passages(texts[:8])
    original.encode(texts[:8])
    times = []
    for start in range(0, len(texts), TURN):
        turn = texts[start : start + TURN]
        times.append((seconds(partial(embedder.passages, turn)), seconds(partial(original.encode, turn))))
    ours, theirs = (sum(column) for column in zip(*times, strict=True))
    print(f"embedding {len(texts)} passages: {len(texts) / ours:.1f}/s")
    print(f"SentenceTransformer.encode, the same passages: {len(texts) / theirs:.1f}/s")
    ratio = statistics.median(other / one for one, other in times)
    print(f"embedding, times as fast: {theirs / ours:.2f}, median of {len(times)} turns {ratio:.2f}")


def sample(count: int) -> list[str]:
    """Return passages of the news articles as they are embedded, drawn by chance."""
    embedder = asking_embedder(Settings())()
    articles = articles_of([NEWS / "articles.jsonl"])
    chance = random.Random(0)
    texts = [
        f"{heading(article, embedder)}\n{passage.text.strip()}"
        for article in chance.sample(articles, min(len(articles), count // 4))
        for passage in passages(article, embedder)
    ]
    return chance.sample(texts, min(count, len(texts)))


def reading(rounds: int) -> None:
    """Time reading ten passages of some 200 tokens with a question, against SentenceTransformer.encode of the same."""
    from sentence_transformers import SentenceTransformer

    settings = Settings()
    original = SentenceTransformer(str(find_model(settings.model, settings.cache).folder), device="cpu")
    counter, reader = asking_embedder(settings)(), shipped()
    texts = [text for text in sample(400) if 190 <= counter.lengths([text])[0] <= 210][:10]
    parts = [Part(*text.split("\n", 1)) for text in texts]
    asked = [f"{QUESTION} {text}" for text in texts]
    reader.read(QUESTION, parts)
    original.encode(asked)
    times = [
        (seconds(lambda: reader.read(QUESTION, parts)), seconds(lambda: original.encode(asked)))
        for _ in range(10 * rounds)
    ]
    ratio = statistics.median(one / other for one, other in times)
    print(f"reading {len(parts)} passages of 200 tokens: {statistics.median(one for one, _ in times) * 1000:.0f} ms")
    print(f"reading, share of the time of SentenceTransformer.encode on the same text: median {ratio:.2f}")


def starting(library: Path, rounds: int) -> None:
    """Time a whole `pullquote ask` against `python -c "import sentence_transformers"`."""
    ours = [sys.executable, "-m", "bot.entry", "ask", QUESTION, "--library", str(library), "--min-confidence", "0"]
    theirs = [sys.executable, "-c", "import sentence_transformers"]
    times = [(seconds(lambda: run(ours)), seconds(lambda: run(theirs))) for _ in range(rounds + 1)][1:]
    ratio = statistics.median(one / other for one, other in times)
    print(f"pullquote ask, whole process: {statistics.median(one for one, _ in times):.2f} s")
    print(f"pullquote ask, share of the time of importing sentence_transformers: median {ratio:.2f}")


def asking(library: Path) -> None:
    """Print the milliseconds that a question takes with warm models."""
    answers = ask(load(NEWS / "questions.jsonl")[:100], library)
    times = sorted(answer["seconds"]["total"] * 1000 for answer in answers[1:])
    slow = times[int(len(times) * 0.95)]
    print(f"asking, warm: median {statistics.median(times):.0f} ms, 95th percentile {slow:.0f} ms")


def run(command: list[str]) -> None:
    """Run a command to its end, with its modules compiled as where it is installed, and drop its output."""
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=installed)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
