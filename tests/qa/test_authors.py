"""Questions to the articles of certain authors."""

import json
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.values import Where
from tests.qa.library.desk import Desk

RECORDS = [
    {"title": "Fair", "text": "The fair is open in March.", "byline": "By JANE DOE and J. Roe, Staff Writers"},
    {"title": "Mill", "text": "The mill is open in April.", "author": [{"name": "José Núñez"}]},
    {"title": "Port", "text": "The port is open in May."},
]


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    desk = Desk(tmp_path)
    desk.write("news/a.jsonl", "\n".join(map(json.dumps, RECORDS)))
    desk.write("blog/dam.md", "---\ntitle: Dam\nauthors: [Jane Doe]\n---\nThe dam is open in June.\n")
    desk.index()
    return open_assistant(store=desk.store(), embedder=desk.embedder)


@pytest.mark.parametrize(
    ("author", "titles"),
    [("doe", {"Dam", "Fair"}), ("J. Roe", {"Fair"}), ("jose nunez", {"Mill"}), ("Jane Doe", {"Dam", "Fair"})],
)
def test_only_articles_of_the_author_are_asked(assistant: Assistant, author: str, titles: set[str]) -> None:
    where = Where(author=author)
    assert {article.title for article in assistant.sources(where)} == titles
    assert {match.article.title for match in assistant.search("open", where)} == titles
    answer = assistant.ask("What is open?", where=where, min_confidence=0, limit=9)
    assert {quote.article.title for quote in answer.quotes} == titles


def test_authors_are_listed_with_their_articles(assistant: Assistant) -> None:
    assert assistant.authors() == {"JANE DOE": 1, "J. Roe": 1, "José Núñez": 1, "Jane Doe": 1}
    assert assistant.authors(Where(collections=frozenset({"blog"}))) == {"Jane Doe": 1}


@pytest.mark.parametrize("line", ["jane doe", "Doe", "J. Roe?"])
def test_the_name_of_an_author_alone_lists_what_they_wrote(assistant: Assistant, line: str) -> None:
    answer = assistant.ask(line)
    assert answer.is_overview
    assert answer.standalone_question == f"articles by {line.rstrip('?')}"
    assert {quote.article.title for quote in answer.quotes} == ({"Fair"} if "Roe" in line else {"Dam", "Fair"})


def test_the_name_of_an_author_of_articles_that_may_not_be_seen_lists_nothing(assistant: Assistant) -> None:
    assert not assistant.ask("José Núñez", where=Where(collections=frozenset({"blog"}))).answered
