"""A library checked end to end: what is wrong is found, and the suggested fix fixes it."""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.bootstrap import open_assistant
from qa.doctor import diagnose, diagnosis_of
from qa.errors import LibraryMissing
from qa.library.indexing import index
from qa.library.options import IndexOptions
from qa.models.embedder import Embedder
from qa.reports import Diagnosis
from qa.settings import Settings
from vectorstore.check import Finding, Part
from vectorstore.local import LocalStore

Harm = Callable[[Path], object]

SOUND = """Every passage matches its source.
All n passages have a vector, finite and of unit length.
FAISS has the same passages as the catalogue.
BMn has the same passages as the catalogue.
The library was made with this model (all-MiniLM-Ln-vn).
n sampled vectors came out the same when embedded again.
n of n articles have no date: pullquote sources --undated
n files unchanged since indexing."""


@pytest.fixture
def settings(tmp_path: Path, cache: Path, embedder: Embedder) -> Settings:
    """A library of three articles, by the real model."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(3):
        text = "".join(f"The {number} bridge has pillar {n} of stone, and a lamp. " for n in range(60))
        (articles / f"{number}.txt").write_text(f"Bridge {number}\n{text}\n")
    index([articles], LocalStore(tmp_path / "library", embedder.dimension), embedder)
    return Settings(library=tmp_path / "library", cache=cache, device="cpu")


def wrong(settings: Settings) -> list[Diagnosis]:
    return [one for one in diagnose(settings) if one.mend is not None]


def execute(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def put_vector(library: Path, made: Callable[[Any], Any], *, is_told: bool = False) -> None:
    """Put another vector in place of the first; if `is_told`, the catalogue knows the file as it is then."""
    (path,) = (library / "vectors").glob("*.vectors")
    table = np.fromfile(path, "<f4").reshape(-1, 384)
    table[0] = made(table)
    path.write_bytes(table.tobytes())
    if is_told:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        execute(library / "catalogue.sqlite", f"UPDATE segments SET digest = '{digest}' WHERE file LIKE '%.vectors'")


def test_of_a_sound_library_all_is_well(settings: Settings) -> None:
    found = [one.what for one in diagnose(settings)]
    assert wrong(settings) == []
    assert re.sub(r"\d+", "n", "\n".join(found)) == SOUND


def test_of_many_files_some_are_drawn_and_all_if_it_is_full(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.doctor.LARGE", 2)
    for full, what in (
        (False, "2 sampled files unchanged since indexing."),
        (True, "3 files unchanged since indexing."),
    ):
        assert [one.what for one in diagnose(settings, full=full)][-1] == what


@pytest.mark.parametrize(
    ("finding", "what"),
    [
        (Finding(Part.VECTORS, 1), "The passage has a vector, finite and of unit length."),
        (Finding(Part.VECTORS, 9, 1, 1), "1 of 9 passages has no vector."),
        (Finding(Part.VECTORS, 9, 2, 3), "2 of 9 passages have no vector; 1 of 9 passages has a damaged vector."),
        (Finding(Part.LEXICAL, 9, wrong=2), "BM25 differs from the catalogue by 2 passages."),
    ],
)
def test_counts_are_told_in_the_singular_and_the_plural(finding: Finding, what: str) -> None:
    assert diagnosis_of(finding).what == what


def test_without_a_library_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        list(diagnose(Settings(library=tmp_path / "none")))


HARMS: dict[str, tuple[Harm, str, str]] = {
    "a changed file": (
        lambda library: (library.parent / "articles" / "0.txt").write_text("Bridge 0\nOther words.\n"),
        r"^1 file has changed: \".*0\.txt\"$",
        "pullquote index",
    ),
    "a file that is gone": (
        lambda library: (library.parent / "articles" / "0.txt").unlink(),
        r"^1 file was deleted or cannot be read: \".*0\.txt\"$",
        "pullquote index",
    ),
    "a damaged index": (
        lambda library: next(library.rglob("removed.npy")).write_bytes(b"x"),
        "^The search indexes are missing or damaged.$",
        "next question",
    ),
    "missing indexes": (
        lambda library: shutil.rmtree(library / "generations"),
        "^The search indexes are missing or damaged.$",
        "next question",
    ),
    "vectors that are lost": (
        lambda library: next(library.rglob("*.vectors")).unlink(),
        r"^The vectors are missing or damaged\.$",
        "--again",
    ),
    "a vector that is none": (
        lambda library: put_vector(library, lambda table: 0 * table[0]),
        r"^1 of \d+ passages has a damaged vector\.$",
        "--again",
    ),
    "a vector that another was put in place of": (
        lambda library: put_vector(library, lambda table: table[1]),
        r"^The vectors are missing or damaged\.$",
        "--again",
    ),
    "a vector of another passage": (
        lambda library: put_vector(library, lambda table: table[1], is_told=True),
        r"^1 of \d+ sampled vectors differs when embedded again\.$",
        "--again",
    ),
    "a passage outside of its article": (
        lambda library: execute(library / "catalogue.sqlite", "UPDATE passages SET stop = 10000000 WHERE number = 1"),
        r"^1 of \d+ passages does not match the source\.$",
        "Move the library aside and rebuild it: pullquote index PATH",
    ),
    "a passage that no index has": (
        lambda library: execute(
            library / "catalogue.sqlite",
            "INSERT INTO passages (document, start, stop, digest) "
            "SELECT document, start, stop, digest FROM passages LIMIT 1",
        ),
        r"^1 of \d+ passages has no vector\.$",
        "--again",
    ),
    "a catalogue that is none": (
        lambda library: (library / "catalogue.sqlite").write_bytes(b"no database" * 1000),
        "^The catalogue cannot be read: ",
        "Move the library aside and rebuild it: pullquote index PATH",
    ),
    "another model": (
        lambda library: execute(
            library / "catalogue.sqlite", "UPDATE attributes SET value = 'x' WHERE name = 'model_digest'"
        ),
        "was made with the model",
        "pullquote index --model",
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_found_and_named(settings: Settings, harm: str) -> None:
    act, what, mend = HARMS[harm]
    act(settings.library)
    found = wrong(settings)
    assert found
    assert any(re.search(what, one.what) for one in found), found
    assert mend in (found[0].mend or "")


@pytest.mark.parametrize(
    "harm", ["a changed file", "a damaged index", "missing indexes", "vectors that are lost", "a vector that is none",
             "a vector of another passage", "a passage that no index has", "another model"]
)  # fmt: skip
def test_what_is_said_to_mend_it_does(settings: Settings, embedder: Embedder, harm: str) -> None:
    HARMS[harm][0](settings.library)
    (first, *_) = wrong(settings)
    mend = first.mend or ""
    store = LocalStore(settings.library, embedder.dimension)
    if "next question" in mend:
        open_assistant(store=store, embedder=embedder).ask("Which bridge has a lamp?")
    else:
        options = IndexOptions(reembed="--model" in mend, again="--again" in mend)
        index([], store, embedder, options=options)
    assert wrong(settings) == []
