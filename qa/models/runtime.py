"""ONNX Runtime, as both networks use it: a text at a time, as many at once as there are cores.

Nothing is padded so, and the threads never wait for each other: 1.2 times as fast as batches of 8 on both cores.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding


def session(source: Path | bytes, threads: int, weights: Mapping[str, NDArray[Any]] | None = None) -> Any:
    """A session over a graph on the CPU, with `weights` in place of those that the graph only names.

    Raises onnxruntime's own errors for a graph that cannot be run.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    if weights:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # ONNX Runtime's fused SkipLayerNormalization is slower here than its parts: 5.3 against 1.4 ms a text.
    return onnxruntime.InferenceSession(
        source if isinstance(source, bytes) else str(source),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def feed(encoding: Encoding, inputs: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """A text in tokens as a graph with these inputs takes it: a batch of one."""
    known = {
        "input_ids": encoding.ids,
        "attention_mask": encoding.attention_mask,
        "token_type_ids": encoding.type_ids,
    }
    return {name: np.array([known[name]], dtype=np.int64) for name in inputs}


class Pool:
    """Works on the longest text first, `threads` at once; by default as many as this process has cores."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or len(os.sched_getaffinity(0))

    def each(self, work: Callable[[int], None], encodings: Sequence[Encoding]) -> None:
        """Do `work` on each place. The first error is raised."""
        longest_first = sorted(range(len(encodings)), key=lambda place: -len(encodings[place]))
        is_alone = len(encodings) == 1 or self.threads == 1
        list(map(work, longest_first) if is_alone else self._executor.map(work, longest_first))

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="network")
