"""An event in a question, and the days that it means according to the articles on it."""

from datetime import date
from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.question.events import days_of_event
from qa.values import Days
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Filter

TODAY = date(2024, 12, 1)
ARTICLES = {
    "promise": ("Candidates promise a new bridge", "2024-05-02", "Petra Holm promised to lower the bridge toll."),
    "early": ("Who may vote in the Vellmar election", "2024-04-20", "Every resident may vote in the Vellmar election."),
    "won": ("Holm wins the Vellmar election", "2024-05-20", "Petra Holm won the Vellmar election on Sunday."),
    "turnout": (
        "Turnout in the Vellmar election was high",
        "2024-05-21",
        "Seven in ten voted in the Vellmar election.",
    ),
    "after": ("Mayor raises toll", "2024-08-01", "Petra Holm raised the bridge toll, against what she had promised."),
    "planned": ("Next election is planned", "9999-12-31", "The next election in Vellmar is planned."),
    "moon": ("Turnout of the Moon ferry", "2024-06-30", "The turnout of the Moon ferry was high."),
    "other": ("A fair without a date", "", "The election of a fair queen was held."),
}


def write(folder: Path) -> Path:
    for name, (title, day, text) in ARTICLES.items():
        dated = f"date: {day}\n" if day else ""
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\n{dated}---\n{text}\n")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    (tmp_path / "articles").mkdir()
    embedder = WordEmbedder()
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([write(tmp_path / "articles")], store, embedder)
    return store


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What did Holm promise before the election?", None, date(2024, 5, 19)),
        ("What did Holm raise after the Vellmar election?", date(2024, 5, 20), TODAY),
        ("What has Holm raised since the election, and why?", date(2024, 5, 20), TODAY),
        ("What did Holm say before the turnout of the Moon ferry?", None, date(2024, 6, 29)),
        ("Who looks after the election?", None, None),
        ("What is named after the election?", None, None),
        ("What did Holm promise before the election was held?", None, None),
        ("What did Holm promise before the flood?", None, None),
        ("What did Holm promise before this?", None, None),
        ("What did Holm promise before an election?", None, None),
        ("What did Holm promise?", None, None),
    ],
)
def test_it_is_the_days_in_which_most_is_told_of_it(
    store: LocalStore, question: str, since: date | None, until: date | None
) -> None:
    expected = Days(since=since, until=until) if until else None
    with store.snapshot() as snapshot:
        found = days_of_event(question, snapshot, Filter(), TODAY)
    assert (found.reported if found else None) == expected


def test_its_words_can_be_left_out(store: LocalStore) -> None:
    """An article's own date says those days."""
    question = "What did Holm promise before the Vellmar election, and why?"
    with store.snapshot() as snapshot:
        found = days_of_event(question, snapshot, Filter(), TODAY)
    assert found is not None
    assert found.cut(question) == "What did Holm promise and why?"


def test_a_question_of_before_an_event_is_asked_of_articles_of_before_it(tmp_path: Path, embedder: Embedder) -> None:
    """By the real model: a stand-in's cosines say too little for those days to be sure enough."""
    (tmp_path / "articles").mkdir()
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([write(tmp_path / "articles")], store, embedder)
    assistant = open_assistant(store=store, embedder=embedder)
    question = "What did Petra Holm say of the bridge toll before the election?"
    answer = assistant.ask(question, today=TODAY, min_confidence=0.001)
    assert [quote.article.title for quote in answer.quotes][:1] == ["Candidates promise a new bridge"]
    assert answer.standalone_question == "What did Petra Holm say of the bridge toll?"
    assert answer.days == Days(until=date(2024, 5, 19))
    late = assistant.ask(question.replace("before", "after"), today=TODAY, min_confidence=0.001)
    assert [quote.article.title for quote in late.quotes][:1] == ["Mayor raises toll"]
