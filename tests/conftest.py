"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
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
