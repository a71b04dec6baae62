"""Deciding what of a model's draft is shown.

A sentence is shown when every quotation in it is a slice of the evidence it names, all of it is one
voice's, it cannot be read as giving words to anybody else, and the evidence bears out the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.collection import Collection
from index.types import Span
from rag.citations import CitationList
from rag.language import fold
from rag.model_use import Fault, Rejection
from rag.models.drafts import DraftSentence
from rag.models.evidence import EvidenceItem
from rag.models.folding import fold_words
from rag.models.marks import Marked, cleaned, quotations, unsafe
from rag.models.matching import MENDED, match_quote
from rag.models.naming import QUOTE, Names, names_of, surnames
from rag.models.placing import Places, Rejected, Shown
from rag.models.wording import check_prose, check_speaker, lead_of
from rag.types import AnswerSentence, Citation, Segment, SourceLine, Voice
from rag.voices import form_of, label, speaker_of

_SHOWN_OF_REJECTED = 500
COPIED = 4
"""This many words in a row that the evidence has are a quotation, though they lack its marks."""


@dataclass
class Verifier:
    """Checks the sentences of one answer in the order they come.

    With ``two_sided`` a sentence from the other side of the claim is marked as such, for questions
    that ask for one side. With ``direct`` a sentence has to quote, and only direct quotations.
    """

    collection: Collection
    items: Sequence[EvidenceItem]
    cited: CitationList = field(default_factory=CitationList)
    rejected: list[Rejection] = field(default_factory=list)
    two_sided: bool = False
    direct: bool = False
    _seen: set[str] = field(default_factory=set)
    _quoted: list[tuple[str, Span]] = field(default_factory=list)
    _places: Places = field(init=False)
    _spoken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._places = Places(self.collection)
        self._spoken = surnames(tuple(self.collection.speakers()))

    def check(self, draft: DraftSentence) -> AnswerSentence | None:
        """The sentence as it may be shown, or None; why not is added to ``rejected``."""
        replaced: list[Rejection] = []
        try:
            return self._check(draft, replaced)
        except Rejected as problem:
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
            raise Rejected("markup", f"it holds {problem}")
        if fold(text) in self._seen:
            raise Rejected("repeated", "it says again what stands above")
        named = self._named(draft, inline)
        listed = [quote.words for quote in draft.quotes]
        if _copied(text, named):
            # Somebody's words without marks would pass for the model's own.
            text, listed = f"“{text}”", [*listed, text]
        marked, left_over = quotations(text, listed)
        if left_over:
            raise Rejected("absent", "a quotation mark has no partner")
        placed = [self._quotation(mark, draft, named, replaced) for mark in marked]
        if not marked:
            placed = self._listed(draft, named)
        if self.direct and not (placed and all(map(_is_direct, placed))):
            raise Rejected("unsupported", "it is no direct quotation, as was asked for")
        used = [s.item for s in placed] or named
        voice = self._one_voice([s.voice for s in placed] or [i.unit.voice for i in used])
        names = self._names(voice, used)
        check_speaker(draft.speaker, voice, names)
        prose = _without(text, [m.span for m in marked])
        check_prose(prose, names, used, placed, self._places.attribution)
        sentence = self._compose(text, marked, placed, used, voice, prose, names)
        self._seen.add(fold(text))
        return sentence

    def _named(self, draft: DraftSentence, inline: Sequence[int]) -> list[EvidenceItem]:
        """The evidence a sentence names, as far as it was shown."""
        numbers = dict.fromkeys((*draft.evidence, *(q.evidence for q in draft.quotes), *inline))
        known = {item.number: item for item in self.items}
        named = [known[n] for n in numbers if n in known]
        if not named:
            wrong = ", ".join(str(n) for n in numbers if n) or "none"
            raise Rejected("no_evidence", f"it names evidence that was not shown ({wrong})")
        return named

    def _quotation(
        self,
        mark: Marked,
        draft: DraftSentence,
        named: Sequence[EvidenceItem],
        replaced: list[Rejection],
    ) -> Shown:
        """The slice that is shown for a quotation of the text."""
        wanted = fold_words(mark.words)
        number = next((q.evidence for q in draft.quotes if fold_words(q.words) == wanted), 0)
        own = [i for i in self.items if i.number == number] if number else list(named)
        match = match_quote(mark.words, own, self.items)
        near = match.fault == "altered" and match.item in own and match.alike >= MENDED
        mended = near and len(wanted.split()) >= 4
        if (match.fault and not mended) or match.item is None or match.span is None:
            raise Rejected(match.fault or "absent", match.detail, mark.words)
        if mended:
            words = mark.words[:_SHOWN_OF_REJECTED]
            replaced.append(Rejection(words, "altered", match.detail, replaced=True))
        return self._places.place(match.item, match.span)

    def _listed(self, draft: DraftSentence, named: Sequence[EvidenceItem]) -> list[Shown]:
        """The first exact quotation that is listed beside a sentence without one in its text."""
        found: list[Shown] = []
        for quote in draft.quotes:
            own = [i for i in self.items if i.number == quote.evidence]
            match = match_quote(quote.words, own or named, self.items)
            if match.fault or match.item is None or match.span is None:
                self._reject(quote.words, match.fault or "absent", match.detail)
            elif not found and len(quote.words.split()) > 2:
                found.append(self._places.place(match.item, match.span))
        return found

    def _one_voice(self, voices: Sequence[Voice]) -> Voice:
        if len({(v.name, v.certainty, v.described) for v in voices}) > 1:
            named = " and ".join(dict.fromkeys(label(v) for v in voices))
            raise Rejected("wrong_speaker", f"one sentence for the words of {named}")
        return voices[0]

    def _names(self, voice: Voice, used: Sequence[EvidenceItem]) -> Names:
        speaker = speaker_of(self.collection, voice.speaker_id)
        return names_of(voice, speaker, self._spoken, " ".join(i.text for i in used))

    def _compose(
        self,
        text: str,
        marked: Sequence[Marked],
        placed: Sequence[Shown],
        used: Sequence[EvidenceItem],
        voice: Voice,
        prose: str,
        names: Names,
    ) -> AnswerSentence:
        """The sentence with slices in the place of its quotations, or a slice behind it."""
        if placed and all(self._is_shown(quote) for quote in placed):
            raise Rejected("repeated", "its quotation is shown already")
        quotes = [self._cite(quote) for quote in placed]
        slices = [Segment(c.quote.text, c.number, c.kind) for c in quotes]
        segments: list[Segment] = []
        at = 0
        for mark, piece in zip(marked, slices, strict=False):
            segments += [Segment(text[at : mark.span[0]]), piece]
            at = mark.span[1]
            if piece.text[-1:] in ".!?…" and text[at : at + 1] == ".":
                at += 1
        if slices and not marked:
            segments += [Segment(text.rstrip(" .:;,") + ": "), *slices]
        else:
            segments.append(Segment(text[at:]))
        resting = quotes or [self.cited.cite(item.unit) for item in used]
        self._quoted += [(quote.item.unit.article.id, quote.span) for quote in placed]
        stance = next((i.stance for i in used if i.stance), None)
        disputed = self.two_sided and stance == "deny"
        lead = lead_of(voice, names, prose, SourceLine.of(used[0].unit.article), quotes, disputed)
        if lead:
            segments.insert(0, Segment(lead))
        kept = tuple(s for s in segments if s.text)
        numbers = dict.fromkeys(citation.number for citation in resting)
        return AnswerSentence(kept, tuple(numbers), stance, by="model")

    def _is_shown(self, quote: Shown) -> bool:
        """Whether half of a quotation or more stands above already."""
        start, end = quote.span
        common = (
            min(end, b) - max(start, a)
            for article_id, (a, b) in self._quoted
            if article_id == quote.item.unit.article.id
        )
        return any(2 * size >= end - start for size in common)

    def _cite(self, quote: Shown) -> Citation:
        (first, last), (start, end) = quote.item.unit.context, quote.span
        context = (min(first, start), max(last, end))
        return self.cited.cite(
            replace(quote.item.unit, span=quote.span, context=context, voice=quote.voice)
        )


def _is_direct(quote: Shown) -> bool:
    return form_of(quote.item.unit.article.text, quote.span, quote.voice) == "direct"


def _copied(text: str, named: Sequence[EvidenceItem]) -> bool:
    """Whether a sentence is nothing but words copied from its evidence."""
    return len(text.split()) >= COPIED and match_quote(text, named, named).fault is None


def _without(text: str, spans: Sequence[Span]) -> str:
    """A text with QUOTE in the place of some spans."""
    for start, end in reversed(spans):
        text = f"{text[:start]}{QUOTE}{text[end:]}"
    return text
