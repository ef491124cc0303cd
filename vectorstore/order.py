"""Lists of documents: in which order, which of them, and with which words."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentOrder(StrEnum):
    """By heading from A to Z, ignoring case; newest first, with those without a date last; or by collection."""

    HEADING = "heading"
    DAY = "day"
    COLLECTION = "collection"

    @property
    def columns(self) -> str:
        """The columns to sort by in SQL; the catalogue has an index for the first two."""
        by_heading = "heading COLLATE NOCASE, key"
        match self:
            case DocumentOrder.HEADING:
                return by_heading
            case DocumentOrder.DAY:
                return f"published DESC, {by_heading}"
            case DocumentOrder.COLLECTION:
                return f"collection COLLATE NOCASE, {by_heading}"


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What is listed of the documents that a filter lets through, and in which order.

    All `words`, in folded case, are in a document's label, or in its place if it `has_places`; if `undated`, it has no
    date. Of these, at most `limit` (None: all) are listed, from number `first` on, counted from 0.
    """

    order: DocumentOrder = DocumentOrder.HEADING
    words: tuple[str, ...] = ()
    has_places: bool = False
    undated: bool = False
    first: int = 0
    limit: int | None = None


BY_HEADING = ListOptions()
