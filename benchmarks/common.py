"""What the benchmarks share: the machine, memory of a process tree, progress, JSON results."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Nobody should be timed waiting for a look-up that the network does not answer.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import psutil

from eval.datasets import READERS, Dataset, load_dataset
from eval.provenance import git_commit, versions

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "evaldata"
MEBI = 1024 * 1024


def add_data_options(parser: argparse.ArgumentParser, default: str = "realtimeqa") -> None:
    """``--dataset``, ``--data``, ``--limit``, ``--json``."""
    parser.add_argument("--dataset", choices=sorted(READERS), default=default)
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder that holds the data sets (%(default)s)"
    )
    parser.add_argument("--limit", type=int, default=0, help="only this many articles (0: all)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")


def read_dataset(args: argparse.Namespace) -> Dataset:
    """The data set that the options name, cut to ``--limit`` articles (gold articles first)."""
    full = load_dataset(args.dataset, args.data)
    if not args.limit or args.limit >= len(full.articles):
        return full
    wanted = {g.doc for q in full.questions for g in q.evidence}
    ordered = sorted(full.articles, key=lambda a: a.path not in wanted)
    return Dataset(full.name, tuple(ordered[: args.limit]), full.questions, full.reference)


def say(text: str) -> None:
    """One line of progress to standard error."""
    print(text, file=sys.stderr, flush=True)


class Progress:
    """Prints how far a stage is, at most twice a second, to standard error."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= 0.5 or (total and done == total):
            self._last = now
            end = "\n" if total and done == total else ""
            print(f"\r{stage} {done}/{total or '?'}   ", end=end, file=sys.stderr, flush=True)


class PeakMemory:
    """Samples the resident memory of this process and its children every 50 ms.

    Pages that processes share are counted in each, so the figure is an upper bound.
    """

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def mib(self) -> float:
        """The peak in MiB."""
        return round(self.peak / MEBI, 1)

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._stop.is_set():
            total = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak = max(self.peak, total)
            self._stop.wait(0.05)


def folder_sizes(folder: Path) -> dict[str, float]:
    """MiB on disk of each entry of a folder, and of all together as ``total``."""
    sizes = {entry.name: round(_size(entry) / MEBI, 2) for entry in sorted(folder.iterdir())}
    return sizes | {"total": round(_size(folder) / MEBI, 2)}


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def machine() -> dict[str, Any]:
    """The processor and memory figures were made on, and how busy it was."""
    text = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        text = info.read_text(encoding="utf-8")
    names = [line.split(":", 1)[1].strip() for line in text.split("\n") if "model name" in line]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / MEBI / 1024, 1),
        "amx_bf16": "amx_bf16" in text,
        "avx512": "avx512f" in text,
        "load_average": [round(x, 2) for x in os.getloadavg()],
        "system": platform.system(),
    }


def provenance() -> dict[str, Any]:
    """Machine, versions, commit and time: what every result file begins with."""
    return {
        "machine": machine(),
        "versions": versions(),
        "git": git_commit(),
        "measured": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def write_json(figures: dict[str, Any], path: Path | None, *, show: bool = True) -> None:
    """Figures to a file where one is named, and to standard output."""
    text = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if show:
        sys.stdout.write(text)


def run_module(name: str, *words: str) -> None:
    """Run another benchmark in a process of its own, so that memory is its own."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    say("$ " + " ".join(["python", *command[1:]]))
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def median_seconds(command: Sequence[str], times: int, ok: Sequence[int] = (0,)) -> dict[str, Any]:
    """Wall seconds of a command from the shell: median, best and worst of ``times`` runs."""
    seconds = []
    for i in range(times):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds.append(time.perf_counter() - began)
        if done.returncode not in ok:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        say(f"  run {i + 1}/{times}: {seconds[-1]:.2f} s")
    ordered = sorted(seconds)
    return {
        "median": round(ordered[len(ordered) // 2], 3),
        "best": round(ordered[0], 3),
        "worst": round(ordered[-1], 3),
        "runs": times,
    }
