"""How a collection lies on disk: SQLite as the truth, FAISS and Tantivy as caches of it."""

from __future__ import annotations
