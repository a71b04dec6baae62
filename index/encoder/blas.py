"""Keeping NumPy's BLAS to one thread while this package spreads the work itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class SingleThread:
    """A context in which NumPy's OpenBLAS uses one thread.

    OpenBLAS's threads wait for each other in a busy loop: with another program on the same
    processors, a product of 0.5 ms takes 15. The setting belongs to the whole process, so nested
    and simultaneous users share it and the last one out puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._controller: Any = None
        self._limiter: Any = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            self._users += 1
            if self._users == 1:
                if self._controller is None:
                    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

                    self._controller = ThreadpoolController().select(prefix="libscipy_openblas")
                self._limiter = self._controller.limit(limits=1)
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if self._users == 0:
                    self._limiter.restore_original_limits()


single_thread = SingleThread()
"""The one instance: the setting it guards exists once per process."""
