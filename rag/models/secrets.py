"""Keeping keys out of what is logged or shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

HIDDEN = "[key hidden]"

_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL)", re.I)
_SHORTEST = 6
_SHAPES = re.compile(
    r"\bsk-[\w-]{6,}|\bAIza[\w-]{16,}|\bgsk_\w{8,}|\bhf_\w{8,}|\bxai-\w{8,}|\bBearer\s+[\w.~+/=-]{6,}",
    re.I,
)
_NAMED = re.compile(
    r"(?P<head>(?:api[-_ ]?key|x-goog-api-key|access[-_ ]token|token|secret|password)"
    r"[\"']?\s*(?:provided)?\s*[:=]\s*[\"']?)(?P<value>[^\s\"',;}&]{4,})",
    re.I,
)
_USER = re.compile(r"(?<=://)[^/\s@]+@")


def redact(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Replace every key in a text: those of the environment by value, others by their shape.

    >>> redact("no such key: sk-abcdefgh12345678", {})
    'no such key: [key hidden]'
    """
    known = os.environ if environment is None else environment
    values = {
        value for name, value in known.items() if _NAME.search(name) and len(value) >= _SHORTEST
    }
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    text = _SHAPES.sub(HIDDEN, text)
    text = _NAMED.sub(lambda m: f"{m['head']}{HIDDEN}", text)
    return _USER.sub(f"{HIDDEN}@", text)
