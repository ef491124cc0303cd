"""What may be quoted: statements, not datelines, bylines, questions, headings, captions, adverts or links."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from qa.language.english import AUXILIARIES, IRREGULAR_PASTS, any_of
from qa.library.cutting.datelines import is_dateline, is_spoken, report_end, report_start
from qa.library.cutting.notices import is_advert, is_credited, is_notice
from qa.library.cutting.seen import Seen
from qa.library.sentences import KEPT, LEAST_WORDS, MARKER, Quotable, quotable, within, words
from qa.values import BEGINNING, MISSING, Article, Span

LONG = 16
"""Fewest words of a line without a full stop that, with a verb, is too long for a heading."""

RECURRING = 3
"""A line that an article has this often belongs to its page."""

SHORT = 5
"""A sentence of at most this many words needs a verb, unless it answers a question."""

TAIL = 20
"""Characters at the end of a sentence that hold its full stop."""

_AFTER = r"(?:[\s\"“”'‘’)\]»*_]|\[\^?\w{1,4}\]|[¹²³⁰⁴-⁹])*$"
_ENDED = re.compile(rf"[.!?…。！？؟।։።۔]{_AFTER}")
_ASKED = re.compile(rf"[?？؟][?!？！]*(?P<after>{_AFTER})")
_QUESTION = {"question", "questions"}
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_NOT_ENGLISH = re.compile(r"(?![a-zA-Z])[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_VERB = re.compile(
    rf"\b(?:{any_of([*AUXILIARIES, *IRREGULAR_PASTS, 'says'])})\b|\w{{2}}(?<!nit)ed\b|"
    r"n['’]t\b|['’](?:s|re|ve|ll|m|d)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\s[a-z]{2,}(?<![su])s (?!(?:of|and|or)\b)\w|^\W*[A-Z][a-z]+s (?!(?:of|and|or|in)\b)[a-z]+ ")
"""What may be a verb in the present: "Prices rise fast.", "The price rises fast."."""

_SUBJECT = re.compile(r"\b(?:i(?!\W*$)|he|she|it|they|we|you|that|this|there|who)\b", re.IGNORECASE)
_FIGURE = re.compile(r"[^\W\d] \d+, \w.* \d+\W*$|^[^\W\d][\w ]*: \W?\d")
"""A score, or a figure with its name: "Reds 3, Blues 1.", "Tickets: $20."."""

_LEADERS = re.compile(r"(?:\. ?){6}")
"""The dots that lead to a page number."""

_ITEM = re.compile(r"^[ \t>]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+$")


@lru_cache(KEPT)
def statements(article: Article, passage: Span | None = None) -> tuple[Quotable, ...]:
    """Return what may be quoted from an article, or from a passage of it, in order, without what is glued to it."""
    page = _page(article)
    if passage is None:
        return tuple(page.statements(page.units))
    near = (one for one in page.units if one.sentence.start < passage.end and one.sentence.end > passage.start)
    return tuple(within(page.statements(near), *passage))


class Objection(StrEnum):
    """Why a sentence is not quoted."""

    WORDLESS = "no words"
    INCOMPLETE = "lacks a formula, or what a template fills in"
    CONTENTS = "a line of a table of contents"
    TITLE = "the title"
    RECURRING = "said three times: a line of the page"
    QUESTION = "a question"
    DATELINE = "a dateline or a byline"
    NOTICE = "an advert, a credit or a link"
    CAPTION = "in a caption or an advert"
    FRAGMENT = "a few words without a verb"
    HEADING = "a heading, or a line without a full stop"
    SHORT = "too short to stand alone"


def objection(article: Article, sentence: Span) -> Objection:
    """Return why a sentence in an article's prose is not quoted by itself."""
    return _page(article).objection(sentence) or Objection.SHORT


@lru_cache(KEPT)
def _page(article: Article) -> "_Page":
    return _Page(article, quotable(article))


