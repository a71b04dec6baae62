"""Reading a safetensors file by memory map, without copying it."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from index.exceptions import EncoderError

_DTYPES: dict[str, np.dtype[Any]] = {
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "I64": np.dtype("<i8"),
}


def map_tensors(path: Path) -> dict[str, np.ndarray]:
    """Tensors of a safetensors file as read-only views of the mapped file.

    The format is eight bytes of header length, a JSON header that gives every tensor's type, shape
    and place, then the data. The safetensors library copies each tensor; 90 MB of copies would be
    most of the time one question takes. Tensors of types NumPy lacks (bfloat16) are left out.
    Raises EncoderError where the file is damaged.
    """
    try:
        with path.open("rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise EncoderError(f"{path}: cannot be read ({error}); fetch the model again") from error
    try:
        base = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:base])
        return {
            name: _view(data, base, entry)
            for name, entry in header.items()
            if name != "__metadata__" and entry["dtype"] in _DTYPES
        }
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise EncoderError(
            f"{path}: the weights are damaged ({error}); fetch or install the model again"
        ) from error


def _view(data: mmap.mmap, base: int, entry: Mapping[str, Any]) -> np.ndarray:
    dtype: np.dtype[Any] = _DTYPES[entry["dtype"]]
    start, end = entry["data_offsets"]
    view: np.ndarray = np.frombuffer(data, dtype, (end - start) // dtype.itemsize, base + start)
    return view.reshape(entry["shape"])
