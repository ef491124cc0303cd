"""PDFs."""

import logging
from datetime import date

import pytest

from qa.reading.pdf_text import paragraphs
from tests.qa.reading.conftest import Put
from tests.qa.reading.pdfs import Placed, locked, pdf
from tests.qa.reading.told import article, body, notices, skipped

PAGE = (
    "A Bridge Opens",
    "The council met in the old hall on the hill and spoke of the bridge for",
    "two hours. It is the longest in the land.",
    "A second paragraph begins here, and it runs over the edge of the page,",
    "as far as this.",
)
FIRST = (
    "The council met in the old hall on the hill and spoke of the bridge for two hours. It is the longest in the land."
)
SECOND = "A second paragraph begins here, and it runs over the edge of the page, as far as this."


def test_pages_become_paragraphs_each_in_one_line(put: Put) -> None:
    told = {"Title": "A Bridge Opens", "Author": "Ann Lee", "CreationDate": "D:20210410093000+02'00'"}
    one = article(put("a.pdf", pdf(PAGE, ["It stands on page two."], told=told)))
    assert one.text == f"A Bridge Opens\n\n{FIRST}\n\n{SECOND}\n\nIt stands on page two."
    assert body(one) == [f"{FIRST}\n\n", f"{SECOND}\n\n", "It stands on page two."]
    assert (one.title, one.authors, one.published) == ("A Bridge Opens", ("Ann Lee",), date(2021, 4, 10))
    assert (one.title_from, one.published_from) == ("properties: Title", "properties: CreationDate")
    assert (one.verbatim, one.line) == (False, None)


@pytest.mark.parametrize(
    "title", ["", "Untitled", "untitled-3", "Microsoft Word - bridge.doc", "bridge_v2.indd", "a.pdf", "---"]
)
def test_the_first_short_line_is_the_title_where_none_is_told(put: Put, title: str) -> None:
    one = article(put("old_bridge.pdf", pdf(PAGE, told={"Title": title})))
    assert (one.title, one.title_from) == ("A Bridge Opens", "its first line")
    assert body(one) == [f"{FIRST}\n\n", SECOND]


def test_a_title_that_is_told_comes_first_and_the_line_stays(put: Put) -> None:
    one = article(put("a.pdf", pdf(PAGE, told={"Title": "Bridges of the North"})))
    assert one.title == "Bridges of the North"
    assert "".join(body(one)) == one.text


def test_a_first_line_that_runs_on_is_no_title(put: Put) -> None:
    one = article(put("old_bridge.pdf", pdf(PAGE[1:])))
    assert (one.title, body(one)) == ("old bridge", [f"{FIRST}\n\n", SECOND])


def test_a_single_line_is_text(put: Put) -> None:
    one = article(put("old_bridge.pdf", pdf(["It is long."])))
    assert (one.title, body(one)) == ("old bridge", ["It is long."])


def test_a_short_line_that_reads_on_is_joined(put: Put) -> None:
    lines = ["It is a bridge that was made by", "hand", "and no machine, which is a long, long way", "Of doing it."]
    assert article(put("a.pdf", pdf(lines))).text == (
        "It is a bridge that was made by hand and no machine, which is a long, long way Of doing it."
    )