class _Page:
    """Which sentences of one article are statements, judged by their words and by the lines they are in."""

    def __init__(self, article: Article, units: Sequence[Quotable]) -> None:
        self.units = units
        self._text = article.text
        self._title = _plain(article.title) if article.title_from != BEGINNING else ""
        self._seen = Seen(article)
        said = [self._seen.words(unit.sentence) for unit in units]
        self._counts = Counter(map(_plain, said))
        self._has_stops = any(_ENDED.search(one[-TAIL:]) for one in said)
        self._lines: dict[int, bool] = {}
        self._judged: dict[Span, Objection | None] = {}

    def statements(self, units: Iterable[Quotable]) -> Iterator[Quotable]:
        """Yield the statements among the units, in order."""
        return (found for unit in units if (found := self.statement(unit)) is not None)

    def statement(self, unit: Quotable) -> Quotable | None:
        """The unit without what is glued to it; None if its sentence is not a statement."""
        sentence = self._bare(unit.sentence)
        if not self._is_statement(sentence):
            return None
        if unit.is_introduced:
            return unit._replace(sentence=sentence, span=Span(unit.span.start, sentence.end))
        before = self._bare(self._before(unit))
        if before.start < before.end and (self._is_statement(before) or self._is_answer(before, sentence)):
            return Quotable(sentence, Span(before.start, sentence.end))
        is_alone = unit.span == unit.sentence or words(self._seen.words(sentence)) >= LEAST_WORDS
        return Quotable(sentence, sentence) if is_alone else None

    def _before(self, unit: Quotable) -> Span:
        """The sentence that a unit brings with it; empty if none."""
        start = unit.span.start
        return Span(start, start + len(self._text[start : unit.sentence.start].rstrip()))

    def _is_answer(self, question: Span, sentence: Span) -> bool:
        """Whether a sentence makes sense only after the question before it: "Is it free? Yes."."""
        if not _asks(self._seen.words(question)):
            return False
        is_one_line = "\n" not in self._text[question.end : sentence.start]
        return is_one_line or words(self._seen.words(sentence)) < LEAST_WORDS

    def _bare(self, span: Span) -> Span:
        """A sentence without a byline, dateline or signature glued to it."""
        said = self._said(span)
        start = report_start(said, begins_line=self._line_start(span) == span.start)
        if start and (marker := MARKER.match(said, start)):
            start = marker.end()
        return Span(span.start + start, span.start + max(start, report_end(said)))

    def _said(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def objection(self, sentence: Span) -> Objection | None:
        """Why a sentence without what is glued to it is no statement; None if it is one."""
        return self._objection(self._bare(sentence))

    def _is_statement(self, span: Span) -> bool:
        return self._objection(span) is None

    def _objection(self, span: Span) -> Objection | None:
        if span not in self._judged:
            said = self._seen.words(span)
            self._judged[span] = self._by_words(span, said) or self._by_form(span, said)
        return self._judged[span]

    def _by_words(self, span: Span, said: str) -> Objection | None:
        """Why a sentence's words make it no statement."""
        plain = _plain(said)
        if not plain:
            return Objection.WORDLESS
        if MISSING in said:
            return Objection.INCOMPLETE
        if _LEADERS.search(said):
            return Objection.CONTENTS
        if plain == self._title:
            return Objection.TITLE
        if self._counts[plain] >= RECURRING:
            return Objection.RECURRING
        if _asks(said):
            return Objection.QUESTION
        if is_dateline(said):
            return Objection.DATELINE
        if is_notice(said):
            return Objection.NOTICE
        return Objection.CAPTION if self._is_of_notice(span) else None

    def _by_form(self, span: Span, said: str) -> Objection | None:
        """Why a sentence's form makes it no statement."""
        if _ENDED.search(said[-TAIL:]) or is_spoken(said):
            is_whole = not _is_fragment(said) or _asks(self._text[: span.start].rstrip()[-TAIL:])
            return None if is_whole else Objection.FRAGMENT
        return None if self._states_unended(span, said) else Objection.HEADING

    def _states_unended(self, span: Span, said: str) -> bool:
        """Whether a line without a full stop is not a heading: it is long, a list item, or all lines are like it."""
        if not self._has_stops or not _is_latin(said):
            return True
        least = LEAST_WORDS if self._is_item(span) else LONG
        return not said.endswith(":") and _VERB.search(said) is not None and len(_WORD.findall(said)) >= least

    def _is_item(self, span: Span) -> bool:
        start = self._line_start(span)
        return span.start - start < TAIL and _ITEM.match(self._text[start : span.start]) is not None

    def _line_start(self, span: Span) -> int:
        return self._text.rfind("\n", 0, span.start) + 1

    def _is_of_notice(self, span: Span) -> bool:
        """Whether a span's line is a caption or an advert."""
        start = self._line_start(span)
        if start not in self._lines:
            end = self._text.find("\n", span.end)
            line = self._text[start : end if end >= 0 else len(self._text)].strip()
            self._lines[start] = is_credited(line) or is_advert(line)
        return self._lines[start]


def _plain(text: str) -> str:
    """The words of a text, for comparison."""
    return " ".join(_WORD.findall(text.casefold()))


def _asks(said: str) -> bool:
    """Whether this is a question, not a report that somebody asked one; "the question is: “Why?”" is one."""
    asked = _ASKED.search(said)
    if asked is None:
        return False
    around = _WORD.findall(_QUOTED.sub(" ", said).casefold())
    is_told = any(mark in asked["after"] for mark in '"”') and len(around) > 1
    return not is_told or not _QUESTION.isdisjoint(around)


def _is_fragment(said: str) -> bool:
    """Whether this is a few words without a subject or a verb: "Monday.", "Hot fudge."."""
    if said.count(" ") >= SHORT or _NOT_ENGLISH.search(said):
        return False
    return not any(sign.search(said) for sign in (_SUBJECT, _VERB, _PRESENT, _FIGURE))


def _is_latin(said: str) -> bool:
    """Whether at least half of the letters, if any, are Latin."""
    return 2 * len(_LATIN.findall(said)) >= len(_LETTER.findall(said))
