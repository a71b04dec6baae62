"""Train on questions over news, beginning from the weights of the public pairs.

    python -m training.reader.finetune --start build/reader/pretrained.safetensors \\
        --sets judge --out build/reader/judge.safetensors
    python -m training.reader.finetune --start build/reader/scenes.safetensors \\
        --sets natural natural scenes --packs s12 s13 --leave-out dev-1 dev-2 \\
        --out build/reader/fold-1.safetensors

``natural`` given twice is read twice, with other candidates. Its packs that are left out are not
trained on, and neither is anything of ``judge`` that stands in their articles; with ``--sets
judge`` alone nothing of any article of ``natural`` is, unless ``--everything`` says so, so that one
such run serves all folds.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from training.reader import polnear
from training.reader.articles import open_articles
from training.reader.examples import Encoding, Example
from training.reader.export import mean
from training.reader.loop import Options, train
from training.reader.news import judge, natural, read_lines
from training.reader.public import read_pairs
from training.reader.rewording import asked_of_somebody, reworded
from training.reader.scenes import scenes
from training.reader.strays import strays
from training.reader.written import written


def examples(args: argparse.Namespace, seed: int) -> list[Example]:
    """What is trained on, as the command line says."""
    data: Path = args.data
    found: list[Example] = []
    packs = {r["doc"]: r["pack"] for r in read_lines(data / "natural" / "articles.jsonl.gz")}
    for time in range(args.sets.count("natural")):  # other candidates every time
        articles, texts = open_articles(data / "natural", args.collection)
        asked = natural(data / "natural", articles, texts, seed + time)
        kept = [e for e in asked if e.pack not in args.leave_out]
        found += _in_forms([e.example for e in kept], seed + time)
        put = [(e.example.question, e.pack) for e in kept]
        found += strays(put, _docs(packs, args), args.collection, random.Random(seed + time))
    if "judge" in args.sets:
        hidden = set() if args.everything else set(packs)
        if "natural" in args.sets:
            hidden = {doc for doc, pack in packs.items() if pack in args.leave_out}
        found += [e.example for e in judge(data / "judge", seed, hidden)]
    if "written" in args.sets:
        every = written(data / "judge", args.written, _packs(args, "w"), seed)
        found += _in_forms(every, seed)
        if "natural" in args.sets:
            put = [(q, "") for q in sorted({e.question for e in every})[:: args.strays]]
            found += strays(put, _docs(packs, args), args.collection, random.Random(seed))
    if "scenes" in args.sets:
        found += scenes(args.scenes, _packs(args, "s"), seed)
    for half in args.half:
        found += polnear.questions(data / "polnear", args.polnear, half, seed)
    if args.public:
        found += read_pairs(data / "pairs", seed + 1)[0][: args.public]
    return found


def _in_forms(found: list[Example], seed: int) -> list[Example]:
    rng = random.Random(seed)
    return reworded(found, rng) + asked_of_somebody(found, rng)


def _docs(packs: Mapping[str, str], args: argparse.Namespace) -> dict[str, list[str]]:
    """The articles of ``natural`` by pack, without the packs that are left out."""
    found: dict[str, list[str]] = {}
    for doc, pack in packs.items():
        if pack not in args.leave_out:
            found.setdefault(pack, []).append(doc)
    return found


def _packs(args: argparse.Namespace, letter: str) -> list[str]:
    return [pack for pack in args.packs if pack.startswith(letter)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--collection", type=Path, default=Path("build/eval/natural/collection"))
    parser.add_argument("--written", type=Path, default=Path("build/eval/training/collection"))
    parser.add_argument("--scenes", type=Path, default=Path("build/eval/scenes/collection"))
    parser.add_argument("--polnear", type=Path, default=Path("build/eval/polnear/collection"))
    parser.add_argument(
        "--half",
        type=int,
        nargs="*",
        choices=(0, 1),
        default=[],
        help="halves of the articles of PolNeAR to ask questions in their own words of",
    )
    parser.add_argument(
        "--packs",
        nargs="*",
        default=[],
        help="packs of written questions (w1, …) and of scenes (s1, …) to use",
    )
    parser.add_argument("--start", type=Path, nargs="+", required=True, help="of several the mean")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--sets", nargs="+", choices=("judge", "natural", "written", "scenes"), required=True
    )
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="PACK")
    parser.add_argument("--everything", action="store_true")
    parser.add_argument(
        "--strays", type=int, default=1, help="every so-many-th written question is put to others"
    )
    parser.add_argument("--public", type=int, default=0, help="this many public pairs besides")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--tokens", type=int, default=1536)
    parser.add_argument("--beside", type=float, default=0.0, help="see Options.beside")
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--seed", type=int, default=Options.seed)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options(
        epochs=args.epochs,
        minutes=args.minutes,
        tokens=args.tokens,
        rate=args.rate,
        head_rate=4 * args.rate,
        beside=args.beside,
        bfloat16=args.bfloat16,
        seed=args.seed,
    )
    material = examples(args, options.seed)
    logging.info("%d examples", len(material))
    network = mean(args.start)
    steps = train(network, material, Encoding(), options, lambda: network.save(args.out))
    network.save(args.out)
    record = {
        "options": asdict(options),
        "start": [path.name for path in args.start],
        "sets": args.sets,
        "left_out": sorted(args.leave_out),
        "packs": sorted(args.packs),
        "halves": sorted(args.half),
        "examples": len(material),
        "steps": steps,
    }
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
