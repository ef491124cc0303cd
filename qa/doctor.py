"""Checks a library end to end: its store, its vectors against the model, and the files that it was made from."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from qa.bootstrap import indexing_embedder
from qa.errors import ModelError
from qa.library.advice import REBUILD, AdvisedStore
from qa.library.disk.origins import Origin
from qa.library.documents import article_of, cut
from qa.library.model_identity import is_same
from qa.models.embedder import Embedder
from qa.reading.files import digest
from qa.reports import Diagnosis
from qa.settings import Settings
from qa.stores import is_remote, open_store
from vectorstore.check import Finding, Part, examine
from vectorstore.store import Filter, Snapshot

SAMPLED = 20
"""Articles whose passages are cut and embedded again for comparison."""

SAME = 0.999
"""The cosine from which a vector counts as its passage's; int8 weights are not exact to the last digit."""

LARGE = 2_000
"""The most files that are compared; more are sampled."""

NAMED = 3
"""Files that are named if several differ."""

UPDATE = "To fix: pullquote index"
REEMBED = "To fix: pullquote index --again"
WAIT = "They will be rebuilt on the next question."


def diagnose(settings: Settings, *, full: bool = False) -> Iterator[Diagnosis]:
    """Yield, check by check, what is sound and what is not in the library of the settings.

    Many files and vectors are only sampled, unless it is `full`. Raises LibraryMissing if there is none.
    """
    store = AdvisedStore(open_store(settings))
    if is_remote(settings) or not settings.library.is_dir():
        store.overview()
    is_sound = True
    for finding in () if is_remote(settings) else examine(settings.library, full=full):
        is_sound &= finding.is_sound
        yield diagnosis_of(finding)
    if not is_sound:
        return
    with store.snapshot() as snapshot:
        yield from _model(snapshot, settings)
        yield _dates(snapshot)
        yield _files(snapshot, full=full)


def diagnosis_of(finding: Finding) -> Diagnosis:
    """The result of a check of the store, for a person."""
    return _sound(finding) if finding.is_sound else _unsound(finding)


def _sound(finding: Finding) -> Diagnosis:
    match finding.part:
        case Part.VECTORS:
            return Diagnosis(what=f"{_all(finding.total)} a vector, finite and of unit length.")
        case Part.DENSE | Part.LEXICAL:
            return Diagnosis(what=f"{_named(finding.part)} has the same passages as the catalogue.")
        case _:
            return Diagnosis(what="Every passage matches its source.")


def _unsound(finding: Finding) -> Diagnosis:
    share = f"{finding.wrong:,} of {_counted(finding.total, 'passage')}"
    match finding.part:
        case Part.FILES:
            return Diagnosis(what="The search indexes are missing or damaged.", mend=WAIT)
        case Part.SLICES:
            return Diagnosis(what=f"{share} {_verb(finding.wrong, 'does', 'do')} not match the source.", mend=REBUILD)
        case Part.VECTORS:
            what = _vectors(finding) if finding.damage is None else "The vectors are missing or damaged."
            return Diagnosis(what=what, mend=REEMBED)
        case Part.DENSE | Part.LEXICAL:
            return Diagnosis(
                what=f"{_named(finding.part)} differs from the catalogue by {_counted(finding.wrong, 'passage')}.",
                mend=REEMBED,
            )
        case _:
            return Diagnosis(what=f"The catalogue cannot be read: {finding.damage}.", mend=REBUILD)


def _vectors(finding: Finding) -> str:
    """Which vectors are missing, and which are damaged."""
    total = _counted(finding.total, "passage")
    damaged = finding.wrong - finding.missing
    parts = [
        f"{count:,} of {total} {_verb(count, 'has', 'have')} {what}"
        for count, what in ((finding.missing, "no vector"), (damaged, "a damaged vector"))
        if count
    ]
    return f"{'; '.join(parts)}."


def _model(snapshot: Snapshot, settings: Settings) -> Iterator[Diagnosis]:
    made_with = snapshot.attributes.get("model", "")
    try:
        embedder = indexing_embedder(settings)
    except ModelError as error:
        yield Diagnosis(what=f"The model cannot be used: {error}", mend="Name another one: --model")
        return
    if not is_same(snapshot.attributes, embedder):
        mend = f"Use it: --model {made_with}; or embed everything again: pullquote index --model {embedder.name}"
        yield Diagnosis(
            what=f"The library was made with the model {made_with}, and this is {embedder.name}.", mend=mend
        )
        return
    yield Diagnosis(what=f"The library was made with this model ({made_with}).")
    yield _sample(snapshot, embedder)


def _sample(snapshot: Snapshot, embedder: Embedder) -> Diagnosis:
    """Whether some articles, cut and embedded again, give the same passages and vectors."""
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
        verb = _verb(wrong, "differs", "differ")
        what = f"{wrong} of {_counted(compared, 'sampled vector')} {verb} when embedded again."
        return Diagnosis(what=what, mend=REEMBED)
    return Diagnosis(what=f"{_counted(compared, 'sampled vector')} came out the same when embedded again.")


def _files(snapshot: Snapshot, *, full: bool) -> Diagnosis:
    """Compare the files as they are now with their digests when they were indexed."""
    origins = {path: Origin.parsed(kept) for path, kept in _sampled(snapshot.origins(), full=full)}
    changed, gone = _differing(origins)
    outdated = [path for path, origin in origins.items() if origin.is_outdated and path not in {*changed, *gone}]
    if not (changed or gone or outdated):
        noun = "file" if full or len(origins) < LARGE else "sampled file"
        return Diagnosis(what=f"{_counted(len(origins), noun)} unchanged since indexing.")
    parts = [
        f"{_counted(len(files), 'file')} {_verb(len(files), *verbs)}: {_listed(files)}"
        for files, verbs in (
            (changed, ("has changed", "have changed")),
            (gone, ("was deleted or cannot be read", "were deleted or cannot be read")),
            (outdated, ("was read by an earlier version", "were read by an earlier version")),
        )
        if files
    ]
    return Diagnosis(what="; ".join(parts), mend=UPDATE)


def _sampled(origins: Mapping[str, str], *, full: bool) -> list[tuple[str, str]]:
    """The files to compare."""
    every = sorted(origins.items())
    return every if full or len(every) <= LARGE else random.Random(0).sample(every, LARGE)  # noqa: S311  a sample


def _dates(snapshot: Snapshot) -> Diagnosis:
    """How many articles have no date, which is no fault: they are not found when days are asked for."""
    articles, undated = snapshot.size().documents, snapshot.dates(Filter()).undated
    if not undated:
        return Diagnosis(what="Every article has a date.")
    verb = _verb(undated, "has", "have")
    return Diagnosis(what=f"{undated:,} of {_counted(articles, 'article')} {verb} no date: pullquote sources --undated")


def _differing(origins: Mapping[str, Origin]) -> tuple[list[str], list[str]]:
    """The files that have changed, and those that cannot be read."""
    changed, gone = [], []
    for path, origin in origins.items():
        try:
            if digest(Path(path)) != origin.content:
                changed.append(path)
        except OSError:
            gone.append(path)
    return changed, gone


def _listed(files: Sequence[str]) -> str:
    named = ", ".join(json.dumps(one, ensure_ascii=False) for one in files[:NAMED])
    return named if len(files) <= NAMED else f"{named}, …"


def _named(part: Part) -> str:
    return "FAISS" if part is Part.DENSE else "BM25"


def _all(total: int) -> str:
    return f"All {_counted(total, 'passage')} have" if total != 1 else "The passage has"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _verb(count: int, singular: str, plural: str) -> str:
    return singular if count == 1 else plural
