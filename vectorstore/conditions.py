"""Filters as SQL conditions on a document."""

import json
from collections.abc import Sequence

from vectorstore.order import ListOptions
from vectorstore.store import Filter


def condition(where: Filter, written: Sequence[str] | None, d: str = "d") -> tuple[str, list[str]]:
    """Return the SQL condition on a document `d` for a filter, and its values.

    `written` are the keys of the documents of the filter's author, None if it names none.
    """
    clauses: list[str] = []
    values: list[str] = []
    if where.collections is not None:
        clauses.append(f"{d}.collection IN ({', '.join('?' * len(where.collections))})")
        values += sorted(where.collections)
    for clause, value in (
        (f"{d}.key = ?", where.document),
        (f"{d}.published >= ?", where.published_from.isoformat() if where.published_from else None),
        (f"{d}.published <= ?", where.published_until.isoformat() if where.published_until else None),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if written is not None:
        clauses.append(f"{d}.key IN (SELECT value FROM json_each(?))")  # noqa: S608  our own name
        values.append(json.dumps(written))
    return " AND ".join(clauses) or "1", values


def list_condition(
    where: Filter, written: Sequence[str] | None, options: ListOptions, *, has_labels: bool = True
) -> tuple[str, list[str]]:
    """Return the SQL condition on a document `d` of a list, and its values. Where there are no labels, words are looked
    for in headings.

    The `+` makes SQLite go along the index of the list's order, and not sort what another index finds.
    """
    told, values = condition(where, written, "+d")
    clauses = [told]
    if options.undated:
        clauses.append("+d.published IS NULL")
    if options.words:
        label = "label || char(10) || place" if options.has_places else "label"
        named = " AND ".join([f"instr({label if has_labels else 'lower(d.heading)'}, ?) > 0"] * len(options.words))
        clauses.append(f"+d.number IN (SELECT document FROM labels WHERE {named})" if has_labels else named)  # noqa: S608  our own names
        values += options.words
    return " AND ".join(clauses), values
