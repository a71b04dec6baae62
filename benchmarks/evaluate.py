"""Run the public data sets and keep runs, a report page and the figures for the documentation.

    python -m benchmarks.evaluate --data ../shared/evaldata --work /tmp/runs polnear realtimeqa

A collection is built for each set under ``--work`` unless it is there already; a run that was
stopped goes on where it stood. ``--questions N`` takes N questions of each set, spread evenly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.common import DATA, ROOT, Progress, machine, say, write_json
from eval import QuestionSet, RunResult, html_report, run
from eval.datasets import READERS, Dataset, load_dataset
from index import open_collection


def spread(dataset: Dataset, wanted: int) -> QuestionSet:
    """Every n-th question, so that each kind keeps its share; all where ``wanted`` is 0."""
    questions = dataset.questions
    if not wanted or wanted >= len(questions):
        return questions
    step = len(questions) / wanted
    chosen = [questions[int(i * step)] for i in range(wanted)]
    return QuestionSet(chosen, name=questions.name)


def evaluate(name: str, args: argparse.Namespace) -> RunResult:
    """Index where needed, ask, keep."""
    dataset = load_dataset(name, args.data)
    folder = args.work / name / "collection"
    say(f"{name}: {len(dataset.articles)} articles, {len(dataset.questions)} questions")
    with open_collection(folder, create=True) as collection:
        collection.add(dataset.articles, progress=Progress())
        cut = f"-{args.questions}" if args.questions else ""
        return run(
            collection,
            spread(dataset, args.questions),
            k=args.k,
            progress=Progress(),
            out=args.work / name / f"run-k{args.k}{cut}",
            label=name,
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(sorted(READERS))}")
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, required=True, help="collections and runs go here")
    parser.add_argument("--questions", type=int, default=0, help="only so many (0: all)")
    parser.add_argument("-k", type=int, default=10, help="evidence looked at (%(default)s)")
    args = parser.parse_args()
    unknown = set(args.sets) - set(READERS)
    if unknown:
        parser.error(f"no reader for {', '.join(sorted(unknown))}")
    args.work.mkdir(parents=True, exist_ok=True)
    runs = []
    for name in args.sets or sorted(READERS):
        result = evaluate(name, args)
        runs.append(result)
        shape = {"machine": machine(), "summary": result.summary(), "latency": result.latency()}
        cut = f"-{args.questions}" if args.questions else ""
        write_json(shape, ROOT / "benchmarks" / "results" / f"eval-{name}{cut}.json")
    page = args.work / "report.html"
    page.write_text(html_report(runs), encoding="utf-8")
    say(f"report: {page}")


if __name__ == "__main__":
    main()
