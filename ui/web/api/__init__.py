"""The HTTP API: the JSON of the command line at ``/api/v1``, with an OpenAPI document."""

from __future__ import annotations

from ui.web.api.application import PATH, mount_api

__all__ = ["PATH", "mount_api"]
