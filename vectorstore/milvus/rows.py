"""What a library keeps in Milvus besides vectors, as rows of its catalogue: a log of commits, in order.

A generation is the rows that its commit inserted, the last of them the commit itself: once that one is there, all are.
Whoever has copied generation r reads the rows after it to get the next. Each row has a kind, the generation, the
number of what it is about, and a piece of its JSON, because Milvus limits the length of a text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any, TypeAlias

from vectorstore.store import Document, Record

FORMAT = 1
"""The version of the format of what is kept here."""

PIECE = 16_000
"""Characters of a piece: at four bytes each, below the 65,535 bytes that a text field holds."""

Row: TypeAlias = dict[str, Any]


class Kind(StrEnum):
    """What a row of the catalogue is about."""

    DOCUMENT = "document"
    REMOVED = "removed"
    ORIGIN = "origin"
    ATTRIBUTE = "attribute"
    COMMIT = "commit"


@dataclass(frozen=True, slots=True)
class Commit:
    """One generation, as its last row states it.

    `library` distinguishes this library from a later one of the same name. Its rows have the numbers from `first` to
    `last`. `passages` is the collection of the vectors, begun with generation `since`, and `erased` the last
    generation that erased what it removed.
    """

    generation: int
    library: str
    format: int
    first: int
    last: int
    documents: int
    slices: int
    dimension: int
    passages: str
    since: int
    erased: int

    @classmethod
    def parsed(cls, body: str) -> "Commit":
        """The commit in a row's body, in this format or a later one. Raises ValueError if there is none."""
        try:
            values = json.loads(body)
            return cls(**{name: values[name] for name in cls.__slots__})
        except (TypeError, KeyError) as error:
            raise ValueError(f"{body[:80]!r} is no commit") from error

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def format_of(body: str) -> int:
    """The format of the library whose commit has this body; 0 if it is not a commit."""
    try:
        return int(json.loads(body)["format"])
    except (TypeError, KeyError, ValueError):
        return 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a commit changed: a document put or removed, the digest of an origin, or an attribute."""

    kind: Kind
    name: str
    body: str


def number_of(*names: str) -> int:
    """A 63-bit number that stands for names where Milvus compares them, so that any text is safe and short."""
    return int.from_bytes(blake2b("\0".join(names).encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def of_document(document: Document) -> Change:
    """A change that puts a document."""
    records = [(record.start, record.end, record.digest) for record in document.records]
    published = document.published and document.published.isoformat()
    body = json.dumps({**asdict(document), "published": published, "records": records})
    return Change(Kind.DOCUMENT, document.key, body)


def document_of(body: str) -> Document:
    """The document that was given to `of_document`."""
    values = json.loads(body)
    return Document(
        **values
        | {
            "published": date.fromisoformat(values["published"]) if values["published"] else None,
            "records": tuple(Record(*record) for record in values["records"]),
            "authors": tuple(values["authors"]),
        }
    )


def of_pair(kind: Kind, name: str, value: str | None) -> Change:
    """The new digest of an origin, or value of an attribute; None for one that is gone."""
    return Change(kind, name, json.dumps([name, value]))


def subject(kind: Kind, name: str) -> int:
    """The number of what a change is about: the same when a document is put and when it is removed."""
    return number_of(Kind.DOCUMENT if kind is Kind.REMOVED else kind, name)


def packed(changes: Iterable[Change], generation: int, first: int) -> Iterator[Row]:
    """Yield the rows of changes, numbered from `first` on."""
    for change in changes:
        pieces = [change.body[start : start + PIECE] for start in range(0, len(change.body), PIECE)]
        for number, piece in enumerate(pieces):
            yield {
                "id": first,
                "kind": str(change.kind),
                "generation": generation,
                "subject": subject(change.kind, change.name),
                "left": len(pieces) - 1 - number,
                "body": piece,
            }
            first += 1


def unpacked(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Kind, str]]:
    """Yield the kind and the JSON of each change, from rows in order."""
    body: list[str] = []
    for row in rows:
        body.append(row["body"])
        if not row["left"]:
            yield Kind(row["kind"]), "".join(body)
            body = []
