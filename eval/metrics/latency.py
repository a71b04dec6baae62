"""Percentiles of times, by linear interpolation between ranks (Hyndman and Fan's type 7)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The ``share`` (0 to 1) percentile, as numpy's default; 0 without values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low, high = math.floor(position), math.ceil(position)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def latency_summary(seconds: Sequence[float]) -> dict[str, float]:
    """Count, mean, p50, p90, p95, p99 and maximum, in seconds rounded to microseconds."""
    shape = {"count": float(len(seconds))}
    shape["mean"] = sum(seconds) / len(seconds) if seconds else 0.0
    for name, share in (("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)):
        shape[name] = percentile(seconds, share)
    return {name: round(value, 6) for name, value in shape.items()}
