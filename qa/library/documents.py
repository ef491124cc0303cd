"""Articles as the store keeps them: from Article to Document and back."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from qa.library.passages import heading, passages
from qa.models.embedder import Embedder, Vectors
from qa.values import Article, ArticleInfo, Where
from vectorstore.store import Document, Filter, Record

TITLE_JOINT = "\n"
"""Separates an article's title from its passage in the embedded text."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An article as a document of the store, with the text to embed for each of its records.

    `vectors` has one for each text, if they were already made.
    """

    document: Document
    texts: tuple[str, ...]
    vectors: Vectors | None = None


def cut(article: Article, embedder: Embedder) -> Cut:
    """Cut an article into passages, each with the SHA-256 of its text as this model sees it."""
    title = heading(article, embedder)
    parts = passages(article, embedder)
    texts = tuple(f"{title}{TITLE_JOINT}{part.text.strip()}" for part in parts)
    records = (
        Record(part.start, part.end, hashlib.sha256(f"{embedder.digest}\0{text}".encode()).hexdigest()[:32])
        for part, text in zip(parts, texts, strict=True)
    )
    return Cut(document_of(article, records), texts)


def document_of(article: Article, records: Iterable[Record]) -> Document:
    """An article as a document of these records."""
    label, place = labels(article)
    return Document(
        key=article.id,
        origin=article.path,
        digest=article.digest,
        collection=article.collection,
        published=article.published,
        heading=article.title,
        text=article.text,
        payload=article.model_dump_json(exclude={"text"}),
        authors=article.authors,
        records=tuple(records),
        label=label,
        place=place,
    )


def labels(article: ArticleInfo) -> tuple[str, str]:
    """What a search among articles looks at, in folded case: title, source and address, or without one the collection
    and the name of the file; and the path of an article without an address, for those who may see it.
    """
    short = f"{article.collection}/{PurePath(article.path).name}"
    label = f"{article.title}\n{article.source or ''}\n{article.url or short}"
    return label.casefold(), "" if article.url else article.path.casefold()


def article_of(document: Document) -> Article:
    """Return the article put into the store; without its text if the document has none."""
    return Article.model_validate({**json.loads(document.payload), "text": document.text})


def infos(documents: Iterable[Document]) -> Iterator[ArticleInfo]:
    """Each article without its text."""
    for document in documents:
        told = json.loads(document.payload)
        yield ArticleInfo.model_validate({name: told[name] for name in ArticleInfo.model_fields.keys() & told.keys()})


def filter_of(where: Where) -> Filter:
    """The same restriction in the store's terms."""
    return Filter(where.collections, where.article, where.since, where.until, where.author)
