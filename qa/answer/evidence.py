"""Readings of passages -> the sentences that may answer, each with what is known of it."""

from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from qa.answer.retrieval import Asked, Found
from qa.library.sentences import LONGEST, within, words
from qa.models.embedder import Embedder
from qa.models.reader import Answering, Part, Reading
from qa.values import Article, Match, Span

UNREAD = -10.0
"""The odds of a sentence that the reader did not get to see, in a passage that was cut off."""

SHORT = 1_500
"""Characters of an article that begins nowhere in particular: it may be an extract."""

LEAD = 200
"""Characters from the beginning of an article at which a sentence has half the lead of the first one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer (or two, where one leans on the other), and its evidence.

    `span` and `answer`, the answering words in it, are slices of its article; `says` are those words. `odds` are
    those of the answering words, `relevance` those of the whole passage, in log-odds; `coverage` is the share of the
    question's words, by weight, that the sentence has, 0..1, and `passage_coverage` that of its passage with the title.
    `lead` is how near it stands to the beginning of its article, which tells what that is about: 1 for the first
    sentence, 0.5 after `LEAD` characters; 0 throughout an article of at most `SHORT`.
    """

    match: Match
    span: Span
    answer: Span | None
    says: str
    odds: float
    relevance: float
    coverage: float
    passage_coverage: float
    lead: float

    @property
    def text(self) -> str:
        """Its words, as far as they stand in its passage."""
        start = self.match.passage.start
        return self.match.passage.text[max(0, self.span.start - start) : self.span.end - start]


def parts(found: Found) -> list[Part]:
    """The found passages as a reader takes them."""
    return [Part(match.article.title, match.passage.text) for match in found.matches]


def candidates(
    question: Asked, found: Found, readings: Sequence[Reading], terms: Callable[[str], Sequence[str]]
) -> list[Candidate]:
    """Every sentence of the found passages that may be quoted, in their order.

    `readings` are those of the passages; `terms` gives the words of a text as the question's are.
    """
    made: list[Candidate] = []
    for match, reading in zip(found.matches, readings, strict=True):
        article = found.articles[match.article.id]
        passage_coverage = question.coverage(terms(f"{match.article.title}\n{match.passage.text}"))
        spans = [unit.span for unit in within(found.quotable[article.id], match.passage.start, match.passage.end)]
        for span in [*spans, *_across(article, match, reading, spans)]:
            answering = reading.answering(span.start - match.passage.start, span.end - match.passage.start)
            answer = _answer(article, match, span, answering)
            made.append(
                Candidate(
                    match=match,
                    span=span,
                    answer=answer,
                    says=article.text[slice(*answer)] if answer else "",
                    odds=_odds(reading, answering),
                    relevance=reading.relevance,
                    coverage=question.coverage(terms(article.text[span.start : span.end])),
                    passage_coverage=passage_coverage,
                    lead=lead(article, span),
                )
            )
    return made


def meanings(embedder: Embedder, question: Asked, candidates: Sequence[Candidate]) -> list[float]:
    """The cosine of each sentence with the question."""
    return [float(vector @ question.vector) for vector in embedder.questions([one.text for one in candidates])]


def naming(
    made: Sequence[Candidate], found: Found, focus: Set[str], terms: Callable[[str], Sequence[str]]
) -> list[Candidate]:
    """Those that have a word of the focus: in the sentence, in the one before it, or in the title.

    A passage is no more relevant than what is left of it.
    """

    def said(candidate: Candidate) -> str:
        article = found.articles[candidate.match.article.id]
        units = found.quotable[article.id]
        before = bisect_right(units, candidate.span.start, key=lambda unit: unit.span.end)
        start = units[before - 1].span.start if before else candidate.span.start
        return f"{article.title}\n{article.text[start : candidate.span.end]}"

    return [replace(one, relevance=min(one.relevance, one.odds)) for one in made if focus & set(terms(said(one)))]


def _across(article: Article, match: Match, reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Two neighbouring sentences as one, where the likeliest answer begins in the first and ends in the second."""
    best = reading.answering(0, match.passage.end - match.passage.start)
    if best is None:
        return []
    start, end = (match.passage.start + offset for offset in best.span)
    touched = [span for span in spans if span.start < end and start < span.end]
    if not touched or any(span.start <= start and end <= span.end for span in touched):
        return []
    both = Span(min(span.start for span in touched), max(span.end for span in touched))
    return [both] if len(touched) == 2 and words(article.text[both.start : both.end]) <= LONGEST else []


def lead(article: Article, span: Span) -> float:
    """How near a sentence stands to the beginning of what may be quoted of its article, 0..1."""
    return 1 / (1 + (span.start - article.body[0].start) / LEAD) if len(article.text) > SHORT else 0.0


def _odds(reading: Reading, answering: Answering | None) -> float:
    """The odds of a sentence: those of its answering words, or of its passage if the reader never points."""
    if answering is not None:
        return answering.odds
    return UNREAD if len(reading.places) else reading.relevance


def _answer(article: Article, match: Match, sentence: Span, answering: Answering | None) -> Span | None:
    """The answering words in the article, to the ends of words."""
    if answering is None:
        return None
    start, end = (match.passage.start + offset for offset in answering.span)
    while start > sentence.start and article.text[start - 1].isalnum() and article.text[start].isalnum():
        start -= 1
    while end < sentence.end and article.text[end - 1].isalnum() and article.text[end].isalnum():
        end += 1
    return Span(start, end)
