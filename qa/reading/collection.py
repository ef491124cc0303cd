"""A file's collection: the named part of a library that its articles are of."""

from pathlib import Path

NAMELESS = "articles"
"""The collection of what lies directly in the root of the file system."""


def collection_of(path: Path, root: Path) -> str:
    """The first folder below an indexed root; the root itself for what lies directly in it, or is indexed by itself."""
    below = path.relative_to(root).parts
    if len(below) > 1:
        return below[0]
    return (root.name if below else root.parent.name) or NAMELESS
