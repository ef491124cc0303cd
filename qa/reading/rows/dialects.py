"""How a table is written: what separates its columns, how a quote is escaped, and where its header is."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.facts.fields import AUTHORS, DAYS, TEXTS, TITLES, simplified

DELIMITERS = ",;\t|^\x01\x1f"
"""What may separate columns; the last two come from databases."""

SINGLE = re.compile(r"(?:^|[,;\t|])'(?:[^'\n]|'')*[,;\t|](?:[^'\n]|'')*'(?:[,;\t|]|\s*$)", re.MULTILINE)
"""A column in single quotation marks that holds a delimiter."""

NAMED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line in which spreadsheets name the delimiter."""

ESCAPED = re.compile(r'\\"')
DOUBLED = re.compile(r'[^,;\t|\s]""[^,;\t|\s"]|""[^,;\t|\s"][^"]*""')
KNOWN = frozenset((*TEXTS, *TITLES, *DAYS, *AUTHORS))


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, the lines before the header, the quotation mark, and what else escapes one within it."""

    delimiter: str = ","
    escape: str | None = None
    before: int = 0
    quote: str = '"'


def dialect(lines: Sequence[str]) -> Dialect:
    """Return how the table with these first lines is written.

    The header is the first line with the most usual names of fields; if there are none, the first that is not blank.
    """
    text = "".join(lines)
    quote = "'" if SINGLE.search(text) and '"' not in text else '"'
    escape = "\\" if ESCAPED.search(text) and not DOUBLED.search(text) else None
    if lines and (named := NAMED.fullmatch(lines[0])):
        return Dialect(named[1], escape, 1, quote)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    tried = [
        (_known(line, delimiter), -number, delimiter)
        for number, line in enumerate(lines)
        for delimiter in DELIMITERS
        if delimiter in line
    ]
    known, place, delimiter = max(tried, key=lambda one: one[:2], default=(0, 0, DELIMITERS[0]))
    if not known:
        return Dialect(max(DELIMITERS, key=lines[first].count) if lines else DELIMITERS[0], escape, first, quote)
    return Dialect(delimiter, escape, -place, quote)


def _known(line: str, delimiter: str) -> int:
    """How many columns of a header have a usual name."""
    names = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    return len(simplified(dict.fromkeys(names, 1)).keys() & KNOWN)
