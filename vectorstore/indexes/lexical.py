"""Passages by BM25 over their words, in tantivy."""

import math
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tantivy

from vectorstore.indexes.scratch import scratch_folder
from vectorstore.store import Filter

HEAP = 64_000_000
"""Bytes that a writer fills before it writes a segment."""

QUESTION_TERMS = 256
"""The most distinct words of a question that are searched for."""

COMMON, MANY = 0.5, 1000
"""A word that this share of the passages has is not searched for, where there are many: it says next to nothing of
which are meant, and costs half of the time among a million; see docs/benchmarks/tried.md.
"""

SCHEMA = (
    tantivy.SchemaBuilder()
    .add_unsigned_field("number", stored=False, indexed=True, fast=True)
    .add_text_field("document", tokenizer_name="raw", index_option="basic")
    .add_text_field("collection", tokenizer_name="raw", index_option="basic")
    .add_integer_field("published", indexed=True, fast=True)
    .add_text_field("text", tokenizer_name="words", index_option="freq")
    .build()
)


def _analyzer() -> tantivy.TextAnalyzer:
    """Words folded and stemmed as in English, and single characters of scripts without spaces."""
    alone = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    words = rf"[{alone}]|[\p{{L}}\p{{M}}\p{{N}}--[{alone}]]+"
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(words))
        .filter(tantivy.Filter.remove_long(64))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it enters the index: its words are those of `heading` and `text`."""

    number: int
    document: str
    collection: str
    published: date | None
    heading: str
    text: str


class LexicalIndex:
    """An index in a folder, open for reading."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder if os.access(folder, os.W_OK) else _linked(folder, scratch_folder(self)))
        self._searcher = self._index.searcher()
        self._analyzer = _analyzer()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def numbers(self) -> list[int]:
        """The numbers of all passages, ascending."""
        if not len(self):
            return []
        hits = self._searcher.search(tantivy.Query.all_query(), len(self), count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return sorted(int(number or 0) for number in numbers)

    def search(
        self, text: str, limit: int, where: Filter, among: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """The `limit` passages of greatest BM25 for the words of `text`, best first, with their scores.

        `among` are the keys of the documents that may be found, None for all: the index knows no authors.
        """
        terms = self._telling(list(dict.fromkeys(self._analyzer.analyze(text)))[:QUESTION_TERMS])
        if not terms or limit <= 0:
            return []
        term_queries = [tantivy.Query.term_query(SCHEMA, "text", term, "freq") for term in terms]
        any_term = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in term_queries])
        return self._search(any_term, limit, [*_filters(where, among)])

    def alike(
        self, term: str, limit: int, where: Filter, among: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """At most `limit` passages with a term that differs by one letter, or by two swapped letters."""
        if limit <= 0:
            return []
        near = tantivy.Query.fuzzy_term_query(SCHEMA, "text", term, distance=1, transposition_cost_one=True)
        return self._search(near, limit, [*_filters(where, among)])

    def _telling(self, terms: list[str]) -> list[str]:
        """Those of the terms that are not common; all if there is no other."""
        most = COMMON * len(self) if len(self) >= MANY else len(self)
        return [term for term in terms if self._searcher.doc_freq("text", term) <= most] or terms

    def _search(self, any_term: tantivy.Query, limit: int, needed: Sequence[tantivy.Query]) -> list[tuple[int, float]]:
        filters = [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in needed]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, any_term), *filters]) if filters else any_term
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [(int(number or 0), float(score)) for (score, _), number in zip(hits, numbers, strict=True)]

    def terms(self, text: str) -> list[str]:
        """The words of a text as the index has them."""
        return self._analyzer.analyze(text)

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """The inverse document frequency of each term (Robertson and Zaragoza 2009, 3.1; never below 0)."""
        counts = [self._searcher.doc_freq("text", term) for term in terms]
        return [math.log(1 + (len(self) - count + 0.5) / (count + 0.5)) for count in counts]


def write(folder: Path, base: Path | None, removed: Iterable[str], entries: Iterable[Entry]) -> None:
    """Make an index in a new folder: that of `base` without the removed documents, plus the entries.

    Segments never change, so those of `base` are linked and not copied. Raises OSError.
    """
    folder.mkdir()
    for file in base.iterdir() if base is not None else ():
        if file.name.endswith(".lock"):
            continue
        try:
            (folder / file.name).hardlink_to(file)
        except OSError:
            shutil.copyfile(file, folder / file.name)
    with _system_errors():
        writer = _open(folder).writer(HEAP, 1)
        for document_key in removed:
            writer.delete_documents_by_term("document", document_key)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("number", entry.number)
    document.add_text("document", entry.document)
    document.add_text("collection", entry.collection)
    if entry.published is not None:
        document.add_integer("published", entry.published.toordinal())
    document.add_text("text", f"{entry.heading}\n{entry.text}")
    return document


@contextmanager
def _system_errors() -> Iterator[None]:
    """Raise OSError where tantivy reports an error of the system in the text of a ValueError."""
    try:
        yield
    except ValueError as error:
        if (number := re.search(r"\(os error (\d+)\)", str(error))) is None:
            raise
        raise OSError(int(number[1]), str(error)) from error


def _linked(folder: Path, links: Path) -> Path:
    """Links to the files of a read-only folder: tantivy puts a lock beside what it opens."""
    for file in folder.iterdir():
        if not file.name.endswith(".lock"):
            (links / file.name).symlink_to(file.absolute())
    return links


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index(SCHEMA, path=str(folder))
    index.register_tokenizer("words", _analyzer())
    return index


def _filters(where: Filter, among: Sequence[str] | None) -> Iterable[tantivy.Query]:
    if among is not None:
        yield tantivy.Query.term_set_query(SCHEMA, "document", among)
    if where.collections is not None:
        yield tantivy.Query.term_set_query(SCHEMA, "collection", sorted(where.collections))
    if where.document is not None:
        yield tantivy.Query.term_query(SCHEMA, "document", where.document, "basic")
    if where.published_from is not None or where.published_until is not None:
        yield tantivy.Query.range_query(
            SCHEMA,
            "published",
            tantivy.FieldType.Integer,
            (where.published_from or date.min).toordinal(),
            (where.published_until or date.max).toordinal(),
        )
