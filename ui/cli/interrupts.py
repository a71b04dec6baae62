"""Ctrl-C that neither gets lost nor brings the interpreter down."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

AGAIN: Final = 0.05
"""Seconds until Ctrl-C is tried again that came during an import."""


@contextmanager
def outside_imports() -> Iterator[None]:
    """Within it Ctrl-C waits for the end of an import.

    Torch takes a second to import, part of it in compiled code that calls Python. A
    KeyboardInterrupt there is dropped, ends the process by ``std::terminate`` or leaves half a
    module behind whose first use fails with some other error. Does nothing outside the main
    thread, which signals never reach, and where somebody else handles Ctrl-C.
    """

    def handle(number: int, frame: FrameType | None) -> None:
        if not _importing(frame):
            raise KeyboardInterrupt
        later = threading.Timer(AGAIN, os.kill, (os.getpid(), signal.SIGINT))
        later.daemon = True
        later.start()

    here = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    if not here or before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_globals.get("__name__") == "importlib._bootstrap":
            return True
        frame = frame.f_back
    return False


def forget() -> None:
    """Have the interpreter exit with the code it is told after a KeyboardInterrupt was handled.

    One that went through code compiled from a string (a dataclass that was being made, say) is
    remembered as unhandled, and ``python -m`` then ends by the signal whatever the exit code.
    Running the next such string clears that (CPython: ``run_eval_code_obj``).
    """
    exec("")
