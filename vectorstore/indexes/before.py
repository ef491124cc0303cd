"""The vectors of a library of format 1, where FAISS kept those of each generation: read, and never written."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.segments import Numbers, Rows, Segment

SUFFIX = ".faiss"
REMOVED = "removed.json"


def segments_of_before(folder: Path, documents: dict[int, int]) -> tuple[list[Segment], Numbers]:
    """The segments in a folder, and the passages removed from them; `documents` by passage.

    Raises OSError, RuntimeError or ValueError for files that are missing or damaged.
    """
    removed = np.array(json.loads((folder / REMOVED).read_text(encoding="utf-8")), dtype=np.int64)
    paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    return [_segment(path, documents) for path in paths], removed


def _segment(path: Path, documents: dict[int, int]) -> Segment:
    import faiss

    index: Any = faiss.read_index(str(path))
    passages: Numbers = faiss.vector_to_array(index.id_map)
    order = np.argsort(passages)
    vectors = faiss.downcast_index(index.index).reconstruct_n(0, index.ntotal)
    of_each = np.array([documents.get(number, 0) for number in passages[order].tolist()], dtype=np.int64)
    return Segment(path.stem, Rows(passages[order], of_each, vectors[order]), path)
