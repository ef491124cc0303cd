"""Find where in each passage a question is answered, and how surely, with a small cross-encoder.

The weights that come with this program are described in `weights/README.md`. Another reader can be named: any
extractive one or cross-encoder from transformers, exported once by `qa.models.export.reader`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from tokenizers import Tokenizer

from qa.models.runtime import Pool, feed, session
from qa.values import Span

LONGEST_QUESTION = 300
"""Most characters read of a question."""

LONGEST_HEADING = 160
"""Most characters of a title read with each passage."""

LONGEST_ANSWER = 30
"""Most tokens of an answer."""

WEIGHTS = "weights"
"""The folder of the weights that come with this program."""


class Part(NamedTuple):
    """A passage with the title of its article."""

    title: str
    text: str


class Answering(NamedTuple):
    """A span of a passage's text that answers, and the log-odds that it does against no span answering."""

    span: Span
    odds: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the reader makes of a passage.

    `relevance` is the log-odds that the passage answers. `starts` and `ends` are, for each of its tokens, the
    log-odds that an answer starts or ends there against there being none, shape (tokens,); `places` is where the
    tokens are in the passage's text, shape (tokens, 2). No tokens: the reader does not point.
    """

    relevance: float
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    places: NDArray[np.int64]

    def answering(self, start: int, end: int) -> Answering | None:
        """The likeliest span within a slice of the passage's text; None if the reader points at nothing in it."""
        inside = np.flatnonzero((self.places[:, 0] >= start) & (self.places[:, 1] <= end))
        if not len(inside):
            return None
        odds = (self.starts[inside, None] + self.ends[None, inside]) / 2
        reach = np.arange(len(inside))
        ahead = reach[None, :] - reach[:, None]
        odds = np.where((ahead >= 0) & (ahead < LONGEST_ANSWER), odds, -np.inf)
        first, last = np.unravel_index(np.argmax(odds), odds.shape)
        span = Span(int(self.places[inside[first], 0]), int(self.places[inside[last], 1]))
        return Answering(span, float(odds[first, last]))


class Reader(Protocol):
    """A network that reads passages for the answer to a question."""

    def read(self, question: str, parts: Sequence[Part]) -> list[Reading]:
        """What it makes of each passage, in their order."""
        ...


class Graph(BaseModel):
    """What is known about an exported reader: its inputs and outputs, and the tokens that it can take.

    Outputs are among `start`, `end` and `relevance`: logits, in which the first token means "no answer". Without
    `relevance`, the likeliest span's odds stand for it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    tokens: int


class OnnxReader:
    """A reader run by ONNX Runtime: `reader.onnx`, `tokenizer.json` and `reader.json` (a Graph) in a folder.

    It is loaded on first use, or by `loaded`. `threads` passages are read at once.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._folder = folder
        self._pool = Pool(threads)

    def read(self, question: str, parts: Sequence[Part]) -> list[Reading]:
        """What it makes of each passage, in their order."""
        question = question[:LONGEST_QUESTION]
        headings = [f"{part.title[:LONGEST_HEADING]}\n" if part.title else "" for part in parts]
        encodings = self._tokenizer.encode_batch(
            [(question, heading + part.text) for heading, part in zip(headings, parts, strict=True)]
        )
        readings: list[Reading | None] = [None] * len(parts)

        def read(place: int) -> None:
            encoding = encodings[place]
            outputs = self._session.run(self._graph.outputs, feed(encoding, self._graph.inputs))
            logits = {name: value[0] for name, value in zip(self._graph.outputs, outputs, strict=True)}
            places = np.array(encoding.offsets, dtype=np.int64) - len(headings[place])
            own = np.array([one == 1 for one in encoding.sequence_ids]) & (places[:, 0] >= 0)
            readings[place] = _reading(logits, own, places)

        self._pool.each(read, encodings)
        return [reading for reading in readings if reading is not None]

    def loaded(self) -> Self:
        """Load it now, and return it."""
        self._session, self._tokenizer  # noqa: B018  # made when first looked at
        return self

    @cached_property
    def _graph(self) -> Graph:
        return Graph.model_validate_json((self._folder / "reader.json").read_bytes())

    @cached_property
    def _session(self) -> Any:
        return session(self._folder / "reader.onnx", threads=1)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._graph.tokens, strategy="only_second")
        return tokenizer


@cache
def shipped() -> OnnxReader:
    """The reader that comes with this program; it never changes, and is loaded once for all callers."""
    return OnnxReader(Path(str(resources.files("qa.models").joinpath(WEIGHTS))))


def _reading(logits: dict[str, NDArray[np.float32]], own: NDArray[np.bool_], places: NDArray[np.int64]) -> Reading:
    """A reading from the logits, of which `own` are the passage's."""
    if "start" not in logits:
        none = np.empty(0, dtype=np.float32)
        return Reading(float(logits["relevance"]), none, none, np.empty((0, 2), dtype=np.int64))
    starts, ends = (logits[name][own] - logits[name][0] for name in ("start", "end"))
    if "relevance" in logits:
        return Reading(float(logits["relevance"]), starts, ends, places[own])
    best = Reading(0.0, starts, ends, places[own]).answering(0, int(places.max(initial=0)))
    return Reading(best.odds if best else float(-np.inf), starts, ends, places[own])
