"""Find the parts of articles that may hold a pasted text: those that either search proposes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qa.library.cutting.seen import Seen
from qa.library.documents import article_of, filter_of
from qa.models.embedder import Embedder
from qa.values import Article, Span, Where
from qa.verification.words import Words, words
from vectorstore.store import Hit, Snapshot

LEXICAL, DENSE = 15, 10
"""Passages that each search proposes."""

Current = Callable[[Collection[Article]], Mapping[str, Article]]
"""Articles as their files have them now, by id, without those that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an article that may hold a text."""

    article: Article
    words: Words


def regions_of(snapshot: Snapshot, embedder: Embedder, pasted: Words, where: Where, current: Current) -> list[Region]:
    """Return the parts of articles that either search proposes, as the files have them now."""
    if not pasted.forms:
        return []
    text, within = pasted.text, filter_of(where)
    (vector,) = embedder.questions([text])
    hits = [*snapshot.lexical(text, LEXICAL, within), *snapshot.dense(vector, DENSE, within)]
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.document, []).append(hit)
    stored = {key: article_of(document) for key, document in snapshot.documents(grouped).items()}
    margin = 2 * len(text)
    made = []
    for key, article in current(stored.values()).items():
        is_same = article.text == stored[key].text
        slices = _merged(grouped[key], margin) if is_same else [Span(0, len(article.text))]
        made += [Region(article, words(article.text, _within(article, one))) for one in slices]
    return made


def _merged(hits: Iterable[Hit], margin: int) -> list[Span]:
    """The slices of passages with what is around them, merged where they overlap."""
    merged: list[Span] = []
    for start, end in sorted((max(0, hit.start - margin), hit.end + margin) for hit in hits):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _within(article: Article, span: Span) -> Iterator[Span]:
    """The parts of an article's body in a slice, without marks: nobody reads a link's address."""
    seen = Seen(article)
    for one in article.body:
        edge, end = max(one.start, span.start), min(one.end, span.end)
        for mark in seen.marks(Span(edge, end)) if edge < end else ():
            if edge < mark.start:
                yield Span(edge, mark.start)
            edge = max(edge, mark.end)
        if edge < end:
            yield Span(edge, end)
