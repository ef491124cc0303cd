"""Train the reader on what benchmarks.reader.data wrote; go on where an earlier run stopped.

    python -m benchmarks.reader.train --data DIR --base FOLDER --batches N [--tokens N] [--rate R] [--seed N] [--to DIR]
                                      [--start PATH] [--looks N]

FOLDER is what training starts from: intfloat/e5-small-v2, or what `to_transformers.py` beside the weights for
development makes. The last quarter of the batches has swapped questions among those that a passage does not answer.
With --start, the weights of an earlier training (a file) or of an exported reader (a folder), all batches have them.
The running mean of the weights is kept, as it was when questions to held-out articles were read best. Writes
reader.safetensors and training.json to DIR, and a checkpoint while it runs.

An H100 reads 2,300 pairs a second in batches of 32,768 tokens, a core with bfloat16 1.3.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks.reader.batches import HARD, NO_TITLE, OTHER_WORDS, Batch, plan
from benchmarks.reader.encoded import Encoded, Group, encoded
from benchmarks.reader.exported import weights_of
from benchmarks.reader.heldout import held_out
from benchmarks.reader.network import Network
from benchmarks.reader.training import AVERAGED, WARMUP, WEIGHT_DECAY, Looks, Recipe, Training

SWAPPED = 0.25
"""The share of the batches, at the end, that have swapped questions."""

SHARES = {
    "warmup": WARMUP,
    "weight_decay": WEIGHT_DECAY,
    "averaged": AVERAGED,
    "swapped_in_the_last": SWAPPED,
    "hard_passages": HARD,
    "without_title": NO_TITLE,
    "in_other_words": OTHER_WORDS,
}
"""The settings that all trainings have in common, as written beside the weights."""


def main() -> None:
    """Train, and write the weights."""
    options = parsed()
    recipe = Recipe(options.batches, options.tokens, options.rate, options.seed)
    data = encoded(options.data, Tokenizer.from_file(str(options.base / "tokenizer.json")))
    articles = held_out((group.set, group.article) for group in data.groups)
    groups = [group for group in data.groups if group.article not in articles]
    to = options.to or options.data
    to.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    network = Network(options.base)
    if options.start:
        network.load_state_dict(weights_of(options.start) if options.start.is_dir() else load_file(options.start))
    look = plan([one for one in data.groups if one.article in articles], data, recipe.tokens, 0, is_swapped=True)
    training = Training(network, recipe, to, Looks(look, options.looks), options.workers)
    first = 0 if options.start else int(recipe.batches * (1 - SWAPPED))
    batches = passes(groups, data, recipe, first, is_swapped=False)
    training.run(batches, data)
    kept = groups if options.start else training.sifted(groups, data)
    batches += passes(kept, data, recipe, recipe.batches - first, is_swapped=True)
    training.run(batches, data)
    about = {
        **asdict(recipe),
        **origins(options),
        "questions": len(groups),
        "held_out": len(data.groups) - len(groups),
        "pairs": sum(len(pairs) for batch in batches for pairs in batch),
        "held_out_loss": round(training.best, 4),
        **SHARES,
    }
    (to / "training.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def parsed() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--batches", type=int, required=True)
    parser.add_argument("--tokens", type=int, default=4_608, help="of a batch, padding included")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, help="processes that make the batches")
    parser.add_argument("--looks", type=int, default=12, help="how often the held-out questions are read")
    parser.add_argument("--start", type=Path, metavar="PATH", help="weights to go on from, in a last stage")
    parser.add_argument("--to", type=Path, help="where weights go, if not to DIR")
    return parser.parse_args()


def origins(options: argparse.Namespace) -> dict[str, str | None]:
    """Return what a training is made from, by the SHA-256 of its files."""
    start = options.start / "reader.onnx" if options.start and options.start.is_dir() else options.start
    started = hashlib.sha256(start.read_bytes()).hexdigest() if start else None
    tokens = hashlib.sha256((options.data / "tokens.json").read_bytes()).hexdigest()
    return {"started_from_sha256": started, "tokens_sha256": tokens}


def passes(groups: Sequence[Group], data: Encoded, recipe: Recipe, most: int, is_swapped: bool) -> list[Batch]:
    """Return so many batches, in as many passes over all questions as it takes."""
    seeds = count(recipe.seed, 2)
    batches = (one for seed in seeds for one in plan(groups, data, recipe.tokens, seed + is_swapped, is_swapped))
    return list(islice(batches, most))


if __name__ == "__main__":
    main()
