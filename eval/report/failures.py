"""The part of the page that shows questions that went wrong, and what was found and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit

from eval.metrics.answers import normalise
from eval.result import RunResult

WORST: Final = 25
"""How many questions that went wrong are shown of each run."""
RETRIEVED: Final = 3
"""How many pieces of evidence are shown of each."""
EDGE: Final = 5
"""Words at each end of a passage that a link to it names."""


def failures(run: RunResult) -> str:
    """The worst questions: sure and wrong first, then silence, errors on top."""
    wrong = [r for r in run.results if r["scores"]["correct"][0] < 1]
    if not wrong:
        return "<p>Every question was answered rightly.</p>"
    shown = sorted(wrong, key=_badness)[:WORST]
    more = f" (the worst {len(shown)} of {len(wrong)})" if len(wrong) > len(shown) else ""
    return f"<h3>Questions that went wrong{more}</h3>" + "".join(_question(r) for r in shown)


def passage_link(url: str, text: str) -> str:
    """A web address that opens an article at a passage (a text fragment); empty if it has none.

    Only addresses of web pages become links, whatever an article says its address is.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        return ""
    words = text.split()
    ends = [words] if len(words) <= 2 * EDGE else [words[:EDGE], words[-EDGE:]]
    parts = [quote(" ".join(end), safe="").replace("-", "%2D") for end in ends]
    return f"{url.split('#')[0]}#:~:text={','.join(parts)}"


def _badness(result: Mapping[str, Any]) -> tuple[int, float]:
    if result["error"]:
        return 0, 0.0
    answered = result["answer"]["status"] == "answered"
    return (1 if answered else 2), -float(result["answer"]["confidence"])


def _question(result: Mapping[str, Any]) -> str:
    gold = result["gold"]
    evidence = "".join(
        f"<div class='said'>{escape(g.get('quote') or _offsets(g))} "
        f"<code>{escape(g['doc'])}</code></div>"
        for g in gold.get("evidence", [])[:4]
    )
    quotes = [g["quote"] for g in gold.get("evidence", []) if g.get("quote")]
    found = "".join(_evidence(e, quotes) for e in result["retrieved"][:RETRIEVED])
    history = "".join(f"<p>After: {escape(h)}</p>" for h in gold.get("history", []))
    kind = "error" if result["error"] else result["answer"]["status"]
    return (
        f"<details><summary>{escape(gold['question'])} "
        f'<span class="soft">{escape(result["id"])} · {escape(result["type"])} · {kind}</span>'
        f"</summary>{history}"
        f"<p>Wanted: {escape(_wanted(gold)) or 'the evidence below'}</p>{evidence}"
        f"{_said(result)}{_picked(result)}"
        f"<p>Retrieved first:</p>{found or '<p>nothing</p>'}</details>"
    )


def _wanted(gold: Mapping[str, Any]) -> str:
    wanted = ["silence"] if gold.get("unanswerable") else []
    wanted += [gold["expected"]] if gold.get("expected") else []
    wanted += [s if isinstance(s, str) else " / ".join(s) for s in gold.get("speakers", [])]
    return "; ".join([*wanted, *gold.get("answers", [])[:3], *gold.get("answers_all", [])])


def _picked(result: Mapping[str, Any]) -> str:
    """What was picked of each multiple choice, and what would have been right."""
    lines = ""
    for one, pick in zip(result["gold"].get("choices", []), result.get("picked", []), strict=False):
        right = one.get("right") or "none of them"
        tone = "good" if pick == one.get("right", "") else "bad"
        lines += (
            f"<p>Picked of {escape(' / '.join(one['offered']))}: "
            f'<span class="{tone}">{escape(pick or "none of them")}</span>'
            f"{'' if tone == 'good' else f'; right is {escape(right)}'}</p>"
        )
    return lines


def _said(result: Mapping[str, Any]) -> str:
    if result["error"]:
        return f'<p>Said:</p><div class="said miss">{escape(result["error"])}</div>'
    answer = result["answer"]
    sure = f" (confidence {answer['confidence']:.2f})" if answer["status"] == "answered" else ""
    cited = "".join(
        f"<li>{_place(c['quote'], c['source']['title'], c['source']['url'])}</li>"
        for c in answer["citations"]
    )
    places = f'<ol class="cited">{cited}</ol>' if cited else ""
    return f"<p>Said{sure}:</p><div class='said'>{escape(answer['text'])}</div>{places}"


def _evidence(found: Mapping[str, Any], quotes: Sequence[str]) -> str:
    text = normalise(found["text"])
    hit = any(normalise(q) in text or text in normalise(q) for q in quotes)
    voice = f"{escape(found['voice'])}: " if found["voice"] else ""
    return (
        f'<div class="said{" hit" if hit else ""}">'
        f"{voice}{escape(found['text'])} "
        f"{_place(found, found['title'], found.get('url', ''))}</div>"
    )


def _place(where: Mapping[str, Any], title: str, url: str) -> str:
    """Title, id and offsets; a link to the passage where the article has a web address."""
    name = escape(title or url)
    link = passage_link(url, where["text"])
    if link:
        name = f'<a href="{escape(link)}" rel="noreferrer noopener">{name}</a>'
    place = f"[{where['article_id']} {where['start']}:{where['end']}]"
    return f"<code>{name} {place}</code>" if name else f"<code>{place}</code>"


def _offsets(gold: Mapping[str, Any]) -> str:
    return f"{gold['start']}:{gold['end']}" if gold.get("end") else "the article"
