"""A scripted server that speaks OpenAI's protocol, models that say what they are told to, and a
reader that reads what it is told to."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rag.deciding import BOUNDS
from rag.models import Model, ModelSettings, open_model
from rag.reader import Reading, UnitText
from rag.reader.form import LABELS
from tests.rag.scripted import take_as_read


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    ``text`` is streamed in ``pieces`` of so many characters with ``pause`` seconds between them;
    ``status`` other than 200 is an error; ``breaks`` closes the connection after so many pieces;
    ``hangs`` seconds pass before anything is said.
    """

    text: str = ""
    status: int = 200
    pieces: int = 16
    pause: float = 0.0
    breaks: int = -1
    hangs: float = 0.0
    finish: str = "stop"
    refusal: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    usage: bool = True


@dataclass
class Script:
    """Replies in the order of the requests, the last one again and again; what was asked."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Reply:
        """The reply to the next request."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class Handler(BaseHTTPRequestHandler):
    """Chat completions as a stream of server-sent events."""

    script: Script
    protocol_version = "HTTP/1.0"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The list of models."""
        body = json.dumps({"object": "list", "data": [{"id": "scripted"}]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """One answer."""
        size = int(self.headers.get("content-length", 0))
        self.script.requests.append(json.loads(self.rfile.read(size)))
        self.script.headers.append({k.lower(): v for k, v in self.headers.items()})
        reply = self.script.next()
        time.sleep(reply.hangs)
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header(
            "content-type", "text/event-stream" if reply.status == 200 else "text/json"
        )
        self.end_headers()
        if reply.status != 200:
            self.wfile.write(reply.body.encode() or b'{"error": {"message": "scripted"}}')
            return
        try:
            self._stream(reply)
        except (BrokenPipeError, ConnectionResetError):
            self.script.stopped.set()

    def _stream(self, reply: Reply) -> None:
        text = reply.text
        steps = [text[i : i + reply.pieces] for i in range(0, len(text), reply.pieces)]
        for number, step in enumerate(steps):
            if number == reply.breaks:
                self.close_connection = True
                return
            self._event({"content": step})
            self.script.sent += 1
            time.sleep(reply.pause)
        self._event({"refusal": reply.refusal} if reply.refusal else {}, reply.finish)
        if reply.usage:
            usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
            self._write({"id": "x", "object": "chat.completion.chunk", "model": "scripted",
                         "created": 1, "choices": [], "usage": usage})  # fmt: skip
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta | {"role": "assistant"}, "finish_reason": finish}
        self._write({"id": "x", "object": "chat.completion.chunk", "model": "scripted",
                     "created": 1, "choices": [choice]})  # fmt: skip

    def _write(self, shape: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(shape)}\n\n".encode())
        self.wfile.flush()


@dataclass(frozen=True)
class Scripted:
    """A running server and the model that asks it."""

    script: Script
    base_url: str
    model: Model
    waits: list[float]

    def says(self, *replies: Reply | str | Sequence[dict[str, Any]]) -> None:
        """Set what the server answers: replies, texts, or sentences to be put into JSON."""
        self.script.replies = [
            r
            if isinstance(r, Reply)
            else Reply(
                r if isinstance(r, str) else json.dumps({"sentences": r}, ensure_ascii=False)
            )
            for r in replies
        ]


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """A server of this test's own, asked over the same way as any OpenAI-compatible one."""
    script = Script([Reply("")])
    handler = type("Own", (Handler,), {"script": script})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        settings = ModelSettings.of("scripted", base_url=url, timeout=5, prices="1/2")
        model = open_model(settings)
        assert model is not None
        waits: list[float] = []
        model.wait = waits.append
        yield Scripted(script, url, model, waits)
        server.shutdown()
        thread.join()


SaysFake = Callable[..., Any]


@pytest.fixture
def fake() -> SaysFake:
    """LangChain's fake chat model saying the given sentences (or raw text)."""
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    def make(*outputs: str | Sequence[dict[str, Any]]) -> Any:
        texts = [
            o if isinstance(o, str) else json.dumps({"sentences": o}, ensure_ascii=False)
            for o in outputs
        ]
        return GenericFakeChatModel(messages=iter(AIMessage(content=text) for text in texts))

    return make


WEAK = (BOUNDS.voice + BOUNDS.answer) / 2
"""Too little for the built-in answerer to speak, enough for a model to."""


@dataclass(frozen=True)
class Told:
    """A reader that is told what to see: the label of units with certain words, and of the rest."""

    labels: Mapping[str, str]
    rest: str = "unrelated"
    sure: float = 0.9

    def read(self, question: str, units: Sequence[UnitText]) -> list[Reading]:
        """The label told for each unit."""
        return [
            self._reading(next((label for w, label in self.labels.items() if w in u.unit), None))
            for u in units
        ]

    def _reading(self, label: str | None) -> Reading:
        label = label or self.rest
        other = "related" if label == "unrelated" else "unrelated"
        return Reading(**(dict.fromkeys(LABELS, 0.0) | {label: self.sure, other: 1 - self.sure}))


def have_read(patch: pytest.MonkeyPatch, reader: Told) -> None:
    """Have questions read by a reader, and taken as read; whether a sentence is borne out is still
    the real reader's to say."""
    patch.setattr("rag.reading.load", lambda: reader)
    take_as_read(patch)


Reads = Callable[..., None]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Have questions read as told."""

    def put(labels: Mapping[str, str], rest: str = "unrelated", sure: float = 0.9) -> None:
        have_read(monkeypatch, Told(labels, rest, sure))

    return put


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keys and no tracing of whoever runs the tests."""
    for name in list(os.environ):
        if name.endswith(("_API_KEY", "_TOKEN")) or name.startswith(("LANGSMITH_", "LANGCHAIN_")):
            monkeypatch.delenv(name)
