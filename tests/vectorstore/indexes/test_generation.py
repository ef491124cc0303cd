"""The files of a generation are known by their digests."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.vectorstore.samples import damage
from vectorstore.catalogue import Catalogue
from vectorstore.indexes.generation import Verified, can_be_base, derive, is_whole, load
from vectorstore.local import LocalStore
from vectorstore.vectors import VectorTable


@pytest.fixture
def folder(store: LocalStore) -> Path:
    return store._folder / "generations" / "1"


@pytest.fixture
def digests(store: LocalStore) -> dict[str, str]:
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        return catalogue.derived()


def test_the_catalogue_knows_every_file_of_the_folder(folder: Path, digests: dict[str, str]) -> None:
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {file for file in files if not file.endswith(".lock")} == digests.keys()
    assert is_whole(folder, digests)
    assert not is_whole(folder, {})


def test_one_turned_byte_is_noticed_unless_the_file_was_verified_before(folder: Path, digests: dict[str, str]) -> None:
    for name in digests:
        before = (folder / name).read_bytes()
        if not before:
            continue
        damage(folder / name)
        assert not is_whole(folder, digests), name
        (folder / name).write_bytes(before)
    verified: Verified = set()
    assert is_whole(folder, digests, verified)
    assert len(verified) == len(digests)
    next(folder.rglob("*.faiss")).unlink()
    assert not is_whole(folder, digests, verified)


def test_a_base_may_have_damaged_segments_which_are_only_linked(folder: Path, digests: dict[str, str]) -> None:
    assert can_be_base(folder, digests)
    damage(next(folder.rglob("*.faiss")))
    assert can_be_base(folder, digests)
    damage(folder / "dense" / "removed.json")
    assert not can_be_base(folder, digests)
    assert not can_be_base(folder, {name: digest for name, digest in digests.items() if "dense" not in name})


def test_what_is_derived_again_holds_the_same(store: LocalStore, folder: Path, tmp_path: Path) -> None:
    with (
        closing(Catalogue.to_read(store._folder)) as catalogue,
        closing(VectorTable(store._folder, catalogue.dimension, read_only=True)) as vectors,
    ):
        digests = derive(tmp_path / "again", catalogue, vectors, None)
    first, again = load(folder, 1, {}), load(tmp_path / "again", 1, digests)
    assert first.dense.numbers() == again.dense.numbers() == list(range(1, 21))
    assert first.lexical.numbers() == again.lexical.numbers() == list(range(1, 21))
