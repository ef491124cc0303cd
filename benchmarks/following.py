"""Measure what following one edited article costs, and how that grows with the library.

    python -m benchmarks.following [--sizes 300 3000 30000] [--model]

The articles are news-dev's, each a file; beyond 3,000 they are repeated with a number in each. The whole is indexed,
one article is edited, and the library is brought up to date by a run in a process of its own, as `pullquote index`
does. Unless --model is given, vectors are a stand-in (by hash), so that indexing 30,000 articles takes minutes: the
cost is then that of everything but the embedding, and an update embeds only the few passages that changed.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from benchmarks.questions import NEWS
from qa.bootstrap import asking_embedder
from qa.library.indexing import index
from qa.models.embedder import Embedder, Vectors
from qa.settings import Settings
from vectorstore.local import LocalStore


class Hashed:
    """An embedder with the real model's tokens, and vectors that are drawn by the text's hash."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.digest = "hashed", "0" * 64
        self.dimension, self.window = embedder.dimension, embedder.window

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.lengths(texts)

    def token_ends(self, text: str) -> list[int]:
        return self._embedder.token_ends(text)

    def passages(self, texts: Sequence[str]) -> Vectors:
        seeds = (int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) for text in texts)
        vectors = np.stack([np.random.default_rng(seed).normal(size=self.dimension) for seed in seeds])
        unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3_000, 30_000])
    parser.add_argument("--model", action="store_true", help="with the real model's vectors")
    parser.add_argument("--run", nargs=2, metavar=("LIBRARY", "ARTICLES"), help="index, and tell what it took")
    options = parser.parse_args()
    if options.run:
        print(json.dumps(measured(Path(options.run[0]), Path(options.run[1]), model=options.model)))
        return
    print(f"{'articles':>9} {'passages':>9} {'all: CPU s':>11} {'memory MB':>10} {'one edit: CPU s':>16} {'wall s':>7}"
          f" {'embedded':>9} {'share':>7}")  # fmt: skip
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            told = one_size(Path(folder), size, model=options.model)
        print(told, flush=True)


def one_size(folder: Path, size: int, *, model: bool) -> str:
    """Return a line of the table."""
    articles, library = folder / "articles", folder / "library"
    paths = write(articles, size)
    whole = run(library, articles, model=model)
    path = random.Random(0).choice(paths)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(". ", ". This was added to it afterwards. ", 1), encoding="utf-8")
    idle = run(library.with_name("none"), folder / "nothing", model=model)
    edit = run(library, articles, model=model)
    cpu = edit["cpu"] - idle["cpu"]
    wall = edit["wall"] - idle["wall"]
    columns = (
        f"{size:>9,}",
        f"{whole['passages']:>9,.0f}",
        f"{whole['cpu']:>11.1f}",
        f"{whole['memory']:>10,.0f}",
        f"{cpu:>16.2f}",
        f"{wall:>7.2f}",
        f"{edit['embedded']:>9.0f}",
        f"{cpu / whole['cpu']:>7.4f}",
    )
    return " ".join(columns)


def write(articles: Path, size: int) -> list[Path]:
    """Write the articles as files, a hundred to a folder."""
    records = [json.loads(line) for line in (NEWS / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    paths = []
    for number in range(size):
        record = records[number % len(records)]
        path = articles / f"{number // 100:03}" / f"{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {json.dumps(record['title'])}\ndate: {record['published']}\n---\n"
        again = f"Copy {number}. " if number >= len(records) else ""
        path.write_text(f"{head}{again}{record['text']}\n", encoding="utf-8")
        paths.append(path)
    return paths


def run(library: Path, articles: Path, *, model: bool) -> dict[str, float]:
    """Index in a process of its own; return what that took, including the start of the process."""
    command = [sys.executable, "-m", "benchmarks.following", "--run", str(library), str(articles)]
    command += ["--model"] if model else []
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=None)
    told: dict[str, float] = json.loads(done.stdout)
    return {**told, "wall": time.perf_counter() - start}


def measured(library: Path, articles: Path, *, model: bool) -> dict[str, float]:
    """Index in this process, if there is anything; return CPU seconds, peak memory in MB, and what was embedded."""
    real = asking_embedder(Settings())()
    embedder: Embedder = real if model else Hashed(real)
    told = {"passages": 0.0, "embedded": 0.0}
    if articles.is_dir():
        report = index([articles], LocalStore(library, embedder.dimension), embedder, library=library)
        told = {"passages": report.passages, "embedded": report.embedded}
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {**told, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


if __name__ == "__main__":
    main()
