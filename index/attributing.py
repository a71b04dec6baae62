"""From articles to statements: who says what, with which words, and how firmly.

The one place where extraction (``index.attribution``) and the resolution of speakers
(``index.speakers``) meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles.language import ATTRIBUTED, language_of
from index.attribution import RawAttribution, extract
from index.quoting import kind_of
from index.speakers import Resolved, polarity_and_modality, resolve
from index.store.writing import Attributed, Mention
from index.types import Article, Sentence, Span, Statement

_NOBODY = re.compile(r"(?:no|none|nobody|neither|not an?|not one|not every|hardly any)\b", re.I)
_THESE = re.compile(r"(?:This|That|These|Those)\s")
_CIRCUMSTANCE = re.compile(r"(?:both |especially |even )?(?:under|during|amid|since) ")


def attribute(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """The statements of each article, in the order of their content.

    In articles that are not in English none are looked for: the words that report are English ones,
    and what they find elsewhere is wrong. Raises EncoderError where the tagger's model cannot be
    read.
    """
    read = [n for n, article in enumerate(articles) if _is_read(article)]
    found = extract([(articles[n].text, articles[n].boilerplate) for n in read])
    statements: list[list[Attributed]] = [[] for _ in articles]
    for n, relations in zip(read, found, strict=True):
        own = [(s.start, s.end) for s in sentences[n]]
        statements[n] = _statements(articles[n], own, relations)
    return statements


def _is_read(article: Article) -> bool:
    """Whether it can be found who says what in an article."""
    return (article.language or language_of(article.text)) in ATTRIBUTED


def _statements(
    article: Article, sentences: Sequence[Span], relations: Sequence[RawAttribution]
) -> list[Attributed]:
    kept = [
        _within_sentence(r, sentences)
        for r in relations
        if (r.source or r.cue) and not _by_nobody(article.text, r)
    ]
    speakers = resolve(
        article.text,
        sentences,
        [_Relation(r) for r in kept],
        author=article.author,
        source=article.source,
    )
    return [
        _attributed(article, sentences, relation, resolved)
        for relation, resolved in zip(kept, speakers, strict=True)
    ]


def _by_nobody(text: str, relation: RawAttribution) -> bool:
    """ "No agency confirms that ...": nobody has stated it."""
    return bool(relation.source and _NOBODY.match(text, *relation.source[0]))


def _within_sentence(raw: RawAttribution, sentences: Sequence[Span]) -> RawAttribution:
    """Drop parts of reported speech that stand in another sentence than its reporting words.

    Words in quotation marks run on over sentences; reported speech has to be reported in each, and
    a part of another sentence is more likely somebody else's.
    """
    if raw.kind != "reported" or raw.cue is None or len(raw.content) < 2:
        return raw
    home = next(((a, b) for a, b in sentences if a <= raw.cue[0] < b), None)
    if home is None:
        return raw
    inside = tuple(span for span in raw.content if home[0] <= span[0] < home[1])
    return replace(raw, content=inside) if inside else raw


class _Relation:
    """A RawAttribution as the resolver reads it: a missing source is an empty one."""

    def __init__(self, raw: RawAttribution) -> None:
        self.source: Sequence[Span] = raw.source or ()
        self.cue: Span | None = raw.cue
        self.content: Sequence[Span] = raw.content


def _attributed(
    article: Article, sentences: Sequence[Span], relation: RawAttribution, resolved: Resolved
) -> Attributed:
    text = article.text
    cue = text[relation.cue[0] : relation.cue[1]] if relation.cue else ""
    content = " ".join(text[a:b] for a, b in relation.content)
    first = relation.content[0][0]
    around = next((text[a:b] for a, b in sentences if a <= first < b), content)
    polarity, modality = polarity_and_modality(around, cue, content)
    statement = Statement(
        article_id=article.id,
        content=relation.content,
        source=relation.source or (),
        cue=relation.cue,
        kind=kind_of(text, relation.content),
        polarity=polarity,
        modality=modality,
        confidence=relation.confidence,
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
