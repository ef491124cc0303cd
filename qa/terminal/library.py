"""The library that is meant if none is named: that in this folder or the nearest one above it, as in git."""

import os
from pathlib import Path

FOLDER = ".pullquote"
"""The folder of a library if no other is named."""

HOLDS = ("catalogue.sqlite", "web")
"""A library has one or the other of these from its first index on."""


def nearest(start: Path) -> Path:
    """Return the library in a folder or the nearest one above it; if there is none, its place in the folder.

    A library in a folder above is passed over if another user owns it.
    """
    for folder in (start, *start.parents):
        library = folder / FOLDER
        if is_library(library) and (folder == start or is_own(library)):
            return Path(FOLDER) if folder == start else library
    return Path(FOLDER)


def others(start: Path) -> list[Path]:
    """Return the libraries in the folders above that another user owns."""
    above = (folder / FOLDER for folder in start.parents)
    return [library for library in above if is_library(library) and not is_own(library)]


def is_library(folder: Path) -> bool:
    """Whether articles were indexed into a folder."""
    try:
        return any((folder / name).exists() for name in HOLDS)
    except OSError:  # no permission to look into it
        return False


def is_own(folder: Path) -> bool:
    """Whether this user owns a folder; on Windows, which has no user ids, every folder counts as own."""
    if not hasattr(os, "getuid"):
        return True
    return folder.stat().st_uid == os.getuid()
