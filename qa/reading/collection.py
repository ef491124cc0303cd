"""A file's collection: the named part of a library that its articles belong to."""

from pathlib import Path

NAMELESS = "articles"
"""The collection of what lies directly in the root of the file system."""


def collection_of(path: Path, root: Path) -> str:
    """The first folder below an indexed root; the root for a file directly in it; its parent folder for a root."""
    return collection_in(path.parent, root) if path != root else root.parent.name or NAMELESS


def collection_in(folder: Path, root: Path) -> str:
    """The collection of the files directly in a folder, at or below an indexed root."""
    below = folder.relative_to(root).parts
    return (below[0] if below else root.name) or NAMELESS
