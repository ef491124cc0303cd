"""The data that benchmarks.reader.data wrote, in tokens: each text once, and questions and passages by its number.

Training reads it again and again without a tokenizer.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from qa.models.reader import LONGEST_HEADING, LONGEST_QUESTION

BLOCK = 10_000
"""How many texts are tokenised at once."""

Slice = tuple[int, int]


class Wrong(NamedTuple):
    """A passage that does not answer, and the tokens of it that are left out."""

    kind: str
    passage: int
    without: tuple[Slice, ...]


class Group(NamedTuple):
    """A question: its wordings, the passage that answers with the tokens that do, and passages that do not.

    `wordings` and `swapped` are texts; the first wording is the question as it was asked. `right` is -1 where no
    passage answers.
    """

    set: str
    article: int
    wordings: tuple[int, ...]
    is_wide: bool
    right: int
    spans: tuple[Slice, ...]
    hard: tuple[Wrong, ...]
    swapped: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as tokens, passages as the texts of title and body, and groups."""

    texts: list[NDArray[np.uint16]]
    passages: list[Slice]
    groups: list[Group]


class Texts:
    """Texts, each once, numbered as they come."""

    def __init__(self) -> None:
        self.all: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self.all.setdefault(text, len(self.all))


def encoded(folder: Path, tokenizer: Tokenizer) -> Encoded:
    """Return the data of a folder, from its tokens.npz and tokens.json, which are made if they are missing."""
    arrays, table = folder / "tokens.npz", folder / "tokens.json"
    if not table.exists():
        write(folder, tokenizer)
    with np.load(arrays) as loaded:
        texts = np.split(loaded["ids"], loaded["ends"][:-1])
    known = json.loads(table.read_bytes())
    groups = [
        Group(name, article, tuple(wordings), wide, right, pairs(spans), wrongs(hard), tuple(swapped))
        for name, article, wordings, wide, right, spans, hard, swapped in known["groups"]
    ]
    return Encoded(texts, pairs(known["passages"]), groups)


def pairs(rows: Sequence[Sequence[int]]) -> Any:
    """Return rows of JSON as tuples."""
    return tuple(map(tuple, rows))


def wrongs(rows: Sequence[Sequence[Any]]) -> tuple[Wrong, ...]:
    """Return rows of JSON as wrong passages."""
    return tuple(Wrong(kind, passage, pairs(without)) for kind, passage, without in rows)


def write(folder: Path, tokenizer: Tokenizer) -> None:
    """Tokenise the data, and keep the tokens."""
    texts = Texts()
    bodies = list(lines_of(folder / "passages.jsonl"))
    passages = [(texts.number(one["title"][:LONGEST_HEADING]), texts.number(one["text"])) for one in bodies]
    records = list(lines_of(folder / "groups.jsonl"))
    wordings = [
        [texts.number(one[name][:LONGEST_QUESTION]) for name in ("question", "disfluent", "keywords") if one[name]]
        for one in records
    ]
    swapped = [[texts.number(one["question"][:LONGEST_QUESTION]) for one in record["swapped"]] for record in records]
    encodings = list(tokenised(list(texts.all), tokenizer))
    ids = [np.array(one.ids, dtype=np.uint16) for one in encodings]
    offsets = {body: np.array(encodings[body].offsets).reshape(-1, 2) for _, body in passages}
    groups = [
        (record["set"], record["article"], words, record["wide"], *placed(record, passages, offsets), swaps)
        for record, words, swaps in zip(records, wordings, swapped, strict=True)
    ]
    np.savez(folder / "tokens.npz", ids=np.concatenate(ids), ends=np.cumsum([len(one) for one in ids]))
    (folder / "tokens.json").write_text(json.dumps({"passages": passages, "groups": groups}), encoding="utf-8")


def placed(record: dict[str, Any], passages: Sequence[Slice], offsets: dict[int, NDArray[np.int64]]) -> tuple[Any, ...]:
    """Return the passage that answers and its spans, and those that do not, with slices in tokens."""
    right = record["right"]
    hard = [
        (one["kind"], one["passage"], in_tokens(one.get("without", []), offsets[passages[one["passage"]][1]]))
        for one in record["hard"]
    ]
    if right is None:
        return -1, [], hard
    return right["passage"], in_tokens(right["spans"], offsets[passages[right["passage"]][1]]), hard


def in_tokens(spans: Sequence[Sequence[int]], offsets: NDArray[np.int64]) -> list[Slice]:
    """Return slices of characters as slices of the tokens that they touch."""
    found: list[Slice] = []
    for start, end in spans:
        touched = np.flatnonzero((offsets[:, 0] < end) & (offsets[:, 1] > start))
        if len(touched):
            found.append((int(touched[0]), int(touched[-1]) + 1))
    return found


def tokenised(texts: Sequence[str], tokenizer: Tokenizer) -> Iterator[Encoding]:
    """Yield texts as tokens, without any that mark a beginning or an end."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for start in range(0, len(texts), BLOCK):
        yield from tokenizer.encode_batch(list(texts[start : start + BLOCK]), add_special_tokens=False)


def lines_of(file: Path) -> Iterator[dict[str, Any]]:
    """The records of a file."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
