"""CSV and its kin."""

from datetime import date

import pytest

from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, articles, body, notices, skipped


@pytest.mark.parametrize(("name", "between"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_the_header_says_what_is_between_the_columns(put: Put, name: str, between: str) -> None:
    rows = [[" "], ["url", "Date", "title", "text"], ["https://a.example/b", "2024-03-05", '"A; \t, B"', "Text."]]
    one = article(put(name, "\n".join(between.join(row) for row in rows)))
    assert (one.title, one.text, one.url) == ("A; , B", "Text.", "https://a.example/b")
    assert (one.published, one.source, one.line, one.verbatim) == (date(2024, 3, 5), "a.example", 3, False)


def test_a_text_in_quotes_has_lines_and_a_record_the_number_of_its_first(put: Put) -> None:
    table = 'title,text\r\n\r\n"A","One ""two"",\r\nthree\n\nfour"\r\nB,five\r\n'
    one, two = articles(put("a.csv", table))
    assert (one.line, one.text) == (3, 'One "two",\r\nthree\n\nfour')
    assert (two.line, two.text, two.title) == (7, "five", "B")


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("sep=;\ntitle;text;date\nA;Text, of it.;2024-03-05\n", 3),
        ("SEP=|\r\ntitle|text|date\r\nA|Text, of it.|2024-03-05\r\n", 3),
        ("title|text|date\nA|Text, of it.|2024-03-05\n", 2),
        ('title,text,date,,\nA,"Text, of it.",2024-03-05\n', 2),
        ('title,text,date\nA,"Text, of it.",2024-03-05,,\n', 2),
        ('Export of May; all, of it\n\nid;n\ntitle,text,date\nA,"Text, of it.",2024-03-05\n', 5),
        ("title;text, in full;text;date\nA;B, C, D;Text, of it.;2024-03-05\n", 2),
    ],
)
def test_the_ways_of_other_programs_are_understood(put: Put, table: str, line: int) -> None:
    one = article(put("a.csv", table))
    assert (one.title, one.text, one.published, one.line) == ("A", "Text, of it.", date(2024, 3, 5), line)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"He said \"no\", and left."', 'He said "no", and left.'),
        ('"He said ""no"", and left."', 'He said "no", and left.'),
        (r'"It is in C:\new, it is."', r"It is in C:\new, it is."),
    ],
)
def test_a_quote_is_escaped_by_a_quote_or_a_backslash(put: Put, written: str, text: str) -> None:
    assert article(put("a.csv", f"title,text\nA,{written}\n")).text == text


def test_a_table_in_utf16_without_a_mark_is_read(put: Put) -> None:
    file = put("a.csv", "title,text\nCafé,It is long and wide.\n".encode("utf-16-le"))
    assert [(one.title, one.text) for one in articles(file)] == [("Café", "It is long and wide.")]


def test_a_row_of_another_length_is_skipped_with_its_line(put: Put) -> None:
    file = put("a.csv", 'title,text\nA,one\nB\nC,two,three\n"D\nE",four\nF\n')
    assert skipped(file) == [
        (3, "1 column where the header has 2"),
        (4, "3 columns where the header has 2"),
        (7, "1 column where the header has 2"),
    ]
    assert [one.line for one in articles(put("b.csv", 'title,text\n"D\nE",four\n'))] == [2]


def test_a_quote_left_open_is_suspected(put: Put) -> None:
    assert skipped(put("a.csv", 'title,text\nA,one\n"B,two\nC,three\n')) == [
        (3, "1 column where the header has 2, over 2 lines: is a quote left open?")
    ]


def test_spaces_after_the_delimiter_do_not_hide_a_quote(put: Put) -> None:
    one = article(put("a.csv", 'title, text\nA, "one, two"\n'))
    assert (one.title, one.text) == ("A", "one, two")


def test_a_first_line_that_is_the_title_is_no_part_of_the_body(put: Put) -> None:
    one = article(put("a.csv", 'title,text\nA Bridge,"A Bridge\nIt is long."\n'))
    assert body(one) == ["It is long."]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "empty"),
        ("\n\n", "no records in it"),
        ("title,text\n", "no records in it"),
        ("titré,text\n".encode("cp1252"), "no records in it"),
        ("a,b\n1,2\n3,4\n", "none of its 2 records has any text"),
        (b"a,b\n1,\0\n", "not text"),
        (b"PK\3\4" + bytes(range(256)), "not text"),
    ],
)
def test_a_table_without_articles_is_skipped_once(put: Put, table: str | bytes, reason: str) -> None:
    assert skipped(put("a.csv", table)) == [(None, reason)]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("cp1252", ["not UTF-8: read as cp1252"]),
    ],
)
def test_a_table_is_decoded(put: Put, encoding: str, said: list[str]) -> None:
    file = put("a.csv", "title;text\nCafé;À Noël, l’hôtel coûte 5 €.\nFin;Là-bas.\n".encode(encoding))
    assert [(one.title, one.text) for one in articles(file)] == [
        ("Café", "À Noël, l’hôtel coûte 5 €."),
        ("Fin", "Là-bas."),
    ]
    assert notices(file) == said


def test_a_field_of_many_lines_that_is_too_large_ends_the_table(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.tables.LARGEST", 50)
    file = put("a.csv", "title,text\n" + "A,one\n" * 20 + 'C,"' + "line\n" * 20 + '"\nD,three\n')
    assert skipped(file) == [(22, "larger than 32 MB: split it; what follows in the file is not read")]


def test_a_line_that_is_too_long_ends_the_table(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.rows.lines.LARGEST", 50)
    file = put("a.csv", f"title,text\nA,one\nB,{'two' * 20}\nC,three\n")
    assert skipped(file) == [(3, "larger than 32 MB: split it; what follows in the file is not read")]


def test_a_field_of_a_megabyte_is_read(put: Put) -> None:
    text = "words and " * 100_000
    assert article(put("a.csv", f"title,text\nA,{text}\n")).text == text


@pytest.mark.parametrize("between", ["^", "\x01", "\x1f"])
def test_columns_may_be_parted_as_databases_do(put: Put, between: str) -> None:
    rows = [["title", "text", "date"], ["A", "Text, of it; all. " * 9, "2024-03-05"]]
    one = article(put("a.csv", "\n".join(map(between.join, rows))))
    assert (one.title, one.text, one.published) == ("A", "Text, of it; all. " * 9, date(2024, 3, 5))


def test_columns_may_stand_in_single_quotation_marks(put: Put) -> None:
    one = article(put("a.csv", "title,text\n'A, and B','It''s a text, and no more.'\n"))
    assert (one.title, one.text) == ("A, and B", "It's a text, and no more.")
    one = article(put("b.csv", "title,text\nA,'Tis a text\nB,the girls' text\n".replace("\nB,the girls' text", "")))
    assert one.text == "'Tis a text"


def test_of_columns_with_the_same_name_the_first_that_says_something_is_taken(put: Put) -> None:
    one, two = articles(put("a.csv", "title,text,text\nA,One.,\nB,,Two.\n"))
    assert (one.text, two.text) == ("One.", "Two.")


def test_a_nul_in_a_table_loses_no_row(put: Put) -> None:
    rows = (
        b"title,text\nA,The mill\0 is old.\nB,The wheel of the mill is new and turns all day long.\n"
        b"C,It is red and white.\n"
    )
    assert [one.text for one in articles(put("a.csv", rows))] == [
        *("The mill\ufffd is old.", "The wheel of the mill is new and turns all day long.", "It is red and white."),
    ]
