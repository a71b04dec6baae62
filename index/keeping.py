"""Values that are kept: for good, or until the collection that they were read from changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Once(Generic[P, V]):
    """A function that is called once with the same arguments, and then gives what it gave.

    Of threads that call it at the same time one does the work and the others wait for it, where
    ``functools.cache`` lets each of them do it: a model would be read twice, and take its memory
    twice. What it raises is passed on, and nothing is kept.
    """

    def __init__(self, work: Callable[P, V]) -> None:
        update_wrapper(self, work)
        self._work = work
        self._lock = threading.Lock()
        self._values: dict[Any, V] = {}

    def __call__(self, *args: P.args, **options: P.kwargs) -> V:
        key = (args, *options.items())
        if key not in self._values:
            with self._lock:
                if key not in self._values:
                    self._values[key] = self._work(*args, **options)
        return self._values[key]


class VersionedCache(Generic[K, V]):
    """The last few values, by key, of one state of a collection. Safe to share between threads.

    Args:
        read: reads the value of a key; what it raises is passed on, and nothing is kept.
        version: tells the states of the collection apart.
        most: how many values are kept; the one unused for longest goes first.
    """

    def __init__(self, read: Callable[[K], V], version: Callable[[], int], most: int) -> None:
        self._read = read
        self._version = version
        self._most = most
        self._lock = threading.Lock()
        self._state = -1
        self._values: dict[K, V] = {}

    def __call__(self, key: K) -> V:
        """The value of a key, as it is in the collection now."""
        state = self._version()
        with self._lock:
            if state != self._state:
                self._values.clear()
                self._state = state
            if key in self._values:
                value = self._values[key] = self._values.pop(key)
                return value
        value = self._read(key)
        with self._lock:
            # A value read while the collection changed may be of either state: not kept.
            if state == self._state and state == self._version():
                self._values[key] = value
                while len(self._values) > self._most:
                    del self._values[next(iter(self._values))]
        return value
