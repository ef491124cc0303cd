"""What may be shown now from the passages that were found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.excerpts import Excerpt, excerpts, place_now
from qa.values import Article, Match, Span
from tests.qa.making import article, match

TEXT = "The bridge was closed on Monday. Petra Holm found eleven cracks in it. The mill grinds rye in autumn."


@given(st.text(min_size=1, max_size=60), st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True))
def test_a_slice_stands_in_what_is_read_as_in_the_article(text: str, bounds: list[int]) -> None:
    marks = sorted(min(mark, len(text)) for mark in bounds)
    slices = tuple(Span(start, end) for start, end in zip(marks[::2], marks[1::2], strict=False) if start < end)
    excerpt = Excerpt(article(text), slices)
    for start, end in slices:
        place = excerpt.locate(Span(start, end))
        assert place is not None
        assert excerpt.text[slice(*place)] == text[start:end]
    assert excerpt.locate(Span(0, len(text) + 1)) is None


def shown(now: Article | None) -> tuple[list[str], list[str]]:
    """Return which sentences of TEXT may be shown and which are withheld, if its file reads as `now`."""
    found: Match = match(article(TEXT))
    divided = excerpts([found], {"a": article(TEXT)}, {"a": now})
    return tuple(  # type: ignore[return-value]  # of two
        [one.article.text[slice(*unit.sentence)] for one in part for unit in one.units]
        for part in (divided.shown, divided.withheld)
    )


BRIDGE, HOLM, MILL = "The bridge was closed on Monday.", "Petra Holm found eleven cracks in it.", TEXT[71:]


def test_of_a_file_that_is_as_it_was_everything_is_shown() -> None:
    one = article(TEXT)
    divided = excerpts([match(one)], {"a": one}, {"a": one})
    assert [TEXT[slice(*unit.sentence)] for unit in divided.shown[0].units] == [BRIDGE, HOLM, MILL]
    assert divided.shown[0].excerpt.text == TEXT
    assert divided.withheld == []


@pytest.mark.parametrize(
    ("now", "stands", "fell"),
    [
        (TEXT.replace("eleven", "twelve"), [BRIDGE, MILL], [HOLM]),
        (f"News: it rained. {MILL} {BRIDGE}", [MILL, BRIDGE], [HOLM]),
        ("Nothing is left of it here.", [], [BRIDGE, HOLM, MILL]),
        (f"It rained.\n\n{TEXT}", [BRIDGE, HOLM, MILL], []),
    ],
)
def test_a_sentence_that_no_longer_stands_is_withheld_and_is_not_read(
    now: str, stands: list[str], fell: list[str]
) -> None:
    assert shown(article(now)) == (stands, fell)
    found = excerpts([match(article(TEXT))], {"a": article(TEXT)}, {"a": article(now)})
    for one in found.shown:
        assert not any(words in one.excerpt.text for words in [*fell, "twelve", "rained"])
        assert (one.match.dense is None) == bool(fell)  # the passage's vector is about what fell


def test_of_a_file_that_is_gone_nothing_is_shown() -> None:
    assert shown(None) == ([], [BRIDGE, HOLM, MILL])


def test_words_are_placed_nearest_to_where_they_stood_and_only_where_they_may_be_quoted() -> None:
    twice = article("rye. No. rye. Not rye.", (0, 13))
    assert [place_now("rye.", near, twice) for near in (0, 8, 21)] == [Span(0, 4), Span(9, 13), Span(9, 13)]
    assert place_now("wheat.", 0, twice) is None
    paragraphs = article("It rained.\n\nIt was cold. Hidden. It snowed.", (0, 10), (12, 24), (33, 43))
    assert place_now("It rained.\n\nIt was cold.", 0, paragraphs) == Span(0, 24)
    assert place_now("It was cold. Hidden.", 0, paragraphs) is None
