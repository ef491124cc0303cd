"""Questions that found no answer, grouped: what the articles lack."""

from collections.abc import Callable, Sequence

import numpy as np

from qa.models.embedder import Embedder, Vectors

NEAR = 0.75
"""Cosine from which two questions are taken for the same."""


def grouped(questions: Sequence[str], embedder: Callable[[], Embedder]) -> list[list[str]]:
    """The questions in groups of those that are near the first of their group, the largest group first.

    `embedder` is called only if there are questions.
    """
    groups: list[list[str]] = []
    if not questions:
        return groups
    vectors: Vectors = embedder().questions(questions)
    heads = np.empty((0, vectors.shape[1]), dtype=np.float32)
    for question, vector in zip(questions, vectors, strict=True):
        likeness = heads @ vector
        if len(groups) and likeness.max() >= NEAR:
            groups[int(likeness.argmax())].append(question)
        else:
            groups.append([question])
            heads = np.vstack([heads, vector])
    return sorted(groups, key=len, reverse=True)
