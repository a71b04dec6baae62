"""`python -m training.stance --data DIR --out DIR`: train the stance model.

Two stages, each a run of this command: `--stage statements` learns single statements from pairs
made by rule; `--stage all --start …` goes on with everything, once without each fold
(`--fold 0 1 2`, for cross-validation) and once with all of it (`--fold none`, the weights to ship).
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from index.encoder.files import find_model
from training.stance.examples import Example
from training.stance.loop import Options, train
from training.stance.material import (
    Material,
    fnc_examples,
    headline_examples,
    load_material,
    made_examples,
    sentence_examples,
    support_examples,
)
from training.stance.network import StanceNetwork

log = logging.getLogger("training.stance")


def runs(material: Material, options: Options, folds: Sequence[str], a: argparse.Namespace) -> None:
    """Train once for each fold left out, one after the other.

    Writes `NAME.pt` (weights) and `NAME.json` (how they came about).
    """
    for fold in folds:
        left_out = None if fold == "none" else int(fold)
        name = a.stage if left_out is None else f"fold{left_out}"
        minutes = options.minutes * (1.5 if left_out is None else 1.0)
        torch.manual_seed(options.seed)
        network = StanceNetwork(find_model().weights, options.dropout)
        if a.start:
            network.load_state_dict(torch.load(a.start, weights_only=True))

        def epoch(number: int, left_out: int | None = left_out) -> list[Example]:
            rng = random.Random(f"{options.seed} {number}")
            examples = made_examples(material, a.made, rng)
            if a.stage == "all":
                examples += fnc_examples(material, left_out, rng)
                examples += headline_examples(material, left_out, rng)
                examples += sentence_examples(material, left_out, rng)
                examples += support_examples(material, left_out, rng)
            log.info("epoch %d: %d examples", number + 1, len(examples))
            return examples

        log.info("begin %s", name)

        def keep(name: str = name, network: StanceNetwork = network) -> None:
            torch.save(network.state_dict(), a.out / f"{name}.tmp")

        steps = train(network, epoch, replace(options, minutes=minutes), keep)
        keep()
        (a.out / f"{name}.tmp").replace(a.out / f"{name}.pt")
        about = {
            "options": asdict(replace(options, minutes=minutes)),
            "stage": a.stage,
            "left_out": left_out,
            "start": a.start and a.start.stem,
            "made": a.made,
            "steps": steps,
        }
        (a.out / f"{name}.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
        log.info("written %s", a.out / f"{name}.pt")


def main() -> None:
    """Read the data once, then train the folds asked for, two side by side where there are two."""
    default = Options()
    parser = argparse.ArgumentParser(prog="python -m training.stance")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights")
    parser.add_argument("--stage", choices=("statements", "all"), required=True)
    parser.add_argument("--start", type=Path, help="weights of the first stage")
    parser.add_argument(
        "--fold", nargs="+", choices=("0", "1", "2", "none"), default=["none"], help="left out"
    )
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--minutes", type=float, default=default.minutes, help="at most, for a run")
    parser.add_argument("--frozen", type=int, default=default.frozen, help="layers kept as is")
    parser.add_argument("--rate", type=float, default=default.rate)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--made", type=int, default=1800, help="made pairs in an epoch")
    parser.add_argument("--workers", type=int, default=2)
    a = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(message)s")
    torch.set_num_threads(1)
    options = replace(
        default,
        epochs=a.epochs,
        minutes=a.minutes,
        frozen=a.frozen,
        rate=a.rate,
        seed=a.seed,
    )
    material = load_material(a.data, a.seed)
    log.info("read")
    a.out.mkdir(parents=True, exist_ok=True)
    np.save(a.out / "rarity.npy", material.pieces.rarity)
    shares = [a.fold[i :: a.workers] for i in range(min(a.workers, len(a.fold)))]
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=runs, args=(material, options, s, a)) for s in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed; see its message above")


if __name__ == "__main__":
    main()
