"""The sentences that may answer, each with the evidence for it."""

from collections.abc import Sequence

import pytest

from qa.answer.evidence import UNREAD, Candidate, candidates, lead
from qa.answer.excerpts import Excerpt, Retrieved
from qa.answer.retrieval import Sought
from qa.library.quotable import statements
from qa.library.sentences import Quotable
from qa.values import Article, Span
from tests.qa.making import NOTHING, article, match, reading, silent

TEXT = "The bridge was closed on Monday. Petra Holm found eleven cracks in the pillars. The mill grinds rye in autumn."
SILENT = silent(-3.0)


def terms(text: str) -> Sequence[str]:
    return [word.strip(".").casefold() for word in text.split()]


def sought(**weights: float) -> Sought:
    return Sought("", "", NOTHING, weights)


def retrieved(one: Article, units: tuple[Quotable, ...] | None = None, *slices: Span) -> Retrieved:
    excerpt = Excerpt(one, slices or (Span(0, len(one.text)),))
    return Retrieved(match(one), excerpt, statements(one) if units is None else units)


def found(text: str, answer: str, odds: float = 2.0) -> list[Candidate]:
    one = article(text)
    return candidates(sought(), retrieved(one), reading(text, answer, odds), terms)


def test_each_sentence_comes_with_the_likeliest_words_in_it() -> None:
    first, second, third = found(TEXT, "eleven cracks")
    assert second.text == "Petra Holm found eleven cracks in the pillars."
    assert second.says == "eleven cracks"
    assert (second.odds, second.relevance) == (2.0, 2.0)
    assert first.odds == third.odds == -8.0


def test_answering_words_are_taken_to_the_ends_of_words() -> None:
    """A token may be a part of a word."""
    assert found(TEXT, "leven crac")[1].says == "eleven cracks"
    assert found(TEXT, "tra Holm")[1].says == "Petra Holm"


def test_coverage_is_of_the_sentence_and_of_its_passage_with_the_title() -> None:
    one = article(TEXT, title="News of Vellmar")
    wanted = sought(bridge=1.0, closed=1.0, vellmar=2.0)
    first, second, _ = candidates(wanted, retrieved(one), SILENT, terms)
    assert (first.coverage, second.coverage) == (0.5, 0.0)
    assert first.passage_coverage == second.passage_coverage == 1.0


def test_a_reader_that_does_not_point_gives_each_sentence_the_odds_of_the_passage() -> None:
    found = candidates(sought(), retrieved(article(TEXT)), SILENT, terms)
    assert {(one.odds, one.answer, one.says) for one in found} == {(-3.0, None, "")}


def test_a_sentence_in_the_part_that_was_cut_off_is_unlikely() -> None:
    cut = reading(TEXT[:60], "Monday", 2.0)
    first, second, third = candidates(sought(), retrieved(article(TEXT)), cut, terms)
    assert (first.odds, second.odds, third.odds) == (2.0, -8.0, UNREAD)
    assert third.answer is None


def test_two_sentences_are_one_where_the_answer_is_in_both() -> None:
    text = "The mayor is Ann Berg of Odde. Ulf Dahl follows her in May."
    *alone, both = found(text, "Ann Berg of Odde. Ulf Dahl")
    assert [one.text for one in alone] == ["The mayor is Ann Berg of Odde.", "Ulf Dahl follows her in May."]
    assert (both.text, both.says) == (text, "Ann Berg of Odde. Ulf Dahl")
    assert both.odds == 2.0


def test_an_answer_across_three_sentences_or_in_long_ones_makes_no_candidate() -> None:
    assert len(found("One cat sat up. A dog ran off. A hen lay low.", "up. A dog ran off. A")) == 3
    long = f"The mayor {'of the very old town ' * 8}is Ann Berg. Ulf Dahl {'of the very old town ' * 8}follows her."
    assert len(found(long, "Berg. Ulf")) == 2


def test_what_is_quoted_may_be_more_than_what_was_read() -> None:
    """The sentence before it is in another passage."""
    one = article("Petra Holm came. She found eleven cracks there.")
    unit = Quotable(Span(17, 47), Span(0, 47))
    source = retrieved(one, (unit,), Span(17, 47))
    (only,) = candidates(sought(), source, reading(one.text[17:], "eleven", 1.0), terms)
    assert (only.text, only.says, only.odds) == (one.text, "eleven", 1.0)
    assert candidates(sought(), retrieved(one, (unit,), Span(0, 16)), SILENT, terms) == []


LONG = "The bridge is closed. " + "It is old. " * 150


@pytest.mark.parametrize(("start", "worth"), [(0, 1.0), (200, 0.5), (600, 0.25), (1_400, 0.125)])
def test_a_sentence_leads_the_less_the_later_it_stands(start: int, worth: float) -> None:
    """Half as much after 200 characters."""
    assert lead(article(LONG), Span(start, start + 10)) == worth


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("What happened to the bridge?", [1.0, 0.858]),
        ("How many cracks are there?", [1.0, 0.858]),
        ("Why was the bridge closed?", [0.0, 0.0]),
        ("bridge closed why", [0.0, 0.0]),
        ("How did the bridge fall?", [0.0, 0.0]),
    ],
)
def test_a_reason_or_a_way_may_be_told_anywhere(question: str, leads: list[float]) -> None:
    asked = Sought(question, question, NOTHING, {})
    found = candidates(asked, retrieved(article(TEXT)), SILENT, terms)
    assert [round(one.lead, 3) for one in found[:2]] == leads


def test_an_article_begins_where_it_may_be_quoted() -> None:
    """Not in what stands above that."""
    one = article("HEADING\n" + LONG)
    below = one.model_copy(update={"body": (Span(8, len(one.text)),)})
    assert lead(below, Span(8, 29)) == 1.0
