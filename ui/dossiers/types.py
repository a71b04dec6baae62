"""What a dossier is, and a pin in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier in the list. ``changed`` is in UTC."""

    id: str
    name: str
    changed: datetime
    pins: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned quotation: ``citation`` as an answer's JSON has it, as it was when it was pinned.

    ``digest`` is the SHA-256 of its article's text. A place can be pinned once in a dossier.
    """

    id: int
    citation: Mapping[str, Any]
    digest: str
    label: str
    note: str
    added: datetime
