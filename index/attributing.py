"""From articles to statements: who says what, with which words, and how firmly.

The one place where extraction (``index.attribution``) and the resolution of speakers
(``index.speakers``) meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles.language import ATTRIBUTED, language_of
from index.attribution import Extracted, RawAttribution, extract_with_states
from index.attribution.actions import ACTED
from index.headings import headings_of
from index.quoting import kind_of
from index.speakers import Resolved, polarity_and_modality, resolve
from index.speakers.unsaid import is_unsaid
from index.store.writing import Attributed, Mention
from index.types import Article, Sentence, Span, Statement
from index.verifying import Case, Verdict, Verifier, default_verifier

_NOBODY = re.compile(r"(?:no|none|nobody|neither|not an?|not one|not every|hardly any)\b", re.I)
_THESE = re.compile(r"(?:This|That|These|Those)\s")
_CIRCUMSTANCE = re.compile(r"(?:both |especially |even )?(?:under|during|amid|since) ")


def attribute(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """The statements of each article, in the order of their content.

    In articles that are not in English none are looked for: the words that report are English ones,
    and what they find elsewhere is wrong. Raises EncoderError where a model cannot be read.
    """
    verifier = default_verifier()
    read = [n for n, article in enumerate(articles) if _is_read(article)]
    found = extract_with_states([(articles[n].text, articles[n].boilerplate) for n in read])
    statements: list[list[Attributed]] = [[] for _ in articles]
    for n, extracted in zip(read, found, strict=True):
        own = [(s.start, s.end) for s in sentences[n]]
        cases = cases_of(articles[n], own, extracted)
        statements[n] = verified(articles[n], own, extracted, cases, verifier)
    return statements


def _is_read(article: Article) -> bool:
    """Whether it can be found who says what in an article."""
    return (article.language or language_of(article.text)) in ATTRIBUTED


def cases_of(article: Article, sentences: Sequence[Span], extracted: Extracted) -> list[Case]:
    """The statements of one article before they are verified, in the order of their content."""
    headings = headings_of(article.text, sentences)
    kept = [
        (relation, _within_sentence(article.text, raw, sentences))
        for relation, raw in zip(extracted.relations, extracted.raw(), strict=True)
        if (raw.source or raw.cue)
        and not _by_nobody(article.text, raw)
        and not _is_unsaid(article.text, raw, sentences)
        and not _is_heading(raw, headings)
    ]
    speakers = resolve(
        _unwrapped(article.text, sentences),
        sentences,
        [_Relation(raw) for _, raw in kept],
        author=article.author,
        source=article.source,
    )
    return [Case(*pair, resolved) for pair, resolved in zip(kept, speakers, strict=True)]


def verified(
    article: Article,
    sentences: Sequence[Span],
    extracted: Extracted,
    cases: Sequence[Case],
    verifier: Verifier,
) -> list[Attributed]:
    """The statements of one article that are statements, each under a name only where it may be.

    Where most likely nobody speaks there is none (``Bounds.spoken``). A name in doubt is uncertain.
    Where it is likely somebody else who speaks, or doubtful that anybody does, the statement is
    kept without a speaker, and without the words that name one.
    """
    bounds, found = verifier.bounds, []
    for case, verdict in zip(cases, _verdicts(verifier, extracted, cases), strict=True):
        if not bounds.keeps(verdict):
            continue
        if not bounds.names(verdict):
            case = _without_name(case)
        elif case.resolved.certainty == "certain" and not (
            bounds.leaves(verdict) and case.relation.rule != ACTED
        ):
            case = replace(case, resolved=replace(case.resolved, certainty="uncertain"))
        found.append(attributed(article, sentences, case))
    return found


def _verdicts(verifier: Verifier, extracted: Extracted, cases: Sequence[Case]) -> Sequence[Verdict]:
    """What is thought of each case; what is only perhaps said has no part in judging the others."""
    verdicts = verifier.verify(extracted, cases)
    told = [n for n, case in enumerate(cases) if case.relation.rule != ACTED]
    if len(told) < len(cases):
        for n, verdict in zip(
            told, verifier.verify(extracted, [cases[n] for n in told]), strict=True
        ):
            verdicts[n] = verdict
    return verdicts


def _without_name(case: Case) -> Case:
    """A statement under nobody. A pronoun or a description of somebody may stay as it is."""
    resolved, raw = case.resolved, case.raw
    source = raw.source
    if not (resolved.local or _names_elsewhere(case)):
        source = None
    return replace(case, raw=replace(raw, source=source), resolved=Resolved(form=resolved.form))


def _names_elsewhere(case: Case) -> bool:
    """Whether the name was found in another place than in the words of the source."""
    evidence = case.resolved.evidence
    source = case.raw.source
    return bool(evidence and source and not source[0][0] <= evidence[0] < source[-1][1])


def _unwrapped(text: str, sentences: Sequence[Span]) -> str:
    """The text, of the same length, with spaces for the line breaks inside its sentences.

    A name may stand on two lines of a text that was wrapped by hand.
    """
    if "\n" not in text:
        return text
    parts, position = [], 0
    for start, end in sentences:
        parts += [text[position:start], text[start:end].replace("\n", " ")]
        position = end
    return "".join([*parts, text[position:]])


def _by_nobody(text: str, relation: RawAttribution) -> bool:
    """ "No agency confirms that ...": nobody has stated it."""
    return bool(relation.source and _NOBODY.match(text, *relation.source[0]))


def _is_heading(raw: RawAttribution, headings: Sequence[Span]) -> bool:
    """Whether reporting words and all that is said stand in one heading: "Mayor calls for calm"."""
    if raw.cue is None:
        return False
    home = next(((a, b) for a, b in headings if a <= raw.cue[0] < b), None)
    return home is not None and all(home[0] <= a and b <= home[1] for a, b in raw.content)


def _is_unsaid(text: str, raw: RawAttribution, sentences: Sequence[Span]) -> bool:
    """ "X did not say that ...", "if X says that ...": nobody has said it."""
    if raw.cue is None:
        return False
    a, b = next(((a, b) for a, b in sentences if a <= raw.cue[0] < b), raw.cue)
    first = min(raw.cue[0], raw.source[0][0] if raw.source else raw.cue[0])
    content = " ".join(text[start:end] for start, end in raw.content)
    return is_unsaid(text[a:b], text[a:first], text[slice(*raw.cue)], content)


def _within_sentence(text: str, raw: RawAttribution, sentences: Sequence[Span]) -> RawAttribution:
    """Cut off what of reported speech stands in another sentence than its reporting words.

    Words in quotation marks run on over sentences; reported speech has to be reported in each, and
    a part of another sentence is more likely somebody else's, or the article's own: "The Mirror
    spoke with Ann Roe. “We wait,” said Roe."
    """
    if raw.kind == "direct" or raw.cue is None:
        return raw
    home = next(((a, b) for a, b in sentences if a <= raw.cue[0] < b), None)
    if home is None:
        return raw
    inside = []
    for span in raw.content:
        if raw.kind == "mixed" and kind_of(text, [span]) != "reported":
            inside.append(span)
        elif _meet(span, home):
            inside.append(_cut(text, span, home))
    return replace(raw, content=tuple(inside)) if inside else raw


def _meet(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _cut(text: str, span: Span, sentence: Span) -> Span:
    """The part of a span inside a sentence, without a full stop that only that sentence needs."""
    start, end = max(span[0], sentence[0]), min(span[1], sentence[1])
    if end < span[1] and end - start > 1 and text[end - 1] == ".":
        end -= 1
    return start, end


class _Relation:
    """A RawAttribution as the resolver reads it: a missing source is an empty one."""

    def __init__(self, raw: RawAttribution) -> None:
        self.source: Sequence[Span] = raw.source or ()
        self.cue: Span | None = raw.cue
        self.content: Sequence[Span] = raw.content


def attributed(article: Article, sentences: Sequence[Span], case: Case) -> Attributed:
    """A statement as it is stored."""
    text, raw, resolved = article.text, case.raw, case.resolved
    cue = text[raw.cue[0] : raw.cue[1]] if raw.cue else ""
    content = " ".join(text[a:b] for a, b in raw.content)
    first = raw.content[0][0]
    around = next((text[a:b] for a, b in sentences if a <= first < b), content)
    polarity, modality = polarity_and_modality(around, cue, content)
    statement = Statement(
        article_id=article.id,
        content=raw.content,
        source=raw.source or (),
        cue=raw.cue,
        kind=kind_of(text, raw.content),
        polarity=polarity,
        modality=modality,
        confidence=raw.confidence,
    )
    if resolved.certainty == "unresolved" or not _is_somebody(resolved):
        return Attributed(statement)
    mention = Mention(
        name=resolved.name,
        kind=resolved.kind,
        form=resolved.form,
        role=resolved.role,
        certainty=resolved.certainty,
        gender=resolved.gender,
        local=resolved.local,
    )
    return Attributed(statement, mention)


def _is_somebody(resolved: Resolved) -> bool:
    """False for things that cannot speak ("the meetings", "the partnership") and for no name.

    Nor does a capital at the start of a sentence ("These meetings") make a name, or what is no more
    than a circumstance ("Washington, both under the one president and under the other, ...").
    """
    name = resolved.name
    if _CIRCUMSTANCE.match(name):
        return False
    named = any(c.isupper() for c in name[1:]) or (name[:1].isupper() and not _THESE.match(name))
    return bool(name) and (named or resolved.kind in ("person", "body", "group"))
