"""Explain what was taken from a file, and why the rest was not, sentence by sentence, for people."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from qa.library.audience import Audience
from qa.library.cutting.segments import sentences
from qa.library.quotable import objection, statements
from qa.reading.facts.drafts import NEVER
from qa.reports import Explanation, LeftOut, Sentence
from qa.values import Article, PartKind, Span

WORD = re.compile(r"[^\W_]")

FRONT_MATTER = re.compile(r"\ufeff?\s*(?:---|\+\+\+|\{(?![{%#/])|[A-Za-z][\w-]*:\s)")
FRAME = (
    (re.compile(r"\s*(?:#|[^\n]+\n[=-]{2,}\s*$)"), "a heading"),
    (re.compile(r"\s*(?:```|~~~|(?: {4}|\t))"), "code"),
    (re.compile(r"\s*(?:<!--|%%|\{/\*|\{#)"), "a comment"),
    (re.compile(r"\s*<"), "HTML"),
    (re.compile(r"\s*\{"), "a template's tags"),
    (re.compile(r"\s*\[[^\]\n]+\]:"), "a link's address"),
    (re.compile(r"\s*!\["), "an image"),
    (re.compile(r"\s*(?:original\s+)?source\s*:", re.IGNORECASE), "the source line"),
)
"""What stands outside the prose of a plain text file, by how it begins."""

NO_PROSE = "no prose"
INTRODUCED = "quoted only with what introduces it"
ASIDE = "a heading, a table row, or part of a sentence"
ROW = "a table row: searched, not quoted"
HEADING = "a heading: searched, not quoted"


def explained(article: Article, today: date) -> Explanation:
    """Return what may be quoted from an article, and what may not, with the reason, each in order."""
    waits = article.public_from if Audience(today).waits(article.public_from) else None
    units = statements(article)
    quoted = tuple(Sentence(line=_line(article, unit.span), text=_said(article, unit.span)) for unit in units)
    left = sorted([*_outside(article), *_unquoted(article, [unit.span for unit in units])], key=lambda one: one[0])
    return Explanation(
        article=article.info,
        authors=article.authors,
        title_from=article.title_from,
        published_from=article.published_from,
        draft=waits == NEVER,
        public_from=waits if waits != NEVER else None,
        quotable=quoted,
        left_out=tuple(LeftOut(line=_line(article, span), text=_said(article, span), reason=why) for span, why in left),
    )


def _outside(article: Article) -> Iterator[tuple[Span, str]]:
    """What is not prose in a plain text file."""
    end = 0
    for start, stop in [*article.body, Span(len(article.text), len(article.text))] if article.verbatim else []:
        if WORD.search(article.text, end, start):
            yield Span(end, start), _frame(article, Span(end, start))
        end = stop


def _frame(article: Article, span: Span) -> str:
    said = article.text[span.start : span.end]
    if not span.start and FRONT_MATTER.match(said):
        return "front matter"
    if said.strip() == article.title:
        return "the title"
    return next((what for pattern, what in FRAME if pattern.match(said)), NO_PROSE)


def _unquoted(article: Article, quoted: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """The sentences that may not be quoted."""
    asides = [part for part in article.parts if part.kind is PartKind.ASIDE]
    said = [part for part in article.parts if part.kind is PartKind.SAID]
    for sentence in sentences(article):
        if not WORD.search(article.text, *sentence) or _within(sentence, quoted):
            continue
        if _within(sentence, [Span(*part[:2]) for part in asides]):
            yield sentence, _aside(article.text, sentence)
        elif _within(sentence, [Span(*part[:2]) for part in said]):
            yield sentence, INTRODUCED
        else:
            yield sentence, objection(article, sentence)


def _aside(text: str, span: Span) -> str:
    line = text[text.rfind("\n", 0, span.start) + 1 : span.end].lstrip()
    if line.startswith("|"):
        return ROW
    return HEADING if line.startswith("#") else ASIDE


def _within(sentence: Span, spans: Sequence[Span]) -> bool:
    return any(start < sentence.end and sentence.start < end for start, end in spans)


def _said(article: Article, span: Span) -> str:
    return article.text[span.start : span.end].strip()


def _line(article: Article, span: Span) -> int | None:
    """The line of the file on which a span's words begin; None if the file has no lines."""
    return article.line_at(span.end - len(article.text[span.start : span.end].lstrip()))
