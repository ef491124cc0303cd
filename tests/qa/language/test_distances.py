"""How far two texts are apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.language.distances import edits, likeness, most_like, slips, steps
from qa.values import Span

WORDS = some.text("abc", max_size=8)


def counted(one: str, other: str) -> int:
    """Count the characters added, left out or replaced, by the table of Wagner and Fischer."""
    row = list(range(len(other) + 1))
    for number, mine in enumerate(one, 1):
        above, row = row, [number]
        for place, theirs in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (mine != theirs)))
    return row[-1]


@given(WORDS, WORDS)
def test_edits_are_those_of_the_table(one: str, other: str) -> None:
    assert edits(one, other) == counted(one, other)


@given(WORDS, WORDS)
def test_steps_lead_from_one_text_to_the_other(one: str, other: str) -> None:
    made = "".join(other[step.dest_start : step.dest_end] for step in steps(one, other))
    same = [step for step in steps(one, other) if step.tag == "equal"]
    assert made == other
    assert all(one[step.src_start : step.src_end] == other[step.dest_start : step.dest_end] for step in same)


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("mill", "mill", 1, 0),
        ("mill", "mlil", 1, 1),
        ("mill", "mil", 1, 1),
        ("mill", "wheel", 1, 2),
        ("ab", "ba", 3, 1),
    ],
)
def test_two_neighbours_that_are_swapped_are_one_slip(one: str, other: str, most: int, expected: int) -> None:
    assert slips(one, other, most) == expected


def test_the_slice_that_is_most_like_is_found_with_its_likeness() -> None:
    assert most_like("mill", "the old mill is") == Span(8, 12)
    assert likeness("mill", "the old mill is") == 100
    assert 0 < likeness("mall", "the old mill is") < 100
