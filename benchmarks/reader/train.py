"""Trains the reader on what benchmarks.reader.data wrote; goes on where it stopped, if it was.

    python -m benchmarks.reader.train --data DIR [--epochs N] [--seed N] [--batches N] [--start FILE] [--skip N]

Writes DIR/checkpoint.pt while it runs and DIR/reader.safetensors with DIR/training.json at the end. On two cores some
20 passages a second; on a GPU, where torch finds one, minutes in all.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional

from benchmarks.reader.network import Network
from qa.models.locate import find_model
from qa.settings import Settings

TOKENS = 4_608
"""Tokens of a batch, padding included."""

LONGEST = 320
"""Tokens of a question with its passage."""

POOL = 400
"""Questions that are sorted by length together."""

HARD = 2
"""Passages that do not answer, beside each that does."""

RATE = 1e-4
WARMUP = 0.06
WEIGHT_DECAY = 0.01
NO_TITLE = 0.15
DISFLUENT = 0.25
NEGATIVE = 0.5
"""What the spans of a passage without an answer weigh in the loss."""

HELD_OUT = 400
"""Questions that are not trained on, for a look at how it goes."""

SAVE_EVERY = 300.0
"""Seconds."""

NOWHERE = -1e4


class Encoded(NamedTuple):
    """One question with one passage. `allowed` tokens may begin or end an answer; the first says that there is none."""

    ids: list[int]
    types: list[int]
    allowed: list[bool]
    starts: list[int]
    ends: list[int]
    answers: bool


Group = list[Encoded]


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batches", type=int, help="train on so many and no more; the learning rate ends with them")
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights of an earlier training to go on from")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first batches, which FILE saw")
    options = parser.parse_args()
    settings = Settings()
    folder = find_model(settings.model, settings.cache).folder
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Network(folder)
    if options.start:
        network.load_state_dict(load_file(options.start))
    network.to(device)
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    source = options.data / "groups.jsonl"
    with source.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    held_out, records = records[:HELD_OUT], records[HELD_OUT:]
    plan = [batch for epoch in range(options.epochs) for batch in batches(records, tokenizer, options.seed + epoch)]
    plan = plan[options.skip :][: options.batches]
    if not plan:
        parser.error(f"--skip {options.skip} leaves nothing to train on")
    before = hashlib.sha256(options.start.read_bytes()).hexdigest() if options.start else None
    look = list(batches(held_out, tokenizer, 0))
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    rest = [parameter for parameter in trained if parameter.dim() < 2]
    decayed = [parameter for parameter in trained if parameter.dim() >= 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": rest, "weight_decay": 0.0}],
        lr=RATE,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, len(plan)))
    checkpoint = options.data / "checkpoint.pt"
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["batch"]
    saved = started = time.monotonic()
    seen, losses = 0, []
    for number in range(first, len(plan)):
        network.train()
        batch = plan[number]
        loss = loss_of(network, padded(batch, device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        seen += sum(map(len, batch))
        losses.append(float(loss.detach()))
        if (number + 1) % 50 == 0:
            pace = seen / (time.monotonic() - started)
            print(f"batch {number + 1} of {len(plan)}  loss {sum(losses) / len(losses):.4f}  {pace:.1f}/s", flush=True)
            losses = []
        if (number + 1) % 500 == 0 or number + 1 == len(plan):
            network.eval()
            with torch.no_grad():
                held = [float(loss_of(network, padded(one, device))) for one in look]
            print(f"held out {sum(held) / len(held):.4f}", flush=True)
        if time.monotonic() - saved > SAVE_EVERY or number + 1 == len(plan):
            saved = time.monotonic()
            state = {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "batch": number + 1,
            }
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    save_file(
        {name: tensor.contiguous().cpu() for name, tensor in network.state_dict().items()},
        options.data / "reader.safetensors",
    )
    about = {
        "questions": len(records),
        "epochs": options.epochs,
        "started_from_sha256": before,
        "batches_skipped": options.skip,
        "pairs": sum(len(group) for batch in plan for group in batch),
        "batches": len(plan),
        "seed": options.seed,
        "rate": RATE,
        "warmup": WARMUP,
        "weight_decay": WEIGHT_DECAY,
        "hard_passages": HARD,
        "without_title": NO_TITLE,
        "disfluent": DISFLUENT,
        "groups_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "held_out_loss": round(sum(held) / len(held), 4),
    }
    (options.data / "training.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def rate_at(step: int, steps: int) -> float:
    """The share of the learning rate: up over the warm-up, then down to nothing, both straight."""
    warm = max(1, int(WARMUP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def batches(records: Sequence[dict[str, Any]], tokenizer: Tokenizer, seed: int) -> Iterator[list[Group]]:
    """The groups of an epoch in batches of like length, in a random order."""
    chance = random.Random(seed)
    order = list(records)
    chance.shuffle(order)
    made: list[list[Group]] = []
    for start in range(0, len(order), POOL):
        pool = [group for record in order[start : start + POOL] if (group := encode(record, tokenizer, chance))]
        pool.sort(key=lambda group: max(len(one.ids) for one in group))
        current: list[Group] = []
        for group in pool:
            if current and _length([group]) * (sum(map(len, current)) + len(group)) > TOKENS:
                made.append(current)
                current = []
            current.append(group)
        made.append(current)
    chance.shuffle(made)
    yield from made


def encode(record: dict[str, Any], tokenizer: Tokenizer, chance: random.Random) -> Group:
    """A question with the passages that it is trained on this time."""
    is_vague = record["set"] in ("reddit", "amazon")
    hard = list(record["hard"])
    first, rest = hard[:1], hard[1:]
    count = HARD - is_vague
    chosen = (
        chance.sample(hard, min(count, len(hard)))
        if record["right"]
        else first + chance.sample(rest, min(1, len(rest)))
    )
    is_disfluent = record["other"] and chance.random() < DISFLUENT
    question = record["other"] if is_disfluent else record["question"]
    bare = chance.random() < NO_TITLE
    return [pair(question, passage, record["wide"], bare, tokenizer) for passage in (*record["right"], *chosen)]


def pair(question: str, passage: dict[str, Any], is_wide: bool, is_bare: bool, tokenizer: Tokenizer) -> Encoded:
    """A question and a passage in tokens."""
    heading = "" if is_bare or not passage["title"] else f"{passage['title']}\n"
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    encoding = tokenizer.encode(question[:400], heading + passage["text"])
    allowed = [True]
    starts: list[int] = []
    ends: list[int] = []
    spans = [(start + len(heading), end + len(heading)) for start, end in passage["spans"]]
    told = zip(encoding.offsets, encoding.sequence_ids, strict=True)
    for place, ((first, last), sequence) in enumerate(told):
        if place == 0:
            continue
        is_own = sequence == 1 and first >= len(heading)
        allowed.append(is_own)
        if not is_own:
            continue
        for start, end in spans:
            if is_wide:
                if start <= first and last <= end:
                    starts.append(place)
                    ends.append(place)
            else:
                if first <= start < last or (first == start):
                    starts.append(place)
                if first < end <= last:
                    ends.append(place)
    if not starts or not ends:
        starts, ends = [0], [0]
    return Encoded(encoding.ids, encoding.type_ids, allowed, starts, ends, starts != [0])


def padded(groups: Sequence[Group], device: Any) -> dict[str, Any]:
    """The tensors of a batch, padded to its longest pair."""
    flat = [one for group in groups for one in group]
    shape = (len(flat), _length(groups))
    batch = {name: torch.zeros(shape, dtype=torch.long) for name in ("ids", "mask", "types")}
    batch |= {name: torch.zeros(shape) for name in ("allowed", "starts", "ends")}
    batch["answers"] = torch.tensor([float(one.answers) for one in flat])
    batch["group"] = torch.tensor([number for number, group in enumerate(groups) for _ in group])
    for row, one in enumerate(flat):
        size = len(one.ids)
        batch["ids"][row, :size] = torch.tensor(one.ids)
        batch["mask"][row, :size] = 1
        batch["types"][row, :size] = torch.tensor(one.types)
        batch["allowed"][row, :size] = torch.tensor(one.allowed, dtype=torch.float)
        batch["starts"][row, one.starts] = 1
        batch["ends"][row, one.ends] = 1
    return {name: tensor.to(device) for name, tensor in batch.items()}


def loss_of(network: Any, batch: dict[str, Any]) -> Any:
    """Spans (any of those that answer, or the first token), and relevance: of each passage, and among them."""
    with torch.autocast(batch["ids"].device.type, torch.bfloat16):
        start, end, relevance = network(batch["ids"], batch["mask"], batch["types"])
    weight = torch.where(batch["answers"] > 0, 1.0, NEGATIVE)
    spans = sum(
        marginal(logits.float(), batch["allowed"], gold)
        for logits, gold in ((start, batch["starts"]), (end, batch["ends"]))
    )
    relevance = relevance.float()
    each = functional.binary_cross_entropy_with_logits(relevance, batch["answers"], reduction="none")
    same = batch["group"][:, None] == batch["group"][None, :]
    among = relevance - torch.logsumexp(relevance[None, :].masked_fill(~same, NOWHERE), dim=1)
    return (spans * weight / 2 + each - among * batch["answers"]).mean()


def marginal(logits: Any, allowed: Any, gold: Any) -> Any:
    """The negative logarithm of the probability of all gold places together, among those allowed."""
    every = torch.logsumexp(logits.masked_fill(allowed == 0, NOWHERE), dim=1)
    return every - torch.logsumexp(logits.masked_fill(gold == 0, NOWHERE), dim=1)


def _length(groups: Sequence[Group]) -> int:
    """The longest pair, up to a multiple of 16: so many shapes the kernels are compiled for."""
    return -(-max(len(one.ids) for group in groups for one in group) // 16) * 16


if __name__ == "__main__":
    main()
