"""How soon the first verified sentence of a language model is shown.

    python -m benchmarks.first_sentence --collection COLLECTION "who expects prices to rise?"

A scripted server on this machine streams an answer in small pieces: one sentence with an exact
quotation of the built-in answer, then many that do not stand. Measured is the time from sending the
piece that completes the first sentence to that sentence, verified, from ``rag.stream``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.common import provenance, write_json
from index import open_collection
from index.collection import Collection
from rag import ModelSettings, ask, stream
from rag.events import SentenceReady
from rag.models import Model, open_model
from rag.types import Answer
from tests.rag.models.conftest import Handler, Reply, Script

PIECE, PAUSE = 4, 0.02
"""Characters in a piece, and seconds between two: about 50 tokens a second."""
PADDING = 12
"""Sentences after the first one."""


class Server:
    """Streams one output again and again, and remembers when a part of it was sent."""

    def __init__(self, text: str, complete: int) -> None:
        self.sent_at = self.ended_at = 0.0
        outer = self

        class Timed(Handler):
            script = Script([Reply(text, pieces=PIECE, pause=PAUSE)])
            sent = 0

            def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
                super()._event(delta, finish)
                before, self.sent = self.sent, self.sent + len(delta.get("content", ""))
                if before < complete <= self.sent:
                    outer.sent_at = time.perf_counter()
                if finish:
                    outer.ended_at = time.perf_counter()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Timed)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


def output_of(answer: Answer) -> tuple[str, int]:
    """What the server says, and how many characters complete its first sentence."""
    first = answer.citations[0]
    sentence = {"text": f"“{first.quote.text}”", "speaker": "", "evidence": [1], "quotes": []}
    padding = [sentence | {"text": f"In the year {n} nobody said this."} for n in range(PADDING)]
    text = json.dumps({"sentences": [sentence, *padding]}, ensure_ascii=False)
    return text, text.index("}") + 1


def once(collection: Collection, question: str, model: Model, server: Server) -> dict[str, float]:
    """Ask once; seconds."""
    began = time.perf_counter()
    shown = 0.0
    for event in stream(collection, question, model=model):
        if isinstance(event, SentenceReady) and event.sentence.by == "model" and not shown:
            shown = time.perf_counter()
    if not shown:
        raise SystemExit("the first sentence was not shown; ask a question that has an answer")
    return {
        "after_it_was_complete": shown - server.sent_at,
        "after_the_question": shown - began,
        "whole_output": server.ended_at - began,
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question")
    parser.add_argument("--collection", type=Path, required=True)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    with open_collection(args.collection, read_only=True) as collection:
        builtin = ask(collection, args.question)
        if not builtin.citations:
            parser.error("the collection has no answer to this question")
        server = Server(*output_of(builtin))
        model = open_model(ModelSettings.of("scripted", base_url=server.url))
        assert model is not None
        once(collection, args.question, model, server)
        rows = [once(collection, args.question, model, server) for _ in range(args.repeat)]
        server.close()
    figures: dict[str, Any] = {
        name: round(statistics.median(row[name] for row in rows), 4) for name in rows[0]
    }
    figures["worst_after_it_was_complete"] = round(max(r["after_it_was_complete"] for r in rows), 4)
    shape = provenance() | {"repeated": args.repeat, "first_sentence_s": figures}
    write_json(shape, args.json)


if __name__ == "__main__":
    main()
