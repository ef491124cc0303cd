"""Join the lines of a PDF's pages into paragraphs, even where a page's edge or a running head breaks them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

SHORT = 0.75
"""A line shorter than this share of the page's long lines was not broken by the page's edge."""

CAPITALS = 1.25
"""How much wider capital letters are than others."""

EDGE = 2
"""Lines at the top and bottom of a page that may be a running head, or a page number."""

LEAST_PAGES = 3
"""Fewest pages on which a running head appears, unless it is on half of them, as in a document of two pages."""

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "})
PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:[-–—|]|(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
LETTER = re.compile(r"[^\W\d_]")
DIGITS = re.compile(r"\d+")

ENDS = (".", "!", "?", ":", '"', "”", "’", ")", "»")
GOES_ON = ("-", "‐", "\xad", ",", ";")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+\S")
OPEN = re.compile(
    r".*\b(?:a|an|and|as|at|by|for|from|in|into|its|of|on|or|our|that|the|their|this|to|was|were|which|who|with)",
    re.IGNORECASE,
)
"""How a line ends if its sentence goes on."""

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])\.?\s+")
"""The number before a heading."""

BULLET = re.compile(r"[•▪◦‣●○■]\s")
CAPTION = re.compile(r"(?:fig(?:ure|\.)|table|chart|plate|box)\s+\d", re.IGNORECASE)

WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
NEW_PAGE = "\f"
"""Stands where a page begins within a paragraph; it never stands for the end of a line."""

BROKEN = re.compile(rf"([^\W\d_]+)([-‐\xad])\n({NEW_PAGE}?)([^\W\d_]+)")
SOFT = "\xad"

COMPOUNDING = frozenset(
    [
        *("all", "anti", "co", "cross", "eight", "ex", "far", "five", "four", "full", "half", "hard", "high", "ill"),
        *("large", "long", "low", "mid", "multi", "new", "nine", "non", "old", "one", "open", "part", "post", "pre"),
        *("pro", "self", "semi", "seven", "short", "single", "six", "small", "so", "ten", "three", "twenty", "two"),
        *("vice", "well", "wide"),
    ]
)
"""First halves of hyphenated words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one line, and where in it each page, counted from 0, begins."""

    text: str
    pages: Sequence[tuple[int, int]]


def paragraphs(pages: Sequence[str]) -> list[Paragraph]:
    """Return the paragraphs of a PDF, given the text of each page, line by line."""
    lines = [[line.strip() for line in page.translate(LIGATURES).splitlines()] for page in pages]
    running = _running(lines)
    raw: list[tuple[list[str], list[int]]] = []
    full = 0.0
    for number, page in enumerate(lines):
        said = _without_running(_without_running(page, running), running)  # a head may have more lines than an edge
        full, full_before = SHORT * _width(said), full
        for paragraph in _of_page(said):
            is_next = bool(raw) and raw[-1][1][-1] < number
            if is_next and _goes_over(raw[-1][0][-1], paragraph[0], (full_before, full)):
                raw[-1][0].extend([f"{NEW_PAGE}{paragraph[0]}", *paragraph[1:]])
                raw[-1][1].append(number)
            else:
                raw.append((paragraph, [number]))
    known = _Words(paragraph for paragraph, _ in raw)
    return [_paragraph(known.joined(paragraph), numbers) for paragraph, numbers in raw]


def _paragraph(text: str, numbers: Sequence[int]) -> Paragraph:
    """A paragraph with its marks of new pages taken out."""
    pieces = text.split(NEW_PAGE)
    starts = accumulate(map(len, pieces[:-1]), initial=0)
    return Paragraph("".join(pieces), list(zip(starts, numbers, strict=True)))


def _edges(page: Sequence[str]) -> list[str]:
    said = [line for line in page if line]
    return [*said[:EDGE], *said[EDGE:][-EDGE:]]


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines at the edges of half of the pages, or of several if they have words, with # for numbers."""
    counts = Counter(line for page in pages for line in {DIGITS.sub("#", line) for line in _edges(page)})
    most = max(LEAST_PAGES, len(pages) // 2)
    few = min(LEAST_PAGES, max(2, (len(pages) + 1) // 2))
    return frozenset(line for line, count in counts.items() if count >= (few if _may_run(line) else most))


def _may_run(line: str) -> bool:
    """Whether a line reads like a running head, and not like a piece of a sentence."""
    return LETTER.search(line) is not None and not line[0].islower() and not line.endswith((*ENDS, *GOES_ON))


def _without_running(page: Sequence[str], running: frozenset[str]) -> list[str]:
    said = [number for number, line in enumerate(page) if line]
    edges = {*said[:EDGE], *said[-EDGE:]} if len(said) > 1 else set()
    return [
        line
        for number, line in enumerate(page)
        if not (number in edges and (DIGITS.sub("#", line) in running or PAGE_NUMBER.fullmatch(line)))
    ]


def _width(lines: Sequence[str]) -> int:
    """The characters in a page's long lines."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[-1 - len(lengths) // 10] if lengths else 0


def _of_page(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each paragraph of a page."""
    width = _width(lines)
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (not line or _is_last(paragraph[-1], line, width)):
            yield paragraph
            paragraph = []
        if line:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_last(line: str, following: str, width: int) -> bool:
    """Whether a line ends its paragraph: it had room for more, and reads like an end."""
    if BULLET.match(following):
        return True
    length = len(line) * (CAPITALS if line.isupper() else 1)
    if length >= SHORT * width or line.endswith(GOES_ON):
        return False
    if line.endswith(ENDS):
        return True
    is_open = line[0].islower() or SENTENCE_END.search(NUMBERED.sub("", line, count=1)) or OPEN.fullmatch(line)
    return not following[0].islower() and not is_open


def _goes_over(line: str, following: str, full: tuple[float, float]) -> bool:
    """Whether a sentence goes on from one page to the next. `full` is how long a full line is on each of them."""
    if line.endswith(ENDS) or CAPTION.match(following) or BULLET.match(following):
        return False
    are_full = len(line) >= full[0] and len(following) >= full[1]
    return are_full or following[0].islower() or line.endswith(GOES_ON) or OPEN.fullmatch(line) is not None


class _Words:
    """The words of a document, which decide whether a hyphen at the end of a line belongs to a word."""

    def __init__(self, paragraphs: Iterator[Sequence[str]]) -> None:
        self._known: set[str] = set()
        for lines in paragraphs:
            whole = BROKEN.sub(" ", "\n".join(lines)).replace(SOFT, "").replace(NEW_PAGE, "")
            self._known.update(word.lower() for word in WORD.findall(whole))

    def joined(self, lines: Sequence[str]) -> str:
        """Return the lines of a paragraph as one; a page that begins within a word is marked after it."""
        return BROKEN.sub(self._word, "\n".join(lines)).replace("\n", " ").replace(SOFT, "")

    def _word(self, broken: re.Match[str]) -> str:
        first, hyphen, turn, second = broken.groups()
        if hyphen == SOFT or f"{first}{second}".lower() in self._known:
            return f"{first}{second}{turn}"
        is_own = (
            f"{first}-{second}".lower() in self._known
            or first.lower() in COMPOUNDING
            or not second.islower()
            or {first.lower(), second.lower()} <= self._known
        )
        return f"{first}{hyphen}{second}{turn}" if is_own else f"{first}{second}{turn}"
