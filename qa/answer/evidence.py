"""Turn readings of passages into sentences that may answer, each with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.answer.comparison.asked_for import asks_why_or_how
from qa.answer.excerpts import Retrieved
from qa.answer.retrieval import Sought
from qa.library.cutting.seen import Seen
from qa.library.sentences import LONGEST, words
from qa.models.reader import Answering, Reading
from qa.values import Article, Match, Span

UNREAD = -10.0
"""The odds of a sentence that the reader did not see, in a passage that was cut off."""

LEAD = 200
"""Characters into an article at which a sentence has half the lead of the first one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer (or two, if one leans on the other), and its evidence.

    `span` and `answer`, the answering words in it, are slices of its article; `says` are those words. `odds` are
    those of the answering words, `relevance` those of the whole passage, in log-odds; `coverage` is the share of the
    question's words, by weight, that the sentence has, 0..1, and `passage_coverage` that of its passage with the title.
    `lead` is how near it is to the beginning of its article, which says what happened: 1 for the first sentence, 0.5
    after `LEAD` characters; 0 for all if the question is why or how, which is told anywhere.
    """

    source: Retrieved
    span: Span
    answer: Span | None
    says: str
    odds: float
    relevance: float
    coverage: float
    passage_coverage: float
    lead: float

    @property
    def match(self) -> Match:
        """The passage that it is from, with its scores."""
        return self.source.match

    @property
    def article(self) -> Article:
        """The article that it is from, as quoted."""
        return self.source.article

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.span.start : self.span.end]


def candidates(
    question: Sought, source: Retrieved, reading: Reading, terms: Callable[[str], Sequence[str]]
) -> list[Candidate]:
    """Return every quotable sentence in a passage, in order.

    `reading` is what the reader makes of the passage's excerpt; `terms` gives a text's words in the same form as the
    question's.
    """
    article = source.article
    passage_coverage = question.coverage(terms(f"{article.title}\n{source.excerpt.text}"))
    is_told_first = not asks_why_or_how(question.text)
    seen = Seen(article)
    made: list[Candidate] = []
    for place in _places(source, reading):
        answering = reading.answering(*place.text)
        answer = _answer(article, place, answering)
        made.append(
            Candidate(
                source=source,
                span=place.quoted,
                answer=answer,
                says=article.text[slice(*answer)] if answer else "",
                odds=_odds(reading, answering),
                relevance=reading.relevance,
                coverage=question.coverage(terms(seen.words(place.quoted))),
                passage_coverage=passage_coverage,
                lead=lead(article, place.quoted) if is_told_first else 0.0,
            )
        )
    return made


class _Place(NamedTuple):
    """What may be quoted and the part of it that was read, as slices of the article, and that part's place in the text
    that was read.
    """

    quoted: Span
    read: Span
    text: Span


def _places(source: Retrieved, reading: Reading) -> list[_Place]:
    """What may be quoted from a passage: its sentences, and two as one if the likeliest answer is in both."""
    placed: list[_Place] = []
    for unit in source.units:
        for read in (unit.span, unit.sentence):  # the sentence before it may be in another passage
            if (text := source.excerpt.locate(read)) is not None:
                placed.append(_Place(unit.span, read, text))
                break
    return [*placed, *_across(source, reading, placed)]


def _across(source: Retrieved, reading: Reading, placed: Sequence[_Place]) -> list[_Place]:
    """Two neighbouring sentences as one, if the likeliest answer begins in the first and ends in the second."""
    best = reading.answering(0, len(source.excerpt.text))
    if best is None:
        return []
    start, end = best.span
    touched = [one for one in placed if one.text.start < end and start < one.text.end]
    if len(touched) != 2 or any(one.text.start <= start and end <= one.text.end for one in touched):
        return []
    both = Span(min(one.quoted.start for one in touched), max(one.quoted.end for one in touched))
    text = source.excerpt.locate(both)
    return [_Place(both, both, text)] if text and words(source.article.text[slice(*both)]) <= LONGEST else []


def lead(article: Article, span: Span) -> float:
    """Return how near a sentence is to the beginning of its article's body, 0..1."""
    return 1 / (1 + (span.start - article.body[0].start) / LEAD)


def _odds(reading: Reading, answering: Answering | None) -> float:
    """The odds of a sentence: those of its answering words, or of its passage if the reader never points."""
    if answering is not None:
        return answering.odds
    return UNREAD if len(reading.places) else reading.relevance


def _answer(article: Article, place: _Place, answering: Answering | None) -> Span | None:
    """The answering words in the article, extended to whole words."""
    if answering is None:
        return None
    start, end = (place.read.start - place.text.start + offset for offset in answering.span)
    while start > place.read.start and article.text[start - 1].isalnum() and article.text[start].isalnum():
        start -= 1
    while end < place.read.end and article.text[end - 1].isalnum() and article.text[end].isalnum():
        end += 1
    return Span(start, end)
