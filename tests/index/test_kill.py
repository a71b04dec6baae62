"""``add`` and ``remove`` killed (SIGKILL) at many moments lose nothing that was acknowledged.

Each run is a process of its own with the real encoder. An article counts as acknowledged when the
progress call after its batch has reported it; articles are added in order.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Article, doctor, identity, open_collection
from index.encoder import load_encoder
from index.indexing import Attribute

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 20
REMOVED = 12
MOMENTS = 15

Make = Callable[..., Article]

PARENT = """
import os, sys
from pathlib import Path

sys.path[:0] = sys.argv[1:3]
import faiss, tantivy, nupunkt, tokenizers
from conftest import small_article, who_said
from index import identity, local
from index.encoder import load_encoder
from index.store import database

encoder = load_encoder(precision="float32")
encoder.encode_passages(["loads torch"])
identity.load_encoder = lambda name: encoder


def work(folder, action, count, log):
    articles = [small_article(n, said=1) for n in range(count)]
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    tell = lambda number: os.write(out, f"{number}\\n".encode())
    if action == "add":
        database.create(folder)
        with local.LocalCollection(folder, attribute=who_said, batch_articles=2) as collection:
            collection.add(articles, progress=lambda s, n, _: tell(n) if s == "articles" else 0)
    else:
        with local.LocalCollection(folder) as collection:
            for n, article in enumerate(articles, 1):
                collection.remove([article.id])
                tell(n)


for line in sys.stdin:
    folder, action, count, log = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        try:
            work(Path(folder), action, int(count), log)
            os._exit(0)
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Imports and loads everything once and starts each worker by fork, while there are no threads: the
kills then fall on the work and not on the loading."""


class Workers:
    """Processes that change a collection and are killed while they do."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, folder: Path, action: str, count: int, seconds: float = 600) -> tuple[int, float]:
        """Kill it after some seconds; returns how much it had acknowledged, and how long it ran."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        log = folder.parent / f"acknowledged-{time.monotonic_ns()}"
        print(folder, action, count, log, sep="\t", file=self._process.stdin, flush=True)
        child = int(self._process.stdout.readline())
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds and not _ended(child):
            time.sleep(min(0.005, seconds - passed))
        if not _ended(child):
            os.kill(child, signal.SIGKILL)
        status = int(self._process.stdout.readline())
        assert status in (0, signal.SIGKILL), "the worker failed by itself"
        lines = log.read_text().split() if log.exists() else []
        return max(map(int, lines), default=0), passed


def _ended(child: int) -> bool:
    """Whether a process of another parent is gone, or is only waited for."""
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture(scope="module", autouse=True)
def _one_encoder() -> Iterator[None]:
    """The encoder is loaded once, not by every collection that is opened here."""
    encoder = load_encoder(precision="float32")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "load_encoder", lambda _: encoder)
        yield


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(Path(__file__).parent), str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "TOKENIZERS_PARALLELISM": "false",
        },
    ) as process:
        yield Workers(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def full_run(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that an undisturbed run takes."""
    done, seconds = workers.run(tmp_path_factory.mktemp("full") / "c", "add", ARTICLES)
    assert done == ARTICLES
    return seconds


@pytest.fixture(scope="module")
def acknowledged_counts() -> list[int]:
    return []


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_add_killed(
    workers: Workers,
    folder: Path,
    make: Make,
    attribute: Attribute,
    full_run: float,
    acknowledged_counts: list[int],
    moment: int,
) -> None:
    articles = [make(n, said=1) for n in range(ARTICLES)]
    seconds = full_run * (moment + 0.5) / MOMENTS
    acknowledged, _ = workers.run(folder, "add", ARTICLES, seconds)
    acknowledged_counts.append(acknowledged)
    with open_collection(folder, create=True) as collection:
        collection.attribute = attribute
        kept = {a.id for a in collection.articles()}
        assert {a.id for a in articles[:acknowledged]} <= kept
        assert len(kept) % 2 == 0, "a batch is there whole or not at all"
        for n, article in enumerate(articles):
            hits = collection.search_lexical(f"token{n}x", 3)
            assert (article.id in kept) == (article.id in {h.passage.article_id for h in hits})
        dense = collection.search_dense("notes from the coast", 1000)
        assert {h.passage.article_id for h in dense} == kept
        nearest = collection.search_sentences("notes from the coast", 1000)
        assert {h.sentence.article_id for h in nearest} == kept
        assert {s.article_id for s in collection.statements()} == kept
        assert doctor(folder) == []
        report = collection.add(articles)
        assert set(report.unchanged) == kept
        assert len(report.added) == ARTICLES - len(kept)
        assert collection.count() == ARTICLES
        assert len(collection.search_lexical("coast", 1000)) == collection.passage_count()
        assert len(collection.statements()) == sum(
            len(found) for found in attribute(articles, [()] * ARTICLES)
        )


def test_the_moments_were_spread_over_the_run(acknowledged_counts: list[int]) -> None:
    """The test above would prove little if all kills fell before the first batch."""
    if len(acknowledged_counts) < MOMENTS:
        pytest.skip("needs all of test_add_killed to have run in the same process")
    assert len(set(acknowledged_counts)) >= 5


def test_remove_killed(
    workers: Workers, folder: Path, make: Make, attribute: Attribute, tmp_path: Path
) -> None:
    articles = [make(n, said=1) for n in range(ARTICLES)]
    for place in (tmp_path / "full", folder):
        with open_collection(place, create=True) as collection:
            collection.attribute = attribute
            collection.add(articles)
    whole = workers.run(tmp_path / "full", "remove", REMOVED)[1]
    for moment in range(6):
        seconds = whole * (moment + 0.5) / 6
        acknowledged, _ = workers.run(folder, "remove", REMOVED, seconds)
        with open_collection(folder) as collection:
            kept = {a.id for a in collection.articles()}
            assert kept.isdisjoint(a.id for a in articles[:acknowledged])
            assert {a.id for a in articles[REMOVED:]} <= kept
            assert {s.article_id for s in collection.statements()} == kept
        assert doctor(folder) == []
        for n, article in enumerate(articles):
            if article.id not in kept:
                assert files_with(folder, f"token{n}x") == []
        with open_collection(folder) as collection:
            collection.attribute = attribute
            collection.add(articles)


def files_with(folder: Path, word: str) -> list[Path]:
    """Files of a folder in which the bytes of a word can be found."""
    return [p for p in folder.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]
