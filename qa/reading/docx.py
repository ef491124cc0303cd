"""Read a Word document: its text by mammoth; title, authors and day from its properties."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.parsers.expat import ExpatError

from qa.reading.archives import Archive
from qa.reading.composing import NO_TITLE, compose, one_line
from qa.reading.decoding import Unreadable
from qa.reading.facts.dates import parse_date
from qa.reading.facts.fields import Facts
from qa.reading.facts.people import people
from qa.reading.files import SourceFile
from qa.reading.pages.fragments import heading, tree_of
from qa.reading.pages.tree import content
from qa.reading.xml_tree import root, texts
from qa.values import Article

KIND = "a Word document"
DOCUMENT = "[Content_Types].xml"
PROPERTIES = "docProps/core.xml"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN = ("0", "false", "off")
"""The values of w:vanish with which text is not hidden."""

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
"""
"""Word's own styles in HTML, besides those that mammoth knows."""

BACK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">[^<>]*</a>')
"""The arrow with which mammoth ends a note."""


def read_docx(file: SourceFile, data: bytes) -> Iterator[Article]:
    """Yield the article of a Word document; its text has one paragraph per line. Raises Unreadable."""
    archive = Archive(data, KIND)
    if DOCUMENT not in archive.names:
        raise archive.broken("it has no document in it")
    facts = _facts(archive)
    tree = tree_of(_html(archive))
    title = facts.title or heading(tree)
    titled = facts.title_from if facts.title else "first heading" if title else ""
    yield compose(file, content(tree, title), replace(facts, title=title, title_from=titled))


def _html(archive: Archive) -> str:
    """The document as HTML. Only the archive's XML reaches mammoth: no images, no macros."""
    import mammoth  # only for a Word document: it takes a while to load

    copy = archive.copy(lambda name: name.endswith((".xml", ".rels")), _visible)
    try:
        made = mammoth.convert_to_html(
            copy,
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda _: [],
        )
    except RecursionError as error:
        raise Unreadable("nested too deeply") from error
    except (KeyError, OSError, ValueError, AttributeError, ExpatError) as error:
        raise archive.broken(type(error).__name__) from error
    return BACK.sub("", made.value)


def _visible(data: bytes) -> bytes:
    """A part of the document without its hidden text."""
    tree = root(data) if b"vanish" in data else None
    if tree is None:
        return data
    from lxml import etree  # only for hidden text

    for mark in list(tree.iter(f"{W}vanish")):
        run = mark.getparent().getparent()
        if run.tag == f"{W}r" and mark.get(f"{W}val") not in SHOWN:
            run.getparent().remove(run)
    return bytes(etree.tostring(tree))


def _facts(archive: Archive) -> Facts:
    """The facts in the document's properties."""
    properties = root(archive.read(PROPERTIES))
    if properties is None:
        return Facts()
    title = one_line(next(texts(properties, "title"), ""))
    return Facts(
        title="" if NO_TITLE.fullmatch(title) else title,
        published=parse_date(next(texts(properties, "created"), "")),
        authors=people(list(texts(properties, "creator"))),
        title_from="properties: title",
        published_from="properties: created",
    )
