"""What passes between the machine that indexes and those that work for it: rows of numbers, text and bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
from pydantic import TypeAdapter

from qa.library.documents import Cut, document_of
from qa.library.preparing import Readable
from qa.models.embedder import Vectors
from qa.reading import SourceFile
from qa.reports import Notice, Skipped
from qa.values import Article
from vectorstore.store import Record

Columns: TypeAlias = dict[str, Any]
"""A row as Ray Data has it, by column."""

RECORDS = TypeAdapter(list[Record])
TEXTS = TypeAdapter(list[str])
KNOWN = TypeAdapter(dict[str, str])


class RowKind(StrEnum):
    """What a row holds: something that was read, the end of a file, or that a machine lacks the file."""

    ARTICLE = "article"
    SKIPPED = "skipped"
    NOTICE = "notice"
    END = "end"
    ABSENT = "absent"


MODELS: dict[RowKind, type[Readable]] = {
    RowKind.ARTICLE: Article,
    RowKind.SKIPPED: Skipped,
    RowKind.NOTICE: Notice,
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file to be read: its place among the files of the run, and the digest of each of its known articles."""

    place: int
    file: SourceFile
    known: dict[str, str]

    def columns(self) -> Columns:
        """The row as Ray Data has it."""
        return {
            "place": self.place,
            "path": str(self.file.path),
            "collection": self.file.collection,
            "known_as": self.file.known_as,
            "known": KNOWN.dump_json(self.known).decode(),
        }

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """The row of these columns."""
        file = SourceFile(Path(columns["path"]), columns["collection"], columns["known_as"])
        return cls(int(columns["place"]), file, KNOWN.validate_json(columns["known"]))


@dataclass(frozen=True, slots=True)
class Row:
    """One part, counted from 0, of what came out of the file at a place.

    `body` is the article, the notice or what was skipped as JSON, or the name of the machine that lacks the file. An
    article that is new or differs has `records`, and `texts` to be embedded, which `vectors` then replace.
    """

    place: int
    part: int
    kind: RowKind
    body: str = ""
    records: str = "[]"
    texts: str = "[]"
    vectors: bytes = b""

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """The row of these columns."""
        return cls(**{**columns, "kind": RowKind(columns["kind"])})

    def columns(self) -> Columns:
        """The row as Ray Data has it."""
        return {name: getattr(self, name) for name in self.__slots__} | {"kind": str(self.kind)}

    def readable(self) -> Readable:
        """What was read."""
        return MODELS[self.kind].model_validate_json(self.body)

    def cut(self, article: Article, dimension: int) -> Cut:
        """The article of this row, with the vectors of its passages."""
        records = RECORDS.validate_json(self.records)
        vectors = np.frombuffer(self.vectors, dtype="<f4").reshape(-1, dimension)
        return Cut(document_of(article, records), ("",) * len(records), vectors)


def row_of(place: int, part: int, one: Readable, cut: Cut | None = None) -> Row:
    """The row of what was read; if a new or differing article, as it was `cut`."""
    body = one.model_dump_json()
    if cut is None:
        return Row(place, part, next(kind for kind, model in MODELS.items() if isinstance(one, model)), body)
    records, texts = RECORDS.dump_json(list(cut.document.records)), TEXTS.dump_json(list(cut.texts))
    return Row(place, part, RowKind.ARTICLE, body, records.decode(), texts.decode())


def texts_of(columns: Sequence[str]) -> list[list[str]]:
    """The texts to be embedded from several rows."""
    return [TEXTS.validate_json(one) for one in columns]


def vector_bytes(vectors: Vectors) -> bytes:
    """Vectors as a row holds them."""
    return vectors.astype("<f4").tobytes()
