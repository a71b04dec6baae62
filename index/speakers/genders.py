"""Whether people are "he" or "she": what the pronouns around their names tell."""

from __future__ import annotations

from collections.abc import Sequence

from index.speakers.entities import Cast
from index.speakers.folding import plain
from index.speakers.mentions import Mention
from index.speakers.people import Person
from index.speakers.phrases import Source
from index.speakers.resolved import Relation
from index.speakers.salience import Layout
from index.speakers.sources import HE, SHE
from index.speakers.words import Words
from index.types import Span


def learn_genders(
    words: Words,
    layout: Layout,
    cast: Cast,
    mentions: Sequence[Mention],
    sources: Sequence[Source],
    relations: Sequence[Relation],
) -> None:
    """Count the pronouns in sentences that name one person only, outside quotations.

    "According to Reuters, she ..." is about somebody else, and so may be whoever the sentence
    already had as "she" before the name: "She worked for Roe until she left".
    """
    cited = {
        source.mention.start
        for source, relation in zip(sources, relations, strict=True)
        if source.mention is not None
        and relation.cue is not None
        and plain(words.text[slice(*relation.cue)]) == "according to"
    }
    named: dict[int, dict[Person, Span]] = {}
    for mention in mentions:
        known = cast.by_mention.get(mention.start)
        told = layout.quote(mention.start) < 0 and mention.start not in cited
        if known is not None and told:
            sentence = layout.sentence(mention.start)
            named.setdefault(sentence, {}).setdefault(known[0], (mention.start, mention.end))
    for sentence, people in named.items():
        if len(people) != 1:
            continue
        person, (start, after) = next(iter(people.items()))
        begin, end = layout.sentences[sentence]
        heard = _pronouns(words, layout, (after, end))
        if len(heard) == 1 and not heard & _pronouns(words, layout, (begin, start)):
            person.votes[heard.pop()] += 1


def _pronouns(words: Words, layout: Layout, span: Span) -> set[str]:
    """Of which genders "he" and "she" are in a place, outside quotations."""
    return {
        "m" if token.low in HE else "f"
        for token in words.between(*span)
        if (token.low in HE or token.low in SHE) and layout.quote(token.start) < 0
    }


def gender_factor(person: Person, gender: str) -> float:
    """How well somebody fits "he" or "she": 0 where the text or the given name says otherwise."""
    if person.gender:
        return 1.0 if person.gender == gender else 0.0
    return 0.7 if person.name.given or person.roles else 0.35
