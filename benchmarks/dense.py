"""Compare FAISS's indexes for searching vectors, at several sizes, in one run.

    python -m benchmarks.dense --library DIR [--sizes 10000 100000 1000000]

DIR is an indexed library of news-dev, whose vectors are real. `near` makes more of them: a real vector, a third of
another one, and noise, so that each has neighbours as near as real ones have. The questions are those of news-dev.
Recall is against brute force, over the ten and the hundred best (a question takes a hundred).
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from benchmarks.questions import NEWS
from qa.bootstrap import asking_embedder
from qa.evaluation.questions import load
from qa.settings import Settings
from vectorstore.local import LocalStore
from vectorstore.store import Vectors

BLOCK = 50_000
"""How many vectors are made at once."""

LIMIT = 100
"""How many passages a question takes from an index."""

OTHER, NOISE = 0.35, 0.35
"""How much of another real vector, and of noise, a made vector has."""

Search = Callable[[Any, Any, Vectors], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """An index of FAISS by its name there, and how it is searched; `found` rows are re-ranked exactly, 0 for none."""

    name: str
    factory: str
    found: int = 0
    settings: str = ""
    most: int = 10**9


KINDS = (
    Kind("flat", "Flat"),
    Kind("flat, half precision", "SQfp16"),
    Kind("IVF, 16 of sqrt(n) lists", "IVF{root},Flat", settings="nprobe=16"),
    Kind("IVF, 64 of sqrt(n) lists", "IVF{root},Flat", settings="nprobe=64"),
    Kind("HNSW, 32 links", "HNSW32,Flat", settings="efSearch=200", most=200_000),
    Kind("RaBitQ, 150 re-ranked", "RaBitQfs", 150),
    Kind("RaBitQ, 300 re-ranked", "RaBitQfs", 300),
    Kind("RaBitQ, 600 re-ranked", "RaBitQfs", 600),
    Kind("RaBitQ of 2 bits, 200 re-ranked", "RaBitQfs2", 200),
    Kind("8 bits, 150 re-ranked", "SQ8", 150),
)


def near(real: Vectors, count: int) -> Iterator[Vectors]:
    """Yield `count` vectors in blocks: the real ones, and more that are as near to each other."""
    chance = np.random.default_rng(0)
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        left = real[start : start + size]
        one, other = (real[chance.integers(0, len(real), size - len(left))] for _ in range(2))
        noise = chance.standard_normal(one.shape, dtype=np.float32) / np.float32(np.sqrt(real.shape[1]))
        yield np.concatenate([left, unit(one + OTHER * other + NOISE * noise)])


def unit(vectors: Vectors) -> Vectors:
    """The vectors, each of length one."""
    scaled: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def real_vectors(library: Path) -> Vectors:
    """All vectors of a library."""
    with LocalStore(library).snapshot() as snapshot:
        return np.concatenate([snapshot.vectors(entry.key) for entry in snapshot.entries()])


def questions() -> Vectors:
    """The vectors of the questions of news-dev."""
    texts = [question.question for question in load(NEWS / "questions.jsonl")]
    return asking_embedder(Settings())().questions(texts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    real, asked = real_vectors(options.library), questions()
    print(f"{'vectors':>9} {'index':<34} {'build s':>8} {'MB':>7} {'load s':>7} {'p50 ms':>7} {'p95 ms':>7}"
          f" {'at 10':>6} {'at 100':>6}")  # fmt: skip
    for size in options.sizes:
        vectors = np.concatenate(list(near(real, size)))
        truth = best(vectors, asked)
        for kind in KINDS:
            if size <= kind.most:
                print(f"{size:>9,} {kind.name:<34} {line(kind, vectors, asked, truth)}", flush=True)


def best(vectors: Vectors, asked: Vectors) -> Any:
    """Return the LIMIT nearest to each question, by brute force."""
    exact = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    return exact.search(asked, LIMIT)[1]


def line(kind: Kind, vectors: Vectors, asked: Vectors, truth: Any) -> str:
    """The figures of one index."""
    start = time.perf_counter()
    index = built(kind, vectors)
    build = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        faiss.write_index(index, str(path))
        size = path.stat().st_size / 1e6
        del index
        start = time.perf_counter()
        index = faiss.read_index(str(path))
        loading = time.perf_counter() - start
    if kind.settings:
        name, value = kind.settings.split("=")
        faiss.ParameterSpace().set_index_parameter(index, name, float(value))
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # threads that wait for each other cost a single question more than they gain
    times, found = searched(index, kind, vectors, asked)
    faiss.omp_set_num_threads(threads)
    at10, at100 = (recall(found, truth, limit) for limit in (10, LIMIT))
    p50, p95 = np.percentile(times, [50, 95]) * 1000
    return f"{build:>8.1f} {size:>7.0f} {loading:>7.2f} {p50:>7.2f} {p95:>7.2f} {at10:>6.3f} {at100:>6.3f}"


def built(kind: Kind, vectors: Vectors) -> Any:
    """An index of these vectors."""
    text = kind.factory.format(root=int(len(vectors) ** 0.5))
    index = faiss.index_factory(vectors.shape[1], text, faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        index.train(vectors[:: max(1, len(vectors) // 100_000)])
    index.add(vectors)
    return index


def searched(index: Any, kind: Kind, vectors: Vectors, asked: Vectors) -> tuple[list[float], list[Sequence[int]]]:
    """Return how long each question took, in seconds, and what it found."""
    times, found = [], []
    for vector in asked:
        start = time.perf_counter()
        _, numbers = index.search(vector[None], kind.found or LIMIT)
        rows = numbers[0][numbers[0] >= 0]
        if kind.found:
            rows = np.sort(rows)
            rows = rows[np.argsort(-(vectors[rows] @ vector), kind="stable")[:LIMIT]]
        times.append(time.perf_counter() - start)
        found.append(rows.tolist())
    return times, found


def recall(found: Sequence[Sequence[int]], truth: Any, limit: int) -> float:
    """Return the share of the `limit` best that is among the first `limit` found."""
    return float(np.mean([len({*one[:limit]} & {*right[:limit].tolist()}) / limit
                          for one, right in zip(found, truth, strict=True)]))  # fmt: skip


if __name__ == "__main__":
    main()
