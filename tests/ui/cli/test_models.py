"""``onrecord models``, ``--model``, ``--base-url``, ``--offline`` and ``--show-rejected``."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.rag.models.conftest import Handler, Reply, Script
from tests.ui.cli.test_docs import documented, hold

Run = Callable[..., Any]
BRIDGE = "who says the bridge will open in May?"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def served() -> Iterator[tuple[Script, str]]:
    """A scripted OpenAI-compatible server and its address."""
    script = Script([Reply("")])
    handler = type("Own", (Handler,), {"script": script})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield script, f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()
        thread.join()


def sentences(run: Any) -> Reply:
    """What a good model says to the question, with a bad sentence behind."""
    first = next(c for c in run.json["citations"] if c["voice"]["name"])
    name, words = first["voice"]["name"], first["quote"]["text"]
    good = {"text": f"{name} says: “{words}”.", "speaker": name, "evidence": [1], "quotes": []}
    bad = {
        "text": "Zorro says: “a dragon ate it”.",
        "speaker": "Zorro",
        "evidence": [1],
        "quotes": [],
    }
    return Reply(json.dumps({"sentences": [good, bad]}))


def test_an_answer_is_worded_by_the_model(
    onrecord: Run, spoken: Path, served: tuple[Script, str]
) -> None:
    script, url = served
    plain = onrecord("-c", spoken, "ask", "--json", BRIDGE)
    script.replies = [sentences(plain)]
    ran = onrecord("-c", spoken, "ask", "--base-url", url, "-m", "scripted", BRIDGE)
    assert ran.code == 0
    assert "1 sentence worded by openai:scripted (1 left out; --show-rejected)" in ran.out
    assert "100 tokens read, 20 written" in ran.out
    assert "Zorro" not in ran.out
    assert "\nSources\n[1] " in ran.out
    shown = onrecord("-c", spoken, "ask", "--base-url", url, "--show-rejected", BRIDGE)
    assert "a dragon ate it" in shown.out
    assert "wrong speaker" in shown.out or "invented quotation" in shown.out
    answer = onrecord("-c", spoken, "ask", "--base-url", url, "--json", BRIDGE)
    assert {s["by"] for s in answer.json["sentences"]} >= {"model"}
    hold("ask", answer.json, plain.json, never=frozenset(k for k, _ in documented("ask")))
    keys = {k for k, _ in documented("ask") if k.startswith("model.")}
    assert {k.split(".", 1)[1].split("[")[0].split(".")[0] for k in keys} == set(
        answer.json["model"]
    )


def test_the_log_names_model_and_prompt(
    onrecord: Run, spoken: Path, served: tuple[Script, str]
) -> None:
    from index import open_collection

    script, url = served
    script.replies = [sentences(onrecord("-c", spoken, "ask", "--json", BRIDGE))]
    kept = onrecord("-c", spoken, "ask", "--base-url", url, "--json", BRIDGE).json["log_id"]
    with open_collection(spoken, read_only=True) as collection:
        logged = collection.logged(kept)
    assert logged is not None
    assert logged["model"]["name"] == "openai:default"
    assert logged["model"]["prompt"] == "answer-3"


def test_a_failing_model_is_told_and_the_built_in_answer_given(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "ask", "--base-url", "http://127.0.0.1:9/v1", BRIDGE)
    plain = json.loads(onrecord("-c", spoken, "ask", "--json", BRIDGE).out)
    assert ran.code == 0
    told = " ".join(ran.out.split())
    for citation in plain["citations"]:
        assert " ".join(citation["quote"]["text"].split()) in told
        assert citation["voice"]["name"] in told
    assert "Built-in answer: http://127.0.0.1:9/v1 cannot be reached" in ran.out
    assert "asking again" in ran.err


def test_a_conversation_with_a_model(
    onrecord: Run, spoken: Path, served: tuple[Script, str]
) -> None:
    script, url = served
    script.replies = [sentences(onrecord("-c", spoken, "ask", "--json", BRIDGE))]
    lines = f"{BRIDGE}\nwho disagrees with this?\n"
    ran = onrecord("-c", spoken, "chat", "--base-url", url, "--json", stdin=lines)
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert first["model"]["wrote"] == 1
    assert second["model"]["name"] == "openai:default"


def test_none_and_offline_leave_a_configured_model_out(
    onrecord: Run, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = onrecord("-c", spoken, "ask", BRIDGE).out
    monkeypatch.setenv("ONRECORD_MODEL", "ollama:qwen3")
    assert onrecord("-c", spoken, "ask", "--offline", BRIDGE).out == plain
    assert onrecord("-c", spoken, "ask", "--model", "none", BRIDGE).out == plain
    assert "offline" in onrecord("models", "--offline").out


def test_what_is_configured_and_reachable(
    onrecord: Run, served: tuple[Script, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, url = served
    nothing = onrecord("models", "--json")
    assert nothing.code == 0
    assert nothing.json["model"] is None
    there = onrecord("models", "--json", "--base-url", url, "-m", "scripted")
    assert (there.code, there.json["usable"], there.json["models"]) == (0, True, ["scripted"])
    gone = onrecord("models", "--json", "--base-url", "http://127.0.0.1:9/v1")
    assert (gone.code, gone.json["usable"]) == (1, False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789abcdefghij")
    text = onrecord("models").out
    assert "key in OPENAI_API_KEY" in text
    assert "sk-0123" not in text
    hold("models", nothing.json, there.json, gone.json, onrecord("models", "--json").json)


def test_trying_asks_for_one_word(onrecord: Run, served: tuple[Script, str]) -> None:
    script, url = served
    script.replies = [Reply("ready")]
    ran = onrecord("models", "--try", "--base-url", url)
    assert ran.code == 0
    assert "answered after" in ran.out
    assert len(script.requests) == 1


def test_a_wrong_name_is_an_error_that_says_what_to_write(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "ask", "--model", "gpt", BRIDGE)
    assert ran.code == 1
    assert "provider:model" in ran.err


def test_ctrl_c_stops_the_model(spoken: Path, served: tuple[Script, str]) -> None:
    script, url = served
    script.replies = [Reply('{"sentences": [' + " " * 50_000, pieces=8, pause=0.01)]
    command = [sys.executable, "-m", "ui.cli", "-c", str(spoken), "ask", "--no-log"]
    process = subprocess.Popen(
        [*command, "--base-url", url, BRIDGE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(1200):
        if script.sent > 3:
            break
        threading.Event().wait(0.05)
    assert script.sent > 3
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert script.stopped.wait(10)
