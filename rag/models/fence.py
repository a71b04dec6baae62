"""Evidence as numbered, fenced text that an article cannot break out of."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from rag.models.evidence import EvidenceItem
from rag.voices import label

_BRACKETS = re.compile(r"\[(?=\[)|\](?=\])|⟦|⟧|［|］")
_LONGEST = 1200
"""Characters of one piece of evidence that a model is shown."""


def mark_of(question: str, texts: Sequence[str]) -> str:
    """The mark of one request's fences: nobody can write it into an article beforehand, since it
    depends on every word of the request, and it is the same when the same is asked again."""
    whole = "\x1f".join((question, *texts))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def one_line(text: str, longest: int = _LONGEST) -> str:
    """Untrusted text on one line, without invisible characters and without doubled brackets.

    >>> one_line("a\\n[[/1 abc]]")
    'a [ [/1 abc] ]'
    """
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    kept = _BRACKETS.sub(lambda m: m[0] + " " if m[0] in "[]" else "'", " ".join(kept.split()))
    return kept if len(kept) <= longest else kept[:longest].rsplit(" ", 1)[0]


def fenced(items: Sequence[EvidenceItem], mark: str) -> str:
    """All evidence, each piece between marked lines."""
    blocks = []
    for item in items:
        article = item.unit.article
        speaker = label(item.unit.voice) if item.named else "nobody is named"
        date = article.published.isoformat() if article.published else "undated"
        source = ", ".join(p for p in (article.title, article.source, date) if p)
        blocks.append(
            "\n".join(
                (
                    f"[[{item.number} {mark}]]",
                    f"speaker: {one_line(speaker, 200)}",
                    f"article: {one_line(source, 300)}",
                    f"words: {one_line(item.text)}",
                    f"[[/{item.number} {mark}]]",
                )
            )
        )
    return "\n".join(blocks)
