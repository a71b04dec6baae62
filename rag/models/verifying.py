"""Deciding what of a model's draft is shown.

A sentence is shown when every quotation in it is a slice of the evidence it names, all of it is one
voice's, it cannot be read as giving words to anybody else, and the evidence bears out the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.collection import Collection
from index.exceptions import SpeakerNotFound
from index.types import Article, Span, Speaker
from rag.citations import CitationList
from rag.judging.candidates import trim_quotation
from rag.language import fold
from rag.models.drafts import DraftSentence
from rag.models.evidence import Attribution, EvidenceItem
from rag.models.extract import departs
from rag.models.folding import fold_words
from rag.models.marks import Marked, cleaned, quotations, unsafe
from rag.models.matching import MENDED, Match, match_quote
from rag.models.naming import QUOTE, Names, names_of, surnames, tokens_of
from rag.models.speaking import mentions_voice, names_voice, wrong_speaker
from rag.models.support import Supports, find_flaw
from rag.types import AnswerSentence, Citation, Fault, Rejection, Segment, Voice
from rag.voices import label

_TURNS = re.compile(
    r"\b(?:not|never|no|nor|nobody|none|neither|without|cannot|den\w+|reject\w*|refus\w+|if|unless|"
    r"may|might|could|false\w*|untrue|wrong\w*|impossible|unlikely|hardly|instead of|rather than)\b"
    r"|n['’]t\b",
    re.I,
)
_NOBODY = frozenset(
    ("", "nobody", "none", "unknown", "unattributed", "unnamed", "narrator", "n/a", "null")
)
_SHOWN_OF_REJECTED = 500
COPIED = 4
"""So many words in a row that the evidence has are a quotation, though they lack its marks."""


class _Rejected(Exception):
    """A sentence that is not shown."""

    def __init__(self, fault: Fault, detail: str, text: str = "") -> None:
        super().__init__(detail)
        self.fault: Fault = fault
        self.detail = detail
        self.text = text


@dataclass(frozen=True, slots=True)
class _Shown:
    """A quotation that will be shown: its place, and what it takes the place of."""

    item: EvidenceItem
    span: Span
    voice: Voice


@dataclass
class Verifier:
    """Checks the sentences of one answer in the order they come.

    With ``two_sided`` a sentence from the other side of the claim is marked as such, for questions
    that ask for one side.
    """

    collection: Collection
    items: Sequence[EvidenceItem]
    cited: CitationList = field(default_factory=CitationList)
    rejected: list[Rejection] = field(default_factory=list)
    supports: Supports | None = None
    two_sided: bool = False
    _seen: set[str] = field(default_factory=set)
    _quoted: list[tuple[str, Span]] = field(default_factory=list)
    _attribution: Attribution = field(init=False)
    _spoken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._attribution = Attribution(self.collection)
        self._spoken = surnames(tuple(self.collection.speakers()))

    def check(self, draft: DraftSentence) -> AnswerSentence | None:
        """The sentence as it may be shown, or None; why not is added to ``rejected``."""
        replaced: list[Rejection] = []
        try:
            return self._check(draft, replaced)
        except _Rejected as problem:
            replaced.clear()
            text = problem.text or draft.text
            self._reject(text, problem.fault, problem.detail)
            return None
        finally:
            self.rejected.extend(replaced)

    def _reject(self, text: str, fault: Fault, detail: str) -> None:
        self.rejected.append(Rejection(text[:_SHOWN_OF_REJECTED], fault, detail))

    def _check(self, draft: DraftSentence, replaced: list[Rejection]) -> AnswerSentence:
        text, inline = cleaned(draft.text)
        if problem := unsafe(f"{draft.text}\n".replace("\n", " ")) or unsafe(draft.speaker):
            raise _Rejected("markup", f"it holds {problem}")
        if fold(text) in self._seen:
            raise _Rejected("repeated", "it says again what stands above")
        named = self._named(draft, inline)
        listed = [quote.words for quote in draft.quotes]
        if _copied(text, named):
            # Somebody's words without marks would pass for the model's own.
            text, listed = f"“{text}”", [*listed, text]
        marked, left_over = quotations(text, listed)
        if left_over:
            raise _Rejected("absent", "a quotation mark has no partner")
        shown = [self._quotation(mark, draft, named, replaced) for mark in marked]
        extra = [] if marked else self._listed(draft, named)
        used = [s.item for s in (*shown, *extra)] or named
        voice = self._one_voice([s.voice for s in (*shown, *extra)] or [i.voice for i in used])
        names = self._names(voice, used)
        self._speaker_field(draft.speaker, voice, names)
        prose = _without(text, [m.span for m in marked])
        self._prose(prose, names, used, (*shown, *extra))
        sentence = self._compose(text, marked, shown, extra, used, voice, prose, names)
        self._seen.add(fold(text))
        return sentence

    def _named(self, draft: DraftSentence, inline: Sequence[int]) -> list[EvidenceItem]:
        """The evidence a sentence names, as far as it was shown."""
        numbers = dict.fromkeys((*draft.evidence, *(q.evidence for q in draft.quotes), *inline))
        known = {item.number: item for item in self.items}
        named = [known[n] for n in numbers if n in known]
        if not named:
            wrong = ", ".join(str(n) for n in numbers if n) or "none"
            raise _Rejected("no_evidence", f"it names evidence that was not shown ({wrong})")
        return named

    def _quotation(
        self,
        mark: Marked,
        draft: DraftSentence,
        named: Sequence[EvidenceItem],
        replaced: list[Rejection],
    ) -> _Shown:
        """The slice that is shown for a quotation of the text."""
        wanted = fold_words(mark.words)
        number = next((q.evidence for q in draft.quotes if fold_words(q.words) == wanted), 0)
        own = [i for i in self.items if i.number == number] if number else list(named)
        match = match_quote(mark.words, own, self.items)
        if match.fault == "altered" and self._mendable(match, own, wanted):
            assert match.item is not None
            assert match.span is not None
            replaced.append(
                Rejection(mark.words[:_SHOWN_OF_REJECTED], "altered", match.detail, replaced=True)
            )
            return self._place(match.item, match.span)
        if match.fault or match.item is None or match.span is None:
            raise _Rejected(match.fault or "absent", match.detail, mark.words)
        return self._place(match.item, match.span)

    @staticmethod
    def _mendable(match: Match, own: Sequence[EvidenceItem], wanted: str) -> bool:
        return match.item in own and match.alike >= MENDED and len(wanted.split()) >= 4

    def _listed(self, draft: DraftSentence, named: Sequence[EvidenceItem]) -> list[_Shown]:
        """The first exact quotation that is listed beside a sentence without one in its text."""
        found: list[_Shown] = []
        for quote in draft.quotes:
            own = [i for i in self.items if i.number == quote.evidence]
            match = match_quote(quote.words, own or named, self.items)
            if match.fault or match.item is None or match.span is None:
                self._reject(quote.words, match.fault or "absent", match.detail)
            elif not found and len(quote.words.split()) > 2:
                found.append(self._place(match.item, match.span))
        return found

    def _place(self, item: EvidenceItem, span: Span) -> _Shown:
        """A quotation with the voice it belongs to, widened where what stands before or behind it
        in its sentence turns its meaning."""
        span = self._faithful(item, span)
        article = item.article
        if span == item.span:
            return _Shown(item, span, item.voice)
        voice = self._attribution.voice(article, span)
        if voice is None:
            raise _Rejected(
                "wrong_speaker", "the quotation holds the words of more than one speaker"
            )
        inside = item.span[0] <= span[0] and span[1] <= item.span[1]
        if inside and not voice.name and self._attribution.covering(article, span) is None:
            voice = item.voice
        return _Shown(item, span, voice)

    def _faithful(self, item: EvidenceItem, span: Span) -> Span:
        """The whole sentence (or the whole of somebody's direct words in it) instead of a part from
        which a "not", an "if" or a "may" was cut off."""
        article = item.article
        around = [
            s
            for s in self.collection.sentences(article.id)
            if s.start < span[1] and span[0] < s.end
        ]
        if not around:
            return span
        start, end = around[0].start, around[-1].end
        covering = self._attribution.covering(article, span)
        if covering is not None and covering.kind == "direct":
            content = next(c for c in covering.content if c[0] <= span[0] and span[1] <= c[1])
            start, end = max(start, content[0]), min(end, content[1])
        rest = f"{article.text[start : span[0]]} {article.text[span[1] : end]}"
        if not _TURNS.search(rest):
            return span
        if item.context[0] <= start and end <= item.context[1] and start < end:
            return trim_quotation(article.text, (start, end))
        return span

    def _one_voice(self, voices: Sequence[Voice]) -> Voice:
        if len({(v.name, v.certainty, v.described) for v in voices}) > 1:
            named = " and ".join(dict.fromkeys(label(v) for v in voices))
            raise _Rejected("wrong_speaker", f"one sentence for the words of {named}")
        return voices[0]

    def _names(self, voice: Voice, used: Sequence[EvidenceItem]) -> Names:
        speaker: Speaker | None = None
        if voice.speaker_id is not None:
            try:
                speaker = self.collection.speaker(voice.speaker_id)
            except SpeakerNotFound:
                speaker = None
        return names_of(voice, speaker, self._spoken, " ".join(i.text for i in used))

    @staticmethod
    def _speaker_field(claimed: str, voice: Voice, names: Names) -> None:
        """The speaker that the model names beside the sentence has to be the voice."""
        said = [t for t in tokens_of(claimed) if t.word]
        low = " ".join(t.low for t in said)
        if low in _NOBODY or low.startswith("nobody"):
            return
        if not names.own:
            if low in ("the article", "article") or fold(label(voice)) == fold(claimed):
                return
            raise _Rejected("wrong_speaker", "nobody is known to say this", claimed)
        wrong = [t for t in said if not names.is_own(t) and t.low not in names.roles]
        if len(wrong) == len(said) or any(names.is_name(t) for t in wrong if t.text[0].isupper()):
            allowed = {t.low for t in tokens_of(label(voice))}
            if any(t.low not in allowed for t in wrong):
                raise _Rejected("wrong_speaker", f"{label(voice)} says so, not {claimed}")

    def _prose(
        self, prose: str, names: Names, used: Sequence[EvidenceItem], shown: Sequence[_Shown]
    ) -> None:
        sources = [i.article.source for i in used if i.article.source]
        places = [(s.item.article, s.span) for s in shown] or [(i.article, i.span) for i in used]
        reported = any(self._attribution.touching(*place) for place in places)
        if other := wrong_speaker(prose, names, () if reported else sources):
            raise _Rejected("wrong_speaker", f"it can be read as the words of {other}")
        if names.own and mentions_voice(prose, names) and not names_voice(prose, names):
            raise _Rejected("wrong_speaker", "it does not say clearly whose words these are")
        evidence = " ".join(dict.fromkeys(i.text for i in used))
        writers = [i.article.author for i in used if i.article.author]
        known = " ".join((*sources, *writers, *(i.article.title for i in used), *map(_date, used)))
        quoted = " ".join(s.item.article.text[slice(*s.span)] for s in shown)
        if flaw := find_flaw(prose, evidence, quoted, names, known, supports=self.supports):
            raise _Rejected(flaw.fault, flaw.detail)
        slices = [s.item.article.text[slice(*s.span)] for s in shown]
        if put := departs(prose, [i.text for i in used], slices, names):
            raise _Rejected("unsupported", f"the evidence does not put it like this: {put}")

    def _compose(
        self,
        text: str,
        marked: Sequence[Marked],
        shown: Sequence[_Shown],
        extra: Sequence[_Shown],
        used: Sequence[EvidenceItem],
        voice: Voice,
        prose: str,
        names: Names,
    ) -> AnswerSentence:
        """The sentence with slices in the place of its quotations."""
        placed = [*shown, *extra]
        if placed and all(self._is_shown(quote) for quote in placed):
            raise _Rejected("repeated", "its quotation is shown already")
        segments: list[Segment] = []
        numbers: list[int] = []
        lead = self._lead(voice, names, prose, used[0].article)
        at = 0
        for mark, quote in zip(marked, shown, strict=True):
            segments.append(Segment(text[at : mark.span[0]]))
            citation = self._cite(quote, voice)
            segments.append(Segment(citation.quote.text, citation.number))
            numbers.append(citation.number)
            at = mark.span[1]
            if citation.quote.text[-1:] in ".!?…" and text[at : at + 1] == ".":
                at += 1
        segments.append(Segment(text[at:]))
        for quote in extra:
            citation = self._cite(quote, voice)
            segments[-1] = Segment(text[at:].rstrip(" .:;,") + ": ")
            segments.append(Segment(citation.quote.text, citation.number))
            numbers.append(citation.number)
        if not placed:
            for item in used:
                span = item.span
                citation = self.cited.cite_span(item.article, span, item.context, voice)
                numbers.append(citation.number)
        self._quoted += [(quote.item.article.id, quote.span) for quote in placed]
        stance = next((i.stance for i in used if i.stance), None)
        if self.two_sided and stance == "deny":
            lead = f"Disputed by {lead}" if lead else "Disputed: "
        if lead:
            segments.insert(0, Segment(lead))
        kept = tuple(s for s in segments if s.text)
        return AnswerSentence(kept, tuple(dict.fromkeys(numbers)), stance, by="model")

    def _is_shown(self, quote: _Shown) -> bool:
        """Whether half of a quotation or more stands above already."""
        start, end = quote.span
        common = (
            min(end, b) - max(start, a)
            for article_id, (a, b) in self._quoted
            if article_id == quote.item.article.id
        )
        return any(2 * size >= end - start for size in common)

    def _cite(self, quote: _Shown, voice: Voice) -> Citation:
        item = quote.item
        context = (min(item.context[0], quote.span[0]), max(item.context[1], quote.span[1]))
        return self.cited.cite_span(item.article, quote.span, context, voice)

    def _lead(self, voice: Voice, names: Names, prose: str, article: Article) -> str:
        """The voice, in our words, where the sentence does not begin with it."""
        if names.own:
            return "" if names_voice(prose, names) else f"{label(voice)}: "
        if voice.name or voice.described:
            return f"{label(voice)}: "
        source = article.source or article.title or article.path or article.id
        return "" if fold(prose).startswith(fold(source)) else f"{source}: "


def _copied(text: str, named: Sequence[EvidenceItem]) -> bool:
    """Whether a sentence is nothing but words copied from its evidence."""
    return len(text.split()) >= COPIED and match_quote(text, named, named).fault is None


def _without(text: str, spans: Sequence[Span]) -> str:
    """A text with QUOTE in the place of some spans."""
    for start, end in reversed(spans):
        text = f"{text[:start]}{QUOTE}{text[end:]}"
    return text


def _date(item: EvidenceItem) -> str:
    day = item.article.published
    return f"{day.isoformat()} {day.strftime('%A %d %B %Y')} {day.day}" if day else ""
