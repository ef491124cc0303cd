"""The orders in which documents are listed."""

from enum import StrEnum


class DocumentOrder(StrEnum):
    """By heading from A to Z, ignoring case, or newest first, with those without a date last."""

    HEADING = "heading"
    DAY = "day"

    @property
    def columns(self) -> str:
        """The columns to sort by in SQL; the catalogue has an index for each."""
        by_heading = "heading COLLATE NOCASE, key"
        return by_heading if self is DocumentOrder.HEADING else f"published DESC, {by_heading}"
