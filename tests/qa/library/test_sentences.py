"""What may be quoted of an article: whole sentences that are understood, and nothing else."""

import pytest
from hypothesis import given

from qa.library.sentences import quotable, within, words
from qa.values import Article, Span
from tests.qa.library.test_passages import ANY_TEXT, article


def quotes(text: str) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in quotable(article(text))]


def test_marks_of_lists_and_blocks_are_left_off_and_headings_left_out() -> None:
    text = (
        "# A heading of some words\n\n- The first point is here.\n> The second one is quoted.\n3. The third has one.\n"
    )
    assert quotes(text) == ["The first point is here.", "The second one is quoted.", "The third has one."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor is Petra Holm. She was elected in May.", "The mayor is Petra Holm. She was elected in May."),
        ("The bridge was closed. But nobody had been told.", "The bridge was closed. But nobody had been told."),
        ("The mayor spoke first. “Nobody wants that at all,” she said.", None),
        ("The bridge was closed. Why was it so?", "Why was it so?"),
        ("Only a heading\n\nIt was closed for a year.", "It was closed for a year."),
        ("The crowd was large. Very.", "The crowd was large. Very."),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_brings_it(text: str, expected: str | None) -> None:
    assert quotes(text)[-1] == (expected or text)


def test_two_sentences_are_not_joined_beyond_sixty_words() -> None:
    first = "The council " + "and the mayor " * 19 + "agreed. "
    assert quotes(first + "They closed the bridge.")[-1] == "They closed the bridge."


def test_a_language_without_spaces_has_sentences_too() -> None:
    assert quotes("桥梁因维修关闭十一个月。市议会投票通过。") == ["桥梁因维修关闭十一个月。", "市议会投票通过。"]
    assert (words("one two-three"), words("桥梁 bridge"), words("")) == (2, 3, 0)


def test_of_a_sentence_longer_than_its_passage_the_part_in_it_is_quoted() -> None:
    units = quotable(article("word " * 100 + "end. And more words here."))
    (part,) = within(units, 50, 100)
    assert part.span == part.sentence == Span(50, 100)
    assert within(units, 0, 10_000) == list(units)
    assert within(units, 10_000, 20_000) == []


@given(ANY_TEXT)
def test_what_may_be_quoted_is_trimmed_and_within_the_body(text: str) -> None:
    whole: Article = article(text)
    for unit in quotable(whole):
        assert unit.span.start <= unit.sentence.start < unit.sentence.end == unit.span.end <= len(text)
        quote = text[unit.span.start : unit.span.end]
        assert quote == quote.strip()
