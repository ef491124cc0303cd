"""What tests of the bot have on disk."""

import sqlite3
from pathlib import Path

from qa.library.indexing import index
from qa.models.embedder import Embedder
from vectorstore.local import LocalStore


def library(tmp_path: Path, embedder: Embedder) -> tuple[Path, LocalStore]:
    """Two articles in two collections, indexed."""
    folder = tmp_path / "articles"
    for name in ("town", "sport"):
        (folder / name).mkdir(parents=True)
        (folder / name / "one.txt").write_text(f"The {name}\n\nThe long bridge of {name} opens in May.\n")
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    return folder, store


def feedback_rows(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT verdict, question FROM feedback ORDER BY verdict")


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
