"""The training loop: AdamW with layer-wise rates, bfloat16 autocast, averaged weights."""

from __future__ import annotations

import copy
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from index.attribution.network import Network, bucket
from index.attribution.windows import (
    Batch,
    Pieces,
    batch_of,
)
from training.attribution.data import Document, load
from training.attribution.examples import KINDS, Example, batches, examples_of, span_table
from training.attribution.rates import parameter_groups
from training.attribution.speed import quicken

log = logging.getLogger(__name__)

MASK_PIECE = 103


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that decides how a run goes; kept beside the weights."""

    epochs: int = 11
    minutes: float = 68.0
    """The learning rate has fallen to nothing after this time, or after all epochs."""
    tokens: int = 4096
    """Padded word pieces in a batch."""
    window: int = 256
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    warmup: float = 0.06
    dropout: float = 0.1
    masked: float = 0.05
    """Share of word pieces replaced by [MASK] in training."""
    average: float = 0.998
    """Decay of the averaged weights, a step."""
    link_weight: float = 1.0
    peak: float = 1.0
    """Factor on all rates; below one where a run goes on from another."""
    seed: int = 20251122


def additive_mask(lengths: Tensor, width: int, dtype: torch.dtype) -> Tensor | None:
    """Mask for attention, (batch, 1, 1, width), or None where nothing is padded."""
    if bool((lengths == width).all()):
        return None
    padded = torch.arange(width).unsqueeze(0) >= lengths.unsqueeze(1)
    mask = torch.zeros(padded.shape, dtype=dtype).masked_fill_(padded, -1e4)
    return mask[:, None, None, :]


def crf_rows(rows: Sequence[int]) -> tuple[Tensor, Tensor]:
    """Index of each paragraph's words, padded, with its mask: both (rows, longest)."""
    longest = max(rows)
    index = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=bool)
    at = 0
    for i, n in enumerate(rows):
        index[i, :n] = np.arange(at, at + n)
        mask[i, :n] = True
        at += n
    return torch.from_numpy(index), torch.from_numpy(mask)


@dataclass(slots=True)
class Read:
    """What a network makes of one batch."""

    batch: Batch
    words: Tensor
    """(words, width)"""
    scores: Tensor
    """(words, tags)"""


def read(network: Network, examples: Sequence[Example], masked: float) -> Read:
    """Read the windows of a batch, of whose pieces the share `masked` is hidden."""
    batch = batch_of([e.paragraphs for e in examples])
    ids = torch.from_numpy(batch.ids)
    if masked:
        hit = (torch.rand(ids.shape) < masked) & (ids > 999)
        ids = ids.masked_fill(hit, MASK_PIECE)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = network.words(
            ids,
            torch.from_numpy(batch.features),
            additive_mask(torch.from_numpy(batch.lengths), ids.shape[1], torch.bfloat16),
            torch.from_numpy(batch.first),
            torch.from_numpy(batch.last),
        )
        scores = network.tag_scores(words)
    return Read(batch, words.float(), scores.float())


def losses(network: Network, examples: Sequence[Example], masked: float) -> tuple[Tensor, Tensor]:
    """CRF loss a paragraph and link loss a span."""
    return gold_losses(network, examples, read(network, examples, masked))


def gold_losses(network: Network, examples: Sequence[Example], made: Read) -> tuple[Tensor, Tensor]:
    """CRF loss a paragraph and link loss a span of what was made of a batch."""
    index, mask = crf_rows(made.batch.rows)
    flat = torch.tensor([t for e in examples for row in e.tags for t in row])
    crf = network.crf.loss(made.scores[index], flat[index], mask).mean()
    words = made.words
    total = torch.zeros(())
    count = 0
    offsets = np.cumsum([0] + [sum(len(p) for p in e.paragraphs) for e in examples]).tolist()
    for head, (kind, (child, parent)) in zip(network.links, KINDS.items(), strict=True):
        n_child = max(len(e.spans[child]) for e in examples)
        n_parent = max(len(e.spans[parent]) for e in examples)
        if not n_child or not n_parent:
            continue
        c, c_mask = span_table(examples, child, n_child, offsets)
        p, p_mask = span_table(examples, parent, n_parent, offsets)
        far = bucket(p[:, None, :, 0] - c[:, :, None, 0])
        table = head(words[c].flatten(2), words[p].flatten(2), far)
        table[:, :, 1:] = table[:, :, 1:].masked_fill(~p_mask[:, None, :], -1e4)
        gold = torch.zeros(c_mask.shape, dtype=torch.long)
        for i, e in enumerate(examples):
            gold[i, : len(e.links[kind])] = torch.tensor(e.links[kind], dtype=torch.long)
        total = total + functional.cross_entropy(table[c_mask], gold[c_mask], reduction="sum")
        count += int(c_mask.sum())
    return crf, total / max(1, count)


