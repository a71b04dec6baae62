"""Readers for public data sets that lie in a folder: articles and questions in this form.

None of them is part of this project; docs/evaluation.md says where each comes from and what its
figures can and cannot show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from eval.datasets import fnc1, mtrag_un, multihop_rag, natural, polnear, ramdocs, realtimeqa
from eval.datasets.base import Dataset
from eval.exceptions import DatasetError

READERS: Final[Mapping[str, Callable[[Path, str], Dataset]]] = {
    polnear.NAME: polnear.load,
    realtimeqa.NAME: realtimeqa.load,
    realtimeqa.NAME_2026: realtimeqa.load,
    fnc1.NAME: fnc1.load,
    multihop_rag.NAME: multihop_rag.load,
    mtrag_un.NAME: mtrag_un.load,
    ramdocs.NAME: ramdocs.load,
    natural.NAME: natural.load,
}

__all__ = ["READERS", "Dataset", "load_dataset"]


def load_dataset(name: str, folder: str | Path, part: str = "dev") -> Dataset:
    """Read a data set by name from the folder that holds it (or holds its folder).

    Raises DatasetError where the name is unknown or files are missing.
    """
    if name not in READERS:
        known = ", ".join(sorted(READERS))
        raise DatasetError(f"no reader for a data set called {name!r}; known are {known}")
    place = Path(folder)
    if (place / name).is_dir():
        place = place / name
    return READERS[name](place, part)
