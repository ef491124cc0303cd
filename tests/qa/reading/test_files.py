"""A file to be read: its kind, and its digest."""

import hashlib
from pathlib import Path

import pytest

from qa.reading import SourceFile, digest


def test_every_suffix_has_its_kind(tmp_path: Path) -> None:
    kinds = {
        "text": "txt text TXT",
        "markdown": "md markdown",
        "html": "html htm",
        "pdf": "pdf",
        "jsonl": "jsonl ndjson",
        "table": "csv tsv Csv",
    }
    for kind, suffixes in kinds.items():
        assert {SourceFile(tmp_path / f"a.{suffix}", "shelf").kind for suffix in suffixes.split()} == {kind}


@pytest.mark.parametrize("name", ["README", ".txt", "a.", "a.txt.gz"])
def test_what_has_no_such_suffix_has_no_kind(tmp_path: Path, name: str) -> None:
    assert SourceFile(tmp_path / name, "shelf").kind is None


def test_the_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\0text")
    assert digest(path) == hashlib.sha256(b"\xff\0text").hexdigest()
    with pytest.raises(FileNotFoundError):
        digest(tmp_path / "none.txt")
