"""The training loop: AdamW, rates falling towards the input, a clock, weights kept on the way."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rag.reader.form import LABELS
from training.reader.examples import Batch, Encoding, Example, batch_of, batches, by_question
from training.reader.network import ReaderNetwork

log = logging.getLogger(__name__)
MASK: int = 103


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that decides how a run goes; kept beside the weights."""

    epochs: int = 1
    minutes: float = 60.0
    """The learning rate has fallen to nothing after this time, or after all epochs."""
    tokens: int = 2048
    rate: float = 1.6e-4
    head_rate: float = 8e-4
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    warmup: float = 0.06
    masked: float = 0.03
    smoothing: float = 0.03
    no_speaker: float = 0.1
    """Share of rows whose speaker is left out, so that the reader does not hang on it."""
    beside: float = 0.0
    """How much it counts that an answer is likelier than the other sentences of its question (a
    softmax over them; Bruch et al. 2019, ICTIR); above 0, those of a question share batches."""
    bfloat16: bool = False
    """Twice as fast where the processor has AMX; slower where it has not."""
    seed: int = 20261129


def loss_of(network: ReaderNetwork, batch: Batch, options: Options) -> Tensor:
    """Negative log of the probability that goes to the labels that may be right."""
    ids = batch.ids
    hit = (torch.rand(ids.shape) < options.masked) & (ids > 999)
    with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
        scores = network(
            ids.masked_fill(hit, MASK), batch.kinds, batch.questions, batch.units, batch.lengths
        )
    logs = torch.log_softmax(scores.float(), 1)
    kept = torch.logsumexp(logs + torch.log(batch.labels.clamp_min(1e-9)), 1)
    each = -(1 - options.smoothing) * kept - options.smoothing * logs.mean(1)
    loss = (each * batch.weights).sum() / batch.weights.sum()
    return loss + options.beside * ranking_loss(scores.float(), batch) if options.beside else loss


def ranking_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Mean over the answers in a batch: negative log of an answer's share among itself and what is
    no answer to its question. What is hedged counts as neither; zero where nothing is beside."""
    odds = scores[:, 0] - torch.logsumexp(scores[:, 1:], 1)
    sure = batch.labels.sum(1) == 1
    answers = (batch.labels[:, 0] > 0) & sure
    others = (batch.labels[:, 0] == 0) & (batch.labels[:, LABELS.index("hedged")] == 0)
    same = batch.groups.unsqueeze(1) == batch.groups.unsqueeze(0)
    rivals = same & others.unsqueeze(0)
    counted = answers & rivals.any(1)
    if not counted.any():
        return scores.sum() * 0
    rival = torch.where(rivals, odds.unsqueeze(0), torch.full_like(odds, -1e9).unsqueeze(0))
    against = torch.logsumexp(rival, 1)
    each = functional.softplus(against - odds)
    return each[counted].mean()


def parameter_groups(network: ReaderNetwork, options: Options) -> list[dict[str, Any]]:
    """Learning rates fall towards the input; biases and norms do not decay."""
    depth = len(network.bert.encoder.layer)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("bert.encoder.layer."):
            rate = options.rate * options.layer_decay ** (depth - 1 - int(name.split(".")[3]))
        elif name.startswith("bert."):
            rate = options.rate * options.layer_decay**depth
        else:
            rate = options.head_rate
        decay = options.weight_decay if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": p, "lr": rate, "weight_decay": decay, "base": rate}
        for (rate, decay), p in groups.items()
    ]


def train(
    network: ReaderNetwork,
    examples: Sequence[Example],
    encoding: Encoding,
    options: Options,
    keep: Callable[[], None] | None = None,
) -> int:
    """Train in place; ``keep`` is called every 500 steps. Returns the number of steps."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    plan: list[tuple[list[Example], list[Any]]] = []
    for _ in range(options.epochs):
        seen = [_without_speaker(e, rng, options.no_speaker) for e in examples]
        rows = encoding.rows(seen)
        made = (by_question if options.beside else batches)(seen, rows, options.tokens, rng)
        plan += [([seen[i] for i in b], [rows[i] for i in b]) for b in made]
    optimizer = torch.optim.AdamW(parameter_groups(network, options), betas=(0.9, 0.98), fused=True)
    live = [p for p in network.parameters() if p.requires_grad]
    network.train()
    began, total, pieces = time.time(), 0.0, 0
    for step, (part, rows) in enumerate(plan):
        progress = max(step / len(plan), (time.time() - began) / (60 * options.minutes))
        if progress >= 1:
            log.info("stopped by the clock at step %d of %d", step, len(plan))
            return step
        factor = min(progress / options.warmup, (1 - progress) / (1 - options.warmup))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(factor, 1e-3)
        batch = batch_of(part, rows)
        loss = loss_of(network, batch, options)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(live, 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        pieces += batch.ids.numel()
        if keep and step % 500 == 499:
            keep()
        if step % 100 == 99:
            rate = pieces / (time.time() - began)
            log.info("step %d/%d loss %.3f %.0f pieces/s", step + 1, len(plan), total / 100, rate)
            total = 0.0
    return len(plan)


def _without_speaker(example: Example, rng: random.Random, share: float) -> Example:
    if example.unit.speaker and rng.random() < share:
        unit = example.unit._replace(speaker="")
        return Example(example.question, unit, example.labels, example.weight)
    return example
