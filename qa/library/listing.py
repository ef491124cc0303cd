"""What a library holds: its articles by their words, its size and age, and whether it has what is asked for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import PurePath

from qa.errors import LibraryMissing, QuestionError
from qa.library.documents import filter_of, infos, listed
from qa.reports import LibraryStatus
from qa.values import ArticleInfo, Days, Where
from vectorstore.authors import is_among
from vectorstore.order import DocumentOrder
from vectorstore.store import Document, Filter, Snapshot


class Order(StrEnum):
    """How articles are listed."""

    DATE = "date"
    TITLE = "title"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Listing:
    """The order in which articles are listed, how many at most (None: all), and whether only those without a date."""

    order: Order = Order.TITLE
    limit: int | None = None
    undated: bool = False


def listed_articles(
    snapshot: Snapshot, where: Where, listing: Listing, search: str, *, by_path: bool
) -> list[ArticleInfo]:
    """Return the articles of a listing that have all words of a search, if given; no more are read than needed."""
    order = DocumentOrder.DAY if listing.order is Order.DATE else DocumentOrder.HEADING
    documents = of_days(listed(snapshot, where.collections, where.author, order), where, undated=listing.undated)
    found = matching(infos(documents), search, by_path=by_path)
    if listing.order is Order.COLLECTION:
        found = iter(sorted(found, key=lambda article: article.collection.casefold()))
    return list(islice(found, listing.limit))


def of_days(documents: Iterable[Document], where: Where, *, undated: bool) -> Iterator[Document]:
    """Yield the documents from the days asked for, if any; only those without a date if `undated`."""
    days = Days(since=where.since, until=where.until) if where.since or where.until else None
    return (
        one
        for one in documents
        if (days is None or one.published in days) and not (undated and one.published is not None)
    )


def matching(articles: Iterable[ArticleInfo], search: str, *, by_path: bool) -> Iterator[ArticleInfo]:
    """Yield the articles with all words of a search in title, source and address, or without one in the path: the whole
    path if `by_path`, else collection and file name.
    """
    words = search.casefold().split()
    return (article for article in articles if all(word in _searched(article, by_path) for word in words))


def status_of(snapshot: Snapshot, path: str, collections: Mapping[str, int]) -> LibraryStatus:
    """What a generation holds; `collections` counts the articles of each."""
    attributes, size, dates = snapshot.attributes, snapshot.size(), snapshot.dates(Filter())
    committed = attributes.get("committed")
    return LibraryStatus(
        path=path,
        generation=snapshot.generation,
        updated=datetime.fromisoformat(committed) if committed else None,
        articles=size.documents,
        passages=size.passages,
        bytes=size.bytes,
        collections=dict(collections),
        roots=tuple(json.loads(attributes.get("roots", "[]"))),
        drafts="drafts" in attributes,
        left_out=tuple(json.loads(attributes.get("left_out", "[]"))),
        excluded=tuple(json.loads(attributes.get("excluded", "[]"))),
        first=dates.first,
        last=dates.last,
        undated=dates.undated,
        model=attributes.get("model", ""),
        model_digest=attributes.get("model_digest", ""),
        dimension=int(attributes.get("dimension", "0")),
    )


def require(snapshot: Snapshot, where: Where, collections: Mapping[str, int]) -> None:
    """Raises QuestionError for swapped days, or if an article, a collection or an author asked for is not there;
    LibraryMissing if there is no article at all.
    """
    if not collections:
        raise LibraryMissing("The library is empty. Fill it with: pullquote index PATH")
    if where.article is not None and not snapshot.documents([where.article]):
        raise QuestionError(f"There is no article {where.article!r}; see: pullquote sources")
    if where.since and where.until and where.since > where.until:
        raise QuestionError("--since is after --until: swap them.")
    if where.author is not None and not is_among(where.author, snapshot.authors(None)):
        raise QuestionError(f"There is no article by {where.author!r}; see: pullquote sources")
    if where.collections is not None and (missing := sorted(where.collections - collections.keys())):
        raise QuestionError(f"There is no collection {missing[0]!r}; see: pullquote sources")


def unasked(snapshot: Snapshot, where: Where) -> int:
    """Return how many articles are not asked for lack of a date, if only certain days are asked."""
    return snapshot.dates(filter_of(where)).undated if where.since or where.until else 0


def _searched(article: ArticleInfo, by_path: bool) -> str:
    """The text that a search looks at."""
    path = article.path if by_path else f"{article.collection}/{PurePath(article.path).name}"
    return f"{article.title}\n{article.source or ''}\n{article.url or path}".casefold()
