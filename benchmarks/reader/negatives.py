"""Passages that tell of what a question is about, but do not answer it.

Of the article that does: the same passage without the sentences that answer, the passages beside it, and where
nothing answers, the passage that the question was put to.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.reader.mining import Cutting, says
from benchmarks.reader.sets import Question, Slice
from qa.evaluation.questions import has_answer

LEAST = 2
"""Sentences that must be left of a passage."""


def without_answer(question: Question, right: dict[str, Any] | None, cutting: Cutting) -> list[dict[str, Any]]:
    """The passage that answers without the sentences that do, if enough is left and it does not answer."""
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
    """Passages of the same article that do not answer: of `near` ones, or of those that stand nearest.

    Where none answers, those that the question was put to.
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
    """Where a passage stands in its article."""
    passage = cutting.passages[number]
    return passage["start"], passage["start"] + len(passage["text"])


def overlaps(one: Slice, other: Slice) -> bool:
    """Whether two slices have characters in common."""
    return one[0] < other[1] and other[0] < one[1]


def shared(one: Slice, other: Slice) -> int:
    """How many characters two slices have in common."""
    return min(one[1], other[1]) - max(one[0], other[0])
