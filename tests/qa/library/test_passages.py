"""Article -> passages: the body is covered, exactly, in whole sentences that fit."""

from itertools import pairwise

import pytest
from hypothesis import given

from qa.library.passages import heading, passages
from qa.models.embedder import Embedder
from qa.values import Span
from tests.fakes import WordEmbedder
from tests.qa.library.texts import ANY_TEXT, article


@given(ANY_TEXT)
def test_passages_are_slices_and_cover_the_body(text: str) -> None:
    whole = article(text)
    found = passages(whole, WordEmbedder())
    assert all(whole.text[one.start : one.end] == one.text for one in found)
    assert "".join(one.text for one in found).strip() == text.strip()
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_passages_never_leave_the_body_or_cross_a_gap(before: str, gap: str, after: str) -> None:
    gap = f"{gap}|"
    text = before + gap + after
    spans = [Span(0, len(before)), Span(len(before) + len(gap), len(text))]
    for one in passages(article(text, *spans), WordEmbedder()):
        assert any(span.start <= one.start <= one.end <= span.end for span in spans)


@given(ANY_TEXT)
def test_passages_fit_the_window_with_their_title(text: str) -> None:
    embedder = WordEmbedder()
    for one in passages(article(text), embedder):
        assert sum(embedder.lengths(["Title", one.text])) <= embedder.window


def test_passages_hold_whole_sentences() -> None:
    text = "Mr. Smith lives in the U.S. today. " + "He has a dog and a cat at home. " * 9
    found = passages(article(text), WordEmbedder())
    assert found[0].text == "Mr. Smith lives in the U.S. today. " + "He has a dog and a cat at home. " * 2
    assert {one.text for one in found[1:-1]} == {"He has a dog and a cat at home. " * 3}


def test_a_sentence_without_end_is_searchable_to_its_last_word() -> None:
    text = " ".join(f"word{number}" for number in range(500))
    found = passages(article(text), WordEmbedder())
    assert "".join(one.text for one in found) == text
    assert found[-1].text.endswith("word499")
    assert not any(one.text.rstrip() != one.text.strip() or one.text[:1].isspace() for one in found)


def test_a_cut_does_not_part_a_character_from_its_accent() -> None:
    text = "e\u0301" * 3000
    starts = {one.start for one in passages(article(text), WordEmbedder())}
    assert all(text[start] == "e" for start in starts)


@pytest.mark.no_cover  # measured, it takes more than twice as long
def test_a_line_of_three_megabytes_is_cut(embedder: Embedder) -> None:
    text = "lorem ipsum dolor sit amet " * 120_000
    assert len(text) > 3_000_000
    found = passages(article(text), embedder)
    assert "".join(one.text for one in found) == text
    assert max(embedder.lengths([one.text for one in found])) <= embedder.window


def test_the_real_tokenizer_counts_what_the_model_sees(embedder: Embedder) -> None:
    text = "Émilie visited 東京 and Kyiv; she said: “It’s 30 °C, 86 °F!” " * 60
    whole = article(text, title="A title of some words " * 40)
    title = heading(whole, embedder)
    assert whole.title.startswith(title)
    assert embedder.lengths([title]) == [embedder.window // 4]
    for one in passages(whole, embedder):
        assert embedder.lengths([f"{title}\n{one.text}"])[0] <= embedder.window


@pytest.mark.parametrize("text", ["", "   ", "\n\n\r\n", "\u3000"])
def test_a_body_of_blanks_has_no_passages(text: str) -> None:
    assert passages(article(text), WordEmbedder()) == []
