"""What can be counted of a statement and of the name that it was given.

No words are looked at here, only forms: how long, how far apart, with or without a capital, in
quotation marks or not, how often and where the name stands in the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, log, log1p

import numpy as np
from numpy.typing import NDArray

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place
from index.attribution.words import INSIDE
from index.verifying.cases import Case, last_word
from index.verifying.naming import Names

Floats = NDArray[np.float32]


def counted(article: Prepared, cases: Sequence[Case], names: Names) -> Floats:
    """Numbers of the statements of one article: (statements, numbers)."""
    order = sorted(range(len(cases)), key=lambda i: cases[i].raw.content[0][0])
    called = ["", *(last_word(cases[i].resolved.name) for i in order), ""]
    beside = {i: (called[k], called[k + 2]) for k, i in enumerate(order)}
    rows = [
        [
            *_of_statement(case, article),
            *_of_resolution(case),
            *_of_name(case),
            *_of_article(case, names, len(cases)),
            *(other == last_word(case.resolved.name) for other in beside[i]),
            *(bool(other) for other in beside[i]),
            *_of_surroundings(case, i, cases, article),
            *_of_content(case, i, cases, names),
        ]
        for i, case in enumerate(cases)
    ]
    return np.array(rows, np.float32).reshape(len(cases), -1)


def _of_statement(case: Case, article: Prepared) -> list[float]:
    relation = case.relation
    source, cue, content = relation.source, relation.cue, relation.contents[0]
    kind = article.kind(relation.contents)
    said = sum(end - first for _, first, end in relation.contents)
    paragraph, first, _ = case.anchor
    words = article.paragraphs[paragraph]
    number = article.sentence(paragraph, first)
    sentence = sum(article.sentence(paragraph, k) == number for k in range(len(words)))
    last = relation.contents[-1]
    behind = article.paragraphs[last[0]]
    return [
        relation.confidence,
        log(max(1e-3, 1 - relation.confidence)),
        source is None,
        cue is None,
        kind == "direct",
        kind == "mixed",
        log1p(said),
        len(relation.contents) > 1,
        bool(relation.rule),
        log1p(_size(source)),
        log1p(_size(cue)),
        *_apart(source, cue),
        *_apart(cue, content),
        last[2] >= len(behind) or not behind[last[2]].text[0].isalnum(),
        log1p(sentence),
        said / sentence,
        paragraph / len(article.paragraphs),
        log1p(len(words)),
        paragraph == 0,
    ]


def _of_resolution(case: Case) -> list[float]:
    resolved = case.resolved
    return [
        resolved.certainty == "certain",
        resolved.certainty == "uncertain",
        *(resolved.kind == kind for kind in ("person", "body", "group", "unknown")),
        resolved.local,
        bool(resolved.role),
        len(resolved.members),
        bool(resolved.gender),
        resolved.margin,
    ]


def _of_name(case: Case) -> list[float]:
    """How the name looks, and what part of the source it is."""
    name, form = case.resolved.name, case.resolved.form
    words, called, long = name.split(), last_word(name), max(1, len(form))
    at = form.find(name) if name else -1
    again = form.rfind(called) if called else -1
    return [
        log1p(len(words)),
        log1p(len(form.split())),
        form == name,
        at >= 0,
        again >= 0,
        len(name) / long if at >= 0 else 0,
        at / long if at >= 0 else 0,
        (again + len(called)) / long if again >= 0 else 0,
        form[:1].isupper(),
        name[:1].isupper(),
        sum(word[0].isupper() for word in words) / max(1, len(words)),
        name.isupper(),
        len(form) <= 4,
        form.islower(),
        not any(c.isalpha() for c in name),
        "." in name,
    ]


def _of_article(case: Case, names: Names, statements: int) -> list[float]:
    """How present whoever is named is in the article, and how far from the statement."""
    called, begin, size = last_word(case.resolved.name), case.begin, len(names.text)
    before, evidence = names.before(called, begin), case.resolved.evidence
    near = [0.0, 0.0, 0.0, 0.0]
    if before is not None:
        near = [
            1,
            log1p(begin - before[0]),
            names.between(called, before[1], begin),
            names.text.count("\n", before[0], begin),
        ]
    named = [0.0, 0.0, 0.0, 0.0]
    if evidence is not None:
        away = begin - evidence[0]
        named = [1, _signed(away), away / size, evidence[0] / size]
    return [
        log1p(len(names.places.get(called, ()))),
        log1p(names.times_before(called, begin)),
        log1p(names.count[called]),
        names.count[called] / statements,
        log1p(names.several),
        log1p(statements),
        *near,
        *named,
    ]


def _of_surroundings(case: Case, i: int, cases: Sequence[Case], article: Prepared) -> list[float]:
    """Whether it stands inside somebody else's words, or inside quotation marks."""
    inside = any(
        k != i and any(a <= case.begin < b for a, b in other.raw.content)
        for k, other in enumerate(cases)
    )
    paragraph, first, _ = case.anchor
    source = case.relation.source
    return [
        inside,
        article.states[paragraph][first] == INSIDE,
        source is not None and article.states[source[0]][source[1]] == INSIDE,
    ]


def _of_content(case: Case, i: int, cases: Sequence[Case], names: Names) -> list[float]:
    """Whether what is said is, or tells of, what somebody else says."""
    content = case.raw.content
    called = last_word(case.resolved.name)
    inner = [
        other.begin
        for k, other in enumerate(cases)
        if k != i and any(a <= other.begin < b for a, b in content)
    ]
    first = next((c for c in names.text[slice(*content[0])] if c.isalnum()), "")
    return [
        len(inner) > 0,
        any(begin - content[0][0] < 3 for begin in inner),
        sum(names.between(called, a, b) for a, b in content),
        any(names.before(called, b) != names.before(called, a) for a, b in content),
        first.isupper(),
    ]


def _size(place: Place | None) -> int:
    return place[2] - place[1] if place else 0


def _apart(one: Place | None, other: Place | None) -> list[float]:
    """How far the second place begins behind the first: distance, order, touching, unknown."""
    if one is None or other is None or one[0] != other[0]:
        return [0, 0, 0, 1]
    after = other[1] >= one[2]
    away = other[1] - one[2] if after else other[2] - one[1] - 1
    return [_signed(away), after, away == 0, 0]


def _signed(value: float) -> float:
    return copysign(log1p(abs(value)), value)
