"""Word documents."""

from datetime import date

import pytest

from qa.library.quotable import statements
from qa.values import PartKind
from tests.qa.reading.archives import DC, OLE, W, docx, locked, packed, paragraph
from tests.qa.reading.conftest import Put
from tests.qa.reading.pdfs import pdf
from tests.qa.reading.told import article, body, parts, skipped

SAID = "The bridge over the Lune was opened in May."
TOLD = (
    "<dc:title>A Bridge Opens</dc:title><dc:creator>Ann Lee; J. Roe</dc:creator>"
    "<dcterms:created>2021-04-10T09:30:00Z</dcterms:created><dcterms:modified>2024-01-01T00:00:00Z</dcterms:modified>"
)


def test_a_document_is_an_article_a_paragraph_a_line(put: Put) -> None:
    document = docx(paragraph("A Bridge Opens", "Title"), paragraph("Costs", "Heading1"), paragraph(SAID), told=TOLD)
    one = article(put("a.docx", document))
    assert one.text == f"A Bridge Opens\nCosts\n{SAID}"
    assert body(one) == ["Costs\n", SAID]
    assert parts(one, PartKind.ASIDE) == ["Costs"]
    assert (one.title, one.authors, one.published) == ("A Bridge Opens", ("Ann Lee", "J. Roe"), date(2021, 4, 10))
    assert [one.text[slice(*unit.span)] for unit in statements(one)] == [SAID]


@pytest.mark.parametrize(
    "told",
    ["", "<dc:title>Untitled</dc:title>", "<dc:title>Document1</dc:title>", "<dc:title>bridge_v2.docx</dc:title>"],
)
def test_its_first_heading_is_the_title_where_none_is_told(put: Put, told: str) -> None:
    assert article(put("a.docx", docx(paragraph("Tolls", "Title"), paragraph(SAID), told=told))).title == "Tolls"
    assert article(put("old_bridge.docx", docx(paragraph(SAID), paragraph("Tolls", "Heading1")))).title == "old bridge"


def test_text_that_was_deleted_and_what_is_beside_the_text_is_left_out(put: Put) -> None:
    changed = "<w:p><w:r><w:t>It cost four</w:t></w:r><w:del><w:r><w:delText> or five</w:delText></w:r></w:del>"
    changed += "<w:ins><w:r><w:t> million euros.</w:t></w:r></w:ins></w:p>"
    assert article(put("a.docx", docx(paragraph(SAID), changed))).text == f"{SAID}\nIt cost four million euros."


def test_hidden_text_is_left_out(put: Put) -> None:
    runs = "<w:r><w:t>It is old. </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>It is mine.</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>It is big.</w:t></w:r>'
    assert article(put("a.docx", docx(paragraph("The mill", "Title"), f"<w:p>{runs}{shown}</w:p>"))).text == (
        "The mill\nIt is old. It is big."
    )


def test_raised_numbers_keep_their_meaning_and_rows_are_searched_only(put: Put) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>'
    cells = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in ("Year", "Cost"))
    document = docx(f"<w:p><w:r><w:t>It cost 10</w:t></w:r>{raised}</w:p>", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    one = article(put("a.docx", document))
    assert one.text == "It cost 10⁶\nYear | Cost"
    assert parts(one, PartKind.ASIDE) == ["Year | Cost"]


def test_words_of_another_are_marked(put: Put) -> None:
    one = article(put("a.docx", docx(paragraph("The mayor was glad:"), paragraph("I have waited.", "Quote"))))
    assert parts(one, PartKind.SAID) == ["I have waited."]


def test_a_document_with_macros_is_read_without_them(put: Put) -> None:
    document = docx(paragraph(SAID), more={"word/vbaProject.bin": OLE + b"Sub AutoOpen()"})
    assert article(put("a.docm", document)).text == SAID


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 1000, "empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (OLE + b"WordDocument", "an older Office format: save it as .docx or .pdf"),
        (locked(docx(paragraph(SAID))), "needs a password"),
        (docx(paragraph(SAID))[:700], "not a Word document that can be read (File is not a zip file)"),
        (pdf([SAID]), "not a Word document that can be read (File is not a zip file)"),
        (packed({"a.txt": SAID}), "not a Word document that can be read (it has no document in it)"),
        (docx(), "no text"),
        (
            docx(more={"word/document.xml": f"<!DOCTYPE a [<!ENTITY x 'y'>]><w:document {W}/>"}),
            "holds XML entities, which are not read",
        ),
        (docx(more={"word/document.xml": "<w:document"}), "not a Word document that can be read (ExpatError)"),
        (docx(paragraph("x" * (33 << 20))), "unpacks to more than 32 MB: split it"),
        (docx("<w:p>" * 100_000 + "</w:p>" * 100_000), "nested too deeply"),
    ],
    ids=[
        *("empty", "sparse", "password", "old", "locked", "cut", "wrong"),
        *("zip", "blank", "entity", "xml", "bomb", "deep"),
    ],
)
def test_what_is_no_document_is_skipped_with_a_reason(put: Put, document: bytes, reason: str) -> None:
    assert skipped(put("a.docx", document)) == [(None, reason)]


def test_entities_in_the_properties_are_not_expanded(put: Put) -> None:
    secret = put("secret.txt", "hidden").path
    told = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><p {DC}><dc:title>A &x; B</dc:title></p>'
    ((_, reason),) = skipped(put("a.docx", docx(paragraph(SAID), more={"docProps/core.xml": told})))
    assert reason == "holds XML entities, which are not read"
