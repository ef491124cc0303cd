"""Parse XML safely: nothing outside it is fetched, no entity is expanded."""

from collections.abc import Iterator
from typing import Any

SAFELY: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
}


def root(data: bytes) -> Any:
    """Return the root element of XML; None if this is not XML."""
    from lxml import etree  # only for XML: it takes a while to load

    try:
        return etree.fromstring(data, etree.XMLParser(**SAFELY))
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(tag: object) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def texts(element: Any, name: str) -> Iterator[str]:
    """Yield the texts of the elements below one that have this name in any namespace, if not empty."""
    for one in element.iter(f"{{*}}{name}"):
        said = "".join(one.itertext()).strip()
        if said:
            yield said
