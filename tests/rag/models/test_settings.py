"""Naming a model, keys that stay secret, and no connection unless one is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from index import Collection
from rag.exceptions import ModelKeyRefused, ModelNotInstalled, ModelSettingsError
from rag.models import ModelSettings, open_model
from rag.models.providers import PROVIDERS
from rag.models.reach import reach
from rag.models.secrets import HIDDEN, redact
from tests.rag.models.conftest import Reads, Reply, Scripted

ROOT = Path(__file__).resolve().parents[3]
KEY = "sk-test-0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "base_url", "shown", "local"),
    [
        ("ollama:llama3.2:3b", "", "ollama:llama3.2:3b", True),
        ("openai:gpt-5-mini", "", "openai:gpt-5-mini", False),
        ("google_genai:gemini-2.5-flash", "", "google:gemini-2.5-flash", False),
        ("qwen2.5:7b", "http://127.0.0.1:8080/v1", "openai:qwen2.5:7b", True),
        ("", "http://localhost:8080/v1/", "openai:default", True),
        ("", "https://models.example/v1", "openai:default", False),
        ("mistralai:small", "", "mistralai:small", False),
    ],
)
def test_a_model_is_named_in_one_way(name: str, base_url: str, shown: str, local: bool) -> None:
    settings = ModelSettings.of(name, base_url=base_url)
    assert settings is not None
    assert (settings.name, settings.local) == (shown, local)
    assert not settings.base_url.endswith("/")


def test_nothing_configured_is_no_model() -> None:
    assert ModelSettings.of("") is None
    assert open_model(None) is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"name": "gpt"}, "provider:model"),
        ({"name": ":x"}, "provider:model"),
        ({"name": "openai:"}, "provider:model"),
        ({"base_url": "127.0.0.1:8080"}, "not the address"),
        ({"base_url": "file:///etc/passwd"}, "not the address"),
        ({"base_url": f"https://me:{KEY}@models.example/v1"}, "must not hold"),
        ({"base_url": f"https://models.example/v1?key={KEY}"}, "must not hold"),
        ({"name": "ollama:x", "timeout": "soon"}, "number of seconds"),
        ({"name": "ollama:x", "prices": "cheap"}, "million tokens"),
    ],
)
def test_wrong_settings_say_what_to_write(options: dict[str, str], says: str) -> None:
    with pytest.raises(ModelSettingsError, match=says) as caught:
        ModelSettings.of(**options)
    assert KEY not in str(caught.value)


def test_a_missing_package_and_a_missing_key_name_the_command() -> None:
    missing = ModelSettings.of("fireworks:some")
    assert missing is not None
    with pytest.raises(ModelNotInstalled, match="pip install"):
        open_model(missing)
    with pytest.raises(ModelKeyRefused, match="export OPENAI_API_KEY"):
        open_model("openai:gpt-5-mini", {})


def test_every_provider_with_an_extra_opens_where_it_is_installed() -> None:
    keys = {name: KEY for p in PROVIDERS.values() for name in p.keys}
    opened = []
    for provider in PROVIDERS.values():
        if provider.installed:
            model = open_model(f"{provider.name}:some-model", keys)
            assert model is not None
            opened.append(model.name)
    assert "openai:some-model" in opened


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {KEY}.",
        f"Authorization: Bearer {KEY}",
        f"https://me:{KEY}@models.example/v1",
        "x-goog-api-key: AIzaSyA-1234567890abcdefghijk",
        f'{{"api_key": "{KEY}"}}',
    ],
)
def test_keys_are_hidden_by_their_shape(text: str) -> None:
    hidden = redact(text, {})
    assert KEY not in hidden
    assert "AIzaSyA" not in hidden
    assert HIDDEN in hidden


def test_keys_are_hidden_by_their_value() -> None:
    secret = "plain words as a key"
    assert secret not in redact(f"wrong key: {secret}!", {"SOME_API_KEY": secret})


def test_a_key_never_gets_out(
    news: Collection, scripted: Scripted, monkeypatch: pytest.MonkeyPatch, reads: Reads
) -> None:
    """The provider repeats the key in its error, as some do; another server never gets it."""
    reads({"apply to join": "answers"})
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("ONRECORD_API_KEY", "own-key-0123456789")
    settings = ModelSettings.of("scripted", base_url=scripted.base_url)
    body = json.dumps({"error": {"message": f"no such key {KEY} own-key-0123456789"}})
    scripted.says(Reply(status=401, body=body))
    answer = rag.ask(news, "Who claims Azerbaijan will seek NATO membership?", model=settings)
    everything = json.dumps(answer.to_dict()) + repr(answer) + repr(settings)
    assert "does not accept the key" in everything
    assert KEY not in everything
    assert "own-key-0123456789" not in everything
    sent = json.dumps([scripted.script.headers, scripted.script.requests])
    assert KEY not in sent
    assert "Bearer own-key-0123456789" in sent


def test_whether_a_server_is_there(scripted: Scripted) -> None:
    known = ModelSettings.of("scripted", base_url=scripted.base_url)
    other = ModelSettings.of("another", base_url=scripted.base_url)
    dead = ModelSettings.of("x", base_url="http://127.0.0.1:9/v1")
    assert known is not None
    assert other is not None
    assert dead is not None
    assert reach(known).reachable
    assert reach(known).models == ("scripted",)
    assert "another is not there; it has scripted" in reach(other).message
    only = ModelSettings.of(base_url=scripted.base_url)
    assert only is not None
    assert reach(only).message == "reachable; its model is scripted"
    assert not reach(dead).reachable


FORBIDDEN = """
import socket, sys
def refuse(*args, **kwargs):
    print("a connection was tried", file=sys.stderr)
    raise SystemExit(99)
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
from ui.cli import main
code = main(sys.argv[1:])
loaded = [m for m in ("langchain", "langchain_core", "openai", "httpx") if m in sys.modules]
print("loaded:", ",".join(loaded), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("options", [[], ["--offline"]])
def test_by_default_and_offline_no_connection_is_made(news: Collection, options: list[str]) -> None:
    folder = str(news.folder)  # type: ignore[attr-defined]
    configured = {"ONRECORD_MODEL": "ollama:qwen3", "ONRECORD_BASE_URL": "http://127.0.0.1:9/v1"}
    command = [sys.executable, "-c", FORBIDDEN, "-c", folder, "ask", "--no-log", *options]
    ran = subprocess.run(
        [*command, "who claims Azerbaijan will seek NATO membership?"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ) | (configured if options else {}),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Sivkov" in ran.stdout
    assert ran.stderr.endswith("loaded: \n"), ran.stderr


def test_forbidding_sockets_would_be_noticed(news: Collection) -> None:
    folder = str(news.folder)  # type: ignore[attr-defined]
    command = [sys.executable, "-c", FORBIDDEN, "-c", folder, "ask", "--no-log"]
    ran = subprocess.run(
        [*command, "--base-url", "http://127.0.0.1:9/v1", "who claims it will seek membership?"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert "a connection was tried" in ran.stderr or ran.returncode == 3
