"""Documents and vectors to fill a store with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from vectorstore.local import LocalStore
from vectorstore.store import Changes, Document, Filter, Hit, Record, Vectors, VectorStore

DIMENSION = 8
WORDS = ("apple", "banana", "cherry", "damson", "elder", "fig", "grape", "hazel", "iris", "juniper")
AUTHORS: tuple[tuple[str, ...], ...] = (
    *(("Jane Doe",), ("José Núñez", "Jane Doe"), (), ("J. Roe",)),
    *((), ("Mary Doe-Smith",), (), (), (), ("Doe_Ray",)),
)
EVERYTHING = Filter()
Store = TypeVar("Store", bound=VectorStore)


def vectors(count: int, seed: int = 0) -> Vectors:
    """Return random vectors of unit length."""
    values = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    unit: Vectors = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


def document(number: int, version: str = "") -> Document:
    """Return a document of two passages, whose vectors are named a… and b…."""
    first, second = f"The {WORDS[number]} is first{version}. ", "Then comes another."
    return Document(
        key=f"key{number}",
        origin=f"file{number}",
        digest=f"d{number}{version}",
        collection=("even", "odd")[number % 2],
        published=date(2024, 1, 1 + number) if number < 8 else None,
        heading=f"Heading {number}",
        text=first + second,
        payload=f'{{"n": {number}}}',
        records=(
            Record(0, len(first), f"a{number}{version}"),
            Record(len(first), len(first + second), f"b{number}"),
        ),
        authors=AUTHORS[number],
        label=f"heading {number}\nthe {WORDS[number]}",
        place=f"/files/file{number}" if number % 2 else "",
    )


def as_read(document: Document) -> Document:
    """Return what a snapshot gives of a document."""
    return replace(document, records=(), authors=(), label="", place="")


def filled(folder: Path) -> LocalStore:
    """Return a store of ten documents in its first generation."""
    return fill(LocalStore(folder, DIMENSION))


def fill(store: Store, documents: Iterable[Document] | None = None) -> Store:
    """Commit the first generation of a store: ten documents, unless others are given."""
    documents = map(document, range(10)) if documents is None else documents
    with store.writer() as writer:
        writer.remember([f"a{n}" for n in range(10)] + [f"b{n}" for n in range(10)], vectors(20))
        changes = Changes(documents, origins={"file1": "x", "file2": "y"}, attributes={"model": "m"})
        assert writer.commit(changes) == 1
    return store


def found(hits: list[Hit]) -> list[str]:
    return [hit.document for hit in hits]


def damage(path: Path) -> None:
    """Turn one byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