def test_a_word_broken_at_a_hyphen_is_joined(put: Put) -> None:
    lines = [
        "It is a well-",
        "known bridge, and the jour\xad",
        "nalists of the whole coun-",
        "try came in 1990-",
        "1991 to see it",
    ]
    assert article(put("a.pdf", pdf(lines))).text == (
        "It is a well-known bridge, and the journalists of the whole country came in 1990- 1991 to see it"
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The recon-", "struction cost money."], "The reconstruction cost money."),
        (
            ["The re-", "creation is no recreation, it is a re-creation."],
            "The recreation is no recreation, it is a re-creation.",
        ),
        (["A re-", "sign is no re-sign, they say."], "A re-sign is no re-sign, they say."),
        (["A bridge-", "tower is a tower of a bridge."], "A bridge-tower is a tower of a bridge."),
        (["The Franco-", "German bridge is open."], "The Franco-German bridge is open."),
        (["An eﬃcient co\xadope\xadration of oﬀices."], "An efficient cooperation of offices."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_is_the_words_own(lines: list[str], text: str) -> None:
    assert [one.text for one in paragraphs(["\n".join(lines)])] == [text]


def test_a_line_that_is_no_end_goes_on_however_short_it_is(put: Put) -> None:
    lines = [
        "After the accident of the airplane in the autumn of",
        "that year, the agency issued",
        "Order 23 to all.",
        "It is.",
    ]
    assert article(put("a.pdf", pdf(lines))).text == (
        "After the accident of the airplane in the autumn of that year, the agency issued Order 23 to all.\n\nIt is."
    )


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_over_pages(put: Put) -> None:
    lines = {
        1: [
            "The council met on the first day, and the bridge was then for the first time",
            "seen by its people, and by",
        ],
        2: ["its makers. They were not glad of what they saw on that long day in the north,", "and on the last"],
        3: ["day they left.", "Nobody was asked for more, and nobody said that there was any more to be had."],
    }
    pages = [["The Bridge Report 2024", *said, f"{number} of 3"] for number, said in lines.items()]
    assert article(put("a.pdf", pdf(*pages))).text == (
        "The council met on the first day, and the bridge was then for the first time seen by its people, and by its "
        "makers. They were not glad of what they saw on that long day in the north, and on the last day they left.\n\n"
        "Nobody was asked for more, and nobody said that there was any more to be had."
    )


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        (b"(It cost 10) Tj /F1 7 Tf 60 5 Td (6) Tj /F1 12 Tf 8 -5 Td ( euros in all.) Tj", "It cost 10⁶ euros in all."),
        (b"(It cost 10) Tj 5 Ts /F1 7 Tf (6) Tj 0 Ts /F1 12 Tf ( euros in all.) Tj", "It cost 10⁶ euros in all."),
        (b"(It has 9 m) Tj /F1 7 Tf 60 5 Td (2) Tj /F1 12 Tf 8 -5 Td ( in all.) Tj", "It has 9 m² in all."),
        (b"(It has CO) Tj /F1 7 Tf 60 -3 Td (2) Tj /F1 12 Tf 8 3 Td ( in all.) Tj", "It has CO2 in all."),
        (b"(It was long.) Tj 5 Ts /F1 7 Tf (12) Tj 0 Ts /F1 12 Tf ( It is.) Tj", "It was long. It is."),
        (b"(On the 5) Tj /F1 7 Tf 60 5 Td (th) Tj /F1 12 Tf 8 -5 Td ( of May.) Tj", "On the 5th of May."),
    ],
)
def test_raised_numbers_keep_their_meaning(put: Put, signs: bytes, text: str) -> None:
    assert article(put("a.pdf", pdf(b"BT /F1 12 Tf 50 800 Td " + signs + b" ET"))).text == text


def test_a_small_number_on_a_line_of_its_own_is_not_raised(put: Put) -> None:
    above = b"BT /F1 12 Tf 50 800 Td 14 TL (We say) Tj T* (that) Tj T* (of 10) Tj T* "
    small = above + b"/F1 7 Tf (6) Tj T* (are) Tj T* (now.) Tj ET"
    assert article(put("a.pdf", pdf(small))).text == "We say that of 10 6 are now."


LEFT = (
    "The council met on Monday and it",
    "spoke of the bridge for two hours",
    "before it voted to close it. The",
    "arch is old and worn out, said the",
    "mayor of the town.",
)
RIGHT = (
    "Lorries must go by the tunnel in",
    "the north until the work is done,",
    "which may take eleven months. No",
    "one was hurt when a stone of the",
    "arch fell on the road.",
)
COLUMNS = [[(50, 800 - 14 * number, line) for number, line in enumerate(LEFT)]]
COLUMNS.append([(310, y, line) for (_, y, _), line in zip(COLUMNS[0], RIGHT, strict=True)])
ROW_BY_ROW = [line for row in zip(*COLUMNS, strict=True) for line in row]


@pytest.mark.parametrize("drawn", [[*COLUMNS[0], *COLUMNS[1]], ROW_BY_ROW])
def test_columns_are_read_one_after_the_other_however_they_are_drawn(put: Put, drawn: list[Placed]) -> None:
    assert article(put("a.pdf", pdf(drawn))).text.replace("\n\n", " ") == " ".join([*LEFT, *RIGHT])


def test_a_line_over_both_columns_parts_what_is_above_and_below(put: Put) -> None:
    wide = "The second part of the report, which is set over both of its columns."
    drawn = [*ROW_BY_ROW, (50, 700, wide), *((x, y - 130, line) for x, y, line in ROW_BY_ROW)]
    found = article(put("a.pdf", pdf(drawn))).text.replace("\n\n", " ")
    assert found == " ".join([*LEFT, *RIGHT, wide, *LEFT, *RIGHT])


