"""Turn the pieces that a PDF page draws into text: raised numbers as such, one column after the other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Any

from qa.reading.pages.text import lowered, raised

LEAST_ROWS = 5
"""Fewest rows of a page that show columns."""

SHARE = 0.6
"""The lowest share of rows in which the right column begins at the same place."""

LEAST_WORDS = 3
"""Fewest words in a column's line, on average; tables have fewer."""

READING_ON = 0.3
"""The lowest share of a column's lines that begin with a small letter."""

NEAR = 3.0
"""Most points between pieces of the same line, or starts of the same column."""

SMALL = 0.85
"""Raised and lowered signs are smaller than this share of the text beside them."""

SIGNS = re.compile(r"[+−-]?\d{1,3}|st|nd|rd|th")
"""What, raised or lowered, can be shown so."""

LETTER = re.compile(r"[^\W\d_]")

SHIFT = 0.5
"""Fewest points that such signs are shifted, where the page shifts them; otherwise they are taken as raised."""

MEASURED = re.compile(r"\d\s?(?:[kcmdµ]?m|ft|in|mi|yd)$")
"""A length, of which a small number makes an area or a volume, even where the page does not shift it."""

OTHER_SIZE = 1.15
"""A line this many times as large, or as small, as the one before it begins something else: a heading, a note."""

WORD_BY_WORD = 1.3
"""Most words of a piece, on average, on a page that draws each word by itself."""

LEAST_LETTERS = 3
LEAST_PIECES = 4
"""Fewest letters of such a piece, and fewest pieces of a line, on average."""

WIDE = 1.3
"""A line this many times as long as a column's spans both."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, the point on the page at which it begins, and the size of its letters in points."""

    x: float
    y: float
    size: float
    text: str


@dataclass(slots=True)
class Pieces:
    """What a page shows, in the order in which it is drawn."""

    found: list[Piece] = field(default_factory=list)
    _beside: Piece | None = None

    def add(self, text: str, matrix: Sequence[float], place: Sequence[float], _font: Any, size: float) -> None:
        """Take a piece as pypdf reports it: with the matrices of the page and of the text."""
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        piece = Piece(x, y, size * abs(place[3] * matrix[3]), text)
        if self._beside is not None and _is_small(piece, self._beside):
            piece = replace(piece, text=_shifted(piece, self._beside))
        elif text.strip():
            was_small = bool(self.found) and self.found[-1] is not self._beside
            piece = replace(piece, text=re.sub(r"^ +", " ", text) if was_small else text)
            self._beside = piece
        self.found.append(piece)

    def text(self) -> str:
        """Return the text of the page, line by line."""
        return self._by_column() or self._by_word() or self._by_size()

    def _by_word(self) -> str | None:
        """The lines of a page that draws each word by itself, as if each were a line; None for any other."""
        said = [piece for piece in self.found if piece.text.strip()]
        rows = list(_rows(said))
        lines = sum(piece.text.count("\n") for piece in self.found)
        words = sum(len(piece.text.split()) for piece in said)
        letters = sum(len(piece.text.strip()) for piece in said)
        is_scattered = lines > len(said) / 2 and LEAST_PIECES * len(rows) <= len(said)
        if not is_scattered or words > WORD_BY_WORD * len(said) or letters < LEAST_LETTERS * len(said):
            return None
        return "\n".join(" ".join(piece.text.strip() for piece in row) for row in rows)

    def _by_size(self) -> str:
        """The pieces in their order, a blank line before each line whose letters have another size."""
        said = [number for number, piece in enumerate(self.found) if piece.text.strip()]
        rows = list(_rows([self.found[number] for number in said]))
        starts = accumulate(map(len, rows[:-1]))
        apart = {said[start] for start, pair in zip(starts, pairwise(rows), strict=True) if _is_apart(*pair)}
        return "".join(f"\n\n{one.text}" if number in apart else one.text for number, one in enumerate(self.found))

    def _by_column(self) -> str | None:
        """The lines of a page that draws two columns row by row, left ones first; None for any other."""
        rows = list(_rows([replace(one, text=one.text.replace("\n", " ")) for one in self.found if one.text.strip()]))
        edge = _edge(rows)
        if edge is None:
            return None
        parted = [_parted(row, edge) for row in rows]
        both = [row for row in parted if all(row)]
        if not all(map(_is_prose, zip(*both, strict=True))):
            return None
        return "\n".join(_lines(parted, WIDE * sum(len(left) for left, _ in both) / len(both)))


def _is_small(piece: Piece, beside: Piece) -> bool:
    """Whether a piece is raised or lowered beside another piece on the same line."""
    is_sign = SIGNS.fullmatch(piece.text.strip()) is not None and not beside.text[-1:].isspace()
    return is_sign and piece.size < SMALL * beside.size and abs(piece.y - beside.y) < beside.size


def _shifted(piece: Piece, beside: Piece) -> str:
    """What stands for raised or lowered signs."""
    signs, shift = piece.text.strip(), piece.y - beside.y
    if shift < -SHIFT:
        return lowered(signs, beside.text)
    is_raised = (
        shift > SHIFT
        or MEASURED.search(beside.text[-10:])
        or beside.text[-1:].isdigit()
        or not beside.text[-1:].isalpha()
    )
    return raised(signs, beside.text) if is_raised else signs


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The runs of pieces drawn one after another on the same line."""
    row: list[Piece] = []
    for piece in pieces:
        if row and abs(piece.y - row[-1].y) > NEAR:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _is_apart(before: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Whether a row has letters of another size than the row before it, and is not its end."""
    one, other = sorted(max(pieces, key=lambda piece: len(piece.text)).size for pieces in (before, row))
    is_below = abs(before[-1].y - row[0].y) > one
    are_words = all(any(LETTER.search(piece.text) for piece in pieces) for pieces in (before, row))
    return is_below and are_words and other > OTHER_SIZE * one and not row[0].text.strip()[0].islower()


def _edge(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Where the right column begins, if there is one."""
    starts = Counter(place for row in rows for place in {round(piece.x / NEAR) for piece in row[1:]})
    place, count = max(starts.items(), key=lambda one: one[1], default=(0, 0))
    return place * NEAR if count >= max(LEAST_ROWS, SHARE * len(rows)) else None


def _parted(row: Sequence[Piece], edge: float) -> tuple[str, str]:
    """The text of a row in the left and in the right column."""
    left = "".join(piece.text for piece in row if piece.x < edge - NEAR)
    right = "".join(piece.text for piece in row if piece.x >= edge - NEAR)
    return left.strip(), right.strip()


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether the lines of a column continue from one to the next, unlike a table's cells."""
    words = sum(len(line.split()) for line in lines)
    return words >= LEAST_WORDS * len(lines) and sum(line[0].islower() for line in lines) >= READING_ON * len(lines)


def _lines(rows: Sequence[tuple[str, str]], widest: float) -> Iterator[str]:
    """The left column's lines and then the right's, above and below each line that spans both."""
    rest: list[str] = []
    for left, right in rows:
        if right:
            rest.append(right)
        elif len(left) > widest:
            yield from rest
            rest = []
        if left:
            yield left
    yield from rest
