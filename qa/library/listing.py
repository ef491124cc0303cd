"""What a library holds: its articles by their words, its size and age, and whether what is asked for is there."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePath

from qa.errors import QuestionError
from qa.values import ArticleInfo, LibraryStatus, Where
from vectorstore.authors import is_among
from vectorstore.store import Snapshot


def matching(articles: Iterable[ArticleInfo], search: str, *, by_path: bool) -> list[ArticleInfo]:
    """The articles that have all words of a search in title, source and address, or without one in the path: the whole
    path if `by_path`, else collection and file name.
    """
    words = search.casefold().split()
    return [article for article in articles if all(word in _searched(article, by_path) for word in words)]


def status_of(snapshot: Snapshot, path: str, collections: Mapping[str, int]) -> LibraryStatus:
    """What a generation holds; `collections` counts the articles of each."""
    attributes, size = snapshot.attributes, snapshot.size()
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
        exclude=tuple(json.loads(attributes.get("exclude", "[]"))),
        model=attributes.get("model", ""),
        model_digest=attributes.get("model_digest", ""),
        dimension=int(attributes.get("dimension", "0")),
    )


def require(snapshot: Snapshot, where: Where, collections: Mapping[str, int]) -> None:
    """Raises QuestionError if an article, a collection or an author is asked that is not there, or for swapped days."""
    if where.article is not None and not snapshot.documents([where.article]):
        raise QuestionError(f"There is no article {where.article!r}; see: pullquote sources")
    if where.since and where.until and where.since > where.until:
        raise QuestionError("--since is after --until: swap them.")
    if where.author is not None and not is_among(where.author, snapshot.authors(None)):
        raise QuestionError(f"There is no article by {where.author!r}; see: pullquote sources")
    if where.collections is not None and (missing := sorted(where.collections - collections.keys())):
        raise QuestionError(f"There is no collection {missing[0]!r}; see: pullquote sources")


def _searched(article: ArticleInfo, by_path: bool) -> str:
    """What a search for an article looks at."""
    path = article.path if by_path else f"{article.collection}/{PurePath(article.path).name}"
    return f"{article.title}\n{article.source or ''}\n{article.url or path}".casefold()
