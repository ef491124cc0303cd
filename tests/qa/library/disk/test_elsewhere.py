"""Files on another machine: the library answers from what was recorded, and the answer says when that was."""

import json
import shutil
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.library.disk import elsewhere as elsewhere_module
from qa.library.disk.disk_check import Freshness
from qa.library.disk.elsewhere import NOWHERE, elsewhere
from qa.library.indexing import index
from qa.terminal.render.answers import recorded
from qa.verification.verdict import Standing
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

QUESTION = "When was the mill closed?"


@pytest.fixture
def library(tmp_path: Path) -> LocalStore:
    """A library of two articles, indexed on this machine."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "mill.txt").write_text("The mill\nThe mill was closed in March.\n")
    (articles / "port.txt").write_text("The port\nThe port was opened in May.\n")
    store = LocalStore(tmp_path / "library", WordEmbedder.dimension)
    index([articles], store, WordEmbedder(), library=tmp_path / "library")
    return store


def asked(store: LocalStore, place: str) -> Assistant:
    embedder = WordEmbedder()
    return Assistant(store, lambda: embedder, place=place)


def test_on_the_machine_that_indexed_files_are_looked_at(library: LocalStore, tmp_path: Path) -> None:
    assert asked(library, "milvus://h/n").ask(QUESTION, min_confidence=0).recorded is None
    (tmp_path / "articles" / "mill.txt").unlink()
    answer = asked(library, "milvus://h/n").ask(QUESTION, min_confidence=0)
    assert "The mill was closed in March." not in [quote.text for quote in answer.quotes]


def test_on_another_machine_an_answer_says_when_its_articles_were_recorded(
    library: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.snapshot() as snapshot:
        home, committed = snapshot.attributes["machine"], snapshot.attributes["committed"]
    shutil.rmtree(tmp_path / "articles")
    monkeypatch.setattr(elsewhere_module, "machine", lambda: "another")
    answer = asked(library, "milvus://h/n").ask(QUESTION, min_confidence=0)
    assert answer.quotes[0].text == "The mill was closed in March."
    assert answer.recorded is not None
    assert answer.recorded.at is not None
    assert (answer.recorded.machine, answer.recorded.at.isoformat()) == (home, committed)
    assert recorded(answer.recorded).startswith(f"As recorded on {home} at 20")
    verdict = asked(library, "milvus://h/n").verify("The mill was closed in March.")
    assert verdict.standing is Standing.WORD_FOR_WORD
    local = asked(library, "").ask(QUESTION, min_confidence=0)
    assert (local.quotes, local.recorded) == ((), None)


def test_a_folder_that_both_machines_have_is_looked_at(
    library: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere_module, "machine", lambda: "another")
    (tmp_path / "articles" / "mill.txt").unlink()
    answer = asked(library, "milvus://h/n").ask(QUESTION, min_confidence=0)
    assert answer.recorded is None
    assert "The mill was closed in March." not in [quote.text for quote in answer.quotes]


def test_only_what_lies_below_a_folder_that_is_not_here_is_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path, tmp_path / "gone"
    attributes = {"machine": "another", "roots": json.dumps([str(there)])}
    away = elsewhere(attributes)
    assert away.has(str(there / "a.txt"))
    assert not away.has(str(here / "a.txt"))
    assert elsewhere({"roots": attributes["roots"]}) == NOWHERE
    assert Freshness().elsewhere(attributes) == NOWHERE
    assert Freshness(is_shared=True).elsewhere(attributes) == away
