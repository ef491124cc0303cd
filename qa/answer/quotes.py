"""Sentences that may answer -> quotes: short, no two saying the same, few from one article."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.answer.agreement import is_part, nearly_same, same_answer
from qa.answer.excerpts import place_now
from qa.answer.ranking import Ranked
from qa.library.sentences import LONGEST, words
from qa.values import Article, Quote, Span

PER_ARTICLE = 2
"""Quotes from one article, unless it is the only one."""

SAYING = 0.5
"""An article counts as saying the same if its sentence is as likely as this share of the quote."""


@dataclass(slots=True)
class _Draft:
    """A quote in the making; `saying` are the ids of the articles that say the same."""

    article: Article
    span: Span
    answer: Span | None
    says: str
    confidence: float
    saying: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.article.text[self.span.start : self.span.end]


def choose(ranked: Sequence[Ranked], limit: int, *, is_alone: bool = False) -> list[Quote]:
    """At most `limit` quotes of the ranked candidates, best first, each of one or two whole sentences.

    A sentence that overlaps a quote already chosen is joined to it, if the quote stays short. One that says
    what a quote says already is counted with that quote. There are few of one article, unless it
    `is_alone`.
    """
    drafts: list[_Draft] = []
    for candidate, confidence in ranked:
        article = candidate.article
        draft = _Draft(article, candidate.span, candidate.answer, candidate.says, confidence, {article.id})
        beside = next((one for one in drafts if one.article.id == article.id and _overlap(one.span, draft.span)), None)
        same = next((one for one in drafts if _says_the_same(draft, one)), None)
        if beside is not None:
            beside.span = _joined(article, beside.span, draft.span)
        elif same is not None:
            if confidence >= SAYING * same.confidence:
                same.saying.add(article.id)
        elif len(drafts) < limit and (is_alone or sum(one.article.id == article.id for one in drafts) < PER_ARTICLE):
            drafts.append(draft)
    return [
        quote_of(one.article, one.span, one.confidence, answer=one.answer, articles=len(one.saying)) for one in drafts
    ]


def quote_of(
    article: Article, span: Span, confidence: float, *, answer: Span | None = None, articles: int = 1
) -> Quote:
    """The quote of a slice of an article; `answer` are its answering words, as a slice of the article."""
    line = article.line
    if line is not None and article.verbatim:
        line += article.text.count("\n", 0, span.start)
    return Quote(
        text=article.text[span.start : span.end],
        start=span.start,
        end=span.end,
        line=line,
        highlight=Span(answer.start - span.start, answer.end - span.start) if answer else None,
        confidence=confidence,
        articles=articles,
        article=article.info,
    )


def placed(quote: Quote, article: Article) -> Quote | None:
    """The quote where its words stand in an article as it is now, nearest to where they stood; None if nowhere."""
    place = place_now(quote.text, quote.start, article)
    if place is None:
        return None
    moved = quote_of(article, place, quote.confidence)
    return moved.model_copy(update={"highlight": quote.highlight, "articles": quote.articles})


def _says_the_same(draft: _Draft, quote: _Draft) -> bool:
    """Whether a sentence says what a quote says; one that says more does not, if it is of the same article."""
    is_same = is_part if draft.article.id == quote.article.id else same_answer
    return is_same(draft.says, quote.says) or nearly_same(draft.text, quote.text)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(article: Article, one: Span, other: Span) -> Span:
    """Both overlapping spans as one, if they are short enough together; else the first."""
    both = Span(min(one.start, other.start), max(one.end, other.end))
    return both if words(article.text[both.start : both.end]) <= LONGEST else one
