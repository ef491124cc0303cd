"""Stand-ins for the outermost edge: models that need no weights."""

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from qa.models.embedder import Vectors


class WordEmbedder:
    """An embedder whose vectors count words: texts that share words are near. A token is a word or a sign."""

    name = "words"
    dimension = 256
    window = 40

    def __init__(self, digest: str = "0" * 64) -> None:
        self.digest = digest
        self.embedded: list[str] = []

    def lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(self.token_ends(text)) for text in texts]

    def token_ends(self, text: str) -> list[int]:
        return [match.end() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()) or ["?"]:
                vectors[row, blake2b(word.encode("utf-8", "replace"), digest_size=1).digest()[0]] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
