"""Answers that a browser saves as a file."""

from __future__ import annotations

from starlette.responses import Response


def download(content: bytes, name: str, media_type: str) -> Response:
    """The file under this name, without what a name of a file cannot have everywhere."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
    return Response(content, media_type=media_type, headers=headers)
