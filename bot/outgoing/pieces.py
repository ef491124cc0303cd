"""Cut text at sentences, words or graphemes into pieces that fit, and pack messages from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.outgoing.escape import escape, units

LIMIT = 2000
"""UTF-16 code units of a message."""

BOLD = 4
"""Code units that bold takes."""

TOKEN = regex.compile(r"\S+\s*|\s+")
SENTENCE_END = regex.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Clean text, bold where it answers."""

    text: str
    bold: bool

    def __str__(self) -> str:
        """The run in Discord's markup; blanks stay outside the bold, which they would break."""
        core = self.text.strip(" ")
        if not self.bold or not core:
            return escape(self.text)
        before, _, after = self.text.partition(core)
        return f"{before}**{escape(core)}**{after}"


def split(runs: Iterable[Run], room: int) -> list[list[Run]]:
    """Cut runs into pieces of at most `room` code units of markup: after sentences, or else between words.

    A word that is too long is cut between graphemes.
    """
    pieces: list[list[Run]] = [[]]
    left = room
    for token, cost in _tokens(runs, room):
        if cost > left and pieces[-1]:
            carried = _after_last_sentence(pieces[-1])
            pieces[-1] = pieces[-1][: len(pieces[-1]) - len(carried)]
            pieces.append(carried)
            left = room - sum(map(_cost, carried))
            if cost > left:  # the carried words leave no room for a long word
                pieces.append([])
                left = room
        pieces[-1].append(token)
        left -= cost
    return [whole for piece in pieces if (whole := stripped(_merged(piece)))]


def pack(heading: str, blocks: Sequence[str], room: int = LIMIT) -> list[str]:
    """Pack blocks into as few messages of this room as hold them, each under the heading.

    An empty line at the start of a block separates it from the one before, and is dropped at the top.
    """
    messages: list[str] = []
    current = heading
    for block in blocks:
        top = block.lstrip("\n")
        joined = f"{current}\n{block if messages or current != heading else top}" if current else top
        if units(joined) > room:
            messages.append(current)
            joined = f"{heading}\n{top}" if heading else top
        current = joined
    return [*messages, current]


def _tokens(runs: Iterable[Run], room: int) -> Iterator[tuple[Run, int]]:
    """Yield words with the blanks after them, or the graphemes of a word that is too long, and the cost of each."""
    for run in runs:
        for found in TOKEN.findall(run.text):
            yield from _fitting(Run(found, run.bold), room // 2, (r"\X", r"(?s:.)"))


def _fitting(run: Run, most: int, parts: Sequence[str]) -> Iterator[tuple[Run, int]]:
    """Yield a run if it costs at most `most`, or else its parts by the first pattern: a grapheme may be endless."""
    cost = _cost(run)
    if cost <= most or not parts:
        yield run, cost
        return
    for part in regex.findall(parts[0], run.text):
        yield from _fitting(Run(part, run.bold), most, parts[1:])


def _cost(run: Run) -> int:
    """The most code units of markup that a run takes, wherever it stands."""
    return units(escape(run.text)) + 1 + BOLD * run.bold


def _after_last_sentence(piece: Sequence[Run]) -> list[Run]:
    """The end of a piece after its last whole sentence; empty if that is most of the piece."""
    for place in range(len(piece), len(piece) // 2, -1):
        if SENTENCE_END.search(piece[place - 1].text):
            return list(piece[place:])
    return []


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The runs, with neighbours of one kind joined."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].bold == run.bold:
            merged[-1] = Run(merged[-1].text + run.text, run.bold)
        elif run.text:
            merged.append(run)
    return merged


def stripped(runs: Sequence[Run]) -> list[Run]:
    """The runs without blanks at either end."""
    kept = [run for run in runs if run.text]
    if kept:
        kept[0] = Run(kept[0].text.lstrip(" "), kept[0].bold)
        kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].bold)
    return [run for run in kept if run.text]
