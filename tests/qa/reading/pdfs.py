"""PDFs of a few objects, written by hand."""

import io
from collections.abc import Mapping, Sequence

from pypdf import PdfReader, PdfWriter

Placed = tuple[int, int, str]
"""A line, and the point of the page where it stands."""


def pdf(
    *pages: Sequence[str | Placed] | bytes, told: Mapping[str, str] | None = None, more: Sequence[bytes] = ()
) -> bytes:
    """Return a PDF whose pages show these lines in Helvetica, with this information; `more` objects follow."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    entries = " ".join(f"/{name} ({value})" for name, value in (told or {}).items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {entries} >>".encode("cp1252"),
    ]
    for number, lines in enumerate(pages):
        objects += _page(lines, contents=6 + 2 * number)
    return _file([*objects, *more])


def locked(document: bytes, password: str, owner: str = "owner") -> bytes:
    """Return the same PDF, encrypted (RC4, which needs no further library)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _page(lines: Sequence[str | Placed] | bytes, contents: int) -> list[bytes]:
    stream = lines if isinstance(lines, bytes) else _stream(lines)
    return [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>".encode(),
        b"<< /Length %d >> stream\n%b\nendstream" % (len(stream), stream),
    ]


def _stream(lines: Sequence[str | Placed]) -> bytes:
    below = b" T* ".join(b"(" + line.encode("cp1252") + b") Tj" for line in lines if isinstance(line, str))
    placed = (line for line in lines if not isinstance(line, str))
    stream = b"BT /F1 12 Tf 14 TL 50 800 Td " + below + b" ET" if below else b""
    return stream + b"".join(
        b" BT /F1 10 Tf %d %d Td (%b) Tj ET" % (x, y, line.encode("cp1252")) for x, y, line in placed
    )


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(written)
