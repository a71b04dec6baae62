"""Write the tables of docs/benchmarks.md from the result files in benchmarks/results.

    python -m benchmarks.report            # rewrites docs/benchmarks.md
    python -m benchmarks.report --check    # ends with 1 where it is out of date

Each table stands between two comments, ``<!-- table: NAME -->`` and ``<!-- end -->``, where NAME is
a result file without its ending. A table whose file is missing says so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Any

from benchmarks.common import ROOT, say
from benchmarks.model_tables import first_sentence_table, misquotations_table, models_table
from benchmarks.natural_tables import natural_table
from benchmarks.set_tables import eval_table

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
BLOCK = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.S)
RETRIEVAL = (
    ("article_recall@10", "gold-article recall@10"),
    ("article_mrr@10", "gold-article MRR@10"),
    ("recall@5", "evidence recall@5"),
    ("recall@10", "evidence recall@10"),
)


def compare_table(data: dict[str, Any]) -> str:
    """Side by side with the tutorial pipeline, as ratios."""
    figures = data["compare"]
    ours, theirs = figures["onrecord"], figures["tutorial"]
    lines = [
        _machine(data),
        "",
        "| | On Record | tutorial | ratio |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, unit in (
        ("articles_per_second", "articles indexed per second"),
        ("words_per_second", "words indexed per second"),
    ):
        lines.append(_row(unit, ours["indexing"][name], theirs["indexing"][name]))
    for name, path in (
        ("peak memory while indexing, MiB", ("indexing", "peak_memory_mib")),
        ("on disk, MiB", ("indexing", "disk_mib", "total")),
        ("first answer from the shell, s (median)", ("cold", "median")),
        ("warm search, s (p50)", ("warm", "search", "p50")),
        ("warm search, s (p95)", ("warm", "search", "p95")),
        ("memory to ask, MiB", ("ask_memory_mib",)),
    ):
        lines.append(_row(name, _at(ours, path), _at(theirs, path)))
    answer = ours["warm"]["ask"]
    lines.append(
        f"| warm answer, s (p50 / p95) | {answer['p50']:.3f} / {answer['p95']:.3f} | – | – |"
    )
    for where, (a, b) in (
        (figures["dataset"], (ours["recall"], theirs["recall"])),
        ("seeds", (figures["seeds"].get("onrecord", {}), figures["seeds"].get("tutorial", {}))),
    ):
        lines += [
            _row(f"{label} ({where}, {a['questions']:.0f} questions)", a[name], b[name])
            for name, label in RETRIEVAL
            if name in a and name in b
        ]
    for name, value in figures["reference"].items():
        lines.append(f"| for orientation: {name} | {value:.3f} | | |")
    return "\n".join(lines)


def indexing_table(data: dict[str, Any]) -> str:
    """What indexing took."""
    figures = data["indexing"]
    names = (
        "articles words sentences passages statements speakers seconds articles_per_second "
        "words_per_second passages_per_second peak_memory_mib"
    )
    lines = [_machine(data), "", f"| {figures['dataset']} | |", "| --- | ---: |"]
    lines += [f"| {n.replace('_', ' ')} | {figures[n]:,} |" for n in names.split()]
    lines += [f"| on disk: {n}, MiB | {v} |" for n, v in figures["disk_mib"].items()]
    lines.append(f"| failures | {len(figures['failures'])} |")
    return "\n".join(lines)


def extraction_table(data: dict[str, Any]) -> str:
    """What statements add to the time of indexing."""
    figures = data["extraction"]
    lines = [_machine(data), "", f"| {figures['dataset']} | |", "| --- | ---: |"]
    for name in ("articles", "words", "seconds_with_statements", "seconds_without"):
        lines.append(f"| {name.replace('_', ' ')} | {figures[name]:,} |")
    lines.append(f"| added by statements | {figures['added_share']:.0%} |")
    return "\n".join(lines)


def incremental_table(data: dict[str, Any]) -> str:
    """Adding, changing, removing one article."""
    figures = data["incremental"]
    lines = [_machine(data), "", "| one article | first, s | median, s |", "| --- | ---: | ---: |"]
    for name, value in figures["first"].items():
        lines.append(f"| {name} | {value:.2f} | {figures['median'][name]:.2f} |")
    left = "; ".join(figures["traces"]) or "nothing"
    lines += ["", f"{figures['articles']:,} articles; found of it afterwards: {left}."]
    return "\n".join(lines)


def latency_table(data: dict[str, Any]) -> str:
    """Cold and warm answers."""
    figures = data["latency"]
    lines = [
        _machine(data),
        "",
        "| seconds | median or p50 | worst or p95 |",
        "| --- | ---: | ---: |",
    ]
    cold, warm = figures["cold"], figures["warm"]
    lines.append(f"| from the shell | {cold['median']:.2f} | {cold['worst']:.2f} |")
    for step in ("ask", "search"):
        lines.append(f"| warm {step} | {warm[step]['p50']:.3f} | {warm[step]['p95']:.3f} |")
    return "\n".join(lines)


def speakers_table(data: dict[str, Any]) -> str:
    """Judged quotations under the right name and under wrong ones, by a second look and without."""
    outcomes = ("right", "wrong name", "nobody's", "missing", "silent")
    lines = [
        f"{data['quotations']:,} quotations of {data['articles']} articles, measured "
        f"{data['measured']}, commit {data['git'][:12] or '–'}.",
        "",
        f"| | {' | '.join(outcomes)} |",
        f"| --- |{' ---: |' * len(outcomes)}",
    ]
    for label, part in (
        ("as extracted", "unverified"),
        ("after the second look", "verified"),
        ("of these under a certain name", "certain"),
    ):
        counts = (data[part].get(outcome, 0) for outcome in outcomes)
        lines.append(f"| {label} | {' | '.join(map(str, counts))} |")
    lines += ["", "| | share, % | of |", "| --- | ---: | ---: |"]
    for name in (
        *("wrong under a name, unverified", "wrong under a name"),
        *("wrong under a certain name", "right ones kept", "right ones certain"),
    ):
        one = data[name]
        shares = (f"{100 * one[key]:.1f}" for key in ("share", "low", "high"))
        lines.append("| {} | {} ({}–{}) | {:,} |".format(name, *shares, one["of"]))
    return "\n".join(lines)


TABLES = {
    "speakers": speakers_table,
    "compare": compare_table,
    "indexing": indexing_table,
    "extraction": extraction_table,
    "incremental": incremental_table,
    "latency": latency_table,
    "eval": eval_table,
    "eval-natural": natural_table,
    "models": models_table,
    "misquotations": misquotations_table,
    "first": first_sentence_table,
}


def table(name: str) -> str:
    """The table of one result file, by its name or else the first word of it."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return "*Not measured yet.*"
    data = json.loads(path.read_text(encoding="utf-8"))
    make = TABLES.get(name) or TABLES[name.split("-", 1)[0]]
    return make(data)


def rewritten(text: str) -> str:
    """The page with all its tables made again."""
    return BLOCK.sub(lambda m: f"{m[1]}{table(m['name'])}\n{m[3]}", text)


def _machine(data: dict[str, Any]) -> str:
    machine = data["machine"]
    return (
        f"{data['measured']}, {machine['cores']} cores of {machine['processor']}, "
        f"{machine['memory_gib']:.0f} GiB, AMX bf16: {'yes' if machine['amx_bf16'] else 'no'}, "
        f"load average at the end {machine['load_average'][0]}, commit {data['git'][:12] or '–'}."
    )


def _row(name: str, ours: float, theirs: float) -> str:
    ratio = f"{ours / theirs:.2f}" if theirs else "–"
    return f"| {name} | {ours:,.4g} | {theirs:,.4g} | {ratio} |"


def _at(figures: dict[str, Any], path: tuple[str, ...]) -> float:
    value: Any = figures
    for name in path:
        value = value[name]
    return float(value)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    args = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    made = rewritten(text)
    if args.check:
        if made != text:
            say(f"{PAGE.name} is out of date; run python -m benchmarks.report")
        sys.exit(made != text)
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
