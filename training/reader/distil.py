"""Have a larger network judge what the reader will meet, for the reader to learn from.

    python -m training.reader.distil --teacher build/mpnet \\
        --weights build/reader/teacher.safetensors --out build/reader/taught.jsonl.gz

The texts of ``judge`` are asked of the articles of ``judge`` that are not in ``natural``, and those
of ``natural`` of its own articles; of the nearest units of each, some are drawn and judged. So the
reader sees many more sentences of the kind it has to tell apart than anybody labelled (Hinton et al.
2015, arXiv:1503.02531). The file holds texts of the data sets and stays where it is made.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import torch

import index
from eval.datasets.base import ArticleList
from index.collection import Collection
from index.types import canonical_text
from rag.reader.form import UnitText
from rag.units import units_of
from training.reader.examples import Encoding, Example, batch_of, batches, labels_of
from training.reader.network import PairNetwork, open_network
from training.reader.news import asked, read_lines
from training.reader.public import AGAINST, uncapitalised

log = logging.getLogger(__name__)
NEAREST: Final = 16
"""Units are drawn among so many."""
TEXTS: Final = ("who", "about", "opposite", "near", "claim")
CHUNK: Final = 2048
"""Pairs that are judged before the file is written on."""

Pair = tuple[str, UnitText, str]
"""A question, a unit, and the pack of ``natural`` that it belongs to (else empty)."""


def open_set(folder: Path, collection: Path, leave_out: set[str]) -> Collection:
    """A collection of the articles of a set, without some of them."""
    articles = ArticleList()
    for row in read_lines(folder / "articles.jsonl.gz"):
        if row["doc"] not in leave_out:
            articles.add(row["doc"], row["text"], title=canonical_text(row["title"] or ""))
    opened = index.open_collection(collection, create=True)
    opened.add(articles.articles)
    return opened


def near(collection: Collection, question: str, drawn: int, rng: random.Random) -> list[UnitText]:
    """Some of the units nearest to a question: always the first, then any."""
    hits = collection.search_sentences(question, NEAREST)
    picked = sorted(rng.sample(range(1, len(hits)), min(drawn - 1, len(hits) - 1)))
    kept = [hits[0], *(hits[i] for i in picked)] if hits else []
    units = units_of(collection, ((hit.sentence, hit.score) for hit in kept))
    return [unit.read for unit in units]


def pairs_of(data: Path, build: Path, drawn: int, seed: int) -> Iterator[Pair]:
    """The pairs to be judged."""
    rng = random.Random(seed)
    hidden = {row["doc"] for row in read_lines(data / "natural" / "articles.jsonl.gz")}
    with open_set(data / "judge", build / "judge" / "collection", hidden) as collection:
        for row in read_lines(data / "judge" / "quotes.jsonl.gz"):
            if row["doc"] in hidden:
                continue
            for name in TEXTS:
                text = row[name]
                if name in {"opposite", "claim"} and rng.random() < 0.3 and text[-1:] != "?":
                    text = rng.choice(AGAINST).format(uncapitalised(text.rstrip(".")))
                for unit in near(collection, text, drawn, rng):
                    yield text, unit, ""
    with open_set(data / "natural", build / "natural" / "collection", set()) as collection:
        for row in read_lines(data / "natural" / "questions.jsonl"):
            question = asked(row["question"], row["history"])
            for unit in near(collection, question, NEAREST, rng):
                yield question, unit, row["pack"]


def judged(network: PairNetwork, pairs: Sequence[Pair], encoding: Encoding, *, bfloat16: bool) -> Any:
    """A network's probabilities ``(pairs, 5)``."""
    examples = [Example(question, unit, labels_of(())) for question, unit, _ in pairs]
    rows = encoding.rows(examples)
    out = torch.zeros((len(pairs), 5))
    network.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        for part in batches(examples, rows, 2048, random.Random(0)):
            batch = batch_of([examples[i] for i in part], [rows[i] for i in part])
            scores = network(batch.ids, batch.kinds, batch.questions, batch.units, batch.lengths)
            out[part] = torch.softmax(scores.float(), 1)
    return out


def read_taught(path: Path, leave_out: Sequence[str], natural: bool) -> list[Example]:
    """The judged pairs of a file; those of ``natural`` only if asked for, without some packs."""
    found = []
    for row in read_lines(path):
        if row["pack"] and (not natural or row["pack"] in leave_out):
            continue
        unit = UnitText(*row["unit"])
        target = tuple(row["target"])
        found.append(Example(row["question"], unit, labels_of(()), 1.0, target))
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--build", type=Path, default=Path("build/eval"))
    parser.add_argument("--teacher", type=Path, metavar="FOLDER", help="of all-mpnet-base-v2")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drawn", type=int, default=6, help="units for each text of judge")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    pairs = list(pairs_of(args.data, args.build, args.drawn, args.seed))
    random.Random(args.seed).shuffle(pairs)
    log.info("%d pairs", len(pairs))
    network = open_network(args.teacher, 6)
    network.load(args.weights)
    encoding = Encoding()
    began = time.time()
    with gzip.open(args.out, "wt", encoding="utf-8") as file:
        for start in range(0, len(pairs), CHUNK):
            if time.time() - began > 60 * args.minutes:
                break
            part = pairs[start : start + CHUNK]
            probabilities = judged(network, part, encoding, bfloat16=args.bfloat16)
            for (question, unit, pack), p in zip(part, probabilities.tolist(), strict=True):
                target = [round(x, 4) for x in p]
                row = {"question": question, "unit": unit, "pack": pack, "target": target}
                file.write(json.dumps(row) + "\n")
            log.info("%d of %d judged", start + len(part), len(pairs))


if __name__ == "__main__":
    main()
