"""A proposed question, and what a person needs to see to judge it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.questions import Gold, GoldQuestion, Kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """``kind`` is how it was made, ``shown`` the text around the gold, ``title`` its article.

    ``choices`` are places a person may pick as evidence where none is known yet (``from_log``),
    with the text of each in ``texts``.
    """

    kind: str
    question: GoldQuestion
    shown: str = ""
    title: str = ""
    choices: tuple[Gold, ...] = ()
    texts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a proposal."""
        return {
            "kind": self.kind,
            "question": self.question.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "shown": self.shown,
            "title": self.title,
            "choices": list(self.texts),
        }


def proposed(kind: str, type_: Kind, text: str, **fields: Any) -> GoldQuestion:
    """A question whose id follows from what it asks, so that it is known when it comes again."""
    evidence: Sequence[Gold] = fields.get("evidence", ())
    places = "\n".join(f"{g.doc}\t{g.quote}" for g in evidence)
    digest = hashlib.sha256(f"{kind}\n{text}\n{places}".encode("utf-8", "surrogatepass"))
    return GoldQuestion(
        id=f"{kind}-{digest.hexdigest()[:10]}", type=type_, question=text, tags=(kind,), **fields
    )
