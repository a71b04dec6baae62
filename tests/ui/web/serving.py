"""A served page in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Served:
    """``onrecord serve`` on a free port."""

    url: str
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, collection: Path, *options: str) -> Served:
        """Start it; returns as soon as it says that it answers."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "ui.cli", "-c", str(collection)),
                *("serve", "--port", "0", "--json", *options),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**kept, "OMP_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        if not line:
            raise AssertionError(f"the server did not start: {process.stderr.read()}")
        return cls(json.loads(line)["url"], process)

    def stop(self) -> str:
        """Press Ctrl-C; returns what it said on standard error."""
        self.process.send_signal(signal.SIGINT)
        try:
            _, said = self.process.communicate(timeout=30)
        finally:
            self.process.kill()
        assert self.process.returncode == 0, said
        return said
