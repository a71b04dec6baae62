"""Running the command inside the test's process, and as a process of its own."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, Sentence, Statement, open_collection
from index.articles import read
from index.store.writing import Attributed, Mention
from ui.cli import main

COMMAND = [sys.executable, "-m", "ui.cli"]
ROOT = Path(__file__).resolve().parents[3]


FERRY = """\
---
title: Ferry drivers want the old landing back
source: Lidda Courier
published: 2025-03-20
---

Driver Pavel Kovacs said that the ferry has to stay.
"""
SAID = re.compile(
    r"(?P<source>[A-Z]\w+ [A-Z]\w+ [A-Z]\w+) (?P<cue>said|denied)(?: on \w+)? "
    r"that (?P<reported>[^.]+)"
    r"|\"(?P<direct>[^\"]+),\" (?P<surname>Kovacs|Havel) (?P<verb>said|told)"
)
FULL = {"Kovacs": "Anna Kovacs", "Havel": "Tomas Havel"}


@dataclass(frozen=True)
class Ran:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def find_statements(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """The statements of the test articles by pattern: what they are is known beforehand."""
    found: list[list[Attributed]] = []
    for article in articles:
        found.append([])
        for match in SAID.finditer(article.text):
            direct = match["direct"] is not None
            words = match["surname"] or match["source"]
            role, _, name = words.partition(" ") if not direct else ("", "", FULL[words])
            statement = Statement(
                article.id,
                content=(match.span("direct" if direct else "reported"),),
                source=(match.span("surname" if direct else "source"),),
                cue=match.span("verb" if direct else "cue"),
                kind="direct" if direct else "reported",
                polarity="denied" if match["cue"] == "denied" else "asserted",
                certainty="certain",
            )
            mention = Mention(name, kind="person", form=words, role=role.lower())
            found[-1].append(Attributed(statement, mention))
    return found


@pytest.fixture(scope="session")
def spoken(town_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's articles and one more, with statements that are known. Shared."""
    folder = tmp_path_factory.mktemp("spoken") / "collection"
    extra = folder.parent / "ferry.md"
    extra.write_text(FERRY, encoding="utf-8")
    open_collection(folder, create=True).close()
    with LocalCollection(folder, attribute=find_statements) as collection:
        items = [*read(town_articles), *read(extra)]
        collection.add(item for item in items if isinstance(item, Article))
    return folder


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of whoever runs the tests."""
    for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def onrecord(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """``onrecord("ask", …)`` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process of its own, without the size of whatever terminal runs us."""
    ours = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    return {**ours, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **(extra or {})}


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """The same in a process of its own."""

    def run(*arguments: object, stdin: str = "", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [*COMMAND, *(str(one) for one in arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment(env),
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def terminal(tmp_path: Path) -> Run:
    """The command in a terminal 60 columns wide; ``out`` is everything that appeared on it.

    Each text of ``typed`` is typed when the prompt is there.
    """

    def run(
        *arguments: object, typed: Sequence[str] = (), env: Mapping[str, str] | None = None
    ) -> Ran:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        child = subprocess.Popen(
            [*COMMAND, *(str(one) for one in arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=tmp_path,
            env=environment({"TERM": "xterm", **(env or {})}),
            start_new_session=True,
        )
        os.close(theirs)
        waiting = list(typed)
        shown = b""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says EIO when the other end is closed
                break
            if not part:
                break
            shown += part
            if waiting and shown.endswith(b"> "):
                os.write(ours, waiting.pop(0).encode())
        else:
            child.kill()
        code = child.wait(timeout=30)
        os.close(ours)
        return Ran(code, shown.decode("utf-8", "replace").replace("\r\n", "\n"), "")

    return run