@dataclass(slots=True)
class Shared:
    """What the workers of one run hold in common, in shared memory."""

    network: Network
    averaged: Network
    moments: list[tuple[Tensor, Tensor, Tensor]]
    """Per trained parameter: AdamW's step count and two moments."""
    taken: Any
    """Next batch to take, counted over the whole run."""
    done: Any
    """Steps made."""
    lock: Any
    began: float


def _in_shared_memory(tensor: Tensor) -> Tensor:
    shared: Tensor = tensor.share_memory_()  # type: ignore[no-untyped-call]
    return shared


def shared_state(network: Network, context: Any) -> Shared:
    """Put a network, its average and the optimizer's moments into shared memory."""
    averaged = copy.deepcopy(network)
    network.share_memory()
    averaged.share_memory()
    moments = [
        (
            _in_shared_memory(torch.zeros(())),
            _in_shared_memory(torch.zeros_like(p)),
            _in_shared_memory(torch.zeros_like(p)),
        )
        for p in network.parameters()
        if p.requires_grad
    ]
    return Shared(
        network,
        averaged,
        moments,
        context.Value("l", 0),
        context.Value("l", 0),
        context.Lock(),
        time.time(),
    )


def plan_of(documents: Sequence[Document], options: Options, epoch: int) -> list[list[Example]]:
    """The batches of one epoch: the same in every worker, another every epoch."""
    rng = random.Random(options.seed * 1000 + epoch)
    examples = [
        e
        for d in documents
        for e in examples_of(d, options.window, rng.randrange(48, options.window))
    ]
    return batches(examples, options.tokens, rng)


def factor_at(progress: float, warmup: float) -> float:
    """Learning-rate factor: linear up, then linear down to a thousandth."""
    if progress < warmup:
        return max(progress / warmup, 1e-3)
    return max((1 - progress) / (1 - warmup), 1e-3)


Plan = Callable[[int], Sequence[Any]]
"""The batches of an epoch, counted from nought; the same in every worker."""
Loss = Callable[[Network, Any], dict[str, Tensor]]
"""The parts of a batch's loss, to be added up."""


def work(rank: int, shared: Shared, plan_of: Plan, loss_of: Loss, options: Options) -> None:
    """One worker: take batches until the plan is used up; gradients may be a step old.

    Workers of one thread each, that never wait for one another except to write, are faster here
    than one process of several threads, and a busy neighbour slows only one of them.
    """
    torch.set_num_threads(1)
    torch.manual_seed(options.seed + rank)
    network = shared.network
    quicken(network, options.dropout)
    groups = parameter_groups(network, len(network.encoder.layers), options)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    live: list[Tensor] = [p for p in network.parameters() if p.requires_grad]
    mean: list[Tensor] = [
        q
        for p, q in zip(network.parameters(), shared.averaged.parameters(), strict=True)
        if p.requires_grad
    ]
    for p, (count, first, second) in zip(live, shared.moments, strict=True):
        optimizer.state[p] = {"step": count, "exp_avg": first, "exp_avg_sq": second}
    network.train()
    epoch, begin = 0, 0
    plan = plan_of(epoch)
    total = len(plan) * options.epochs
    sums: Counter[str] = Counter()
    since = time.time()
    while True:
        with shared.taken.get_lock():
            ticket = shared.taken.value
            shared.taken.value += 1
        while ticket - begin >= len(plan):
            begin += len(plan)
            epoch += 1
            if epoch >= options.epochs:
                return
            plan = plan_of(epoch)
        progress = max(
            shared.done.value / total, (time.time() - shared.began) / (60 * options.minutes)
        )
        if progress >= 1:
            return
        parts = loss_of(network, plan[ticket - begin])
        sum(parts.values(), torch.zeros(())).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(live, 5.0)
        with shared.lock, torch.no_grad():
            step = shared.done.value
            for g in optimizer.param_groups:
                g["lr"] = g["base"] * options.peak * factor_at(progress, options.warmup)
            optimizer.step()
            shared.done.value = step + 1
            torch._foreach_lerp_(mean, live, 1 - min(options.average, (1 + step) / (20 + step)))
        optimizer.zero_grad(set_to_none=True)
        sums.update({name: part.item() for name, part in parts.items()})
        sums["steps"] += 1
        if sums["steps"] >= 20:
            steps = sums.pop("steps")
            log.info(
                "worker %d epoch %d step %d/%d %s %.2f s/step",
                rank,
                epoch + 1,
                step + 1,
                total,
                " ".join(f"{name} {value / steps:.3f}" for name, value in sums.items()),
                (time.time() - since) / steps,
            )
            sums, since = Counter(), time.time()


def run(rank: int, shared: Shared, data: Path, tokenizer: Path, options: Options) -> None:
    """Entry of one worker process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    documents = [d for d in load(data, Pieces(tokenizer)) if d.split == "train" and d.primary]

    def loss(network: Network, examples: Sequence[Example]) -> dict[str, Tensor]:
        crf, link = losses(network, examples, options.masked)
        return {"crf": crf, "link": options.link_weight * link}

    work(rank, shared, lambda epoch: plan_of(documents, options, epoch), loss, options)
