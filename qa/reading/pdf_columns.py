"""The pieces of text of a page with where they stand -> its lines, column by column, where they come row by row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

LEAST_ROWS = 5
"""Rows of a page by which columns are told."""

SHARE = 0.6
"""The share of the rows in which the right column begins at the same place."""

LEAST_WORDS = 3
"""Words of a line of a column, on average; in a table there are fewer."""

READING_ON = 0.3
"""The share of the lines of a column that begin with a small letter."""

NEAR = 3.0
"""Points by which the places of lines that stand beside or below each other differ."""

WIDE = 1.3
"""A line so many times as long as those of a column goes over both."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and the point on the page at which it begins."""

    x: float
    y: float
    text: str


@dataclass(slots=True)
class Pieces:
    """What a page shows, in the order in which it is drawn."""

    found: list[Piece] = field(default_factory=list)

    def add(self, text: str, matrix: Sequence[float], place: Sequence[float], *_: Any) -> None:
        """Take a piece; the point is that of its text matrix in the coordinates of the page, as pypdf tells them."""
        if text.strip():
            x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
            y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
            self.found.append(Piece(x, y, text.replace("\n", " ")))

    def by_column(self) -> str | None:
        """Return the lines of a page that draws two columns row by row, the left ones first; None for any other."""
        rows = list(_rows(self.found))
        edge = _edge(rows)
        if edge is None:
            return None
        parted = [_parted(row, edge) for row in rows]
        both = [row for row in parted if all(row)]
        if not all(map(_is_prose, zip(*both, strict=True))):
            return None
        return "\n".join(_lines(parted, WIDE * sum(len(left) for left, _ in both) / len(both)))


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces that are drawn one after the other on the same line."""
    row: list[Piece] = []
    for piece in pieces:
        if row and abs(piece.y - row[-1].y) > NEAR:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _edge(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Where the right column begins, if there is one."""
    starts = Counter(place for row in rows for place in {round(piece.x / NEAR) for piece in row[1:]})
    place, count = max(starts.items(), key=lambda one: one[1], default=(0, 0))
    return place * NEAR if count >= max(LEAST_ROWS, SHARE * len(rows)) else None


def _parted(row: Sequence[Piece], edge: float) -> tuple[str, str]:
    """What a row has in the left and in the right column."""
    left = "".join(piece.text for piece in row if piece.x < edge - NEAR)
    right = "".join(piece.text for piece in row if piece.x >= edge - NEAR)
    return left.strip(), right.strip()


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether these lines of a column read on from one to the next, as cells of a table do not."""
    words = sum(len(line.split()) for line in lines)
    return words >= LEAST_WORDS * len(lines) and sum(line[0].islower() for line in lines) >= READING_ON * len(lines)


def _lines(rows: Sequence[tuple[str, str]], widest: float) -> Iterator[str]:
    """The lines of the left column and then those of the right, above and below each line that goes over both."""
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
