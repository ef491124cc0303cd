"""The files of a generation are known by their digests."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.vectorstore.samples import DIMENSION, damage
from vectorstore.catalogue import Catalogue
from vectorstore.growth import absent
from vectorstore.indexes.generation import derive, is_whole, load
from vectorstore.local import LocalStore
from vectorstore.segments import open_segment
from vectorstore.verified import Verified


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
    verified = Verified()
    assert is_whole(folder, digests, verified)
    (folder / "dense/removed.npy").unlink()
    assert not is_whole(folder, digests, verified)


def test_what_is_derived_again_holds_the_same(store: LocalStore, folder: Path, tmp_path: Path) -> None:
    segments = [open_segment(store._folder / "vectors", "000001", DIMENSION)]
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        removed = absent(catalogue, segments)
        derive(tmp_path / "again", catalogue, segments, removed, None)
    first, again = (load(place, 1, segments, removed) for place in (folder, tmp_path / "again"))
    assert first.dense.numbers() == again.dense.numbers() == list(range(1, 21))
    assert first.lexical.numbers() == again.lexical.numbers() == list(range(1, 21))
