"""Choose quotes among sentences that may answer: short, no two the same, few from one article."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.answer.comparison.agreement import is_part, nearly_same, same_answer, same_statement
from qa.answer.comparison.comparing import Saying
from qa.answer.comparison.contradiction import Relation, relation
from qa.answer.comparison.standing import Addition, addition
from qa.answer.dating import leaning_days
from qa.answer.excerpts import place_now
from qa.answer.ranking import Ranked
from qa.answers import Quote
from qa.library.cutting.seen import Seen
from qa.library.sentences import LONGEST, words
from qa.values import Article, Span

PER_ARTICLE = 2
"""Quotes from one article, unless it is the only one."""

WITH_ONE_MORE = 3
"""Fewest quotes asked for that allow one more, which adds to the first."""

SAYING = 0.5
"""An article says the same if its sentence has at least this share of the quote's likelihood."""


@dataclass(slots=True)
class _Draft:
    """A quote in the making; `saying` has the ids of the articles that state the same."""

    article: Article
    span: Span
    answer: Span | None
    says: str
    confidence: float
    saying: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.article.text[self.span.start : self.span.end]

    @property
    def saying_of(self) -> Saying:
        return Saying(self.text, self.says, self.article.published, self.article.title)


def choose(question: str, ranked: Sequence[Ranked], limit: int, *, is_alone: bool = False) -> list[Quote]:
    """Return at most `limit` quotes with answers of their own, best first, and one that adds to the first's answer.

    Each is one or two whole sentences. A sentence that overlaps a chosen quote is joined to it, if that stays short.
    One that repeats a quote's answer, and does not contradict it, is not a quote of its own; its article is counted
    with that quote if it makes the same statement. Few come from one article, unless it `is_alone`.
    """
    drafts: list[_Draft] = []
    more: list[_Draft] = []
    for candidate, confidence in ranked:
        article = candidate.article
        draft = _Draft(article, candidate.span, candidate.answer, candidate.says, confidence, {article.id})
        beside = next((one for one in drafts if one.article.id == article.id and _overlap(one.span, draft.span)), None)
        same = next((one for one in drafts if _says_the_same(question, draft, one)), None)
        if beside is not None:
            beside.span = _joined(article, beside.span, draft.span)
        elif same is not None:
            if confidence >= SAYING * same.confidence:
                if same_statement(draft.text, same.text):
                    same.saying.add(article.id)
                elif same is drafts[0] and addition(same.saying_of, draft.saying_of) is Addition.MORE:
                    more.append(draft)
        elif len(drafts) < limit and (is_alone or sum(one.article.id == article.id for one in drafts) < PER_ARTICLE):
            drafts.append(draft)
    return [
        quote_of(one.article, one.span, one.confidence, answer=one.answer, articles=len(one.saying))
        for one in (*drafts, *(more[:1] if limit >= WITH_ONE_MORE else ()))
    ]


def quote_of(
    article: Article, span: Span, confidence: float, *, answer: Span | None = None, articles: int = 1
) -> Quote:
    """Return the quote for a slice of an article; `answer` is the slice of its answering words."""
    return Quote(
        text=article.text[span.start : span.end],
        start=span.start,
        end=span.end,
        line=article.line_at(span.start),
        page=article.page_at(span.start),
        marks=tuple(Span(one.start - span.start, one.end - span.start) for one in Seen(article).marks(span)),
        highlight=Span(answer.start - span.start, answer.end - span.start) if answer else None,
        confidence=confidence,
        articles=articles,
        article=article.info,
        dates=leaning_days(article.text[span.start : span.end], article.published),
    )


def placed(quote: Quote, article: Article) -> Quote | None:
    """Return the quote with its place in an article as it is now, nearest to its old place; None if nowhere."""
    place = place_now(quote.text, quote.start, article)
    if place is None:
        return None
    moved = quote_of(article, place, quote.confidence)
    return moved.model_copy(update={"highlight": quote.highlight, "articles": quote.articles})


def _says_the_same(question: str, draft: _Draft, quote: _Draft) -> bool:
    """Whether a sentence repeats a quote's answer; in the same article, one that says more does not."""
    is_same = is_part if draft.article.id == quote.article.id else same_answer
    if not (is_same(draft.says, quote.says) or nearly_same(draft.text, quote.text)):
        return False
    return relation(question, quote.saying_of, draft.saying_of) is not Relation.CONTRADICT


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(article: Article, one: Span, other: Span) -> Span:
    """Two overlapping spans as one, if short enough together; else the first."""
    both = Span(min(one.start, other.start), max(one.end, other.end))
    return both if words(article.text[both.start : both.end]) <= LONGEST else one
