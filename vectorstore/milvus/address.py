"""A library's address on a Milvus server: `milvus://HOST:PORT/NAME`, or `milvus+tls://…` if encrypted."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

SCHEMES = {"milvus": "http", "milvus+tls": "https"}
PORT = 19530
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
"""What a library may be called: Milvus takes no other names for collections, and at most 255 characters."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server and the name of a library there."""

    server: str
    name: str
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def catalogue(self) -> str:
        """The collection of the library's documents and commits."""
        return f"{self.name}_catalogue"

    @property
    def claims(self) -> str:
        """The collection of the claims to write."""
        return f"{self.name}_claims"

    def passages(self, since: int, dimension: int) -> str:
        """The collection of passages begun for a generation, with vectors of this dimension."""
        return f"{self.name}_passages_{since}_{dimension}"

    def since(self, collection: str) -> int | None:
        """The generation that a collection of passages was begun for; None if it is not of this library."""
        found = re.fullmatch(rf"{self.name}_passages_(\d+)_\d+", collection)
        return int(found[1]) if found else None


def is_address(text: str) -> bool:
    """Whether a store is named by an address of this kind, and not by a folder."""
    return text.partition("://")[0].casefold() in SCHEMES and "://" in text


def parsed(text: str) -> Address:
    """Return the address in a text. Raises ValueError, which says what is wrong with it."""
    parts = urlsplit(text)
    if "@" in parts.netloc:
        raise ValueError("leave credentials out of the address; set PULLQUOTE_MILVUS_TOKEN instead")
    try:
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, 0
    name = parts.path.removeprefix("/")
    if parts.scheme not in SCHEMES or not host or parts.query or parts.fragment or not NAME.fullmatch(name):
        raise ValueError("write milvus://HOST:PORT/NAME, with a NAME of letters, digits and _")
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{SCHEMES[parts.scheme]}://{shown}:{port}", name, f"{parts.scheme}://{shown}:{port}/{name}")
