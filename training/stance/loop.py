"""The training loop: AdamW with layer-wise rates, bfloat16 autocast, one thread."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.attribution.rates import parameter_groups
from training.stance.examples import Batch, Example, batch_of, plan
from training.stance.network import HEADS, StanceNetwork

log = logging.getLogger(__name__)
MASK: int = 103


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that decides how a run goes; kept beside the weights."""

    epochs: int = 2
    minutes: float = 60.0
    """The learning rate has fallen to nothing after this time, or after all epochs."""
    frozen: int = 0
    """Layers at the bottom that stay as they are, with the embeddings."""
    tokens: int = 2048
    """Padded word pieces in a batch."""
    rate: float = 1.5e-4
    head_rate: float = 6e-4
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    warmup: float = 0.08
    dropout: float = 0.1
    masked: float = 0.05
    smoothing: float = 0.05
    seed: int = 20251122


def loss_of(network: StanceNetwork, batch: Batch, options: Options) -> Tensor:
    """Weighted cross-entropy over all labels that the batch's examples have."""
    ids = batch.ids
    hit = (torch.rand(ids.shape) < options.masked) & (ids > 999)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network(ids.masked_fill(hit, MASK), batch.kinds, batch.claims, batch.lengths)
    losses = []
    for head in HEADS:
        rows = [i for i, e in enumerate(batch.examples) if getattr(e, head) is not None]
        if not rows:
            continue
        scores = network.scores(hidden, head)[rows]
        gold = torch.tensor([getattr(batch.examples[i], head) for i in rows])
        weight = torch.tensor([batch.examples[i].weight for i in rows])
        if head == "support":
            target = gold.float() * (1 - options.smoothing) + options.smoothing / 2
            each = functional.binary_cross_entropy_with_logits(
                scores[:, 0], target, reduction="none"
            )
        else:
            each = functional.cross_entropy(
                scores, gold, reduction="none", label_smoothing=options.smoothing
            )
        losses.append((each * weight).sum() / len(batch.examples))
    return torch.stack(losses).sum()


def train(
    network: StanceNetwork,
    epoch_examples: Callable[[int], Sequence[Example]],
    options: Options,
    keep: Callable[[], None] | None = None,
) -> int:
    """Train in place; ``epoch_examples`` gives the material of each epoch. Returns the steps.

    ``keep`` is called every 250 steps, to save what there is.
    """
    torch.manual_seed(options.seed)
    if options.frozen:
        encoder = network.encoder
        for module in (encoder.features, encoder.norm, *encoder.layers[: options.frozen]):
            module.requires_grad_(False)
        encoder.positions.requires_grad_(False)
    plans = [
        plan(epoch_examples(e), options.tokens, random.Random(options.seed * 1000 + e))
        for e in range(options.epochs)
    ]
    batches = [batch for p in plans for batch in p]
    groups = parameter_groups(network, len(network.encoder.layers), options)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    live = [p for p in network.parameters() if p.requires_grad]
    network.train()
    began, total = time.time(), 0.0
    for step, examples in enumerate(batches):
        progress = max(step / len(batches), (time.time() - began) / (60 * options.minutes))
        if progress >= 1:
            log.info("stopped by the clock at step %d of %d", step, len(batches))
            return step
        factor = min(progress / options.warmup, (1 - progress) / (1 - options.warmup))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(factor, 1e-3)
        loss = loss_of(network, batch_of(examples), options)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(live, 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if keep and step % 250 == 249:
            keep()
        if step % 25 == 24:
            log.info(
                "step %d/%d loss %.3f %.2f s/step",
                step + 1,
                len(batches),
                total / 25,
                (time.time() - began) / (step + 1),
            )
            total = 0.0
    return len(batches)
