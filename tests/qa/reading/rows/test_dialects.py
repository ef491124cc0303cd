"""How a table is written, by its first lines."""

import pytest

from qa.reading.rows.dialects import Dialect, dialect


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("title,text,date\nA,B,2019\n", Dialect()),
        ("title;text\nA, the first;B\n", Dialect(";")),
        ("title\ttext\n", Dialect("\t")),
        ("title|text\n", Dialect("|")),
        ("sep=;\ntitle;text\n", Dialect(";", None, 1)),
        ("SEP=#\ntitle#text\n", Dialect("#", None, 1)),
        ("Exported on Monday, 6 May\n\ntitle;text\n", Dialect(";", None, 2)),
        ("\none;two;three\n1;2;3\n", Dialect(";", None, 1)),
        ('title,text\nA,"He said \\"no\\"."\n', Dialect(",", "\\")),
        ('title,text\nA,"He said ""no"", and left."\n', Dialect(",", None)),
        ('title,text\nA,"He said ""no"" in C:\\","B"\n', Dialect(",", None)),
        ("'title','text'\n'A','It is B''s, they said.'\n", Dialect(quote="'")),
        ("text\nOne, two; three.\n", Dialect()),
        ("", Dialect()),
    ],
)
def test_the_header_tells_what_is_between_the_columns(table: str, expected: Dialect) -> None:
    assert dialect(table.splitlines(keepends=True)) == expected
