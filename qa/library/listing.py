"""What a library holds: its articles by their words, its size and age, and whether it has what is asked for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from qa.errors import LibraryMissing, QuestionError
from qa.library.documents import filter_of, infos
from qa.reports import ArticlesAround, LibraryStatus
from qa.values import ArticleInfo, Where
from vectorstore.authors import is_among
from vectorstore.order import DocumentOrder, ListOptions
from vectorstore.store import Filter, Snapshot


class Order(StrEnum):
    """How articles are listed."""

    DATE = "date"
    TITLE = "title"
    COLLECTION = "collection"


ORDERS = {Order.DATE: DocumentOrder.DAY, Order.TITLE: DocumentOrder.HEADING, Order.COLLECTION: DocumentOrder.COLLECTION}


@dataclass(frozen=True, slots=True)
class Listing:
    """The order in which articles are listed, how many at most (None: all), and whether only those without a date."""

    order: Order = Order.TITLE
    limit: int | None = None
    undated: bool = False


def listed_articles(
    snapshot: Snapshot, where: Where, listing: Listing, search: str, *, by_path: bool
) -> list[ArticleInfo]:
    """Return the articles of a listing that have all words of a search, if given, in title, source and address, or
    without one in the path: the whole path if `by_path`, else collection and file name.
    """
    return list(infos(snapshot.listing(filter_of(where), _options(listing, search, by_path=by_path))))


def articles_around(snapshot: Snapshot, where: Where, search: str, number: int, count: int) -> ArticlesAround:
    """Return the articles on both sides of a number in the list of those with all words of a search, by title: at most
    `count` before it, and as many from it on. Beyond the end of the list, the last number is taken.
    """
    options = _options(Listing(), search, by_path=False)
    first = max(0, number - count)
    found, total = snapshot.page(filter_of(where), replace(options, first=first, limit=max(0, number) - first + count))
    if number >= total > 0:
        return articles_around(snapshot, where, search, total - 1, count)
    return ArticlesAround(articles=tuple(infos(found)), first=min(first, total), total=total)


def _options(listing: Listing, search: str, *, by_path: bool) -> ListOptions:
    return ListOptions(
        order=ORDERS[listing.order],
        words=tuple(search.casefold().split()),
        has_places=by_path,
        undated=listing.undated,
        limit=listing.limit,
    )


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
