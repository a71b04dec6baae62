"""One chat model through LangChain: opened late, streamed, retried, counted, stopped in time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rag.exceptions import (
    ModelFailure,
    ModelKeyRefused,
    ModelNotInstalled,
    ModelOutputUnusable,
    ModelRequestRefused,
    ModelSettingsError,
    ModelTimeout,
    ModelUnreachable,
)
from rag.models.failures import failure_of, provider_errors
from rag.models.forms import form_arguments, forms_of, merged, options
from rag.models.meter import Meter
from rag.models.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
"""``(role, text)`` pairs; roles are ``system``, ``user`` and ``assistant``."""
FIRST_WAIT = 0.5
LONGEST_WAIT = 20.0
_CUT_OFF = frozenset(("length", "max_tokens", "MAX_TOKENS"))
"""Reasons for stopping that mean the provider's limit was reached,"""
_REFUSED = frozenset(("content_filter", "refusal", "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST"))
"""and those that mean it would not answer."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of output. ``attempt`` grows when the model is asked again from the beginning;
    ``cut_off`` where the provider stopped at its limit; ``remark`` is something to tell the user
    before the pause that follows."""

    text: str
    attempt: int
    cut_off: bool = False
    remark: str = ""


@dataclass
class Model:
    """A language model ready to be asked. Made by ``open_model``; safe to share between threads.

    ``wait`` sleeps between attempts (tests pass their own).
    """

    settings: ModelSettings
    chat: BaseChatModel
    wait: Callable[[float], object] = time.sleep
    _forms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forms = forms_of(self.settings)

    @property
    def name(self) -> str:
        """``provider:model``."""
        return self.settings.name

    def stream(
        self,
        messages: Messages,
        meter: Meter,
        *,
        schema: Mapping[str, Any] | None = None,
        may_retry: Callable[[], bool] = lambda: True,
    ) -> Generator[Piece, None, None]:
        """Ask, and give the output as it comes.

        A failed attempt is made again after a growing pause, as long as that may help and
        ``may_retry`` allows it (it should not once something was shown).
        Closing the iterator closes the connection, which stops the model. Raises ModelFailure.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                yield from self._attempt(messages, meter, schema, attempt)
            except ModelFailure as failure:
                if not failure.retry or attempt >= self.settings.attempts or not may_retry():
                    raise
                pause = failure.after or FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
                again = f"{failure}; asking again ({attempt + 1} of {self.settings.attempts})"
                yield Piece("", attempt, remark=again)
                self.wait(min(pause, LONGEST_WAIT))
            else:
                return

    def ask(self, messages: Messages, meter: Meter) -> str:
        """Ask for a short text and wait for all of it. Raises ModelFailure."""
        return "".join(piece.text for piece in self.stream(messages, meter)).strip()

    def _attempt(
        self, messages: Messages, meter: Meter, schema: Mapping[str, Any] | None, attempt: int
    ) -> Iterator[Piece]:
        """One attempt; a server that does not know a way of asking for JSON is asked in another."""
        while True:
            form = self._forms[0] if schema is not None else "free"
            begun = False
            try:
                for piece in self._call(messages, meter, form_arguments(form, schema), attempt):
                    begun = True
                    yield piece
            except (ModelRequestRefused, ModelUnreachable) as failure:
                refused = isinstance(failure, ModelRequestRefused) or "HTTP 5" in str(failure)
                if begun or not refused or form == "free":
                    raise
                # Another thread may find out as well: nothing but this one goes.
                self._forms = [other for other in self._forms if other != form]
            else:
                return

    def _call(
        self, messages: Messages, meter: Meter, arguments: Mapping[str, Any], attempt: int
    ) -> Iterator[Piece]:
        """One call from its beginning to its end."""
        from langsmith.run_helpers import tracing_context

        began = time.perf_counter()
        meter.calls += 1
        stream: Any = None
        ended = self.settings.provider != "openai"
        try:
            stream = self.chat.stream(list(messages), **merged(self.settings, arguments))
            while True:
                # LangChain sends traces elsewhere where its environment says so; we never do.
                with tracing_context(enabled=False):
                    chunk = next(stream, None)
                if chunk is None:
                    break
                meter.count(getattr(chunk, "usage_metadata", None))
                reason = _reason(chunk)
                ended = ended or bool(reason)
                if reason in _REFUSED or getattr(chunk, "additional_kwargs", {}).get("refusal"):
                    raise ModelOutputUnusable(
                        f"{self.name} refused to answer; ask otherwise, or use another model"
                    )
                yield Piece(str(chunk.text), attempt, cut_off=reason in _CUT_OFF)
                if time.perf_counter() - began > self.settings.deadline:
                    raise ModelTimeout(
                        f"{self.name} was not done after {self.settings.deadline:g} s"
                    )
            if not ended:
                # A connection that is closed too early looks like an end to the library.
                where = self.settings.base_url or self.settings.provider
                raise ModelUnreachable(f"{where} broke off in the middle of its answer")
        except provider_errors() as error:
            raise failure_of(error, self.settings) from None
        finally:
            if stream is not None:
                stream.close()
            meter.seconds += time.perf_counter() - began


def _reason(chunk: Any) -> str:
    """Why the model stopped, as the provider calls it; empty before the last chunk."""
    known = getattr(chunk, "response_metadata", None) or {}
    reason = known.get("finish_reason") or known.get("stop_reason") or known.get("done_reason")
    return str(reason or "")


def open_model(
    model: str | ModelSettings | Model | BaseChatModel | None,
    environment: Mapping[str, str] | None = None,
) -> Model | None:
    """A model from its name, its settings, or a LangChain chat model; None for None.

    Raises ModelSettingsError, ModelNotInstalled where the provider's package is missing and
    ModelKeyRefused where there is no key.
    """
    if model is None or isinstance(model, Model):
        return model
    if isinstance(model, str):
        settings = ModelSettings.of(model)
        return open_model(settings, environment) if settings else None
    if not isinstance(model, ModelSettings):
        name = str(getattr(model, "model_name", "") or type(model).__name__)
        return Model(ModelSettings("langchain", name), model)
    return Model(model, _chat_model(model, os.environ if environment is None else environment))


def _chat_model(settings: ModelSettings, environment: Mapping[str, str]) -> BaseChatModel:
    provider = settings.known
    if not provider.installed:
        raise ModelNotInstalled(
            f"the package for {provider.name} models is not installed; install it with: "
            f"python -m pip install {provider.wanted}"
        )
    hosted = not settings.base_url and bool(provider.keys)
    if hosted and not provider.key_name(environment):
        raise ModelKeyRefused(
            f"there is no key for {provider.name}; put yours into the environment: "
            f"export {provider.keys[0]}=…"
        )
    from langchain.chat_models import init_chat_model

    try:
        chat: BaseChatModel = init_chat_model(
            settings.model, model_provider=provider.known_as, **options(settings, environment)
        )
    except provider_errors() as error:
        from rag.models.secrets import redact

        reason = redact(" ".join(str(error).split()))[:240]
        raise ModelSettingsError(f"{settings.name} cannot be used: {reason}") from None
    return chat
