"""Proposals of every kind, taken in turn, so that a short list has some of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from random import Random
from typing import Final

import index.collection
from eval.drafting.figures import figure_question
from eval.drafting.material import Material, Said, contains_name, names_in
from eval.drafting.silence import silent_speaker, unknown_speaker, unknown_topic
from eval.drafting.types import Proposal, proposed
from eval.exceptions import EvaluationError
from eval.questions import Gold, GoldQuestion
from index.types import Span

Maker = Callable[[Material, Random], Iterator[Proposal]]
MOST_GOLD: Final = 6
"""Statements a question may have as gold; what a speaker says more often is no good question."""


def draft(
    collection: index.collection.Collection,
    *,
    kinds: Sequence[str] = (),
    number: int = 20,
    seed: int = 0,
    known: Collection[str] = (),
) -> list[Proposal]:
    """Propose questions with their gold from what a collection holds.

    ``kinds`` are of ``KINDS`` (all where empty); ``known`` are ids that are not proposed again.
    The same collection and seed give the same proposals. Raises EvaluationError for an unknown
    kind.

    >>> for proposal in draft(collection, number=5):       # doctest: +SKIP
    ...     print(proposal.question.question)
    """
    wanted = list(kinds) or list(KINDS)
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        raise EvaluationError(
            f"no questions are drafted of the kind {unknown[0]!r}; there are {', '.join(KINDS)}"
        )
    material = Material(collection)
    makers = [KINDS[kind](material, Random(f"{seed} {kind}")) for kind in wanted]
    found: dict[str, Proposal] = {}
    while makers and len(found) < number:
        for maker in list(makers):
            fresh = (p for p in maker if p.question.id not in known)
            proposal = next(fresh, None)
            if proposal is None:
                makers.remove(maker)
            elif len(found) < number:
                found.setdefault(proposal.question.id, proposal)
    return list(found.values())


def who_said(material: Material, random: Random) -> Iterator[Proposal]:
    """Who said that …?"""
    for said in _mixed(material.said, random):
        if said.statement.kind == "direct":
            text = f"Who said “{said.clause}”?"
        elif not said.stands_alone or said.statement.polarity == "denied":
            continue
        else:
            text = f"Who {said.cue} that {material.clause(said)}?"
        question = proposed(
            "who-said",
            "who",
            text,
            speakers=(material.names(said.speaker),),
            evidence=(material.gold(said),),
        )
        yield _about(material, "who-said", question, said)


def did_say(material: Material, random: Random) -> Iterator[Proposal]:
    """Did X say that …? By turns asked of who said it, and of somebody who did not."""
    others = [material.speakers[i] for i in material.by_speaker]
    yes = True
    for said in _mixed(material.said, random):
        if not said.stands_alone or said.statement.polarity == "denied":
            continue
        asked = said.speaker
        if not yes:
            there = {s.speaker.id for s in material.said if s.article.id == said.article.id}
            strangers = [
                s for s in others if s.id not in there and not material.speaks_of(s, said.clause)
            ]
            if not strangers:
                continue
            asked = random.choice(strangers)
        question = proposed(
            "did-say",
            "did_say",
            f"Did {asked.name} say that {material.clause(said)}?",
            speakers=(material.names(said.speaker),),
            evidence=(material.gold(said),),
            expected="yes" if yes else "no",
            about=asked.name,
        )
        yield _about(material, "did-say", question, said)
        yes = not yes


def what_said(material: Material, random: Random) -> Iterator[Proposal]:
    """What did X say about Y? Gold is every statement of X that has the name Y in it."""
    for said in _mixed(material.said, random):
        own = set(said.speaker.name.split())
        topics = [n for n in names_in(said.words) if not own & set(n.split())]
        if not topics:
            continue
        topic = random.choice(topics)
        all_said = material.by_speaker[said.speaker.id]
        gold = [material.gold(s) for s in all_said if contains_name(s.words, topic)]
        gold = list(dict.fromkeys(gold))
        if len(gold) > MOST_GOLD:
            continue
        question = proposed(
            "what-said",
            "says",
            f"What did {said.speaker.name} say about {topic}?",
            speakers=(material.names(said.speaker),),
            evidence=tuple(gold),
            note="statements that mean it without naming it are not in the gold",
        )
        yield _about(material, "what-said", question, said)


def figures(material: Material, random: Random) -> Iterator[Proposal]:
    """Numbers and dates in the articles' own voice."""
    articles = list(material.articles.values())
    random.shuffle(articles)
    taken: dict[str, list[Span]] = {}
    for statement in material.collection.statements():
        taken.setdefault(statement.article_id, []).extend(statement.content)
    for article in articles:
        reported = taken.get(article.id, [])
        for sentence in material.collection.sentences(article.id):
            start, end = sentence.start, sentence.end
            made = figure_question(article.text[start:end])
            if made is None or any(a < end and start < b for a, b in reported):
                continue
            gold = Gold(doc=material.doc(article), quote=article.text[start:end])
            question = proposed("figure", "fact", made[0], answers=(made[1],), evidence=(gold,))
            yield Proposal("figure", question, material.around(article, start, end), article.title)
            break  # one an article, so that long ones do not take everything


def _mixed(said: Sequence[Said], random: Random) -> list[Said]:
    """Shuffled, one statement of each article before the second of any."""
    shuffled = list(said)
    random.shuffle(shuffled)
    seen: dict[str, int] = {}
    turns: list[tuple[int, int, Said]] = []
    for one in shuffled:
        seen[one.article.id] = turn = seen.get(one.article.id, 0) + 1
        turns.append((turn, len(turns), one))
    return [one for *_, one in sorted(turns, key=lambda t: t[:2])]


def _about(material: Material, kind: str, question: GoldQuestion, said: Said) -> Proposal:
    shown = material.around(said.article, said.start, said.end)
    return Proposal(kind, question, shown, said.article.title)


KINDS: Final[Mapping[str, Maker]] = {
    "who-said": who_said,
    "did-say": did_say,
    "what-said": what_said,
    "figure": figures,
    "silent-speaker": silent_speaker,
    "unknown-speaker": unknown_speaker,
    "unknown-topic": unknown_topic,
}
"""What can be drafted, by name."""
