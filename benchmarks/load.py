"""How a page holds out: this many users at once, each asking every few seconds.

python -m benchmarks.load --collection /tmp/polnear --dataset polnear --users 20 --seconds 120

A server is started as a user starts it, and asked through the endpoint that programs call
(/gradio_api/call/ask). What is measured is from sending a question to having the whole answer.
Questions go to the collection's log, so use a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.common import MEBI, add_data_options, provenance, read_dataset, say, write_json
from eval.metrics.latency import latency_summary

CALL = "/gradio_api/call/ask"


@dataclass
class Tally:
    """What all users saw."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    behind: int = 0
    """Questions that could not be asked in time, as the one before was not answered yet."""


async def ask(client: httpx.AsyncClient, question: str) -> str:
    """Ask once; returns the status of the answer. Raises httpx.HTTPError and ValueError."""
    sent = await client.post(CALL, json={"data": [question]})
    sent.raise_for_status()
    event = sent.json()["event_id"]
    kind = ""
    async with client.stream("GET", f"{CALL}/{event}") as stream:
        stream.raise_for_status()
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: ") and kind in {"complete", "error"}:
                data = json.loads(line.removeprefix("data: "))
                if kind == "error":
                    raise ValueError(f"error event: {data}")
                return str(data[0]["status"])
    raise ValueError("the stream ended without an answer")


async def user(
    client: httpx.AsyncClient, questions: Sequence[str], begin: float, end: float, every: float
) -> Tally:
    """Ask every so often from ``begin`` until ``end`` (of ``time.perf_counter``)."""
    tally = Tally()
    due = begin
    for question in (questions[i % len(questions)] for i in range(10**9)):
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked = time.perf_counter()
        if asked >= end:
            return tally
        try:
            tally.statuses[await ask(client, question)] += 1
        except (httpx.HTTPError, ValueError, KeyError) as error:
            tally.errors[f"{type(error).__name__}: {error}"[:200]] += 1
        tally.seconds.append(time.perf_counter() - asked)
        due += every
        while due < time.perf_counter():
            tally.behind += 1
            due += every
    return tally


async def load(url: str, questions: list[str], args: argparse.Namespace) -> dict[str, Any]:
    """All users together; their figures."""
    draw = random.Random(args.seed)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=url, timeout=60, trust_env=False, limits=limits
    ) as client:
        for question in questions[:3]:  # the first ones load what is loaded when needed
            await ask(client, question)
        begin = time.perf_counter()
        tallies = await asyncio.gather(
            *(
                user(
                    client,
                    draw.sample(questions, len(questions)),
                    begin + (0.0 if args.in_step else draw.uniform(0, args.every)),
                    begin + args.seconds,
                    args.every,
                )
                for _ in range(args.users)
            )
        )
    seconds = [second for tally in tallies for second in tally.seconds]
    return {
        "users": args.users,
        "every": args.every,
        "seconds": args.seconds,
        "in_step": args.in_step,
        "asked": len(seconds),
        "errors": dict(sum((tally.errors for tally in tallies), Counter())),
        "statuses": dict(sum((tally.statuses for tally in tallies), Counter())),
        "behind": sum(tally.behind for tally in tallies),
        "latency": latency_summary(seconds),
    }


def serve(collection: Path) -> tuple[subprocess.Popen[str], str, dict[str, float]]:
    """Start a server; the process, its address, and seconds until it and its page answered."""
    program = shutil.which("onrecord", path=str(Path(sys.executable).parent)) or "onrecord"
    began = time.perf_counter()
    process = subprocess.Popen(
        [program, "-c", str(collection), "serve", "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"{collection}: the server did not start")
    url = str(json.loads(line)["url"])
    listening = time.perf_counter() - began
    httpx.get(url, timeout=60, trust_env=False).raise_for_status()
    ready = time.perf_counter() - began
    return process, url, {"listening": round(listening, 3), "page": round(ready, 3)}


def main() -> int:
    """Command line; 1 where there was an error or the 95th percentile is above the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_data_options(parser)
    parser.add_argument("--collection", type=Path, required=True, help="an indexed data set")
    parser.add_argument("--questions", type=Path, help="ask these, one a line, not the data set's")
    parser.add_argument("--users", type=int, default=20, help="(%(default)s)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds (%(default)s)")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long (%(default)s)")
    parser.add_argument("--in-step", action="store_true", help="all ask at the same moment")
    parser.add_argument("--p95", type=float, default=1.0, help="limit in seconds (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of when and what each asks")
    args = parser.parse_args()
    if args.questions:
        lines = args.questions.read_text(encoding="utf-8").split("\n")
        questions = [line.strip() for line in lines if line.strip()]
    else:
        questions = [q.question for q in read_dataset(args).questions]
    process, url, started = serve(args.collection)
    try:
        say(f"{args.users} users at {url} for {args.seconds:g} s …")
        figures = asyncio.run(load(url, questions, args))
        memory = psutil.Process(process.pid).memory_info().rss / MEBI
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    figures |= {"started": started, "resident_mib": round(memory, 1)}
    write_json(provenance() | {"load": figures}, args.json)
    return int(bool(figures["errors"]) or figures["latency"]["p95"] > args.p95)


if __name__ == "__main__":
    sys.exit(main())
