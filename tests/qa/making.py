"""Makers of values for tests, from few words."""

import re
from datetime import date

import numpy as np

from qa.answer.comparison.comparing import Saying
from qa.answer.evidence import Candidate
from qa.answer.excerpts import Excerpt, Retrieved
from qa.models.reader import Reading
from qa.values import Article, Match, Passage, Span


def article(text: str, *body: tuple[int, int], title: str = "Title", key: str = "a") -> Article:
    """Return an article; all of it may be quoted, unless its body is given."""
    spans = tuple(Span(*span) for span in body) or (Span(0, len(text)),)
    return Article(id=key, title=title, path=f"{key}.txt", collection="c", text=text, body=spans, digest="")


def match(one: Article, start: int = 0, end: int | None = None, score: float = 1.0) -> Match:
    """Return a passage that was found: all of an article, unless a slice is given."""
    end = len(one.text) if end is None else end
    passage = Passage(start=start, end=end, text=one.text[start:end])
    return Match(article=one.info, passage=passage, score=score, dense=0.5, lexical=None)


def candidate(key: str, says: str, odds: float = 0.0, passage: int = 0, text: str = "") -> Candidate:
    """Return a sentence of the passage that begins at this offset of an article, with its answering words."""
    sentence = text or " ".join(f"{key}{passage}w{number}" for number in range(9)) + f" {says}."
    one = article(" " * passage + sentence, key=key)
    whole = Span(passage, len(one.text))
    source = Retrieved(match(one, passage), Excerpt(one, (whole,)), ())
    return Candidate(source, whole, None, says, odds, 0.0, 0.0, 0.0, 0.0)


def saying(marked: str) -> Saying:
    """Return a sentence, given with its answering words between stars, after its article's day and a bar, if any."""
    day, bar, sentence = marked.rpartition("|")
    before, _, rest = sentence.partition("*")
    answer, _, after = rest.partition("*")
    return Saying(before + answer + after, answer, date.fromisoformat(day) if bar else None)


NOTHING = np.empty(0, dtype=np.float32)


def silent(relevance: float) -> Reading:
    """Return what a reader that does not point makes of a passage."""
    return Reading(relevance, NOTHING, NOTHING, np.empty((0, 2), dtype=np.int64))


def reading(text: str, answer: str, odds: float) -> Reading:
    """Return what a reader makes of a passage in which these words answer, at these odds, and all others at ten less.

    The words that answer are one token, and so is each other word or sign.
    """
    token, start = re.compile(r"\w+|[^\w\s]"), text.index(answer)
    before, after = token.finditer(text, 0, start), token.finditer(text, start + len(answer))
    places = [*(one.span() for one in before), (start, start + len(answer)), *(one.span() for one in after)]
    speaking = np.array([odds - 10 * (place[0] != start) for place in places], dtype=np.float32)
    return Reading(odds, speaking, speaking, np.array(places, dtype=np.int64))
