"""Watching the workers of a run and keeping its checkpoints."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from training.attribution.loop import Shared

log = logging.getLogger(__name__)


def follow(workers: Sequence[Any], shared: Shared, out: Path, every: int) -> None:
    """Start the workers and wait for them; `last.pt` each ``every`` seconds, then `final.pt`.

    Raises SystemExit where a worker failed.
    """
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        began = time.time()
        while time.time() - began < every and any(w.is_alive() for w in workers):
            time.sleep(1)
        with shared.lock:
            state = {k: v.clone() for k, v in shared.averaged.state_dict().items()}
            live = {k: v.clone() for k, v in shared.network.state_dict().items()}
            step = shared.done.value
        torch.save({"averaged": state, "live": live, "step": step}, out / "last.tmp")
        (out / "last.tmp").replace(out / "last.pt")
        log.info("checkpoint at step %d", step)
    torch.save(
        {
            "live": shared.network.state_dict(),
            "averaged": shared.averaged.state_dict(),
            "moments": shared.moments,
            "step": shared.done.value,
        },
        out / "final.pt",
    )
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed; see its message above")
