"""Files on disk to be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.reading import SourceFile

Put = Callable[[str, str | bytes], SourceFile]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file of this name and content, text as UTF-8, and returns it as a file that was found."""

    def write(name: str, content: str | bytes) -> SourceFile:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return SourceFile(path, "shelf")

    return write
