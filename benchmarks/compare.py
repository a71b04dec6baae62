"""Side by side with the tutorial pipeline, in one run: indexing, asking, memory, recall.

    python -m benchmarks.compare --dataset realtimeqa --data ../shared/evaldata

Each side works in processes of its own. Recall is measured on the data set's gold articles and,
where they are beside the data, on the gold quotes of the seed articles. Writes JSON; the Markdown
table of docs/benchmarks.md is made from it by ``python -m benchmarks.report``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import (
    ROOT,
    PeakMemory,
    Progress,
    add_data_options,
    median_seconds,
    provenance,
    read_dataset,
    run_module,
    say,
    write_json,
)
from benchmarks.latency import cold
from eval.gold import GoldFinder
from eval.metrics.spans import Place
from eval.questions import QuestionSet
from eval.reading import load
from eval.scoring import ARTICLE_DEPTH, score_retrieval
from index import Article, Collection, canonical_text

Search = Callable[[str, int], Sequence[Place]]
SCORES = ("article_recall@10", "article_mrr@10", "recall@5", "recall@10", "mrr")


def recall(collection: Collection, questions: QuestionSet, search: Search) -> dict[str, float]:
    """Mean retrieval scores over the questions that have gold evidence."""
    finder = GoldFinder(collection)
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    progress = Progress()
    asked = [q for q in questions if q.evidence]
    for done, question in enumerate(asked, start=1):
        gold = finder.of(question)
        if all(gold):
            scores = score_retrieval(question, search(question.question, ARTICLE_DEPTH), gold, 5)
            for name in SCORES:
                if name in scores:
                    sums[name] = sums.get(name, 0.0) + scores[name][0]
                    counts[name] = counts.get(name, 0) + 1
        progress("recall", done, len(asked))
    found = {name: round(sums[name] / counts[name], 4) for name in sums}
    return found | {"questions": float(max(counts.values(), default=0))}


def our_search(collection: Collection) -> Search:
    """This project's search as places."""
    from rag import search

    def find(question: str, k: int) -> Sequence[Place]:
        found = search(collection, question, k=k)
        return [Place(e.quote.article_id, e.quote.start, e.quote.end) for e in found]

    return find


def their_search(collection: Collection, pipeline: Any) -> Search:
    """The tutorial's search as places in the same articles."""
    ids = {article.path: article.id for article in collection.articles()}

    def find(question: str, k: int) -> Sequence[Place]:
        return [
            Place(ids[c["article"]], c["start"], c["start"] + len(c["text"]))
            for c in pipeline.search(question, k)
            if c["article"] in ids
        ]

    return find


def memory_to_ask(collection: Path, questions: Sequence[str]) -> float:
    """Peak MiB of this (fresh) process when it opens the collection and answers."""
    from index import open_collection
    from rag import ask

    with PeakMemory() as memory, open_collection(collection, read_only=True) as opened:
        for question in questions[:20]:
            ask(opened, question)
    return memory.mib


def on_the_seeds(folder: Path) -> dict[str, Any]:
    """Evidence recall of both on the hand-written questions, where seeds and questions are."""
    from benchmarks.tutorial_pipeline import TutorialPipeline
    from index import open_collection

    file = folder / "questions" / "seed-articles.dev.jsonl"
    if not file.exists():
        say(f"{file} is not there: the seed articles are left out")
        return {}
    articles = [
        Article(canonical_text(path.read_text(encoding="utf-8")), path=path.name)
        for path in sorted((folder / "seeds").glob("*.txt"))
    ]
    pipeline = TutorialPipeline()
    pipeline.build(articles)
    with (
        tempfile.TemporaryDirectory() as place,
        open_collection(Path(place) / "seeds", create=True) as seeds,
    ):
        seeds.add(articles)
        # A follow-up cannot be searched for without its conversation, which the tutorial ignores.
        questions = QuestionSet([q for q in load(file) if not q.history])
        return {
            "onrecord": recall(seeds, questions, our_search(seeds)),
            "tutorial": recall(seeds, questions, their_search(seeds, pipeline)),
        }


def measure(args: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Everything, one side after the other."""
    from benchmarks.tutorial_pipeline import TutorialPipeline
    from index import open_collection

    dataset = read_dataset(args)
    asked = [q.question for q in dataset.questions]
    data = ["--dataset", args.dataset, "--data", str(args.data), "--limit", str(args.limit)]
    ours, theirs = work / "onrecord", work / "tutorial"
    files = {n: work / f"{n}.json" for n in ("index", "their_index", "latency", "their_warm")}
    if not ours.exists():
        run_module("indexing", *data, "--out", str(ours), "--json", str(files["index"]))
    if not theirs.exists():
        words = ["--out", str(theirs), "--json", str(files["their_index"])]
        run_module("tutorial_pipeline", "index", *data, *words)
    words = ["--collection", str(ours), "--times", "1", "--json", str(files["latency"])]
    run_module("latency", *data, *words)
    words = ["--index", str(theirs), "--json", str(files["their_warm"])]
    run_module("tutorial_pipeline", "warm", *data, *words)
    read = {n: json.loads(p.read_text(encoding="utf-8")) for n, p in files.items()}
    say("memory to ask")
    memory = memory_to_ask(ours, asked)
    say("cold: onrecord")
    our_cold = cold(ours, asked[0], args.times)
    say("cold: tutorial")
    command = [sys.executable, "-m", "benchmarks.tutorial_pipeline", "ask", "--index", str(theirs)]
    median_seconds([*command, asked[0]], 1)
    their_cold = median_seconds([*command, asked[0]], args.times)
    with open_collection(ours, read_only=True) as collection:
        pipeline = TutorialPipeline.load(theirs)
        our_recall = recall(collection, dataset.questions, our_search(collection))
        their_recall = recall(collection, dataset.questions, their_search(collection, pipeline))
    return {
        "dataset": dataset.name,
        "limit": args.limit,
        "onrecord": {
            "indexing": read["index"]["indexing"],
            "cold": our_cold,
            "warm": read["latency"]["latency"]["warm"],
            "ask_memory_mib": memory,
            "recall": our_recall,
        },
        "tutorial": {
            "indexing": read["their_index"]["indexing"],
            "cold": their_cold,
            "warm": {"search": read["their_warm"]["warm"]["search"]},
            "ask_memory_mib": read["their_warm"]["warm"]["peak_memory_mib"],
            "recall": their_recall,
        },
        "seeds": on_the_seeds(args.seeds),
        "reference": dict(dataset.reference),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_data_options(parser)
    parser.add_argument("--times", type=int, default=9, help="cold runs (%(default)s)")
    parser.add_argument("--work", type=Path, help="keep both indexes here, to go on after a stop")
    parser.add_argument(
        "--seeds",
        type=Path,
        default=ROOT.parent / "shared",
        help="folder with seeds/ and questions/ (%(default)s)",
    )
    args = parser.parse_args()
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        figures = measure(args, args.work)
    else:
        with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as place:
            figures = measure(args, Path(place))
    cut = f"-{args.limit}" if args.limit else ""
    default = ROOT / "benchmarks" / "results" / f"compare-{args.dataset}{cut}.json"
    write_json(provenance() | {"compare": figures}, args.json or default)


if __name__ == "__main__":
    main()
