"""From sentences that may answer to quotes: what is shown, what is counted, and what is left out."""

from qa.answer.evidence import Candidate
from qa.answer.excerpts import Excerpt, Retrieved
from qa.answer.quotes import choose, quote_of
from qa.answer.ranking import Ranked
from qa.answers import Quote
from qa.values import Part, PartKind, Span
from tests.qa.making import article, match


class Shelf:
    """Articles of one passage each, and candidates in them, found by the words of a sentence and its answer."""

    def __init__(self, **texts: str) -> None:
        self.articles = {key: article(text, key=key) for key, text in texts.items()}
        self.ranked: list[Ranked] = []

    def add(self, key: str, sentence: str, answer: str = "", confidence: float = 0.5) -> None:
        one = self.articles[key]
        start = one.text.index(sentence)
        place = start + sentence.index(answer)
        span = Span(start, start + len(sentence))
        said = Span(place, place + len(answer)) if answer else None
        source = Retrieved(match(one), Excerpt(one, (Span(0, len(one.text)),)), ())
        self.ranked.append(Ranked(Candidate(source, span, said, answer, 0.0, 0.0, 0.0, 0.0, 0.0), confidence))

    def quotes(self, limit: int = 3) -> list[Quote]:
        return choose("How long is it closed?", self.ranked, limit, is_alone=len(self.articles) == 1)


A = "The bridge was closed on Tuesday. It will be repaired for eleven months. Petra Holm found the cracks."
B = "Work on the bridge takes eleven months, the council said. Others speak of a year."
C = "Boats pass under the bridge for eleven months. The mill is open."


def test_an_article_is_counted_where_the_statement_stands_and_not_where_its_answer_does() -> None:
    wire = "The bridge will be repaired for eleven months."
    shelf = Shelf(a=f"News. {wire}", b=B, c=C, d=f"More news. {wire}")
    shelf.add("a", wire, "eleven months", 0.9)
    shelf.add("b", "Work on the bridge takes eleven months, the council said.", "eleven months", 0.8)
    shelf.add("d", wire, "eleven months", 0.8)
    shelf.add("c", "Boats pass under the bridge for eleven months.", "for eleven months", 0.7)
    shelf.add("b", "Others speak of a year.", "a year", 0.6)
    first, second, *_ = shelf.quotes()
    assert (first.text, first.articles, first.confidence) == (wire, 2, 0.9)
    assert (second.text, second.articles) == ("Others speak of a year.", 1)
    assert (first.also, second.also) == ("also in 1 more article", "")


def test_a_denial_is_a_quote_of_its_own_and_counts_for_nothing() -> None:
    shelf = Shelf(
        a="The fire at the mill was started by Tom Lee, police said.",
        b="The fire at the mill was not started by Tom Lee.",
    )
    shelf.add("a", "The fire at the mill was started by Tom Lee, police said.", "Tom Lee", 0.9)
    shelf.add("b", "The fire at the mill was not started by Tom Lee.", "Tom Lee", 0.8)
    quotes = choose("Who started the fire at the mill?", shelf.ranked, 3)
    assert [(quote.article.id, quote.articles) for quote in quotes] == [("a", 1), ("b", 1)]


def test_a_sentence_of_the_same_article_that_says_more_is_a_quote_of_its_own() -> None:
    shelf = Shelf(a="It was found in London. Fleming worked at St Mary's Hospital in London. London is large.")
    shelf.add("a", "It was found in London.", "London", 0.9)
    shelf.add("a", "Fleming worked at St Mary's Hospital in London.", "St Mary's Hospital in London", 0.8)
    shelf.add("a", "London is large.", "London", 0.7)
    assert [quote.answer for quote in shelf.quotes()] == ["London", "St Mary's Hospital in London"]


def test_an_article_counts_only_if_its_sentence_is_nearly_as_likely() -> None:
    shelf = Shelf(a=A, c=C)
    shelf.add("a", "It will be repaired for eleven months.", "eleven months", 0.9)
    shelf.add("c", "Boats pass under the bridge for eleven months.", "eleven months", 0.4)
    (quote,) = shelf.quotes()
    assert (quote.articles, quote.also) == (1, "")


def test_the_answering_words_are_marked_in_the_quote() -> None:
    shelf = Shelf(a=A)
    shelf.add("a", "Petra Holm found the cracks.", "Petra Holm")
    (quote,) = shelf.quotes()
    assert quote.highlight == Span(0, 10)
    assert quote.article.id == "a"
    assert A[quote.start : quote.end] == quote.text


def test_a_sentence_that_overlaps_a_quote_is_joined_and_the_mark_moves_with_it() -> None:
    shelf = Shelf(a=A)
    shelf.add("a", "It will be repaired for eleven months.", "eleven months", 0.9)
    shelf.add("a", "The bridge was closed on Tuesday. It will be repaired for eleven months.", "Tuesday", 0.5)
    (quote,) = shelf.quotes()
    assert quote.text == "The bridge was closed on Tuesday. It will be repaired for eleven months."
    assert quote.highlight is not None
    assert quote.text[quote.highlight.start : quote.highlight.end] == "eleven months"


def test_at_most_two_quotes_of_an_article_unless_it_is_alone() -> None:
    sentences = ["The bridge was closed on Tuesday.", "It will be repaired for eleven months.", "Petra Holm found"]
    alone, among = Shelf(a=A), Shelf(a=A, b=B)
    for shelf in (alone, among):
        for sentence in sentences:
            shelf.add("a", sentence)
    among.add("b", "Others speak of a year.")
    assert [quote.text for quote in alone.quotes()] == sentences
    assert [quote.text for quote in among.quotes()] == [*sentences[:2], "Others speak of a year."]
    assert len(among.quotes(1)) == 1


def test_a_quote_has_the_page_of_its_first_word() -> None:
    paged = article("It is on page one. It is on page two.").model_copy(update={"pages": (0, 19)})
    assert [quote_of(paged, Span(start, start + 18), 0.5).page for start in (0, 18, 19)] == [1, 1, 2]
    assert quote_of(article("It has no pages."), Span(0, 16), 0.5).page is None


def test_a_quote_is_shown_without_its_marks_and_keeps_its_place() -> None:
    text = "So. **The [bridge](/b) is<br>open.** Now."
    marks = [(4, 6), (10, 11), (17, 22), (25, 29), (34, 36)]
    parts = tuple(Part(*mark, PartKind.MARK) for mark in marks)
    quote = quote_of(article(text).model_copy(update={"parts": parts}), Span(4, 36), 0.5, answer=Span(10, 29))
    assert quote.text == text[quote.start : quote.end] == "**The [bridge](/b) is<br>open.**"
    assert quote.seen() == "The bridge is open."
    assert quote.answer == "bridge is "
    assert [quote.text[slice(*mark)] for mark in quote.marks] == ["**", "[", "](/b)", "<br>", "**"]
