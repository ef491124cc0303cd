"""Filters as SQL conditions on a document."""

import json
from collections.abc import Sequence

from vectorstore.store import Filter


def condition(where: Filter, written: Sequence[str] | None) -> tuple[str, list[str]]:
    """Return the SQL condition on a document `d` for a filter, and its values.

    `written` are the keys of the documents of the filter's author, None if it names none.
    """
    clauses: list[str] = []
    values: list[str] = []
    if where.collections is not None:
        clauses.append(f"d.collection IN ({', '.join('?' * len(where.collections))})")
        values += sorted(where.collections)
    for clause, value in (
        ("d.key = ?", where.document),
        ("d.published >= ?", where.published_from.isoformat() if where.published_from else None),
        ("d.published <= ?", where.published_until.isoformat() if where.published_until else None),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if written is not None:
        clauses.append("d.key IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(written))
    return " AND ".join(clauses) or "1", values
