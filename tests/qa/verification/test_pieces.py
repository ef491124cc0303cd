"""A text in pieces."""

from qa.verification.pieces import blocks, parts
from qa.verification.words import Words, words

BRIDGE = words("The town council of Vellmar voted to close the bridge for eleven months.")
OCTOPUS = words("An octopus has three hearts and its blood is blue.")


def said(pieces: list[Words]) -> list[str]:
    return [" ".join(piece.forms) for piece in pieces]


def test_parts_are_sentences_and_what_an_ellipsis_separates_of_some_length() -> None:
    text = words("An octopus has three hearts. Really. Its blood is as blue as ink … and nobody here knows why.")
    assert said(parts(text)) == [
        "an octopus has three hearts",
        "really its blood is as blue as ink",
        "and nobody here knows why",
    ]


def test_a_text_of_two_places_falls_into_two_pieces() -> None:
    text = words("The town council of Vellmar voted while its blood is blue and three hearts")
    assert blocks(text, [BRIDGE, OCTOPUS]) == []
    text = words("The town council of Vellmar voted to close an octopus has three hearts")
    assert said(blocks(text, [BRIDGE, OCTOPUS])) == [
        "the town council of vellmar voted to close",
        "an octopus has three hearts",
    ]


def test_a_text_of_one_place_is_no_two_pieces() -> None:
    assert blocks(words("The town council of Vellmar voted to close the bridge"), [BRIDGE, OCTOPUS]) == []
