"""Passages on the subject of a question that do not answer it.

They come from the article that answers: the same passage without the sentences that answer, and the passages beside it;
or, where nothing answers, the passage that the question was put to.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.reader.mining import Cutting, says
from benchmarks.reader.sets import Question, Slice
from qa.evaluation.questions import has_answer

LEAST = 2
"""How many sentences of a passage must be left."""


def without_answer(question: Question, right: dict[str, Any] | None, cutting: Cutting) -> list[dict[str, Any]]:
    """Return the passage that answers without the sentences that do, if enough is left and that does not answer."""
    if right is None:
        return []
    passage = cutting.passages[right["passage"]]
    start, text = passage["start"], passage["text"]
    own = [
        (max(first - start, 0), min(last - start, len(text)))
        for first, last in cutting.sentences[passage["article"]]
        if first < start + len(text) and start < last
    ]
    taken = [one for one in own if any(overlaps(one, span) for span in right["spans"])]
    kept = [one for one in own if one not in taken]
    if len(kept) < LEAST or has_answer("".join(text[slice(*one)] for one in kept), question.answers):
        return []
    return [{"kind": "cut", "passage": right["passage"], "without": taken}]


def beside(
    question: Question, article: int, right: dict[str, Any] | None, near: Sequence[int], cutting: Cutting
) -> list[dict[str, Any]]:
    """Return passages of the same article that do not answer: from the `near` ones, or from those that stand nearest.

    Where no passage answers, they are those that the question was put to.
    """
    own = cutting.of_article[article]
    if not question.spans:
        put_to = [number for number in own if overlaps(place(number, cutting), question.near)]
        put_to.sort(key=lambda number: -shared(place(number, cutting), question.near))
        kind = "implicit" if question.answers else "unanswerable"
        return [{"kind": kind, "passage": number} for number in put_to]
    answering = right["passage"] if right else -1
    order = near or sorted(own, key=lambda number: abs(number - answering))
    return [
        {"kind": "beside", "passage": number}
        for number in order
        if not any(overlaps(place(number, cutting), span) for span in question.spans)
        and not says(cutting.passages[number], question.answers)
    ]


def place(number: int, cutting: Cutting) -> Slice:
    """Return where a passage stands in its article."""
    passage = cutting.passages[number]
    return passage["start"], passage["start"] + len(passage["text"])


def overlaps(one: Slice, other: Slice) -> bool:
    """Whether two slices have characters in common."""
    return one[0] < other[1] and other[0] < one[1]


def shared(one: Slice, other: Slice) -> int:
    """Return how many characters two slices have in common."""
    return min(one[1], other[1]) - max(one[0], other[0])
