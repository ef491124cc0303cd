"""Texts cut so that they fit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing.escape import clean, units
from bot.outgoing.pieces import Run, split
from tests.bot.markup import shown
from tests.bot.texts import pieces


@given(st.lists(st.tuples(st.lists(pieces, max_size=8).map("".join), st.booleans()), max_size=5), st.integers(30, 120))
def test_pieces_fit_and_hold_all_the_words(texts: list[tuple[str, bool]], room: int) -> None:
    runs = [Run(clean(text), bold) for text, bold in texts]
    pieces_ = split(runs, room)
    for piece in pieces_:
        markup = "".join(map(str, piece))
        assert 0 < units(markup) <= room
        shown(f"> {markup}")
    joined = "".join(run.text for piece in pieces_ for run in piece)
    assert joined.replace(" ", "") == "".join(run.text for run in runs).replace(" ", "")


def test_a_word_too_long_is_cut_between_graphemes_and_a_grapheme_without_end_somewhere() -> None:
    family = "👨\u200d👩\u200d👧"
    for piece in split([Run(family * 40, bold=False)], 60):
        assert piece[0].text == family * (len(piece[0].text) // len(family))
    chain = "\u200d".join("👨" * 500)
    pieces_ = split([Run(chain, bold=False)], 60)
    assert "".join(run.text for piece in pieces_ for run in piece) == chain
