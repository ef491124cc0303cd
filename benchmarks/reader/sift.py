"""Passages and questions that are taken not to answer, but do: the network itself finds them in training.

A retrieved passage is dropped if it seems to answer, and better than the one that does. A swapped question is dropped
if the passage seems to answer it by words other than before; if the network points at the old words, it has only missed
the swap, and is to learn it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from benchmarks.reader.batches import Batch, Pair, longest, packed, tensors
from benchmarks.reader.encoded import Encoded, Group

Kept = tuple[list[int], list[int]]
"""The places of a group's wrong passages, and of its swapped questions, that are kept."""


def sift(
    network: Any, groups: Sequence[Group], data: Encoded, tokens: int, is_bfloat16: bool
) -> tuple[list[Kept], dict[str, int]]:
    """Return what is kept of each group, and how many of each kind were dropped, and looked at."""
    asked: list[tuple[int, str, int, Pair]] = []
    for number, group in enumerate(groups):
        asked += [(number, kind, place, pair) for kind, place, pair in questions(group, data)]
    asked.sort(key=lambda one: longest([one[3]], data))
    batches = packed([[one[3]] for one in asked], data, tokens)
    read = {one[:3]: answer for one, answer in zip(asked, readings(network, batches, data, is_bfloat16), strict=True)}
    counts: Counter[str] = Counter()
    kept: list[Kept] = []
    for number, group in enumerate(groups):
        right = read.get((number, "right", 0), (0.0, True))[0]
        hard = [
            place
            for place, one in enumerate(group.hard)
            if one.kind != "retrieved" or group.right < 0 or read[number, "hard", place][0] <= max(0.0, right)
        ]
        swapped = [place for place in range(len(group.swapped)) if read[number, "swapped", place][1]]
        kept.append((hard, swapped))
        counts["retrieved"] += len(group.hard) - len(hard)
        counts["swapped"] += len(group.swapped) - len(swapped)
        counts["of swapped"] += len(group.swapped)
    return kept, dict(counts)


def left(group: Group, hard: Sequence[int], swapped: Sequence[int]) -> Group:
    """Return a group with these of its wrong passages and swapped questions."""
    return group._replace(
        hard=tuple(group.hard[place] for place in hard), swapped=tuple(group.swapped[place] for place in swapped)
    )


def questions(group: Group, data: Encoded) -> Iterator[tuple[str, int, Pair]]:
    """Yield the pairs of a group that are looked at: what answers, what was retrieved, what was swapped.

    The swapped ones keep the spans of the old question, to see whether the network points at them.
    """
    if group.right < 0:
        return
    own = data.passages[group.right]
    yield "right", 0, Pair(group.wordings[0], *own, group.spans, (), group.is_wide)
    for place, one in enumerate(group.hard):
        if one.kind == "retrieved":
            yield "hard", place, Pair(group.wordings[0], *data.passages[one.passage], (), (), is_wide=False)
    for place, text in enumerate(group.swapped):
        yield "swapped", place, Pair(text, *own, group.spans, (), group.is_wide)


def readings(network: Any, batches: Sequence[Batch], data: Encoded, is_bfloat16: bool) -> Iterator[tuple[float, bool]]:
    """Yield the relevance of each pair, and whether no words answer it other than the marked ones."""
    device = next(network.parameters()).device
    network.eval()
    for batch in batches:
        moved = {name: tensor.to(device) for name, tensor in tensors(batch, data).items()}
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=is_bfloat16):
            start, end, relevance = network(moved["ids"], moved["mask"], moved["types"])
        first, last = (logits.float().masked_fill(~moved["allowed"], -1e4).argmax(1) for logits in (start, end))
        is_none = (first == 0) | (last == 0)
        is_old = (last >= moved["starts"].int().argmax(1)) & (first <= last_marked(moved["ends"]))
        yield from zip(relevance.float().tolist(), (is_none | is_old).tolist(), strict=True)


def last_marked(marks: torch.Tensor) -> torch.Tensor:
    """Return the last place that is marked in each row."""
    return marks.shape[1] - 1 - marks.flip(1).int().argmax(1)
