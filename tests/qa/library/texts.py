"""Texts for the tests of the library, and articles of them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from qa.reading.paragraphs import paragraphs
from qa.values import Article, Part, PartKind, Span

ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(" .!?\n\r。！？،؟ \u0301\u200d\ufe0f👩‍👩‍👧שלוםمرحبا東京e"),
    ),
    max_size=600,
)


def article(text: str, *body: tuple[int, int], title: str = "Title", parts: Sequence[Part] = ()) -> Article:
    spans = tuple(Span(*span) for span in body) or tuple(paragraphs(text, Span(0, len(text))))
    return Article(
        id="a", title=title, path="a.txt", collection="c", text=text, body=spans, parts=tuple(sorted(parts)), digest=""
    )


def parted(text: str, kind: PartKind, *pieces: str) -> list[Part]:
    """The pieces of a text, in order, as parts of a kind."""
    found: list[Part] = []
    for piece in pieces:
        start = text.index(piece, found[-1].end if found else 0)
        found.append(Part(start, start + len(piece), kind))
    return found
