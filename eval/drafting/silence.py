"""Questions that cannot have an answer, because of how they are made.

Either a speaker is asked about a name that stands in no article in which that speaker occurs, or
somebody is asked for, or about, who does not exist: the invented names below are used only where
none of their words stands anywhere in the collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from eval.drafting.material import Material, names_in
from eval.drafting.types import Proposal, proposed

INVENTED: Final = (
    *("Orvel Tanszik", "Mirela Quonte", "Bastiaan Yrreld", "Ilka Vostrane", "Tobin Skarrow"),
    *("Ysolde Brannick", "Perrin Oszkal", "Anouk Threlwyn", "Dravo Killmere", "Sunniva Pelquist"),
)
PLACES: Final = ("Quontara", "Velmarsk", "Osterwyke Fells", "Brannoch Vale", "Tirzovia")


def silent_speaker(material: Material, random: Random) -> Iterator[Proposal]:
    """What did X say about Y, where X occurs in no article that has Y."""
    speakers = [material.speakers[i] for i, said in material.by_speaker.items() if len(said) > 1]
    topics = list(material.topics)
    random.shuffle(speakers)
    random.shuffle(topics)
    for speaker in speakers:
        names = [*material.names(speaker), *speaker.forms]
        away = set(material.articles) - material.mentioning(names)
        for topic in topics:
            if material.holding(topic) <= away:
                text = f"What did {speaker.name} say about {topic}?"
                question = proposed(
                    "silent-speaker",
                    "unanswerable",
                    text,
                    unanswerable=True,
                    reason="speaker_silent",
                    note=f"{topic} stands in no article in which {speaker.name} occurs",
                )
                yield Proposal("silent-speaker", question, f"nothing: {question.note}")
                break


def unknown_speaker(material: Material, random: Random) -> Iterator[Proposal]:
    """What did somebody invented say about Y."""
    topics = list(material.topics)
    random.shuffle(topics)
    for name, topic in zip(_unused(material, INVENTED), topics, strict=False):
        text = f"What did {name} say about {topic}?"
        question = proposed(
            "unknown-speaker",
            "unanswerable",
            text,
            unanswerable=True,
            reason="speaker_unknown",
            note=f"{name} is invented",
        )
        yield Proposal("unknown-speaker", question, f"nothing: {question.note}")


def unknown_topic(material: Material, random: Random) -> Iterator[Proposal]:
    """Who said something of a place that does not exist: a claim with its name exchanged."""
    places = _unused(material, PLACES)
    said = [s for s in material.said if names_in(s.clause) and s.stands_alone]
    random.shuffle(said)
    for place, one in zip(places * 3, said, strict=False):
        name = names_in(one.clause)[0]
        text = f"Who said that {material.clause(one).replace(name, place)}?"
        question = proposed(
            "unknown-topic",
            "unanswerable",
            text,
            unanswerable=True,
            note=f"{place} is invented; it stands for {name}",
        )
        yield Proposal("unknown-topic", question, f"nothing: {question.note}", one.article.title)


def _unused(material: Material, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name for name in names if not any(material.has_word(word) for word in name.split())
    )
