"""Each fact of the store comes with what to do about it."""

from pathlib import Path

import pytest

from qa import errors
from qa.library.advice import AdvisedStore, advice, advised
from vectorstore.errors import (
    StoreBusy,
    StoreDamaged,
    StoreEmpty,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreUnwritable,
)
from vectorstore.local import LocalStore
from vectorstore.store import Changes

HERE = Path("here")


@pytest.mark.parametrize(
    ("fact", "kind", "told"),
    [
        (StoreMissing(HERE), errors.LibraryMissing,
         "There is no library at here. Make one with: pullquote index PATH"),
        (StoreEmpty(HERE), errors.LibraryMissing, "The library at here is empty. Fill it with: pullquote index PATH"),
        (StoreDamaged(HERE, "no database"), errors.LibraryDamaged,
         "The library at here is damaged (no database). Move the library aside and rebuild it: pullquote index PATH"),
        (StoreTooNew(HERE, 3, 1), errors.LibraryTooNew,
         "The library at here has format 3; this version reads formats up to 1. "
         "Upgrade with: pip install --upgrade pullquote"),
        (StoreBusy(HERE, 7, "noon"), errors.LibraryBusy,
         "The library at here is being written by process 7 since noon. Try again when it is done."),
        (StoreBusy(HERE), errors.LibraryBusy,
         "The library at here is being written by another process. Try again when it is done."),
        (StoreUnwritable(HERE, "the disk is full"), errors.LibraryUnwritable,
         "The library at here cannot be written: the disk is full. Nothing was changed."),
        (StoreError(HERE, "something else"), errors.LibraryError,
         "The library at here cannot be used: something else."),
    ],
)  # fmt: skip
def test_a_fact_becomes_a_message(fact: StoreError, kind: type[errors.LibraryError], told: str) -> None:
    made = advice(fact)
    assert (type(made), str(made)) == (kind, told)
    assert isinstance(made, errors.PullquoteError)


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), advised():
        raise ZeroDivisionError


def test_a_store_inside_is_advised_wherever_it_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    missing, unwritable = (AdvisedStore(LocalStore(tmp_path / name, 8)) for name in ("none", "file/x"))
    with pytest.raises(errors.LibraryMissing), missing.snapshot():
        pass
    with pytest.raises(errors.LibraryMissing):
        missing.overview()
    with pytest.raises(errors.LibraryUnwritable), unwritable.writer():
        pass
    store = AdvisedStore(LocalStore(tmp_path / "library", 8))
    with store.writer() as writer:
        writer.commit(Changes(attributes={"a": "b"}))
    with store.snapshot() as snapshot:
        assert snapshot.attributes == store.overview().attributes == {"a": "b"}
    with store.writer() as writer, pytest.raises(errors.LibraryBusy), store.writer():
        pass
