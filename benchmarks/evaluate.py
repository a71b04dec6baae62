"""Run the public data sets and keep runs, a report page and the figures for the documentation.

    python -m benchmarks.evaluate --data ../shared/evaldata --work /tmp/runs polnear realtimeqa
    python -m benchmarks.evaluate --selection --work build/eval          # what `make eval` does

A collection is built for each set under ``--work`` unless it is there already; a run that was
stopped goes on where it stood. ``--questions N`` takes N questions of each set, spread evenly,
``--articles N`` this many of its articles, those of the gold first. ``--selection`` takes a few
questions of every set over a part of its articles, which needs about ten minutes on two cores the
first time.
Figures go into the report page; those of whole sets also into benchmarks/results, from which
docs/benchmarks.md is made, as fewer articles make finding easier. ``--half 0`` and ``--half 1`` ask
the halves of PolNeAR apart, each of a reader that was trained on the other one (ONRECORD_READER),
and ``--halves`` puts these two runs together.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.common import DATA, ROOT, Progress, provenance, say, write_json
from benchmarks.natural_tables import quotations
from eval import OpenBuiltIn, QuestionSet, RunResult, html_report, load, markdown_report, run
from eval.datasets import READERS, Dataset, load_dataset, natural, polnear
from eval.exceptions import DatasetError
from eval.extraction import extraction_scores
from index import Article, open_collection
from index.articles import read as read_articles

SEEDS: Final = "seeds"


@dataclass(frozen=True)
class Part:
    """How much of a data set is used: 0 is all. Without ``statements`` indexing is faster."""

    articles: int = 0
    questions: int = 0
    statements: bool = True


SELECTION: Final = {
    SEEDS: Part(),
    "natural": Part(articles=60, questions=40),
    "polnear": Part(articles=120, questions=80),
    "fnc1": Part(articles=150, questions=40),
    "realtimeqa": Part(articles=200, questions=50, statements=False),
    "multihop_rag_500": Part(questions=50),
    "mtrag_un": Part(articles=250, questions=40, statements=False),
    "ramdocs": Part(articles=250, questions=40, statements=False),
}
"""What ``--selection`` asks; sized so that indexing takes most of the time."""


def read(name: str, data: Path) -> Dataset:
    """A data set by name; ``seeds`` are the hand-written questions beside the data sets."""
    if name != SEEDS:
        return load_dataset(name, data)
    # As `onrecord add` reads them: titles and dates are told from the text.
    found = read_articles(data.parent / "seeds")
    articles = [article for article in found if isinstance(article, Article)]
    if not articles:
        raise DatasetError(f"{data.parent / 'seeds'}: no articles there")
    questions = load(data.parent / "questions" / "seed-articles.dev.jsonl")
    return Dataset(SEEDS, tuple(articles), questions)


def cut(dataset: Dataset, part: Part) -> Dataset:
    """Questions spread evenly, and the articles that their gold names with others spread evenly.

    Where articles are left out, so are the questions of which nobody knows where the answer stands,
    unless that are all of them.
    """
    if not part.articles or part.articles >= len(dataset.articles):
        chosen = dataset.questions.spread(part.questions)
        return Dataset(dataset.name, dataset.articles, chosen, dataset.reference)
    placed = [q for q in dataset.questions if q.evidence or q.unanswerable]
    known = QuestionSet(placed or dataset.questions, name=dataset.questions.name)
    questions = known.spread(part.questions)
    wanted = {g.doc for q in questions for e in q.evidence for g in (e, *e.alternatives)}
    gold = [a for a in dataset.articles if a.path in wanted]
    others = [a for a in dataset.articles if a.path not in wanted]
    left = max(0, part.articles - len(gold))
    filling = [others[int(i * len(others) / left)] for i in range(min(left, len(others)))]
    return Dataset(dataset.name, (*gold, *filling), questions)


def evaluate(name: str, args: argparse.Namespace) -> tuple[RunResult, dict[str, Any]]:
    """Index where needed, ask, keep; the run and what the documentation wants besides."""
    part = SELECTION[name] if args.selection else Part(args.articles, args.questions)
    dataset = read(name, args.data)
    if name == polnear.NAME and args.half is not None:
        dataset = polnear.in_half(dataset, args.half)
    dataset = cut(dataset, part)
    say(f"{name}: {len(dataset.articles)} articles, {len(dataset.questions)} questions")
    size = "selection" if args.selection else f"{part.articles}" if part.articles else "collection"
    folder = args.work / name / size
    ending = f"-{size}" if size != "collection" else ""
    ending += f"-{part.questions}" if part.questions and not args.selection else ""
    ending += f"-half{args.half}" if args.half is not None else ""
    more: dict[str, Any] = {"reference": dict(dataset.reference)}
    began = time.monotonic()
    with open_collection(folder, create=True, statements=part.statements) as collection:
        collection.add(dataset.articles, progress=Progress())
        indexed = time.monotonic()
        result = run(
            collection,
            dataset.questions,
            k=args.k,
            progress=Progress(),
            out=args.work / name / f"run-k{args.k}{ending}",
            label=name,
            workers=args.workers,
            opener=OpenBuiltIn(folder),
        )
        asked = time.monotonic()
        say(f"{name}: indexed in {indexed - began:.0f} s, asked in {asked - indexed:.0f} s")
        if name == polnear.NAME and not part.articles:
            place = args.data / name if (args.data / name).is_dir() else args.data
            more["extraction"] = extraction_scores(collection, polnear.relations(place))
        if name == natural.NAME:
            more["quotations"] = quotations(result.results)
    return result, more


def keep_halves(args: argparse.Namespace) -> None:
    """Write the figures over both halves of PolNeAR, each as it was asked of a reader that had not
    seen it."""
    folder = args.work / polnear.NAME
    runs = [RunResult.load(folder / f"run-k{args.k}-half{half}") for half in (0, 1)]
    rows = [row for one in runs for row in one.results]
    info = runs[0].info | {"questions": runs[0].info["questions"] | {"count": len(rows)}}
    whole = RunResult(info, rows, [timing for one in runs for timing in one.timings])
    with open_collection(folder / "collection") as collection:
        relations = polnear.relations(args.data / polnear.NAME)
        more = {"extraction": extraction_scores(collection, relations)}
    shape = provenance() | {"summary": whole.summary(), "latency": whole.latency()} | more
    shape |= {"reference": dict(polnear.REFERENCE)}
    write_json(shape, ROOT / "benchmarks" / "results" / f"eval-{polnear.NAME}.json", show=False)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    every = [SEEDS, *sorted(READERS)]
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(every)}")
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, required=True, help="collections and runs go here")
    parser.add_argument("--questions", type=int, default=0, help="only this many (0: all)")
    parser.add_argument("--articles", type=int, default=0, help="only this many (0: all)")
    parser.add_argument(
        "--half", type=int, choices=(0, 1), help="of PolNeAR, for a reader trained on the other one"
    )
    parser.add_argument(
        "--halves",
        action="store_true",
        help="put the runs of both halves of PolNeAR together, and keep them for the documentation",
    )
    parser.add_argument("--selection", action="store_true", help="a little of every set")
    parser.add_argument("-k", type=int, default=10, help="evidence looked at (%(default)s)")
    cores = min(4, os.cpu_count() or 1)
    parser.add_argument("--workers", type=int, default=cores, help="processes (%(default)s)")
    args = parser.parse_args()
    known = SELECTION if args.selection else every
    unknown = set(args.sets) - set(known)
    if unknown:
        parser.error(f"no reader for {', '.join(sorted(unknown))}")
    if not args.data.is_dir():
        parser.error(f"no data sets at {args.data}; name their folder (see docs/evaluation.md)")
    args.work.mkdir(parents=True, exist_ok=True)
    if args.halves:
        keep_halves(args)
        return
    runs = []
    for name in args.sets or (list(SELECTION) if args.selection else every):
        result, more = evaluate(name, args)
        runs.append(result)
        if args.selection or args.questions or args.articles or args.half is not None:
            continue
        shape = provenance() | {"summary": result.summary(), "latency": result.latency()} | more
        write_json(shape, ROOT / "benchmarks" / "results" / f"eval-{name}.json", show=False)
    page = args.work / "report.html"
    page.write_text(html_report(runs), encoding="utf-8")
    page.with_suffix(".md").write_text(markdown_report(runs), encoding="utf-8")
    say(f"report: {page}")


if __name__ == "__main__":
    main()
