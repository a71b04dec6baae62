"""Ask a part of the question set ``natural`` with the program as it stands, and read the answers.

    python -m benchmarks.natural --work build/eval --types who,says --packs dev-1,dev-2 --show
    python -m benchmarks.natural --work build/eval --questions 100 --by pack
    python -m benchmarks.natural --work build/eval --packs dev-1 --out build/eval/natural/pack-1
    python -m benchmarks.natural --work build/eval --unseen   # those of benchmarks.unseen
    python -m benchmarks.natural --runs build/eval/natural/pack-* --results

The collection is built under ``--work`` unless it is there already, as by ``benchmarks.evaluate``,
which also writes the figures for the documentation. Questions are asked again each time, unless the
folders of finished runs are named with ``--runs``: their results are put together, so that packs
that were run apart (``--out``), each with weights that never saw it, give one table; ``--results``
keeps it for the documentation. Where a model was trained on some packs, figures over those say
nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import unseen
from benchmarks.common import DATA, ROOT, Progress, provenance, say, write_json
from benchmarks.natural_tables import by_group, by_measure, grouped, pack_of, quotations_line
from benchmarks.natural_tables import quotations as count_quotations
from eval import OpenBuiltIn, QuestionSet, RunResult, run
from eval.datasets import Dataset, load_dataset, natural
from eval.gold import GoldFinder
from eval.report.listing import listing
from index import open_collection

RESULTS = ROOT / "benchmarks" / "results" / f"eval-{natural.NAME}.json"


def chosen(questions: QuestionSet, args: argparse.Namespace) -> QuestionSet:
    """The questions of the types and packs asked for, spread evenly where there are too many."""
    kept = [q for q in questions if _wanted(q.type, q.tags, args)]
    return QuestionSet(kept, name=questions.name).spread(args.questions)


def asked(dataset: Dataset, args: argparse.Namespace) -> tuple[list[dict[str, Any]], str]:
    """The results of the questions chosen, and their listing where it is wanted."""
    questions = chosen(dataset.questions, args)
    if not len(questions):
        raise SystemExit("no such questions; see --types and --packs")
    folder = args.work / dataset.name / "collection"
    with open_collection(folder, create=True) as collection:
        collection.add(dataset.articles, progress=Progress())
        result = run(
            collection,
            questions,
            k=args.k,
            progress=Progress(),
            workers=args.workers,
            out=args.out,
            label=dataset.name,
            opener=OpenBuiltIn(folder),
        )
        shown = _to_show(result.results, args)
        return result.results, listing(shown, GoldFinder(collection)) if shown else ""


def kept(args: argparse.Namespace) -> tuple[list[dict[str, Any]], str]:
    """The results of finished runs together, and their listing where it is wanted."""
    runs = [RunResult.load(folder) for folder in args.runs]
    results = {row["id"]: row for one in runs for row in one.results}
    rows = [row for _, row in sorted(results.items()) if _wanted(row["type"], row["tags"], args)]
    if not rows:
        raise SystemExit("no such questions in these runs; see --types and --packs")
    if args.results:
        info = runs[0].info | {"questions": runs[0].info["questions"] | {"count": len(rows)}}
        whole = RunResult(info, rows, [timing for one in runs for timing in one.timings])
        shape = provenance() | {"summary": whole.summary(), "latency": whole.latency()}
        more = {"reference": dict(natural.REFERENCE), "quotations": count_quotations(rows)}
        write_json(shape | more, RESULTS, show=False)
    return rows, listing(_to_show(rows, args))


def main() -> None:
    """Command line."""
    args = _parser().parse_args()
    if args.runs:
        results, text = kept(args)
    elif args.data.is_dir():
        with tempfile.TemporaryDirectory() as nowhere:
            args.work = args.work or Path(nowhere)
            load = unseen.load if args.unseen else partial(load_dataset, natural.NAME)
            results, text = asked(load(args.data), args)
    else:
        raise SystemExit(f"no data sets at {args.data}; name their folder (docs/evaluation.md)")
    if text:
        sys.stdout.write(text + "\n")
    groups = grouped(results, args.by)
    table = by_measure(groups) if args.by == "type" else by_group(groups, args.by)
    sys.stdout.write(f"{table}\n\n{quotations_line(count_quotations(results))}\n")
    if errors := [r for r in results if r["error"]]:
        say(f"{len(errors)} questions ended in an error, the first: {errors[0]['error']}")


def _wanted(kind: str, tags: Sequence[str], args: argparse.Namespace) -> bool:
    types = {_plain(name) for name in args.types.split(",")} if args.types else set()
    packs = set(args.packs.split(",")) if args.packs else set()
    return (not types or _plain(kind) in types) and (not packs or pack_of(tags) in packs)


def _plain(kind: str) -> str:
    """The set says ``followup``, the program ``follow-up``."""
    return kind.strip().replace("-", "")


def _to_show(results: Sequence[Mapping[str, Any]], args: argparse.Namespace) -> list[Any]:
    if not args.show and not args.wrong:
        return []
    return [r for r in results if not args.wrong or r["scores"]["correct"][0] < 1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, help="the collection goes here (else it is not kept)")
    parser.add_argument("--runs", type=Path, nargs="+", help="finished runs, instead of asking")
    parser.add_argument("--results", action="store_true", help="keep the figures of --runs")
    parser.add_argument("--out", type=Path, help="keep the run here (else it is not kept)")
    parser.add_argument("--unseen", action="store_true", help="the questions of benchmarks.unseen")
    parser.add_argument("--questions", type=int, default=0, help="only this many (0: all)")
    parser.add_argument("--types", default="", help="such as who,says,did_say (all)")
    parser.add_argument("--packs", default="", help="such as dev-1,dev-2 (all)")
    parser.add_argument("--by", choices=("type", "pack", "both"), default="type")
    parser.add_argument("--show", action="store_true", help="print every answer for reading")
    parser.add_argument("--wrong", action="store_true", help="print those that are not correct")
    parser.add_argument("-k", type=int, default=10, help="evidence looked at (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes (%(default)s)")
    return parser


if __name__ == "__main__":
    main()
