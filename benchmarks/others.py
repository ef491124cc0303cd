"""Compare this store with LlamaIndex and txtai: the same passages and vectors indexed, kept on disk, and asked.

    pip install llama-index-core llama-index-vector-stores-faiss txtai
    python -m benchmarks.others --library DIR [--size 100000] [--keep FOLDER]

DIR is an indexed library of news-dev. Each system is given its passages, repeated, with vectors near to real ones
(benchmarks/dense.py), so that no model takes part. The questions of news-dev are asked by their vectors; an answer is
the text of the ten best passages. Each system indexes in one process and answers in another. Recall is against brute
force. Nothing else here needs LlamaIndex and txtai: install them into an environment of their own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from benchmarks.curves import Figures, spent
from benchmarks.dense import best, near, questions
from benchmarks.large import originals
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Document, Filter, Record, Vectors

ASKED = 200
LIMIT = 10
PASSAGES = 10
"""How many passages one document of this store has."""

Answer: TypeAlias = Callable[[int], list[str]]
"""Gives the texts that are found for the question of a number."""

Index: TypeAlias = Callable[[Sequence[str], Vectors, Path], None]
"""Indexes texts with their vectors, and keeps them in a folder."""

Open: TypeAlias = Callable[[Path, Vectors], AbstractContextManager[Answer]]
"""Opens what was kept, for questions of these vectors."""


def main() -> None:
    """Make the data, let each system work on it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave what is made")
    parser.add_argument("--part", nargs=3, help="what a process of its own does")
    options = parser.parse_args()
    if options.part:
        part, name, folder = options.part
        print(json.dumps({"index": indexed, "ask": asked}[part](name, Path(folder))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        make(options.library, folder, options.size)
        for name in SYSTEMS:
            told = {**run("index", name, folder), **run("ask", name, folder)}
            print(name, *(f"  {what:<28} {value:>10,.3f}" for what, value in told.items()), sep="\n", flush=True)


def run(part: str, name: str, folder: Path) -> Figures:
    """Do a part in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.others", "--part", part, name, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: Figures = json.loads(done.stdout.splitlines()[-1])
    return told


def make(library: Path, folder: Path, size: int) -> None:
    """Make the texts and vectors of so many passages, the vectors of the questions, and the best passages of each."""
    with LocalStore(library).snapshot() as snapshot:
        known = originals(snapshot)
    passages = [one.document.text[record.start : record.end] for one in known for record in one.document.records]
    vectors = np.concatenate(list(near(np.concatenate([one.vectors for one in known]), size)))
    texts = [f"{passages[number % len(passages)]} [{number}]" for number in range(size)]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    asking = questions()[:ASKED]
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "asked.npy", asking)
    np.save(folder / "best.npy", best(vectors, asking)[:, :LIMIT])


def indexed(name: str, folder: Path) -> Figures:
    """Index everything, and keep it on disk."""
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    vectors, place = np.load(folder / "vectors.npy"), folder / name
    before, start = spent(), time.perf_counter()
    SYSTEMS[name][0](texts, vectors, place)
    took = time.perf_counter() - start
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return {"index: s": took, "CPU s": spent()["cpu"] - before["cpu"], "peak MB": peak, "on disk MB": size / 1e6}


def asked(name: str, folder: Path) -> Figures:
    """Open what was kept, and answer."""
    asking, truth = np.load(folder / "asked.npy"), np.load(folder / "best.npy")
    before, start = spent(), time.perf_counter()
    with SYSTEMS[name][1](folder / name, asking) as answer:
        answer(0)
        opened = time.perf_counter() - start
        times, right, cpu = [], 0, time.process_time()
        for number, expected in enumerate(truth):
            start = time.perf_counter()
            found = answer(number)
            times.append(1000 * (time.perf_counter() - start))
            right += len(set(map(number_of, found)) & set(map(int, expected)))
        mean = 1000 * (time.process_time() - cpu) / len(truth)
    p50, p95 = (float(one) for one in np.percentile(times, [50, 95]))
    own = spent()["own MB"] - before["own MB"]
    figures = {"open and first answer: s": opened, "answer p50: ms": p50, "answer p95: ms": p95, "answer: CPU ms": mean}
    return {**figures, "memory of its own: MB": own, "recall at 10": right / truth.size}


def number_of(text: str) -> int:
    """The number at the end of a passage."""
    return int(text.rpartition("[")[2].strip("] "))


def index_here(texts: Sequence[str], vectors: Vectors, place: Path) -> None:
    """Index in this store: one commit with all that `pullquote index` keeps, including words for BM25."""
    with LocalStore(place, vectors.shape[1]).writer() as writer:

        def documents() -> Any:
            for start in range(0, len(texts), PASSAGES):
                some = texts[start : start + PASSAGES]
                names = [str(number) for number in range(start, start + len(some))]
                writer.remember(names, vectors[start : start + len(some)])
                yield document(start, some, names)

        writer.commit(Changes(documents()))


def document(number: int, texts: Sequence[str], names: Sequence[str]) -> Document:
    """Return some passages as one document."""
    ends = np.cumsum([len(text) for text in texts]).tolist()
    records = tuple(Record(end - len(text), end, name) for text, end, name in zip(texts, ends, names, strict=True))
    key = str(number)
    return Document(key, key, key, "all", None, f"Document {number}", "".join(texts), "{}", records)


@contextmanager
def open_here(place: Path, asking: Vectors) -> Iterator[Answer]:
    """Open this store once."""
    with LocalStore(place).snapshot() as snapshot:

        def answer(number: int) -> list[str]:
            hits = snapshot.dense(asking[number], LIMIT, Filter())
            found = snapshot.documents({hit.document for hit in hits})
            return [found[hit.document].text[hit.start : hit.end] for hit in hits]

        yield answer


def index_llama(texts: Sequence[str], vectors: Vectors, place: Path) -> None:
    """Index in LlamaIndex over a flat index of FAISS, as its documentation shows."""
    import faiss
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import MockEmbedding
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.faiss import FaissVectorStore

    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(vectors.shape[1]))
    nodes = [
        TextNode(id_=str(number), text=text, embedding=vector.tolist())
        for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    ]
    context = StorageContext.from_defaults(vector_store=store)
    model = MockEmbedding(embed_dim=vectors.shape[1])
    made = VectorStoreIndex(nodes, storage_context=context, embed_model=model, store_nodes_override=True)
    made.storage_context.persist(str(place))


@contextmanager
def open_llama(place: Path, asking: Vectors) -> Iterator[Answer]:
    """Load LlamaIndex from where it was persisted."""
    from llama_index.core import QueryBundle, StorageContext, load_index_from_storage
    from llama_index.core.embeddings import MockEmbedding
    from llama_index.vector_stores.faiss import FaissVectorStore

    store = FaissVectorStore.from_persist_dir(str(place))
    context = StorageContext.from_defaults(vector_store=store, persist_dir=str(place))
    loaded: Any = load_index_from_storage(context, embed_model=MockEmbedding(embed_dim=asking.shape[1]))
    retriever = loaded.as_retriever(similarity_top_k=LIMIT)

    def answer(number: int) -> list[str]:
        found = retriever.retrieve(QueryBundle("a question", embedding=asking[number].tolist()))
        return [one.node.get_content() for one in found]

    yield answer


def index_txtai(texts: Sequence[str], vectors: Vectors, place: Path) -> None:
    """Index in txtai with its defaults: its own choice of an index of FAISS, and texts in SQLite."""
    _index_txtai(texts, vectors, place, {})


def index_txtai_words(texts: Sequence[str], vectors: Vectors, place: Path) -> None:
    """Index in txtai with BM25 beside the vectors, as this store has it."""
    _index_txtai(texts, vectors, place, {"hybrid": True})


def _index_txtai(texts: Sequence[str], vectors: Vectors, place: Path, more: dict[str, Any]) -> None:
    from txtai import Embeddings

    def transform(asked_for: Sequence[str]) -> Vectors:
        return vectors[[number_of(text) for text in asked_for]]

    embeddings = Embeddings({"method": "external", "transform": transform, "content": True, **more})
    embeddings.index((number, text, None) for number, text in enumerate(texts))
    embeddings.config.pop("transform")  # a function cannot be saved with the index
    embeddings.save(str(place))


@contextmanager
def open_txtai(place: Path, asking: Vectors) -> Iterator[Answer]:
    """Load txtai from where it was saved, to be asked by vectors alone."""
    from txtai import Embeddings

    embeddings: Any = Embeddings()
    embeddings.load(str(place))
    embeddings.model.transform = lambda texts: asking[[int(text) for text in texts]]

    def answer(number: int) -> list[str]:
        return [one["text"] for one in embeddings.search(str(number), LIMIT, weights=1.0)]

    yield answer


SYSTEMS: dict[
    str,
    tuple[Callable[[Sequence[str], Vectors, Path], None], Callable[[Path, Vectors], AbstractContextManager[Answer]]],
] = {
    "pullquote": (index_here, open_here),
    "llama-index": (index_llama, open_llama),
    "txtai": (index_txtai, open_txtai),
    "txtai-words": (index_txtai_words, open_txtai),
}

if __name__ == "__main__":
    main()
