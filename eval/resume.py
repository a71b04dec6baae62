"""May a stopped run be taken up with these settings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.exceptions import RunError


def check_same_run(folder: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Raise RunError, saying what differs, where a folder holds a run of another kind."""
    changed = list(differences(before, now))
    if changed:
        raise RunError(
            f"{folder}: holds a run with other settings ({'; '.join(changed)}); "
            "choose another folder, or remove this one"
        )


def differences(before: Any, now: Any, name: str = "") -> Iterator[str]:
    """``name: before -> now`` of everything that differs between two JSON objects."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in sorted({*before, *now}):
            inner = f"{name}.{key}" if name else str(key)
            yield from differences(before.get(key), now.get(key), inner)
    elif before != now:
        yield f"{name}: {before!r} -> {now!r}"
