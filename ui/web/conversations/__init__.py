"""Conversations kept beside a collection, each user's own."""

from __future__ import annotations

from ui.web.conversations.restoring import restored
from ui.web.conversations.store import Conversations, Kept, KeptTurn

__all__ = ["Conversations", "Kept", "KeptTurn", "restored"]
