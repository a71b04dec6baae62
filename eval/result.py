"""A run: what was asked, what came back, and the scores. Kept as a folder.

``run.json``       settings, versions, generation, digests: what is needed to repeat it
``results.jsonl``  one line a question: answer, what was retrieved, scores
``summary.json``   the figures with their intervals
``timings.jsonl``  seconds; the only file that differs between two runs of the same thing
``judge.jsonl``    what a language model said of the answers, where one was asked (``eval.judge``)
"""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from eval.exceptions import RunError
from eval.figures import abstention, figures
from eval.metrics.latency import latency_summary

FORMAT: Final = 1
TOTAL: Final = "all"
JUDGED: Final = "judge.jsonl"
COLUMNS: Final = (
    "correct",
    "recall@",
    "mrr",
    "article_recall@5",
    "article_recall@10",
    "article_mrr@10",
    "answer_match",
    "answers_exact",
    "answers_sourced",
    "choice",
    "choice_or_none",
    "none_recall",
    "speaker",
    "any_speaker",
    "speaker_recall",
    "first_voice",
    "voices_right",
    "only_wrong_voices",
    "attributed",
    "misattributed",
    "verdict",
    "citation_recall",
    "citation_precision",
    "citation_exact",
    "abstention_recall",
    "abstention_precision",
    "abstention_f1",
    "false_abstention",
)
"""What ``table`` shows, in this order, where it applies; ``recall@`` stands for the run's k."""


@dataclass
class RunResult:
    """The result of a run; ``results``, ``timings`` and ``verdicts`` are lists of JSON objects."""

    info: dict[str, Any]
    results: list[dict[str, Any]]
    timings: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The run's label, else the name of its question set."""
        return str(self.info.get("label") or Path(str(self.info["questions"]["name"])).stem)

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The results of questions that ended in an error."""
        return [r for r in self.results if r["error"]]

    def by_id(self) -> dict[str, dict[str, Any]]:
        """Results by question id."""
        return {r["id"]: r for r in self.results}

    @cached_property
    def _summary(self) -> dict[str, Any]:
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        tags: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for result in self.results:
            groups[result["type"]].append(result)
            for tag in result["tags"]:
                tags[tag].append(result)
        seed = int(self.info["settings"]["seed"])
        return {
            "format": FORMAT,
            "run": self.info,
            "total": figures(self.results, seed),
            "types": {name: figures(groups[name], seed) for name in sorted(groups)},
            "tags": {name: figures(tags[name], seed) for name in sorted(tags)},
            "abstention": abstention(self.results),
            "errors": [{"id": r["id"], "error": r["error"]} for r in self.errors],
        }

    def summary(self) -> dict[str, Any]:
        """All figures with their 95 % intervals, in total, per type and per tag.

        Stable JSON: ``total`` and each entry of ``types`` and ``tags`` hold ``questions``,
        ``errors``, ``gold_missing``, ``aurc``, ``calibration_error`` and ``metrics``, which maps a
        metric to ``value``, ``low``, ``high``, ``n`` and ``interval``. ``abstention`` has the
        counts behind silence, in all and for each kind of it. Equal runs give equal bytes.
        """
        return self._summary

    def latency(self) -> dict[str, dict[str, float]]:
        """Percentiles of the seconds spent asking and searching."""
        return {
            step: latency_summary([t[step] for t in self.timings if step in t])
            for step in ("ask", "search")
        }

    def table(self) -> list[dict[str, Any]]:
        """Rows for a terminal: one per type, then ``all``; each has ``type``, ``n`` and figures.

        Every row has the same keys; a figure is None where it does not apply.
        """
        summary = self.summary()
        rows = [*summary["types"].items(), (TOTAL, summary["total"])]
        k = self.info["settings"]["k"]
        names = [f"recall@{k}" if c == "recall@" else c for c in COLUMNS]
        names = [n for n in names if n in summary["total"]["metrics"]]
        return [
            {"type": kind, "n": figures["questions"]}
            | {n: figures["metrics"].get(n, {}).get("value") for n in names}
            for kind, figures in rows
        ]

    def save(self, folder: str | Path) -> Path:
        """Write the run's four files into a folder, which is made where it is not there."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        (target / "run.json").write_text(pretty(self.info), encoding="utf-8")
        (target / "results.jsonl").write_text(_lines(self.results), encoding="utf-8")
        (target / "timings.jsonl").write_text(_lines(self.timings), encoding="utf-8")
        if self.verdicts:
            (target / JUDGED).write_text(_lines(self.verdicts), encoding="utf-8")
        (target / "summary.json").write_text(pretty(self.summary()), encoding="utf-8")
        return target

    @classmethod
    def load(cls, folder: str | Path) -> RunResult:
        """Read a run from its folder. Raises RunError where it is none or not finished."""
        source = Path(folder)
        info = read_info(source)
        results = read_lines(source / "results.jsonl")
        if len(results) != info["questions"]["count"]:
            raise RunError(
                f"{source}: {len(results)} of {info['questions']['count']} questions are done; "
                "finish it with the same `onrecord eval run` command"
            )
        timings, verdicts = (read_lines(source / n) for n in ("timings.jsonl", JUDGED))
        return cls(info, results, timings, verdicts)


def run_folders(folder: Path) -> list[Path]:
    """The folder itself where it holds a run, else the folders in it that do, by name.

    Raises RunError where there is none.
    """
    if (folder / "run.json").exists():
        return [folder]
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [entry for entry in inside if (entry / "run.json").exists()]
    if not found:
        raise RunError(f"{folder}: no run here (no run.json); make one with: onrecord eval run")
    return found


def read_info(folder: Path) -> dict[str, Any]:
    """The settings of a run. Raises RunError where the folder holds no run."""
    try:
        info = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError(
            f"{folder}: no run here (no run.json); make one with: "
            f"onrecord eval run SET --out {shlex.quote(str(folder))}"
        ) from None
    except (OSError, ValueError) as problem:
        raise RunError(f"{folder / 'run.json'}: cannot be read ({problem})") from None
    if not isinstance(info, dict) or info.get("format") != FORMAT:
        raise RunError(f"{folder / 'run.json'}: not a run of format {FORMAT}")
    return info


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Complete lines of a JSON Lines file; a torn last line (a killed run) is left out."""
    if not path.exists():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        try:
            rows.append(json.loads(line))
        except ValueError:
            break
    return rows


def encode(row: Mapping[str, Any]) -> str:
    """One JSON line; the same object always gives the same text."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def pretty(value: Mapping[str, Any]) -> str:
    """Indented JSON, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(encode(row) for row in rows)
