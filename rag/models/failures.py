"""What providers raise, put into plain words without keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rag.exceptions import (
    ModelFailure,
    ModelKeyRefused,
    ModelRateLimited,
    ModelRequestRefused,
    ModelTimeout,
    ModelUnreachable,
)
from rag.models.secrets import redact
from rag.models.settings import ModelSettings

_BASES = (
    ("openai", "OpenAIError"),
    ("anthropic", "AnthropicError"),
    ("ollama", "ResponseError"),
    ("ollama", "RequestError"),
    ("google.genai.errors", "APIError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
    ("httpx", "HTTPError"),
    ("httpx", "StreamError"),
    ("httpx", "InvalidURL"),
    ("requests", "RequestException"),
    ("grpc", "RpcError"),
    ("langchain_core.exceptions", "LangChainException"),
)
_BROKEN = "connect network protocol readerror writeerror oserror ssl apierror".split()
"""What the names of errors hold where a connection broke."""
_LONGEST = 240


def provider_errors() -> tuple[type[Exception], ...]:
    """Every kind of error that calling a model may raise, of the libraries that are loaded."""
    found: list[type[Exception]] = [
        *(OSError, ImportError, ValueError, RuntimeError, TypeError, LookupError)
    ]
    for module, name in _BASES:
        kind = getattr(sys.modules.get(module), name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            found.append(kind)
    return tuple(found)


def failure_of(error: BaseException, settings: ModelSettings) -> ModelFailure:
    """The failure that an error of a provider's library means, with how to fix it."""
    if isinstance(error, ModelFailure):
        return error
    where = settings.base_url or settings.provider
    names = " ".join(type(e).__name__ for e in _chain(error)).casefold()
    status = _status(error)
    said = _said(error)
    if status in (401, 403) or "authentication" in names or "permissiondenied" in names:
        return ModelKeyRefused(f"{where} does not accept the key{said}; {_key_advice(settings)}")
    if status == 429 or "ratelimit" in names or "resourceexhausted" in names:
        return ModelRateLimited(
            f"{where} takes no more requests for now{said}; wait, or use another model",
            after=_retry_after(error),
        )
    if "timeout" in names or status in (408, 504) or "deadlineexceeded" in names:
        return ModelTimeout(
            f"{where} gave no sign of life for {settings.timeout:g} s; allow more with "
            "ONRECORD_MODEL_TIMEOUT, or use a smaller model"
        )
    if status is not None and 400 <= status < 500:
        return ModelRequestRefused(
            f"{where} does not take the request for {settings.model!r} (HTTP {status}){said}; "
            f"see which models are there with: {_look(settings)}"
        )
    if status is not None and status >= 500:
        return ModelUnreachable(f"{where} failed (HTTP {status}){said}", after=_retry_after(error))
    if isinstance(error, OSError) or any(word in names for word in _BROKEN):
        return ModelUnreachable(
            f"{where} cannot be reached or broke off{said}; is it running? "
            f"Check with: {_look(settings)}"
        )
    return ModelRequestRefused(f"{where} gave no answer{said}")


def _look(settings: ModelSettings) -> str:
    """The command that says whether this model is there."""
    if settings.base_url:
        return f"onrecord models --base-url {settings.base_url}"
    return f"onrecord models --model {settings.name}"


def _key_advice(settings: ModelSettings) -> str:
    if settings.base_url:
        return "put the one it wants into ONRECORD_API_KEY"
    names = " or ".join(settings.known.keys) or "the provider's key variable"
    return f"put a valid one into {names}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _status(error: BaseException) -> int | None:
    """The HTTP status, wherever the library keeps it."""
    for one in _chain(error):
        for holder in (one, getattr(one, "response", None)):
            for name in ("status_code", "code", "status"):
                value = getattr(holder, name, None)
                if isinstance(value, int) and 100 <= value < 600:
                    return value
    return None


def _retry_after(error: BaseException) -> float:
    """The seconds that the provider asks to wait; 0 where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, min(60.0, float(headers.get("retry-after", 0))))
    except (TypeError, ValueError, AttributeError):
        return 0.0


def _said(error: BaseException) -> str:
    """What the provider said, on one line, shortened, without keys."""
    text = redact(" ".join(str(error).split()))
    if not text:
        return ""
    return f" ({text if len(text) <= _LONGEST else text[:_LONGEST] + '…'})"
