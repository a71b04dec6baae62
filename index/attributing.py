"""From articles to statements: who says what, with which words, and how firmly.

The one place where extraction (``index.attribution``) and the resolution of speakers
(``index.speakers``) meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles.language import ATTRIBUTED, language_of
from index.attribution import Extracted, extract_with_states
from index.cases import cases_of
from index.quoting import kind_of
from index.speakers import Resolved, polarity_and_modality
from index.store.writing import Attributed, Mention
from index.types import Article, Sentence, Span, Statement
from index.verifying import Case, Verifier, default_verifier

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
    for case, verdict in zip(cases, verifier.verify(extracted, cases), strict=True):
        if not bounds.keeps(verdict):
            continue
        if not bounds.names(verdict):
            case = _without_name(case)
        elif not bounds.leaves(verdict) and case.resolved.certainty == "certain":
            case = replace(case, resolved=replace(case.resolved, certainty="uncertain"))
        found.append(attributed(article, sentences, case))
    return found


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
        polarity=polarity,
        modality=modality,
        confidence=raw.confidence,
    )
    statement = replace(statement, kind=kind_of(text, raw.content, statement.told))
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
