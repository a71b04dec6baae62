"""Whether a model can be reached, found out without asking it anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rag.models.providers import OWN_KEY
from rag.models.secrets import redact
from rag.models.settings import UNNAMED, ModelSettings

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Reach:
    """What a model's server said. ``models`` are those it offers, as far as it tells."""

    reachable: bool
    message: str
    models: tuple[str, ...] = ()


def reach(settings: ModelSettings) -> Reach:
    """List the models of the server or provider: one request, which costs nothing.

    Never raises: what went wrong is the message, without keys.
    """
    where = _listing(settings, os.environ)
    if where is None:
        return Reach(False, f"how to reach {settings.provider} is not known; ask something instead")
    import httpx

    url, headers = where
    try:
        answer = httpx.get(url, headers=headers, timeout=SECONDS)
        names = _names(answer.json()) if answer.status_code == 200 else ()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = redact(" ".join(str(error).split()), os.environ)
        reason = f" ({said})" if said else ""
        return Reach(False, f"{_host(url)} cannot be reached{reason}; is it running?")
    except ValueError:
        return Reach(False, f"{_host(url)} answers, but not like a server of language models")
    if answer.status_code in (401, 403):
        return Reach(False, f"{_host(url)} does not accept the key (HTTP {answer.status_code})")
    if answer.status_code != 200:
        advice = ""
        if answer.status_code == 404 and not settings.base_url.endswith("/v1"):
            advice = "; the address of an OpenAI-compatible server mostly ends in /v1"
        return Reach(False, f"{_host(url)} answers with HTTP {answer.status_code}{advice}")
    return Reach(True, _what_it_has(settings, names), names)


def _what_it_has(settings: ModelSettings, names: tuple[str, ...]) -> str:
    """That it is there, and whether it has the model asked for."""
    some = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    if settings.model != UNNAMED:
        # Ollama also lists a model under its short name: qwen3 for qwen3:latest.
        offered = {*names, *(name.split(":")[0] for name in names)}
        there = not names or settings.model in offered
        missing = f", but {settings.model} is not there; it has {some}"
        return f"reachable{'' if there else missing}"
    if len(names) > 1:
        return f"reachable; name one of its models with --model: {some}"
    return f"reachable; its model is {some}" if names else "reachable"


def _listing(
    settings: ModelSettings, known: Mapping[str, str]
) -> tuple[str, dict[str, str]] | None:
    """The address that lists the models, and the headers it wants."""
    own = known.get(OWN_KEY, "").strip()
    if settings.provider == "ollama":
        base = settings.base_url or known.get("OLLAMA_HOST", "") or "http://127.0.0.1:11434"
        base = base if "://" in base else f"http://{base}"
        return f"{base.rstrip('/')}/api/tags", {}
    if settings.base_url:
        return f"{settings.base_url}/models", {"Authorization": f"Bearer {own}"} if own else {}
    name = settings.known.key_name(known)
    key = known.get(name, "").strip() if name else ""
    if settings.provider == "openai":
        return "https://api.openai.com/v1/models", {"Authorization": f"Bearer {key}"}
    if settings.provider == "anthropic":
        headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
        return "https://api.anthropic.com/v1/models?limit=1000", headers
    if settings.provider == "google":
        base = "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000"
        return base, {"x-goog-api-key": key}
    return None


def _names(shape: Any) -> tuple[str, ...]:
    """The names in a list of models, whichever provider wrote it."""
    if not isinstance(shape, Mapping):
        raise ValueError("not an object")
    entries = shape.get("data", shape.get("models", []))
    names = (
        str(e.get("id") or e.get("name") or "")
        for e in (entries if isinstance(entries, list) else [])
        if isinstance(e, Mapping)
    )
    return tuple(name.removeprefix("models/") for name in names if name)


def _host(url: str) -> str:
    return url.split("?")[0].rsplit("/models", 1)[0].rsplit("/api/tags", 1)[0]
