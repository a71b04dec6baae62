"""Whose conversations these are."""

from __future__ import annotations

from typing import Any

SCOPE_KEY = "onrecord.user"
"""Under this key of the ASGI scope a guard notes the name that a request has proved."""


def user_of(request: Any) -> str:
    """The signed-in user of a request; empty where nobody has to sign in.

    ``request`` is a Starlette request or a ``gr.Request``, which wraps one.
    """
    inner = getattr(request, "request", request)
    scope = getattr(inner, "scope", None) or {}
    return str(scope.get(SCOPE_KEY) or getattr(request, "username", None) or "")
