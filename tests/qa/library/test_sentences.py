"""What may be quoted from an article: whole sentences that can be understood, and nothing else."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given

from qa.library.sentences import quotable, within, words
from qa.values import Article, Part, PartKind, Span
from tests.qa.library.texts import ANY_TEXT, article, parted


def quotes(text: str, *body: tuple[int, int], parts: Sequence[Part] = ()) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in quotable(article(text, *body, parts=parts))]


def lines(text: str) -> list[tuple[int, int]]:
    """Each line of a text as a paragraph."""
    return [found.span() for found in re.finditer(r"[^\n]*\n+|[^\n]+$", text)]


def test_marks_of_lists_and_blocks_are_left_off() -> None:
    text = "- The first point is here.\n> The second one is quoted.\n3. The third has one.\n- [x] The fourth is done.\n"
    assert quotes(f"{text}(b) The fifth is in brackets.\n", *lines(f"{text}(b) The fifth is in brackets.\n")) == [
        *("The first point is here.", "The second one is quoted.", "The third has one.", "The fourth is done."),
        "The fifth is in brackets.",
    ]


def test_an_item_of_a_list_does_not_bring_the_one_before() -> None:
    text = "The rules of the park are here.\n- Fires are not allowed.\n- They were a danger.\n2. Also dogs.\n"
    assert quotes(text, *lines(text)) == [
        *("The rules of the park are here.", "Fires are not allowed.", "They were a danger."),
    ]


def test_breaks_of_lines_are_left_off() -> None:
    text = "It rained for two days.<br>It was cold for three.<br /> <BR>\n<br>The rest was warm<br>and dry, they say."
    marks = parted(text, PartKind.MARK, "<br>", "<br />", "<BR>", "<br>", "<br>")
    assert quotes(text, parts=marks) == [
        *("It rained for two days.", "It was cold for three.", "The rest was warm<br>and dry, they say."),
    ]


def test_an_aside_is_not_quoted_and_nothing_leans_on_it() -> None:
    text = "The bridge was shut. Why it was so\nIt was old and worn out. The rest is gone."
    aside = parted(text, PartKind.ASIDE, "Why it was so", "The rest is gone.")
    assert quotes(text, *lines(text), parts=aside) == ["The bridge was shut.", "It was old and worn out."]


def test_words_of_another_come_with_what_introduces_them() -> None:
    text = "The mayor was glad:\n\nI have waited for this. My life was long.\n\nShe left the hall by the back door."
    said = parted(text, PartKind.SAID, "I have waited for this. My life was long.")
    assert quotes(text, *lines(text), parts=said) == [
        "The mayor was glad:\n\nI have waited for this.",
        "The mayor was glad:\n\nI have waited for this. My life was long.",
        "She left the hall by the back door.",
    ]


def test_what_stands_before_something_hidden_introduces_nothing() -> None:
    text = "The mayor was glad:\n<!-- or was she? -->\nThe bridge is open now.\n"
    body = [(0, text.index("<")), (text.index("The bridge"), len(text))]
    said = parted(text, PartKind.SAID, "The bridge is open now.")
    assert quotes(text, *body, parts=said)[-1] == "The bridge is open now."


@pytest.mark.parametrize("between", ["<!-- is it? -->", "## Costs"])
def test_an_introduction_ends_where_something_hidden_or_a_heading_is_between(between: str) -> None:
    text = f"The mayor was glad:\nI see the bridge.\n{between}\nI like the bridge.\nThe bridge is open now.\n"
    body = [line for line in lines(text) if between not in text[slice(*line)]]
    said = [*parted(text, PartKind.SAID, "I see the bridge."), Part(text.index("I like"), len(text), PartKind.SAID)]
    assert quotes(text, *body, parts=said) == [
        *("The mayor was glad:\nI see the bridge.", "The bridge is open now."),
    ]


@pytest.mark.parametrize(
    ("words_of_another", "expected"),
    [
        ("I have waited for this day.", None),
        ("We’ve waited for this day.", None),
        ("“I have waited for this day.”", "“I have waited for this day.”"),
        ("The rename was done in November.", "The rename was done in November."),
    ],
)
def test_words_of_another_that_nothing_introduces_stand_only_where_they_show_it(
    words_of_another: str, expected: str | None
) -> None:
    text = f"The mayor was glad.\n{words_of_another}\n"
    found = quotes(text, *lines(text), parts=parted(text, PartKind.SAID, words_of_another))
    assert found == ["The mayor was glad.", *([expected] if expected else [])]


def test_a_short_line_of_another_paragraph_that_is_no_sentence_is_no_part_of_a_quote() -> None:
    text = "Lorries must go by the tunnel in the north.\nnews@post.example\nThe rest is open. Very.\n"
    assert quotes(text, *lines(text)) == [
        *("Lorries must go by the tunnel in the north.", "The rest is open.", "The rest is open. Very."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor is Petra Holm. She was elected in May.", "The mayor is Petra Holm. She was elected in May."),
        ("The bridge was closed. But nobody had been told.", "The bridge was closed. But nobody had been told."),
        ("The mayor spoke first. “Nobody wants that at all,” she said.", None),
        ("The bridge was closed. Why was it so?", "Why was it so?"),
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
