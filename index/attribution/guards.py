"""What of the tagger's relations cannot be trusted."""

from __future__ import annotations

from collections.abc import Sequence

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place, Quotation
from index.attribution.relations import Relation, overlap


def guarded(
    relation: Relation, quotations: Sequence[Quotation], article: Prepared
) -> Relation | None:
    """The relation as far as it can be trusted, or None."""
    source, cue = relation.source, relation.cue
    if source and any(overlap(source, c) for c in relation.contents):
        relation.source = None
    inner = cue or source
    if inner and any(q.covers(inner) for q in quotations):
        sentence = article.sentence(inner[0], inner[1])
        relation.contents = [
            c
            for c in relation.contents
            if c[0] == inner[0]
            and article.sentence(c[0], c[1]) <= sentence <= article.sentence(c[0], c[2] - 1)
        ]
    if cue:
        relation.contents = [c for c in relation.contents if not _before(c, cue, article)]
    relation.contents = [_pointed(c, relation, article) for c in relation.contents]
    relation.contents = [c for c in relation.contents if _telling(c, article)]
    return relation if relation.contents else None


def _before(content: Place, cue: Place, article: Prepared) -> bool:
    """Whether unquoted words stand in a sentence before the reporting words' own."""
    same = content[0] == cue[0]
    ends = article.sentence(content[0], content[2] - 1) if same else -1
    return (
        (content[0] < cue[0] or (same and ends < article.sentence(cue[0], cue[1])))
        and content[2] - content[1] > 1
        and article.kind([content]) == "reported"
    )


def _telling(content: Place, article: Prepared) -> bool:
    """Whether a content says anything: at least two words, or one in quotation marks."""
    words = article.paragraphs[content[0]][content[1] : content[2]]
    count = sum(any(c.isalnum() for c in w.text) for w in words)
    return count > 1 or (count == 1 and article.kind([content]) != "reported")


def _pointed(content: Place, relation: Relation, article: Prepared) -> Place:
    """The sentence before, where the content is "this" and stands first in its own."""
    paragraph, first, end = content
    words = article.paragraphs[paragraph]
    if end - first != 1 or words[first].text.lower() != "this" or relation.cue is None:
        return content
    number = article.sentence(paragraph, first)
    opens = first and article.sentence(paragraph, first - 1) == number - 1
    if not opens or relation.cue[:2] != (paragraph, end):
        return content
    begin = first - 1
    while begin and article.sentence(paragraph, begin - 1) == number - 1:
        begin -= 1
    stop = first - 1 if words[first - 1].text == "." else first
    relation.rule = "pointed"
    return (paragraph, begin, stop) if begin < stop else content
