"""Dossiers: pinned quotations with notes and labels, kept beside a collection."""

from __future__ import annotations

from ui.dossiers.pinned import Pinned, citation_at, pin_shape, pinned
from ui.dossiers.store import Dossiers
from ui.dossiers.types import Dossier, Pin
from ui.dossiers.writing import dossier_document

__all__ = [
    "Dossier",
    "Dossiers",
    "Pin",
    "Pinned",
    "citation_at",
    "dossier_document",
    "pin_shape",
    "pinned",
]
