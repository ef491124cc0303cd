"""Word documents and books of a few entries, written by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def locked(archive: bytes) -> bytes:
    """The same archive, its entries marked as encrypted."""
    made = bytearray(archive)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.find(sign)
        while start >= 0:
            made[start + place] |= 1
            start = made.find(sign, start + 4)
    return bytes(made)


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word document, in one run."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(*body: str, told: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document with this body, these properties (elements of Dublin Core) and further entries."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{name}"/></w:style>'
        for one, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Quote", "Quote"))
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "docProps/core.xml": f"<coreProperties {DC}>{told}</coreProperties>",
            **(more or {}),
        }
    )


def chapter(body: str) -> str:
    """A chapter of a book."""
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'


def epub(
    *chapters: str, told: str = "<dc:title>A Bridge</dc:title>", nav: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """Return a book with these chapters, described by elements of Dublin Core."""
    names: Sequence[str] = [f"c {number}.xhtml" for number in range(len(chapters))]
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="i{one}" href="{name.replace(" ", "%20")}" {kind}/>' for one, name in enumerate(names))
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" {DC}><metadata>{told}</metadata>'
            f'<manifest>{items}<item id="nav" href="nav.xhtml" properties="nav" {kind}/></manifest>'
            f'<spine><itemref idref="nav"/>{spine}</spine></package>',
            "OEBPS/nav.xhtml": chapter(nav),
            **{f"OEBPS/{name}": one for name, one in zip(names, chapters, strict=True)},
            **(more or {}),
        }
    )
