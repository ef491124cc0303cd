"""Write the trained reader as int8 ONNX into qa/models/weights.

    python -m benchmarks.reader.export --data DIR --base FOLDER [--to FOLDER]

DIR is where benchmarks.reader.train wrote, and the first FOLDER is what it started from.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks.reader.batches import LONGEST
from benchmarks.reader.network import Network
from qa.models import reader
from qa.models.export.graphs import export_graph, quantize, quiet
from qa.models.reader import WEIGHTS
from qa.models.runtime import feed, session

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start", "end", "relevance")
SAMPLE = (
    "Who proposed the ceasefire?",
    "Talks in Geneva\nThe ceasefire was proposed on Tuesday by Petra Holm, who leads the delegation.",
)


def main() -> None:
    """Export, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=Path(reader.__file__).with_name(WEIGHTS))
    options = parser.parse_args()
    base: Path = options.base
    network = Network(base, attention="eager")
    network.load_state_dict(load_file(options.data / "reader.safetensors"))
    network.eval()
    encoding, tensors = sample(base)
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, quiet():
        exact = Path(scratch) / "fp32.onnx"
        export_graph(network, network, tensors, exact, OUTPUTS)
        quantize(exact, options.to / "reader.onnx")
        with torch.no_grad():
            expected = [output[0].numpy() for output in network(*tensors.values())]
        for name, path in (("fp32", exact), ("int8", options.to / "reader.onnx")):
            print(f"{name}: largest difference of a logit {difference(path, encoding, expected):.2g}")
    graph = {"inputs": INPUTS, "outputs": OUTPUTS, "tokens": LONGEST}
    (options.to / "reader.json").write_text(json.dumps(graph, indent=2) + "\n", encoding="utf-8")
    settings_used = (options.data / "training.json").read_text(encoding="utf-8").strip()
    card = Path(__file__).with_name("card.md").read_text(encoding="utf-8").replace("SETTINGS", settings_used)
    (options.to / "README.md").write_text(card, encoding="utf-8")
    shutil.copyfile(base / "tokenizer.json", options.to / "tokenizer.json")
    print(f"{sum(file.stat().st_size for file in options.to.iterdir()) / 1e6:.1f} MB in {options.to}")


def sample(base: Path) -> tuple[Any, dict[str, Any]]:
    """Return a question with a passage as tokens, and as tensors, twice."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    encoding = tokenizer.encode(*SAMPLE)
    return encoding, {name: torch.from_numpy(array).repeat(2, 1) for name, array in feed(encoding, INPUTS).items()}


def difference(path: Path, encoding: Any, expected: list[Any]) -> float:
    """Return the largest difference between a graph's logits and these."""
    outputs = session(path, threads=1).run(OUTPUTS, feed(encoding, INPUTS))
    return max(float(np.abs(got[0] - wanted).max()) for got, wanted in zip(outputs, expected, strict=True))


if __name__ == "__main__":
    main()
