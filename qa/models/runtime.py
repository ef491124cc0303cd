"""ONNX Runtime, as both networks use it: one text per thread, one thread per core.

This way nothing is padded, and no thread waits for another: 1.2 times as fast as batches of 8 on both cores.
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


def onnx_runtime() -> Any:
    """Load ONNX Runtime without its telemetry: from 1.29 on, it reports to Microsoft unless this is set first."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return onnxruntime


def session(source: Path | bytes, threads: int, weights: Mapping[str, NDArray[Any]] | None = None) -> Any:
    """A session over a graph on the CPU, with `weights` for those that the graph only names.

    Raises onnxruntime's own errors for a graph that cannot be run.
    """
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    if weights:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # ONNX Runtime's fused SkipLayerNormalization is slower here than its parts: 5.3 against 1.4 ms per text.
    return onnxruntime.InferenceSession(
        source if isinstance(source, bytes) else str(source),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def feed(encoding: Encoding, inputs: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """A text in tokens as input for a graph with these inputs: a batch of one."""
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
        """Do `work` for each place. Raises the first error."""
        longest_first = sorted(range(len(encodings)), key=lambda place: -len(encodings[place]))
        is_alone = len(encodings) == 1 or self.threads == 1
        list(map(work, longest_first) if is_alone else self._executor.map(work, longest_first))

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="network")
