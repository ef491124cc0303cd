"""The training of a network on batches, which goes on after any stop."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from benchmarks.reader.batches import Batch, Batches
from benchmarks.reader.encoded import Encoded, Group
from benchmarks.reader.network import Network, loss_of
from benchmarks.reader.sift import left, sift

WARMUP = 0.05
WEIGHT_DECAY = 0.01
AVERAGED = 0.05
"""The share of all batches over which the weights are averaged; earlier ones count less and less."""

SAVE_EVERY = 300.0
"""Seconds."""

PACE = 50
"""After how many batches the pace is printed."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training, besides its data."""

    batches: int
    tokens: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class Looks:
    """The held-out batches, and how often they are read."""

    batches: Sequence[Batch]
    count: int


def rate_at(step: int, steps: int) -> float:
    """Return the share of the learning rate: up over the warm-up, then down to nothing, both linear."""
    warm = max(1, int(WARMUP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def has_bfloat16(device: torch.device) -> bool:
    """Return whether the processor computes in bfloat16; if not, bfloat16 is ten times as slow as fp32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported())


class Training:
    """A network in training, with everything needed to go on after a stop."""

    def __init__(self, network: Network, recipe: Recipe, to: Path, looks: Looks, workers: int = 1) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._is_bfloat16 = has_bfloat16(self._device)
        self._recipe = recipe
        self._to = to
        self._looks = looks
        self._workers = workers
        torch.backends.cuda.enable_cudnn_sdp(False)  # suspected of two trainings that ended in NaN; not proven
        self._network = network.to(self._device)
        network.encoder.embeddings.word_embeddings.requires_grad_(False)
        self._mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(1 - 1 / (1 + AVERAGED * recipe.batches)))
        trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
        rest = [parameter for parameter in trained if parameter.dim() < 2]
        decayed = [parameter for parameter in trained if parameter.dim() >= 2]
        self._optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": rest, "weight_decay": 0.0}],
            lr=recipe.rate,
            fused=True,
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, lambda step: rate_at(step, recipe.batches))
        self._done = 0
        self.best = float("inf")
        self._resume()

    def run(self, batches: Sequence[Batch], data: Encoded) -> None:
        """Train on the remaining batches, and read the held-out ones now and then."""
        rest = batches[self._done :]
        loader = DataLoader(Batches(rest, data), batch_size=None, num_workers=self._workers, pin_memory=self._is_on_gpu)
        looked_at = [self._moved(batch) for batch in DataLoader(Batches(self._looks.batches, data), batch_size=None)]
        between = max(1, self._recipe.batches // self._looks.count)
        saved = started = time.monotonic()
        losses: list[Any] = []
        pairs = 0
        for batch in loader:
            losses.append(self._step(self._moved(batch)))
            pairs += len(batch["ids"])
            if self._done % PACE == 0 or (len(losses) == 5 and self._done < PACE):
                seconds = time.monotonic() - started
                left = seconds / pairs * sum(len(one) for some in batches[self._done :] for one in some)
                loss = float(torch.stack(losses).mean())
                print(
                    f"batch {self._done} of {len(batches)}  loss {loss:.4f}  {pairs / seconds:.0f} pairs/s  "
                    f"{left / 60:.1f} minutes left",
                    flush=True,
                )
                losses = []
            if self._done % between == 0 or self._done == self._recipe.batches:
                self._look(looked_at)
            if time.monotonic() - saved > SAVE_EVERY:
                saved = time.monotonic()
                self._save()

    @property
    def _is_on_gpu(self) -> bool:
        return bool(self._device.type == "cuda")

    def _moved(self, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        return {name: tensor.to(self._device, non_blocking=True) for name, tensor in batch.items()}

    def sifted(self, groups: Sequence[Group], data: Encoded) -> list[Group]:
        """Return the groups without what the network, as trained so far, finds to answer after all."""
        file = self._to / "sifted.json"
        if not file.exists():
            kept, summary = sift(self._network, groups, data, self._recipe.tokens, self._is_bfloat16)
            file.write_text(json.dumps({"dropped": summary, "kept": kept}), encoding="utf-8")
            print("dropped", summary, flush=True)
        known = json.loads(file.read_bytes())["kept"]
        return [left(group, *one) for group, one in zip(groups, known, strict=True)]

    def _step(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        self._network.train()
        loss = loss_of(self._network, batch, self._is_bfloat16)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.found_inf = (
            ~norm.isfinite()
        ).float()  # where it is not, the step is left out, without waiting for a GPU
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad()
        self._mean.update_parameters(self._network)
        self._done += 1
        return loss.detach()

    def _look(self, batches: Sequence[dict[str, torch.Tensor]]) -> None:
        """Read the held-out batches, and keep the weights if they read them best."""
        self._mean.eval()
        with torch.no_grad():
            losses = torch.stack([loss_of(self._mean, batch, self._is_bfloat16) for batch in batches])
        sizes = torch.tensor([float(len(batch["ids"])) for batch in batches], device=self._device)
        loss = float((losses * sizes).sum() / sizes.sum())
        print(f"held out {loss:.4f}", flush=True)
        if loss < self.best:
            self.best = loss
            state = self._mean.module.state_dict()
            save_file(
                {name: tensor.contiguous().cpu() for name, tensor in state.items()}, self._to / "reader.safetensors"
            )

    def _save(self) -> None:
        state = {
            "network": self._network.state_dict(),
            "mean": self._mean.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "done": self._done,
            "best": self.best,
        }
        torch.save(state, self._checkpoint.with_suffix(".new"))
        self._checkpoint.with_suffix(".new").replace(self._checkpoint)

    def _resume(self) -> None:
        if self._checkpoint.exists():
            state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
            self._network.load_state_dict(state["network"])
            self._mean.load_state_dict(state["mean"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._schedule.load_state_dict(state["schedule"])
            self._done, self.best = state["done"], state["best"]

    @property
    def _checkpoint(self) -> Path:
        return self._to / "checkpoint.pt"
