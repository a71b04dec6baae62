"""A sentence interrupted by whose view it is: "Nobody but the pilot, Lund maintained, knows it."

Where the verb of such a sentence could itself report something, the tagger takes all that stands
before it for its source. It is the words of whoever interrupts.
"""

from __future__ import annotations

from typing import Final

from index.attribution.prepared import Prepared
from index.attribution.relations import Relation
from index.attribution.words import OUTSIDE

_REPORTING: Final = frozenset(
    """said says say added adds admitted admits acknowledged argued argues asserted claimed claims
    complained conceded concluded contended contends declared explained insisted insists maintained
    maintains noted notes observed remarked stressed suggested suggests warned""".split()
)
_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose", "as", "where", "when"})
_LONGEST: Final = 8
"""Words of the longest name or description that is looked for between the commas."""


def uninterrupted(relation: Relation, article: Prepared) -> Relation:
    """The relation of whoever interrupts, where a source encloses such words; else as it is."""
    source, cue = relation.source, relation.cue
    if source is None or cue is None or source[0] != cue[0] or source[2] > cue[1]:
        return relation
    paragraph, begin, _ = source
    words = article.paragraphs[paragraph]
    comma = cue[1] - 1
    head = [w.text for w in words[begin:comma]]
    if words[comma].text != "," or len(head) < 4 or head[-1] not in _REPORTING:
        return relation
    inner = next((i for i in range(len(head) - 2, 0, -1) if head[i] == ","), 0)
    who = head[inner + 1 : -1]
    if inner < 2 or not 0 < len(who) <= _LONGEST or who[0].lower() in _RELATIVE:
        return relation
    end = comma + 1
    while end < len(words) and article.sentence(paragraph, end) == article.sentence(
        paragraph, comma
    ):
        end += 1
    quiet = all(state == OUTSIDE for state in article.states[paragraph][begin:end])
    if not quiet or not article.opens_sentence(paragraph, begin):
        return relation
    if words[end - 1].text == ".":
        end -= 1
    at = begin + inner
    return Relation(
        source=(paragraph, at + 1, comma - 1),
        cue=(paragraph, comma - 1, comma),
        contents=[(paragraph, begin, at), (paragraph, comma + 1, end)],
        confidence=relation.confidence,
        rule="interrupted",
    )
