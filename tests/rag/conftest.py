"""One collection of the sample articles for all tests of the answering layer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Collection, open_collection


@pytest.fixture(scope="session")
def news(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample articles, with their statements. Shared: do not change it."""
    folder = shutil.copytree(samples, tmp_path_factory.mktemp("news") / "collection")
    with open_collection(folder, read_only=True) as collection:
        yield collection
