"""Ctrl-C ends the command with its documented code, wherever it strikes."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui.cli.interrupts import outside_imports

ROOT = Path(__file__).resolve().parents[3]


def _code(script: str, tmp_path: Path) -> tuple[int, str]:
    # As a module: a script's own exit goes another way through the interpreter.
    (tmp_path / "pressed.py").write_text(script, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pressed"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ran.returncode, ran.stderr


_PRESSED = """
import sys
from ui.cli import frame

class Command:
    def main(self, *arguments, **options):
        exec("import signal; signal.raise_signal(signal.SIGINT)")

frame.build = Command
sys.exit(frame.main([]))
"""


def test_the_exit_code_is_kept_where_it_strikes_code_made_from_a_string(tmp_path: Path) -> None:
    assert _code(_PRESSED, tmp_path) == (130, "")


def test_it_waits_for_the_end_of_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_import.py").write_text(
        "import signal, time\nsignal.raise_signal(signal.SIGINT)\ntime.sleep(0.2)\nwhole = True\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    with outside_imports(), pytest.raises(KeyboardInterrupt):  # noqa: PT012 - anywhere after it
        module = importlib.import_module("slow_to_import")
        time.sleep(10)
    assert module.whole
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_does_not_wait_elsewhere() -> None:
    with outside_imports(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_somebody_elses_handler_stays() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with outside_imports():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_are_left_alone() -> None:
    with ThreadPoolExecutor(1) as pool, outside_imports():
        ours = signal.getsignal(signal.SIGINT)

        def inside() -> object:
            with outside_imports():
                return signal.getsignal(signal.SIGINT)

        assert pool.submit(inside).result() is ours
