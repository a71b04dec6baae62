"""What each provider's class is made with, and how it is asked for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rag.models.providers import OWN_KEY
from rag.models.settings import ModelSettings


def options(settings: ModelSettings, environment: Mapping[str, str]) -> dict[str, Any]:
    """What the provider's class is made with: limits, no retries of its own, no key but its own."""
    name = settings.provider
    if name == "ollama":
        shape: dict[str, Any] = {
            "num_predict": settings.max_tokens,
            "temperature": 0,
            "client_kwargs": {"timeout": settings.timeout},
        }
        return shape | ({"base_url": settings.base_url} if settings.base_url else {})
    shape = {"timeout": settings.timeout, "max_retries": 0, "max_tokens": settings.max_tokens}
    if name == "google":
        # Google's class counts the first call as a try.
        shape["max_retries"] = 1
    if name == "openai":
        shape["stream_usage"] = True
    if key := environment.get(settings.known.key_name(environment), ""):
        shape["google_api_key" if name == "google" else "api_key"] = key.strip()
    if settings.base_url:
        shape["base_url"] = settings.base_url
        shape["temperature"] = 0
        # Another server than the provider's own gets no key of the provider's.
        shape["api_key"] = environment.get(OWN_KEY, "").strip() or "none"
        if name == "openai":
            shape["use_responses_api"] = False
    return shape


def forms_of(settings: ModelSettings) -> list[str]:
    """The ways of asking for JSON that a provider may know, best first; ``free`` always works."""
    if settings.provider == "openai" and settings.base_url:
        return ["body:json_schema", "body:json_object", "free"]
    return {
        "openai": ["body:json_schema", "free"],
        "anthropic": ["response_format", "free"],
        "google": ["google", "free"],
        "ollama": ["ollama", "free"],
    }.get(settings.provider, ["free"])


def form_arguments(form: str, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    """The arguments of one call that hold the output to a schema."""
    if schema is None or form == "free":
        return {}
    named = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    if form == "body:json_schema":
        strict = {"name": "answer", "schema": schema, "strict": True}
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": strict}}}
    if form == "body:json_object":
        return {"extra_body": {"response_format": {"type": "json_object", "schema": schema}}}
    if form == "google":
        return {"response_mime_type": "application/json", "response_schema": dict(schema)}
    if form == "ollama":
        return {"format": dict(schema)}
    return {"response_format": named}


def merged(settings: ModelSettings, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Older OpenAI-compatible servers only know ``max_tokens``, which LangChain no longer sends."""
    shape = dict(arguments)
    if settings.provider == "openai" and settings.base_url:
        shape["extra_body"] = shape.get("extra_body", {}) | {"max_tokens": settings.max_tokens}
    return shape
