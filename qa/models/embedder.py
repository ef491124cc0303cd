"""Turn text into unit vectors, by the sentence-transformers model itself, or by its export on a CPU."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from tokenizers import Encoding, Tokenizer

from qa.models.locate import Model
from qa.models.runtime import Pool, feed, session

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A model that embeds texts and questions in one space, and counts text in its own tokens."""

    @property
    def name(self) -> str:
        """The model's name, as the user gave it."""
        ...

    @property
    def digest(self) -> str:
        """The digest of the model's content."""
        ...

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        ...

    @property
    def window(self) -> int:
        """The tokens that a passage may have, title included, prompt and special ones not."""
        ...

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        ...

    def token_ends(self, text: str) -> list[int]:
        """The offset in `text` at which each token ends, in code points, ascending."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for texts that may be found, shape (n, dimension)."""
        ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for questions, shape (n, dimension)."""
        ...


class Exported(BaseModel):
    """What is known about a model's export: fp32.onnx, int8.onnx and tokenizer.json, and their sizes in bytes.

    `tokens` is the model's window, special ones included. `largest_difference` is that of any coordinate
    from the original, over the samples on which they were compared.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dimension: int
    tokens: int
    inputs: tuple[str, ...]
    query_prompt: str
    document_prompt: str
    largest_difference: float
    sizes: dict[str, int]


class Precision(StrEnum):
    """The two forms of a model's weights: full ones for questions, int8 ones for passages."""

    FULL = "fp32"
    INT8 = "int8"


class Export(Protocol):
    """A model that ONNX Runtime can run."""

    @property
    def about(self) -> Exported:
        """What is known about it."""
        ...

    @property
    def tokenizer(self) -> Path:
        """The file of its tokenizer."""
        ...

    def session(self, precision: Precision, threads: int) -> Any:
        """A session over its graph with weights of this precision."""
        ...


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """An export kept in a folder: fp32.onnx, int8.onnx and tokenizer.json."""

    folder: Path
    about: Exported

    @property
    def tokenizer(self) -> Path:
        """The file of its tokenizer."""
        return self.folder / "tokenizer.json"

    def session(self, precision: Precision, threads: int) -> Any:
        """A session over one of the two graphs."""
        return session(self.folder / f"{precision}.onnx", threads)


class Counting:
    """Counts text in the tokens of a `tokenizers.Tokenizer`, for both embedders.

    `counter` loads one that cuts nothing off: only for passages, as it takes a while.
    """

    def __init__(
        self, model: Model, tokenizer: Tokenizer, tokens: int, document_prompt: str, counter: Callable[[], Tokenizer]
    ) -> None:
        self.name = model.name
        self.digest = model.digest
        tokenizer.no_padding()
        special = tokenizer.num_special_tokens_to_add(is_pair=False)
        self.window: int = tokens - special - len(tokenizer.encode(document_prompt, add_special_tokens=False))
        self._load_counter = counter

    @cached_property
    def _counter(self) -> Tokenizer:
        counter = self._load_counter()
        counter.no_truncation()
        counter.no_padding()
        return counter

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        encodings: list[Encoding] = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return list(map(len, encodings))

    def token_ends(self, text: str) -> list[int]:
        """The offset in `text` at which each token ends, in code points, ascending."""
        offsets = self._counter.encode(text, add_special_tokens=False).offsets
        return list(accumulate(map(itemgetter(1), offsets), max))


class OnnxEmbedder(Counting):
    """The export of a model, run by ONNX Runtime: passages with int8 weights, questions with fp32.

    Its two sessions load on first use. `threads` texts are embedded at once.
    """

    def __init__(self, model: Model, export: Export, threads: int | None = None) -> None:
        about, load = export.about, partial(Tokenizer.from_file, str(export.tokenizer))
        self._tokenizer = load()
        super().__init__(model, self._tokenizer, about.tokens, about.document_prompt, load)
        self.dimension = about.dimension
        self._export = export
        self._about = about
        self._pool = Pool(threads)
        self._tokenizer.enable_truncation(about.tokens)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for texts that may be found, shape (n, dimension)."""
        return self._embed(self._passage_session, self._about.document_prompt, texts)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for questions, shape (n, dimension)."""
        return self._embed(self._question_session, self._about.query_prompt, texts)

    def exact(self, texts: Sequence[str]) -> Vectors:
        """Like `passages`, with the full weights: for comparing an export."""
        return self._embed(self._question_session, self._about.document_prompt, texts)

    @cached_property
    def _passage_session(self) -> Any:
        return self._export.session(Precision.INT8, threads=1)

    @cached_property
    def _question_session(self) -> Any:
        return self._export.session(Precision.FULL, threads=self._pool.threads)

    def _embed(self, graph: Any, prompt: str, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])

        def embed(place: int) -> None:
            vectors[place] = graph.run(None, feed(encodings[place], self._about.inputs))[0][0]

        self._pool.each(embed, encodings)
        return vectors


class SentenceTransformerEmbedder(Counting):
    """The model itself, by sentence-transformers: for a CUDA device."""

    def __init__(self, model: Model, device: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(
            str(model.folder), device=device, local_files_only=True, model_kwargs={"use_safetensors": True}
        )
        counter = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
        document_prompt = self._model.prompts.get("document") or ""
        super().__init__(model, counter, self._model.max_seq_length or 512, document_prompt, lambda: counter)
        self.dimension: int = self._model.get_embedding_dimension()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for texts that may be found, shape (n, dimension)."""
        return self._encode(self._model.encode_document, texts)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length for questions, shape (n, dimension)."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors: Vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return vectors
