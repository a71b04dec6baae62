"""A model's sentences made a whole answer, with what they leave out in the built-in wording."""

from __future__ import annotations

from dataclasses import replace

from rag.citations import CitationList
from rag.model_use import ModelUse
from rag.types import Answer, AnswerSentence, Citation, Segment


def completion(builtin: Answer, cited: CitationList) -> list[AnswerSentence]:
    """The built-in sentences for what the model left out, with their citations numbered on.

    Each voice that the built-in answer names has to be heard, whoever words it. For a question of
    fact its best sentence has to be there; the others are the model's choice.
    """
    by_number = {c.number: c for c in builtin.citations}
    heard = {_voice_key(c) for c in cited.citations}
    quoted = [c.quote for c in cited.citations]
    added: list[AnswerSentence] = []
    for position, sentence in enumerate(builtin.sentences):
        citations = [by_number[n] for n in sentence.citations]
        if builtin.type == "fact":
            wanted = position == 0 and not any(
                q.article_id == c.quote.article_id
                and q.start < c.quote.end
                and c.quote.start < q.end
                for q in quoted
                for c in citations
            )
        else:
            wanted = any(_voice_key(c) not in heard for c in citations)
        if wanted:
            added.append(_renumbered(sentence, citations, cited))
    return added


def _voice_key(citation: Citation) -> tuple[str, str]:
    voice = citation.voice
    who = str(voice.speaker_id) if voice.speaker_id is not None else voice.name or voice.described
    return (who, "" if who else citation.quote.article_id)


def _renumbered(
    sentence: AnswerSentence, citations: list[Citation], cited: CitationList
) -> AnswerSentence:
    """A built-in sentence with the numbers that its citations have in this answer."""
    numbers = {citation.number: cited.adopt(citation).number for citation in citations}
    segments = tuple(Segment(s.text, numbers.get(s.citation, 0), s.kind) for s in sentence.segments)
    return replace(
        sentence, segments=segments, citations=tuple(numbers[n] for n in sentence.citations)
    )


def whole_answer(
    builtin: Answer, sentences: list[AnswerSentence], citations: list[Citation], use: ModelUse
) -> Answer:
    """The answer of a model's sentences and those added; it ends a silence of the built-in one."""
    quoted = len({c.quote.article_id for c in citations})
    mention = max(builtin.coverage.mention, quoted)
    coverage = replace(builtin.coverage, mention=mention, quoted=quoted)
    return replace(
        builtin,
        status="answered",
        reason="",
        message=builtin.message if builtin.status == "answered" else "",
        sentences=tuple(sentences),
        citations=tuple(citations),
        nearest=(),
        coverage=coverage,
        model=use,
    )
