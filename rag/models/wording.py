"""Whether the words of a model's sentence, its quotations apart, may be shown."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Article
from rag.language import fold
from rag.models.evidence import Attribution, EvidenceItem
from rag.models.extract import departs
from rag.models.naming import QUOTE, Names, tokens_of
from rag.models.placing import Rejected, Shown
from rag.models.speaking import mentions_voice, names_voice, wrong_speaker
from rag.models.support import SUPPORTED, check_words, own_words, support
from rag.types import Citation, SourceLine, Voice
from rag.voices import credit, label, reported

_NOBODY = frozenset(
    ("", "nobody", "none", "unknown", "unattributed", "unnamed", "narrator", "n/a", "null")
)


def check_speaker(claimed: str, voice: Voice, names: Names) -> None:
    """The speaker that a model names beside a sentence has to be the voice. Raises Rejected."""
    said = [t for t in tokens_of(claimed) if t.word]
    low = " ".join(t.low for t in said)
    if low in _NOBODY or low.startswith("nobody"):
        return
    if not names.own:
        if low in ("the article", "article") or fold(label(voice)) == fold(claimed):
            return
        raise Rejected("wrong_speaker", "nobody is known to say this", claimed)
    wrong = [t for t in said if not names.is_own(t) and t.low not in names.roles]
    if len(wrong) == len(said) or any(names.is_name(t) for t in wrong if t.text[0].isupper()):
        allowed = {t.low for t in tokens_of(label(voice))}
        if any(t.low not in allowed for t in wrong):
            raise Rejected("wrong_speaker", f"{label(voice)} says so, not {claimed}")


def check_prose(
    prose: str,
    names: Names,
    used: Sequence[EvidenceItem],
    shown: Sequence[Shown],
    attribution: Attribution,
) -> None:
    """The words around the quotations, for which QUOTE stands in ``prose``: they give nothing to
    anybody but the voice, and the evidence ``used`` bears them out. Raises Rejected."""
    units = [i.unit for i in used]
    articles = [unit.article for unit in units]
    sources = [article.source for article in articles if article.source]
    places = [(s.item.unit.article, s.span) for s in shown] or [(u.article, u.span) for u in units]
    reported = any(attribution.touching(*place) for place in places)
    if other := wrong_speaker(prose, names, () if reported else sources):
        raise Rejected("wrong_speaker", f"it can be read as the words of {other}")
    if names.own and mentions_voice(prose, names) and not names_voice(prose, names):
        raise Rejected("wrong_speaker", "it does not say clearly whose words these are")
    evidence = " ".join(dict.fromkeys(i.text for i in used))
    writers = [article.author for article in articles if article.author]
    known = " ".join((*sources, *writers, *(a.title for a in articles), *map(_date, articles)))
    slices = [s.item.unit.article.text[slice(*s.span)] for s in shown]
    check_words(prose, evidence, " ".join(slices), names, known)
    if put := departs(prose, [i.text for i in used], slices, names):
        raise Rejected("unsupported", f"the evidence does not put it like this: {put}")
    if new := own_words(prose, evidence, names, known):
        claim = " ".join(prose.replace(QUOTE, " ").split())
        if support(claim, [unit.read for unit in units]) < SUPPORTED:
            listed = ", ".join(new[:4])
            raise Rejected("unsupported", f"the evidence does not say so: {listed}")


def lead_of(
    voice: Voice,
    names: Names,
    prose: str,
    source: SourceLine,
    quotes: Sequence[Citation],
    disputed: bool,
) -> str:
    """The voice, in our words, where the sentence does not begin with it, and who reports words
    that are shown without quotation marks."""
    told = any(c.kind in ("mixed", "reported") for c in quotes)
    who = credit(voice, "reported" if told else "direct", source, within=disputed)
    if not voice.somebody:
        who = credit(voice, None, source, within=disputed)
        who = "" if fold(prose).startswith(fold(who)) else who
    elif names.own and names_voice(prose, names):
        who = ""
        if told:
            return f"{'Disputed, a' if disputed else 'A'}{reported(source)[1:]}: "
    if disputed:
        return f"Disputed by {who}: " if who else "Disputed: "
    return f"{who}: " if who else ""


def _date(article: Article) -> str:
    day = article.published
    return f"{day.isoformat()} {day.strftime('%A %d %B %Y')} {day.day}" if day else ""
