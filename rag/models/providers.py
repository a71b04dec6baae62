"""The providers of language models: which package each needs and where its key comes from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

OWN_KEY = "ONRECORD_API_KEY"
"""The key for a server named by its address. The keys of hosted providers are never sent there."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of chat models.

    ``known_as`` is LangChain's name for it, ``keys`` are the environment variables of which one has
    to hold a key; none for local providers.
    """

    name: str
    known_as: str
    keys: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """LangChain's package for it."""
        return f"langchain_{self.known_as}"

    @property
    def installed(self) -> bool:
        """Whether its package can be imported (it is not)."""
        return find_spec(self.package) is not None

    @property
    def wanted(self) -> str:
        """What to give to ``pip install`` for it, as typed in a shell."""
        extra = f'"onrecord[{self.name}]"'
        return extra if self.name in PROVIDERS else self.package.replace("_", "-")

    def key_name(self, environment: Mapping[str, str] | None = None) -> str:
        """The variable that holds a key, or an empty string. The key itself is never returned."""
        known = os.environ if environment is None else environment
        return next((name for name in self.keys if known.get(name, "").strip()), "")


PROVIDERS: dict[str, Provider] = {
    provider.name: provider
    for provider in (
        Provider("openai", "openai", ("OPENAI_API_KEY",)),
        Provider("anthropic", "anthropic", ("ANTHROPIC_API_KEY",)),
        Provider("ollama", "ollama"),
        Provider("google", "google_genai", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    )
}
"""Providers that have an extra of their own; any other name goes to LangChain as it is."""


def provider_called(name: str) -> Provider:
    """A provider by our name or LangChain's; one without an extra is put together from its name."""
    for provider in PROVIDERS.values():
        if name in (provider.name, provider.known_as):
            return provider
    return Provider(name, name, (f"{name.upper()}_API_KEY",))
