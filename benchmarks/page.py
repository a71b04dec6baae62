"""How long the page takes: to be ready, to the first words of an answer, to open an article.

python -m benchmarks.page --collection .onrecord --users 20 --seconds 120

A copy of the collection is served by a process of its own and looked at in Chromium. Into the copy
goes one article of 10,000 words, made of sentences of the other articles. The users of the load
test ask through ``gradio_client``'s endpoint, each every five seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.common import provenance, say, write_json

WORDS = 10_000
PAUSE = 5.0
"""Seconds between two questions of one user."""
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FIRST_WORDS = """question => new Promise(done => {
    const now = document.getElementById('or-now');
    let began = 0;
    const look = () => {
        const asked = now.querySelector('.or-question');
        const words = now.querySelector('.or-sentence:not(.or-wait), .or-abstained');
        if (!began || !asked || asked.textContent !== question || !words) return;
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
    };
    const watch = new MutationObserver(look);
    watch.observe(now, {childList: true, subtree: true, characterData: true});
    addEventListener('keydown', e => { if (e.key === 'Enter') began = performance.now(); },
                     {capture: true, once: true});
    window.ready = true;
})"""
VIEWER = """selector => new Promise(done => {
    const began = performance.now();
    const look = () => {
        if (document.querySelector('dialog[open] .or-line')) {
            watch.disconnect();
            const painted = () => done(performance.now() - began);
            requestAnimationFrame(() => requestAnimationFrame(painted));
        }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {childList: true, subtree: true, attributes: true});
    document.querySelector(selector).click();
})"""


class Served:
    """``onrecord serve`` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        began = time.perf_counter()
        command = [sys.executable, "-m", "ui.cli", "-c", str(folder), "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[-1]
        with urllib.request.urlopen(self.address, timeout=60) as page:
            page.read()
        self.seconds = time.perf_counter() - began

    def stop(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def with_long_article(folder: Path, scratch: Path) -> tuple[Path, list[str]]:
    """A copy of the collection with one long article, and questions to ask of it."""
    from index import open_collection
    from index.types import Article
    from ui.web.suggest import opening_questions

    copy = scratch / "collection"
    shutil.copytree(folder, copy)
    with open_collection(copy) as collection:
        found = islice(collection.articles(), 200)
        texts = [article.text.replace("\n", " ") for article in found]
        words = list(islice(cycle(word for text in texts for word in text.split()), WORDS))
        parts = [" ".join(words[i : i + 80]) for i in range(0, WORDS, 80)]
        collection.add([Article(text="\n\n".join(parts), title="The long article", path="long")])
        questions = opening_questions(collection, limit=8)
        questions += [f"Who mentions {word}?" for word in sorted(set(words[:400]))[-8:]]
    return copy, questions


def in_browser(address: str, questions: list[str], repeats: int) -> dict[str, Any]:
    """Milliseconds from Enter to the first words, and from a click to the long article."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import find_chromium

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("nav[data-current]", state="attached")
        loaded = time.perf_counter() - began
        first = []
        for question in islice(cycle(questions), repeats + 1):
            page.fill("#or-box textarea", question)
            page.evaluate(f"question => {{ window.took = ({FIRST_WORDS})(question); }}", question)
            page.press("#or-box textarea", "Enter")
            first.append(float(page.evaluate("window.took")))
            page.wait_for_selector("#or-send")
        page.get_by_role("tab", name="Articles").click()
        row = page.locator("#or-articles-list tbody tr", has_text="The long article")
        row.wait_for()
        article = row.locator("[data-open]").get_attribute("data-open")
        opened = []
        for _ in range(repeats):
            opened.append(float(page.evaluate(VIEWER, f'[data-open="{article}"]')))
            page.keyboard.press("Escape")
            page.evaluate("document.querySelector('.or-viewer-body').replaceChildren()")
        browser.close()
    return {
        "page_loaded_s": round(loaded, 3),
        "first_words_ms": figures(first[1:]),
        "first_question_ms": round(first[0], 1),
        "article_of_10000_words_ms": figures(opened),
    }


def load(address: str, questions: list[str], users: int, seconds: float) -> dict[str, Any]:
    """Everybody asks every five seconds: errors, and seconds to the whole answer."""
    times: list[float] = []
    errors: list[str] = []
    end = time.perf_counter() + seconds

    def user(number: int) -> None:
        time.sleep(PAUSE * number / users)
        mine = islice(cycle(questions), number, None)
        while (began := time.perf_counter()) < end:
            try:
                _ask(address, next(mine))
                times.append(time.perf_counter() - began)
            except (OSError, ValueError) as error:
                errors.append(str(error))
            time.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ms = figures([1000 * t for t in times])
    return {
        "users": users,
        "seconds": seconds,
        "errors": errors[:5],
        "answers": len(times),
        "ms": ms,
    }


def _ask(address: str, question: str) -> None:
    """One question over the endpoint that gradio_client calls. Raises OSError, ValueError."""
    body = json.dumps({"data": [question]}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/gradio_api/call/ask", body, headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{address}/gradio_api/call/ask/{event}", timeout=60) as stream:
        text = stream.read().decode()
    if "event: complete" not in text:
        raise ValueError(text[:200])


def figures(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile, largest."""
    ranked = sorted(values)
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    return {"p50": round(median(ranked), 1), "p95": round(p95, 1), "max": round(ranked[-1], 1)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True, help="a collection's folder")
    parser.add_argument("--repeats", type=int, default=15, help="questions and openings measured")
    parser.add_argument("--users", type=int, default=0, help="users of the load test; 0: none")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long they ask")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-page-") as scratch:
        folder, questions = with_long_article(args.collection, Path(scratch))
        say(f"{len(questions)} questions")
        served = Served(folder)
        try:
            shape: dict[str, Any] = {"ready_s": round(served.seconds, 3)}
            shape |= in_browser(served.address, questions, args.repeats)
            if args.users:
                shape["load"] = load(served.address, questions, args.users, args.seconds)
        finally:
            served.stop()
    write_json(provenance() | {"page": shape}, args.json)


if __name__ == "__main__":
    main()
