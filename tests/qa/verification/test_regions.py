"""The parts of articles that may hold a pasted text."""

from collections.abc import Collection, Iterator, Mapping

import pytest

from qa.library.indexing import index
from qa.values import Article, Where
from qa.verification.regions import Region, regions_of
from qa.verification.words import words
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot

FILLING = "The mill grinds rye in autumn. " * 60
BRIDGE = f"The bridge\n{FILLING}The council voted on Tuesday to close the bridge.\n{FILLING}\nSource: courier.example\n"
FAIR = "The fair\nThe harbour fair drew forty thousand visitors.\n"
VOTED = words("The council voted on Tuesday")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("articles")
    for collection, text in {"town": BRIDGE, "sport": FAIR}.items():
        (folder / collection).mkdir()
        (folder / collection / "a.txt").write_text(text)
    store = LocalStore(tmp_path_factory.mktemp("library"), WordEmbedder.dimension)
    index([folder], store, WordEmbedder())
    with store.snapshot() as opened:
        yield opened


def as_indexed(articles: Collection[Article]) -> Mapping[str, Article]:
    return {one.id: one for one in articles}


def found(snapshot: Snapshot, where: Where | None = None) -> list[Region]:
    return regions_of(snapshot, WordEmbedder(), VOTED, where or Where(), as_indexed)


def test_the_words_stand_in_a_region_and_no_region_overlaps_another(snapshot: Snapshot) -> None:
    regions = [region for region in found(snapshot) if region.article.title == "The bridge"]
    texts = [" ".join(region.words.forms) for region in regions]
    assert sum("the council voted on tuesday" in text for text in texts) == 1
    assert not any("courier" in text or text.startswith("the bridge") for text in texts)  # only what may be quoted
    assert sum(len(region.words) for region in regions) <= len(words(BRIDGE))


def test_only_the_articles_that_may_be_asked_are_looked_at(snapshot: Snapshot) -> None:
    titles = {region.article.title for region in found(snapshot, Where(collections=frozenset({"sport"})))}
    assert titles == {"The fair"}


def test_of_an_article_that_changed_all_is_looked_at(snapshot: Snapshot) -> None:
    def edited(articles: Collection[Article]) -> Mapping[str, Article]:
        return {one.id: one.model_copy(update={"text": one.text.upper()}) for one in articles if "mill" in one.text}

    (region,) = regions_of(snapshot, WordEmbedder(), VOTED, Where(), edited)
    body = " ".join(region.article.text[slice(*span)] for span in region.article.body)
    assert region.words.forms == words(body).forms
    assert len(region.words) > 600


def test_a_text_without_words_has_no_region(snapshot: Snapshot) -> None:
    assert regions_of(snapshot, WordEmbedder(), words("… —"), Where(), as_indexed) == []
