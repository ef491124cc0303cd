"""Where sentences end, compared with sentences that were cut by hand."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from qa.library.cutting.boundaries import sentence_ends
from qa.library.cutting.segments import sentences
from tests.qa.library.texts import ANY_TEXT, article

CUT = Path(__file__).parent / "cut"
SHARE = 0.98


def cut(text: str) -> list[str]:
    ends = [0, *sentence_ends(text), len(text)]
    return [text[start:end].strip() for start, end in pairwise(ends) if text[start:end].strip()]


def by_hand(name: str) -> Iterator[list[str]]:
    """The sentences of each paragraph of a file."""
    for paragraph in (CUT / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        if lines:
            yield lines


def test_of_sentences_that_were_cut_by_hand_ninety_eight_of_a_hundred_are_found() -> None:
    wanted = [paragraph for name in ("own.txt", "wikinews.txt") for paragraph in by_hand(name)]
    texts = [(" ".join(paragraph), paragraph) for paragraph in wanted]
    found = [
        sentence in {text[slice(*span)].strip() for span in sentences(article(text))}
        for text, paragraph in texts
        for sentence in paragraph
    ]
    assert len(found) >= 200
    assert sum(found) >= SHARE * len(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The train left at 9 p.m. Tuesday from the north.",
        "It reopens at 10 a.m. Central European Time on 4 April.",
        "See vol. 4, ch. 2 of the report.",
        "The wall is approx. 30 m long and est. 400 years old.",
        "The max. speed is 50 km/h and the min. age is 17.",
        "The troops met at Ft. Bragg with Atty. Gen. Poe.",
        "He was a clerk of then-Gov. Ann Poe.",
        "Yan et al. [2004] found a link to heat.",
        "The court cited 410 U.S. 113 at length.",
        "The Lauder Cos. Inc. cut jobs.",
        "The team moved from Node.js to .NET in May.",
        "It was made by www.Example.org in May.",
        "The sale brought in $1.5 bn. in all.",
        "The flight took 3 hrs. 20 min. from the coast.",
        "It was 3 deg. C. in the hall.",
        "The mayor of Wash. D.C. spoke first.",
        "Das Fest dauert vom 29. bis zum 30. März.",
        "Approx. 30 people came to the fair.",
        "A. It is free for the children of the town.",
        "**Q.** Who may fish in the lake?",
        "The film Where is Dad? was released in 1970.",
        "They won at last! — a result that nobody had expected.",
        "Am 3. Oktober 1990 wurde das Land vereint.",
        "Es war am 1. April so kalt.",
    ],
)
def test_no_sentence_ends_at_an_abbreviation_or_a_mark_within_it(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "two",
    [
        ("The buffet closes at 10 p.m.", "The bar stays open."),
        ("It was cut by the Fed.", "Markets fell."),
        ("It orbits the Sun.", "8 planets do."),
        ("The answer is no.", "I know it."),
        ("It won by 3.", "April was warm."),
        ("(It was so for long.)", "The mill is old."),
        ("The prize went to team B.", "Team A came second."),
        ("He fought in World War I.", "His brother did not."),
        ("The match lasted 90 min.", "Nobody scored."),
        ("I loved it :)", "You should try it."),
        ("It was withdrawn.¹", "Nobody saw it."),
        ("Как?", "Потом он ушёл."),
        ("Great!", "iPhone sales rose."),
        ("It weighs 5 kg.", "20 people lifted it."),
        ("It fell by 3 deg.", "Clouds came."),
    ],
)
def test_a_sentence_ends_where_another_begins(two: tuple[str, str]) -> None:
    assert cut(" ".join(two)) == list(two)


def test_no_end_is_added_within_quotation_marks_or_brackets() -> None:
    assert cut('"We ran 90 min. Nobody scored," he said.') == ['"We ran 90 min. Nobody scored," he said.']
    assert cut("It (it took 90 min. Nobody scored) was long.") == ["It (it took 90 min. Nobody scored) was long."]


def test_a_blank_line_ends_a_sentence_whatever_is_before_it() -> None:
    assert cut("See vol.\n\n4 people came.") == ["See vol.", "4 people came."]


@given(ANY_TEXT)
def test_ends_are_in_order_and_within_the_text(text: str) -> None:
    ends = list(sentence_ends(text))
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)


@pytest.mark.parametrize(
    "sentence",
    [
        "Node.js, ASP.NET and Next.js are used by the team.",
        "The site Booking.com was sold in May.",
        "The ship, the S.S. Great Eastern, was sold in May.",
        "The temp. rose to 30 deg. by noon.",
        "Art. 5 Abs. 1 GG schützt die Presse.",
    ],
)
def test_no_sentence_ends_within_a_name(sentence: str) -> None:
    assert cut(sentence) == [sentence]
