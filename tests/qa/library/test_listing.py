"""What a library holds and lists, in which order, and whether something is in it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.library.documents import infos
from qa.library.indexing import index
from qa.library.listing import Listing, Order, articles_around, listed_articles, require, status_of
from qa.values import ArticleInfo, Where
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Document, Snapshot

EVERYWHERE, LISTING = Where(), Listing()


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


DAYS = {"Cats": date(2024, 5, 1), "alpacas": date(2024, 3, 1), "Bees": None, "dogs": date(2023, 1, 1)}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Four articles on animals, those on cats and bees in `art`, the others in `World` and `sport`."""
    folder = tmp_path_factory.mktemp("animals")
    for title, collection in (("alpacas", "World"), ("Bees", "art"), ("Cats", "art"), ("dogs", "sport")):
        (folder / collection).mkdir(exist_ok=True)
        day = f"date: {DAYS[title]}\n" if DAYS[title] else ""
        (folder / collection / f"{title}.md").write_text(f"---\ntitle: {title}\n{day}---\nThey are of a kind.\n")
    store = LocalStore(tmp_path_factory.mktemp("library"), WordEmbedder.dimension)
    index([folder], store, WordEmbedder())
    with store.snapshot() as opened:
        yield opened


def titles(snapshot: Snapshot, where: Where = EVERYWHERE, how: Listing = LISTING, search: str = "") -> list[str]:
    return [one.title for one in listed_articles(snapshot, where, how, search, by_path=False)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.DATE, ["Cats", "alpacas", "dogs", "Bees"]),
        (Order.TITLE, ["alpacas", "Bees", "Cats", "dogs"]),
        (Order.COLLECTION, ["Bees", "Cats", "dogs", "alpacas"]),
    ],
)
def test_articles_come_newest_first_by_title_or_by_collection(
    dated: Snapshot, order: Order, expected: list[str]
) -> None:
    assert titles(dated, how=Listing(order)) == expected
    assert titles(dated, how=Listing(order, limit=2)) == expected[:2]
    art = Where(collections=frozenset({"art", "sport"}))
    assert titles(dated, art, Listing(order)) == [one for one in expected if one != "alpacas"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(), ["alpacas", "Bees", "Cats", "dogs"]),
        (Where(since=date(2024, 3, 1)), ["alpacas", "Cats"]),
        (Where(until=date(2024, 3, 1)), ["alpacas", "dogs"]),
        (Where(since=date(2024, 3, 2), until=date(2024, 4, 1)), []),
    ],
)
def test_articles_of_the_days_that_are_asked(dated: Snapshot, where: Where, expected: list[str]) -> None:
    assert titles(dated, where) == expected


def test_a_limit_counts_what_is_asked_for(dated: Snapshot) -> None:
    assert titles(dated, how=Listing(undated=True, limit=1)) == ["Bees"]
    assert titles(dated, how=Listing(limit=1), search="DOGS") == ["dogs"]


def test_a_list_of_few_reads_no_other_article(dated: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(documents: Iterable[Document]) -> Iterator[ArticleInfo]:
        for one in documents:
            read.append(one.heading)
            yield from infos([one])

    monkeypatch.setattr("qa.library.listing.infos", noted)
    assert titles(dated, how=Listing(limit=2)) == read == ["alpacas", "Bees"]
    around = articles_around(dated, EVERYWHERE, "", 2, 1)
    assert read[2:] == [one.title for one in around.articles] == ["Bees", "Cats"]


@pytest.mark.parametrize(
    ("search", "number", "expected", "first", "total"),
    [
        ("", 0, ["alpacas", "Bees"], 0, 4),
        ("", 3, ["Bees", "Cats", "dogs"], 1, 4),
        ("", 9, ["Bees", "Cats", "dogs"], 1, 4),
        ("", -1, ["alpacas", "Bees"], 0, 4),
        ("ART/", 1, ["Bees", "Cats"], 0, 2),
        ("zebra", 5, [], 0, 0),
    ],
)
def test_a_page_of_a_list_comes_with_what_is_before_it(
    dated: Snapshot, search: str, number: int, expected: list[str], first: int, total: int
) -> None:
    around = articles_around(dated, EVERYWHERE, search, number, 2)
    assert ([one.title for one in around.articles], around.first, around.total) == (expected, first, total)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """An article of a source, in a file; and one with an address."""
    folder = tmp_path_factory.mktemp("home") / "ann" / "town"
    folder.mkdir(parents=True)
    (folder / "bridge.md").write_text("---\ntitle: Old Bridge closes\nsource: Vale Courier\n---\nIt was closed.\n")
    address = "https://courier.example/fair"
    (folder / "fair.md").write_text(f"---\ntitle: Harbour fair at the STRASSE\nurl: {address}\n---\nIt was open.\n")
    store = LocalStore(tmp_path_factory.mktemp("library"), WordEmbedder.dimension)
    index([folder.parent], store, WordEmbedder())
    with store.snapshot() as opened:
        yield opened


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Harbour", "Old"]),
        ("BRIDGE courier", ["Old"]),
        ("courier", ["Harbour", "Old"]),
        ("bridge harbour", []),
        ("bridge.md", ["Old"]),
        ("town/bridge", ["Old"]),
        ("straße", ["Harbour"]),
        ("fair.md", []),
        ("100%", []),
    ],
)
def test_an_article_has_all_words_of_a_search(searched: Snapshot, search: str, found: list[str]) -> None:
    """In its title, source and address; in its path if it has no address."""
    assert [one.split()[0] for one in titles(searched, search=search)] == found


def test_folders_are_searched_only_by_who_may_see_them(searched: Snapshot) -> None:
    def found(search: str, *, by_path: bool) -> list[str]:
        return [one.title for one in listed_articles(searched, EVERYWHERE, LISTING, search, by_path=by_path)]

    assert found("/ann/", by_path=False) == []
    assert found("/ann/ courier", by_path=True) == ["Old Bridge closes"]
    assert found("harbour fair.md", by_path=True) == []
