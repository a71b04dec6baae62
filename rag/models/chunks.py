"""What the chunks of a chat model's output say, whichever provider they come from."""

from __future__ import annotations

from typing import Any

CUT_OFF = frozenset(("length", "max_tokens", "MAX_TOKENS"))
"""Reasons for stopping that mean the provider's limit was reached,"""
REFUSED = frozenset(("content_filter", "refusal", "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST"))
"""and those that mean it would not answer."""


def text_of(chunk: Any) -> str:
    """The text of a chunk, whether it is a string or a list of content blocks."""
    content = getattr(chunk, "content", "")
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else []
    return "".join(
        b if isinstance(b, str) else str(b.get("text", "")) if b.get("type") == "text" else ""
        for b in blocks
        if isinstance(b, str | dict)
    )


def finish_reason(chunk: Any) -> str:
    """Why the model stopped, as the provider calls it; empty before the last chunk."""
    known = getattr(chunk, "response_metadata", None) or {}
    reason = known.get("finish_reason") or known.get("stop_reason") or known.get("done_reason")
    return str(reason or "")
