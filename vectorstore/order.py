"""How the documents of a store are listed."""

from enum import StrEnum


class DocumentOrder(StrEnum):
    """By heading, in either case of A to Z, or the newest first and those without a date last."""

    HEADING = "heading"
    DAY = "day"

    @property
    def columns(self) -> str:
        """What SQL sorts by; the catalogue has an index for each."""
        by_heading = "heading COLLATE NOCASE, key"
        return by_heading if self is DocumentOrder.HEADING else f"published DESC, {by_heading}"
