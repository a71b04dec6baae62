"""Where the quotations of a model's sentence stand, and whose words they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.collection import Collection
from index.quoting import trim_quotation
from index.types import Span
from rag.model_use import Fault
from rag.models.evidence import Attribution, EvidenceItem
from rag.types import Voice

_TURNS = re.compile(
    r"\b(?:not|never|no|nor|nobody|none|neither|without|cannot|den\w+|reject\w*|refus\w+|if|unless|"
    r"may|might|could|false\w*|untrue|wrong\w*|impossible|unlikely|hardly|instead of|rather than)\b"
    r"|n['’]t\b",
    re.I,
)


class Rejected(Exception):
    """A sentence that is not shown."""

    def __init__(self, fault: Fault, detail: str, text: str = "") -> None:
        super().__init__(detail)
        self.fault: Fault = fault
        self.detail = detail
        self.text = text


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation that will be shown: its place, and what it takes the place of."""

    item: EvidenceItem
    span: Span
    voice: Voice


@dataclass
class Places:
    """Finds the voice of quotations, and widens those that were cut short of their meaning."""

    collection: Collection
    attribution: Attribution = field(init=False)

    def __post_init__(self) -> None:
        self.attribution = Attribution(self.collection)

    def place(self, item: EvidenceItem, span: Span) -> Shown:
        """A quotation with the voice it belongs to, widened where what stands before or behind it
        in its sentence turns its meaning."""
        span = self._faithful(item, span)
        article = item.unit.article
        if span == item.unit.span:
            return Shown(item, span, item.unit.voice)
        voice = self.attribution.voice(article, span)
        if voice is None:
            raise Rejected(
                "wrong_speaker", "the quotation holds the words of more than one speaker"
            )
        inside = item.unit.span[0] <= span[0] and span[1] <= item.unit.span[1]
        if inside and not voice.name and self.attribution.covering(article, span) is None:
            voice = item.unit.voice
        return Shown(item, span, voice)

    def _faithful(self, item: EvidenceItem, span: Span) -> Span:
        """The whole sentence (or the whole of somebody's direct words in it) instead of a part from
        which a "not", an "if" or a "may" was cut off."""
        article = item.unit.article
        around = [
            s
            for s in self.collection.sentences(article.id)
            if s.start < span[1] and span[0] < s.end
        ]
        if not around:
            return span
        start, end = around[0].start, around[-1].end
        covering = self.attribution.covering(article, span)
        if covering is not None and covering.kind == "direct":
            content = next(c for c in covering.content if c[0] <= span[0] and span[1] <= c[1])
            start, end = max(start, content[0]), min(end, content[1])
        rest = f"{article.text[start : span[0]]} {article.text[span[1] : end]}"
        if not _TURNS.search(rest):
            return span
        if item.unit.context[0] <= start and end <= item.unit.context[1] and start < end:
            return trim_quotation(article.text, (start, end))
        return span
