"""The network that reads: an encoder over question and passage with three linear heads; and its loss."""

from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from transformers import AutoConfig, AutoModel

NEGATIVE = 0.5
"""The weight in the loss of the spans of a passage without an answer."""

NOWHERE = -1e4


class Network(torch.nn.Module):  # type: ignore[misc]  # torch is not looked into by the type checker
    """Says where an answer starts and ends, at the first token if there is none, and whether the passage answers."""

    def __init__(self, folder: Path, attention: str = "sdpa") -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.attention_probs_dropout_prob = 0.0  # on a CPU it would rule out the fused attention
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, attn_implementation=attention, add_pooling_layer=False, use_safetensors=True
        )
        self.spans = torch.nn.Linear(config.hidden_size, 2)
        self.relevance = torch.nn.Linear(config.hidden_size, 1)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any, Any]:
        """Return logits of start and end, shape (batch, tokens), and of relevance, shape (batch,)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.spans(hidden).unbind(-1)
        return start, end, self.relevance(hidden[:, 0]).squeeze(-1)


def loss_of(network: Any, batch: dict[str, Any], is_bfloat16: bool) -> Any:
    """Return the loss of spans (any that answers, or the first token) and relevance: of each passage and among them."""
    with torch.autocast(batch["ids"].device.type, torch.bfloat16, enabled=is_bfloat16):
        start, end, relevance = network(batch["ids"], batch["mask"], batch["types"])
    answers = batch["answers"].float()
    spans = sum(
        marginal(logits.float(), batch["allowed"], gold)
        for logits, gold in ((start, batch["starts"]), (end, batch["ends"]))
    )
    relevance = relevance.float()
    each = functional.binary_cross_entropy_with_logits(relevance, answers, reduction="none")
    same = batch["group"][:, None] == batch["group"][None, :]
    among = relevance - torch.logsumexp(relevance[None, :].masked_fill(~same, NOWHERE), dim=1)
    return (spans * torch.where(batch["answers"], 1.0, NEGATIVE) / 2 + each - among * answers).mean()


def marginal(logits: Any, allowed: Any, gold: Any) -> Any:
    """Return the negative logarithm of the probability of all gold places together, among the allowed ones."""
    every = torch.logsumexp(logits.masked_fill(~allowed, NOWHERE), dim=1)
    return every - torch.logsumexp(logits.masked_fill(~gold, NOWHERE), dim=1)
