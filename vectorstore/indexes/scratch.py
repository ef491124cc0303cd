"""A temporary folder that lives as long as its owner."""

import shutil
import tempfile
import weakref
from pathlib import Path


def scratch_folder(owner: object) -> Path:
    """A new folder for temporary files, removed when its owner is, or when the program ends."""
    folder = tempfile.mkdtemp(prefix="pullquote-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
