"""Which language model to use, and how long to wait for it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.exceptions import ModelSettingsError
from rag.models.providers import PROVIDERS, Provider, provider_called

_PROVIDER = re.compile(r"[a-z][a-z0-9_]*")
UNNAMED = "default"
"""The model's name where only a server's address is given; servers of one model ignore it."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model and the limits of using it.

    ``timeout`` is how many seconds may pass without a sign of life, ``deadline`` how many a whole
    answer may take, ``attempts`` how often a failed call is made in all. ``prices`` are per million
    tokens read and written, in any currency. ``rewrite`` lets the model make follow-up questions
    standalone, ``expand`` lets it name other wordings to search for where a question's own find
    nothing; both are off unless asked for.
    """

    provider: str
    model: str
    base_url: str = ""
    timeout: float = 60.0
    deadline: float = 240.0
    attempts: int = 3
    max_tokens: int = 1500
    prices: tuple[float, float] | None = None
    rewrite: bool = False
    expand: bool = False

    @property
    def name(self) -> str:
        """``provider:model``, as it is shown and logged."""
        return f"{self.provider}:{self.model}"

    @property
    def known(self) -> Provider:
        """What is known of the provider."""
        return provider_called(self.provider)

    @property
    def local(self) -> bool:
        """Whether nothing leaves this computer: the address is a loopback one."""
        if self.base_url:
            return is_loopback(self.base_url)
        return self.provider == "ollama"

    @classmethod
    def of(
        cls,
        name: str = "",
        *,
        base_url: str = "",
        timeout: str | float = "",
        prices: str = "",
        rewrite: bool | str = False,
        expand: bool | str = False,
    ) -> ModelSettings | None:
        """Settings from what a user wrote; None where neither a name nor an address is given.

        ``name`` is ``provider:model``, or only a model's name beside ``base_url``, which then names
        an OpenAI-compatible server. ``prices`` is ``"read/written"`` per million tokens. Raises
        ModelSettingsError.
        """
        name, base_url = name.strip(), base_url.strip()
        if not name and not base_url:
            return None
        provider, model = _split(name, bool(base_url))
        return cls(
            provider,
            model,
            base_url=_address(base_url) if base_url else "",
            timeout=_seconds(timeout),
            prices=_prices(prices),
            rewrite=_switch("rewrite", rewrite),
            expand=_switch("expand", expand),
        )


def _split(name: str, has_address: bool) -> tuple[str, str]:
    """Provider and model. A name may hold colons itself (``qwen2.5:7b``)."""
    head, colon, rest = name.partition(":")
    known = any(head in (p.name, p.known_as) for p in PROVIDERS.values())
    if has_address and not known:
        return "openai", name or UNNAMED
    if not colon or not rest.strip() or not _PROVIDER.fullmatch(head):
        names = ", ".join(f"{p}:MODEL" for p in PROVIDERS)
        raise ModelSettingsError(
            f"{name!r} does not name a model; write provider:model, for example {names}, "
            "or give the address of an OpenAI-compatible server with --base-url"
        )
    return provider_called(head).name, rest.strip()


def _address(text: str) -> str:
    """A checked address without a trailing slash."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelSettingsError(
            f"--base-url: {text.split('@')[-1]!r} is not the address of a server; write "
            "something like http://127.0.0.1:8080/v1"
        )
    if parts.username or parts.password or parts.query:
        raise ModelSettingsError(
            "--base-url: an address must not hold a name, a password or a key; put the key into "
            "the environment variable ONRECORD_API_KEY"
        )
    return text.rstrip("/")


def is_loopback(address: str) -> bool:
    """Whether an address is this computer's own."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(value: str | float) -> float:
    if value == "":
        return 60.0
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise ModelSettingsError(
            f"model timeout: {value!r} is not a number of seconds between 0.1 and 3600"
        )
    return seconds


def _switch(name: str, value: bool | str) -> bool:
    if isinstance(value, bool):
        return value
    known = {"": False, "no": False, "off": False, "0": False, "yes": True, "on": True, "1": True}
    if value.strip().casefold() not in known:
        raise ModelSettingsError(f"model {name}: {value!r} is not understood; write yes or no")
    return known[value.strip().casefold()]


def _prices(text: str) -> tuple[float, float] | None:
    if not text.strip():
        return None
    try:
        read, written = (float(part) for part in text.split("/"))
    except ValueError:
        read = written = -1.0
    if not (0 <= read < 1e6 and 0 <= written < 1e6):
        raise ModelSettingsError(
            f"model prices: {text!r} is not understood; write what a million tokens read and "
            "written cost, for example 0.15/0.60"
        )
    return read, written