def test_rows_of_a_table_are_kept(put: Put) -> None:
    rows = [(f"Bridge number {number} in the north", f"It was closed {number} years ago") for number in range(1, 8)]
    drawn = [(x, 800 - 14 * y, cell) for y, row in enumerate(rows) for x, cell in zip((50, 310), row, strict=True)]
    assert article(put("a.pdf", pdf(drawn))).text.replace("\n\n", " ") == " ".join(f"{one} {two}" for one, two in rows)


def test_each_place_in_the_text_has_its_page(put: Put) -> None:
    first = ["The council met on the first day, and spoke of the bridge for the recon-"]
    last = ["struction of which it has the money. The rest is told here. It was late."]
    one = article(put("a.pdf", pdf(first, [], last, [])))
    assert one.text == (
        "The council met on the first day, and spoke of the bridge for the reconstruction of which it has the money. "
        "The rest is told here. It was late."
    )
    assert [one.page_at(one.text.index(word)) for word in ("The council", "reconstruction", " of which", "It was")] == [
        *(1, 1, 3, 3),
    ]
    assert one.pages == (0, one.text.index(" of which"), one.text.index(" of which"), len(one.text))


def test_pages_that_break_between_paragraphs_begin_with_these(put: Put) -> None:
    one = article(put("a.pdf", pdf([], PAGE, ["It stands on page three."])))
    assert one.pages == (0, 0, one.text.index("It stands"))
    assert (one.page_at(0), one.page_at(len(one.text) - 1)) == (2, 3)


def test_pages_without_text_are_counted(put: Put) -> None:
    file = put("a.pdf", pdf(PAGE, [], []))
    assert notices(file) == ["2 of its 3 pages have no text: what is scanned needs OCR first"]
    assert notices(put("b.pdf", pdf(PAGE, []))) == ["1 of its 2 pages has no text: what is scanned needs OCR first"]
    assert notices(put("c.pdf", pdf(PAGE))) == []


def test_a_date_that_is_none_loses_only_the_date(put: Put) -> None:
    one = article(put("a.pdf", pdf(PAGE, told={"CreationDate": "yesterday"})))
    assert (one.title, one.published) == ("A Bridge Opens", None)


def test_what_a_pdf_tells_by_reference_is_looked_up(put: Put) -> None:
    document = pdf(PAGE, told={"Title": "REFERENCE"}, more=[b"(By Reference)"])
    one = article(put("a.pdf", document.replace(b"(REFERENCE)", b"7 0 R      ")))
    assert one.title == "By Reference"


def test_a_pdf_that_only_its_owner_may_change_is_read(put: Put) -> None:
    assert article(put("a.pdf", locked(pdf(PAGE), ""))).title == "A Bridge Opens"


def test_a_pdf_with_a_password_is_skipped(put: Put) -> None:
    assert skipped(put("a.pdf", locked(pdf(PAGE), "let me in"))) == [(None, "needs a password")]


def test_a_pdf_that_is_encrypted_in_an_unknown_way_is_skipped(put: Put) -> None:
    document = locked(pdf(PAGE), "").replace(b"/Filter /Standard", b"/Filter /Personal")
    ((_, reason),) = skipped(put("a.pdf", document))
    assert reason.startswith("encrypted or packed in a way that is not read (")


@pytest.mark.parametrize("document", [pdf([]), pdf([], []), pdf(["   "]), pdf()])
def test_a_pdf_without_text_is_skipped(put: Put, document: bytes) -> None:
    assert skipped(put("a.pdf", document)) == [(None, "no text in it; a scanned PDF needs OCR first")]


@pytest.mark.parametrize("document", [b"%PDF-1.4\n", b"no PDF", pdf(PAGE)[:300], b"\0" * 100])
def test_a_broken_pdf_is_skipped(put: Put, document: bytes) -> None:
    ((line, reason),) = skipped(put("a.pdf", document))
    assert line is None
    assert reason.startswith("not a PDF that can be read (")


def test_an_empty_pdf_is_skipped(put: Put) -> None:
    assert skipped(put("a.pdf", b"")) == [(None, "empty")]


def test_more_text_than_is_read_is_skipped(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.pdf.LARGEST", 100)
    assert skipped(put("a.pdf", pdf(PAGE))) == [(None, "larger than 32 MB: split it")]


def test_nothing_is_logged(put: Put, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        skipped(put("a.pdf", pdf(PAGE)[:-60]))
    assert caplog.records == []
