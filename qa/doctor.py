"""Checks a library end to end: its store, its vectors against the model, and the files that it was made of."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from qa.bootstrap import indexing_embedder
from qa.errors import ModelError
from qa.library.documents import article_of, cut
from qa.library.identity import is_same
from qa.models.embedder import Embedder
from qa.reading.files import digest
from qa.settings import Settings
from qa.values import Diagnosis
from vectorstore.check import examine
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot

SAMPLED = 20
"""Articles whose passages are cut and embedded again, to be compared."""

SAME = 0.999
"""Cosine from which a vector counts as that of its passage; int8 weights are not exact to the last digit."""

NAMED = 3
"""Files that are named where several differ."""


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """What is well and what is not with the library of the settings, check by check.

    Raises LibraryMissing if there is none.
    """
    store = LocalStore(settings.library)
    if not settings.library.is_dir():
        with store.snapshot():
            pass
    is_sound = True
    for finding in examine(settings.library):
        is_sound &= finding.mend is None
        yield Diagnosis(what=finding.what, mend=finding.mend)
    if not is_sound:
        return
    with store.snapshot() as snapshot:
        yield from _model(snapshot, settings)
        yield _files(snapshot)


def _model(snapshot: Snapshot, settings: Settings) -> Iterator[Diagnosis]:
    made_with = snapshot.attributes.get("model", "")
    try:
        embedder = indexing_embedder(settings)
    except ModelError as error:
        yield Diagnosis(what=f"the model cannot be used: {error}", mend="name another one: --model")
        return
    if not is_same(snapshot.attributes, embedder):
        mend = f"use it (--model {made_with}), or embed all again: pullquote index --model {embedder.name}"
        yield Diagnosis(what=f"the library was made with the model {made_with}, and this is {embedder.name}", mend=mend)
        return
    yield Diagnosis(what=f"the model is there, and the one that the library was made with ({made_with})")
    yield _sample(snapshot, embedder)


def _sample(snapshot: Snapshot, embedder: Embedder) -> Diagnosis:
    """Some articles cut and embedded again: the same passages, and their vectors found by themselves."""
    keys = sorted(entry.key for entry in snapshot.entries())
    chosen = random.Random(0).sample(keys, min(SAMPLED, len(keys)))  # noqa: S311  a sample, no secret
    compared = wrong = 0
    for document in snapshot.documents(chosen).values():
        made = cut(article_of(document), embedder)
        vectors = embedder.passages(made.texts) if made.texts else np.empty((0, embedder.dimension), np.float32)
        stored = snapshot.vectors(document.key)
        compared += len(made.texts)
        if len(stored) != len(vectors):
            wrong += len(made.texts)
        else:
            wrong += int(np.sum(~(np.sum(stored * vectors, axis=1) >= SAME)))
    if wrong:
        mend = "embed all again: pullquote index --again"
        return Diagnosis(what=f"{wrong} of {compared} sampled vectors are not those of their passages", mend=mend)
    return Diagnosis(what=f"{compared} sampled vectors are those of their passages, embedded again")


def _files(snapshot: Snapshot) -> Diagnosis:
    """The files as they are now, against their digests when they were indexed."""
    changed, gone = [], []
    for origin, known in snapshot.origins().items():
        try:
            if digest(Path(origin)) != known:
                changed.append(origin)
        except OSError:
            gone.append(origin)
    if not (changed or gone):
        return Diagnosis(what=f"all {len(snapshot.origins()):,} files are as they were indexed")
    named = ", ".join(json.dumps(one, ensure_ascii=False) for one in [*changed, *gone][:NAMED])
    what = f"{len(changed):,} files have changed and {len(gone):,} are gone or cannot be read, as {named}"
    return Diagnosis(what=what, mend="follow them: pullquote index")
