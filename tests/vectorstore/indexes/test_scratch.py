"""A temporary folder lives as long as its owner."""

import gc

from vectorstore.indexes.scratch import scratch_folder


class Owner:
    pass


def test_it_goes_with_its_owner() -> None:
    owner, other = Owner(), Owner()
    folder, kept = scratch_folder(owner), scratch_folder(other)
    (folder / "file").write_text("x")
    del owner
    gc.collect()
    assert (folder.exists(), kept.is_dir()) == (False, True)
