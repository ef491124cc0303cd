"""Groups -> batches of tensors, of pairs of similar length."""

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Dataset

from benchmarks.reader.encoded import Encoded, Group, Slice

LONGEST = 320
"""How many tokens a question with its passage has at most."""

POOL = 4_000
"""How many questions are sorted by length together."""

HARD = 3
"""How many passages that do not answer come with each that does."""

OTHER_WORDS = 0.25
"""How often a question is put in other words: disfluent, or as people type it into a search box."""

NO_TITLE = 0.15
CLASSIFY, SEPARATE = 101, 102
"""The tokens of BERT's vocabulary that begin a pair, and end a question or a passage."""


class Pair(NamedTuple):
    """A question with a passage, by number, with the tokens that answer and those that are left out."""

    question: int
    title: int
    body: int
    spans: tuple[Slice, ...]
    without: tuple[Slice, ...]
    is_wide: bool


Batch = list[list[Pair]]


def chosen(group: Group, data: Encoded, chance: random.Random, is_swapped: bool) -> list[Pair]:
    """Return a question with the passages that it is trained on this time, the one that answers first."""
    words = (
        chance.choice(group.wordings[1:]) if group.wordings[1:] and chance.random() < OTHER_WORDS else group.wordings[0]
    )
    is_bare = chance.random() < NO_TITLE

    def pair(question: int, passage: int, spans: tuple[Slice, ...], without: tuple[Slice, ...]) -> Pair:
        title, body = data.passages[passage]
        return Pair(question, -1 if is_bare else title, body, spans, without, group.is_wide)

    first = group.hard[:1] if group.right < 0 else ()
    rest = group.hard[len(first) :]
    count = HARD - len(first) - bool(is_swapped and group.swapped)
    hard = [*first, *chance.sample(rest, min(count, len(rest)))]
    pairs = [pair(words, group.right, group.spans, ())] if group.right >= 0 else []
    if is_swapped and group.swapped:
        pairs.append(pair(chance.choice(group.swapped), group.right, (), ()))
    return pairs + [pair(words, one.passage, (), one.without) for one in hard]


def plan(groups: Sequence[Group], data: Encoded, tokens: int, seed: int, is_swapped: bool) -> list[Batch]:
    """Return all groups in batches of so many tokens, padding included, in random order."""
    chance = random.Random(seed)
    order = list(groups)
    chance.shuffle(order)
    made: list[Batch] = []
    for start in range(0, len(order), POOL):
        pool = [chosen(group, data, chance, is_swapped) for group in order[start : start + POOL]]
        made += packed(sorted(filter(None, pool), key=lambda pairs: longest(pairs, data)), data, tokens)
    chance.shuffle(made)
    return made


def packed(pool: Sequence[list[Pair]], data: Encoded, tokens: int) -> list[Batch]:
    """Return groups in this order, as many together as fit."""
    made: list[Batch] = []
    current: Batch = []
    count = 0
    for pairs in pool:
        if current and longest(pairs, data) * (count + len(pairs)) > tokens:
            made.append(current)
            current, count = [], 0
        current.append(pairs)
        count += len(pairs)
    return [*made, current]


def longest(pairs: Sequence[Pair], data: Encoded) -> int:
    """Return the tokens of the longest pair, rounded up to a multiple of 16: kernels are compiled for each shape."""
    return -(-max(length(pair, data) for pair in pairs) // 16) * 16


def length(pair: Pair, data: Encoded) -> int:
    """Return the number of tokens of a pair, including those that are left out."""
    title = len(data.texts[pair.title]) if pair.title >= 0 else 0
    return min(LONGEST, len(data.texts[pair.question]) + title + len(data.texts[pair.body]) + 3)


class Batches(Dataset[dict[str, torch.Tensor]]):  # type: ignore[misc]  # torch is not looked into by the type checker
    """Batches by number, as tensors."""

    def __init__(self, batches: Sequence[Batch], data: Encoded) -> None:
        self._batches = batches
        self._data = data

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        return tensors(self._batches[number], self._data)


def tensors(batch: Batch, data: Encoded) -> dict[str, torch.Tensor]:
    """A batch, padded to its longest pair.

    `starts` and `ends` mark the tokens where an answer starts and ends: the first token, if there is no answer.
    """
    flat = [pair for pairs in batch for pair in pairs]
    shape = (len(flat), longest(flat, data))
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    allowed, starts, ends = (np.zeros(shape, dtype=bool) for _ in range(3))
    allowed[:, 0] = True
    for row, pair in enumerate(flat):
        words, before, body = parts(pair, data)
        first = len(words) + len(before)
        size = first + len(body) + 1
        ids[row, :size] = np.concatenate([words, before, body, [SEPARATE]])
        mask[row, :size] = 1
        types[row, len(words) : size] = 1
        allowed[row, first : size - 1] = True
        mark(pair, first, size - 1, starts[row], ends[row])
    group = np.repeat(np.arange(len(batch)), [len(pairs) for pairs in batch])
    named: dict[str, NDArray[Any]] = {
        "ids": ids,
        "mask": mask,
        "types": types,
        "allowed": allowed,
        "starts": starts,
        "ends": ends,
    }
    named |= {"group": group, "answers": ~starts[:, 0]}
    return {name: torch.from_numpy(array) for name, array in named.items()}


def parts(pair: Pair, data: Encoded) -> tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint16]]:
    """Return the tokens of the question with what is around it, of the title, and of as much of the passage as fits."""
    words = np.concatenate([[CLASSIFY], data.texts[pair.question], [SEPARATE]])
    title = data.texts[pair.title] if pair.title >= 0 else np.empty(0, dtype=np.uint16)
    body = data.texts[pair.body]
    if pair.without:
        body = np.delete(body, np.concatenate([np.arange(*span) for span in pair.without]))
    return words, title, body[: max(0, LONGEST - 1 - len(words) - len(title))]


def mark(pair: Pair, first: int, last: int, starts: NDArray[np.bool_], ends: NDArray[np.bool_]) -> None:
    """Mark where the answers of a pair start and end."""
    for start, end in pair.spans:
        if first + end <= last:
            if pair.is_wide:
                starts[first + start : first + end] = ends[first + start : first + end] = True
            else:
                starts[first + start] = ends[first + end - 1] = True
    if not starts.any():
        starts[0] = ends[0] = True
