"""What the reader has read is not read again in the same test run.

Nearly all the time of an answer is the reader's, and many tests ask the same questions of the same
articles. A row is always read alike, as the network keeps no state; ``tests/rag/reader`` holds it
to that. Where this is what a test shows everything is read afresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pytest

from rag.reader.network import Network

READ = Network._read


@contextmanager
def remembered() -> Iterator[None]:
    """Within this a network reads the same row once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Network, "_read", lru_cache(maxsize=8192)(READ))
        yield


@contextmanager
def afresh() -> Iterator[None]:
    """Within this it reads every row, as it does outside of tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Network, "_read", READ)
        yield
