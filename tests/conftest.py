"""Fixtures that every test may use."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import pytest
from hypothesis import settings

# A shell ignores Ctrl-C in what it runs in the background, and the processes that the tests start
# and interrupt would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No time limit for one example: a busy machine is no defect. More examples, when there is time:
# pytest --hypothesis-profile thorough (tests that set a number of their own keep it).
settings.register_profile("ci", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("ci")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of licensed texts beside the repository, which are not part of it."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip(f"the licensed texts are not at {folder}; see docs/data.md")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of sample articles and questions."""
    return ROOT / "examples"


@pytest.fixture(scope="session", autouse=True)
def _readings() -> Iterator[None]:
    """The same is read once."""
    from tests.remembered import remembered

    with remembered():
        yield


@pytest.fixture(scope="session")
def samples(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles as a collection. Only to be copied: of tests that run in several
    processes one has indexed it for all."""
    from index import Article, open_collection
    from index.articles import read

    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "samples"
    with (base / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            articles = list(read(examples / "articles", manifest=examples / "manifest.csv"))
            assert all(isinstance(a, Article) for a in articles), articles
            made = tmp_path_factory.mktemp("samples") / "collection"
            with open_collection(made, create=True) as collection:
                collection.add(articles)
            shutil.move(made, folder)
    return folder
