"""What a library holds and lists, in which order, and whether what is asked for is there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.library.indexing import index
from qa.library.listing import Order, matching, of_days, ordered, require, status_of
from qa.values import ArticleInfo, Where
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot


def info(title: str, path: str, source: str | None = None, url: str | None = None) -> ArticleInfo:
    return ArticleInfo(id=title, title=title, source=source, url=url, path=path, collection="town")


BRIDGE = info("Old bridge closes", "/home/ann/town/bridge.txt", source="Vale Courier")
FAIR = info("Harbour fair", "/home/ann/town/fair.md", url="https://courier.example/fair")


@pytest.mark.parametrize(
    ("search", "titles"),
    [
        ("", ["Old bridge closes", "Harbour fair"]),
        ("BRIDGE courier", ["Old bridge closes"]),
        ("courier", ["Old bridge closes", "Harbour fair"]),
        ("bridge harbour", []),
        ("bridge.txt", ["Old bridge closes"]),
        ("town/bridge", ["Old bridge closes"]),
        ("fair.md", []),
    ],
)
def test_an_article_has_all_words_of_a_search(search: str, titles: list[str]) -> None:
    """In title, source and address; in its path where it has no address."""
    assert [one.title for one in matching([BRIDGE, FAIR], search, by_path=False)] == titles


def test_folders_are_searched_only_by_who_may_see_them() -> None:
    assert matching([BRIDGE, FAIR], "ann", by_path=False) == []
    assert matching([BRIDGE, FAIR], "ann", by_path=True) == [BRIDGE]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "town").mkdir()
    (folder / "town" / "bridge.txt").write_text("Old bridge closes\nThe bridge was closed for eleven months.\n")
    store = LocalStore(tmp_path_factory.mktemp("library"), WordEmbedder.dimension)
    index([folder], store, WordEmbedder())
    with store.snapshot() as opened:
        yield opened


def test_the_status_of_a_library_counts_what_it_holds(snapshot: Snapshot) -> None:
    status = status_of(snapshot, ".pullquote", {"town": 1})
    assert (status.path, status.generation, status.articles, status.passages) == (".pullquote", 1, 1, 1)
    assert (status.model, status.model_digest, status.dimension) == ("words", "0" * 64, 256)
    assert status.collections == {"town": 1}
    assert [Path(root).name.rstrip("0123456789") for root in status.roots] == ["articles"]
    assert status.bytes == snapshot.size().bytes > 0
    assert status.updated is not None
    assert abs((datetime.now(UTC) - status.updated).total_seconds()) < 600


def test_what_is_there_may_be_asked(snapshot: Snapshot) -> None:
    (key,) = (one.key for one in snapshot.entries())
    require(snapshot, Where(), {"town": 1})
    require(snapshot, Where(article=key, collections=frozenset({"town"})), {"town": 1, "sport": 2})
    require(snapshot, Where(since=date(2024, 1, 1), until=date(2024, 1, 1)), {"town": 1})


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (Where(article="nothing"), "There is no article 'nothing'; see: pullquote sources"),
        (Where(collections=frozenset({"town", "y", "x"})), "There is no collection 'x'; see: pullquote sources"),
        (Where(since=date(2024, 2, 1), until=date(2024, 1, 1)), "--since is after --until: swap them."),
    ],
)
def test_what_is_not_there_is_named(snapshot: Snapshot, where: Where, told: str) -> None:
    with pytest.raises(QuestionError) as raised:
        require(snapshot, where, {"town": 1})
    assert str(raised.value) == told


def article(key: str, published: date | None, collection: str) -> ArticleInfo:
    return ArticleInfo(id=key, title=key, published=published, path=f"{key}.txt", collection=collection)


ARTICLES = [
    article("a", date(2024, 3, 1), "World"),
    article("b", None, "art"),
    article("c", date(2024, 5, 1), "art"),
    article("d", date(2023, 1, 1), "sport"),
]
"""By title."""


@pytest.mark.parametrize(("order", "keys"), [(Order.DATE, "cadb"), (Order.TITLE, "abcd"), (Order.COLLECTION, "bcda")])
def test_articles_come_newest_first_by_title_or_by_collection(order: Order, keys: str) -> None:
    assert "".join(one.id for one in ordered(ARTICLES, order)) == keys


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (Where(), "abcd"),
        (Where(since=date(2024, 3, 1)), "ac"),
        (Where(until=date(2024, 3, 1)), "ad"),
        (Where(since=date(2024, 3, 2), until=date(2024, 4, 1)), ""),
    ],
)
def test_articles_of_the_days_that_are_asked(where: Where, keys: str) -> None:
    assert "".join(one.id for one in of_days(ARTICLES, where)) == keys
