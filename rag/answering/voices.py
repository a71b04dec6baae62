"""Who says it, and who holds the opposite: statements grouped by speaker and by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.answering.draft import Draft
from rag.answering.facts import abstention_message, answer_fact, fact_candidates
from rag.answering.people import countries_of, told_of
from rag.judging import (
    Candidate,
    WeightedTerms,
    is_of_others,
    judge_topic,
    share_of_claim,
    shares_predicate,
    side_by_attitude,
    side_of,
)
from rag.judging.abstention import ANSWER_AT, confidence_of
from rag.language import words
from rag.retrieval.statements import statements_on
from rag.spelling import text_keys
from rag.types import Answer, Stance, Voice
from rag.voices import label

WITHIN = 0.88
"""Further voices are named when their best quote scores this share of the best one."""
NEAR = 0.80
"""And when it is this near in meaning, as a share of the nearest one: a shared word is no claim."""
CLOSE = 0.95
"""The same share where the quote has only the names of the claim and nothing of what is claimed."""
SAME_MEANING, UNHEARD = 0.75, 0.80
"""From this cosine on a quote that shares only names with a claim is taken to speak to it; from the
second where what is claimed has no word that occurs in the collection."""
LEADING = 0.80
"""Who holds a claim scores this share of the best statement found: where that one speaks of
something else, a much weaker one is no better."""
HELD, MOST = 0.70, 0.6
"""Voices whose words show that they hold the claim are named from this share of the best one on,
where they have so much of what is claimed."""
UNREAD = 0.60
"""From this cosine on a quote whose side cannot be read is shown as it stands."""
COMPLETES = 0.3
"""A second quote is shown with the best one when it has this much more of the claim's words."""
BESIDE = 300
"""And when it starts at most so many characters after the sentences around the best one."""
WORD_FOR_WORD = 0.95
"""A sentence that covers this share of the claim's words has the claim itself."""
OPPOSED_WITHIN = 0.60
"""The same for voices on the other side, which use other words."""


@dataclass
class Position:
    """One voice on one side, with its quotes, best first."""

    voice: Voice
    stance: Stance
    quotes: list[Candidate]
    read: bool = True
    """Whether the stance was read from the words; else they say it, if at all, in others."""

    @property
    def score(self) -> float:
        """The score of its best quote."""
        return self.quotes[0].score


def statement_pool(draft: Draft) -> tuple[list[Candidate], WeightedTerms]:
    """The statements nearest to the claim, scored, best first."""
    question = draft.question
    terms = draft.weigh()
    scored = statements_on(
        draft.collection, question.claim, terms, where=question.where, also=question.also
    )
    draft.note_mentions(scored)
    return scored, terms


def positions(draft: Draft, scored: list[Candidate], terms: WeightedTerms) -> list[Position]:
    """Group candidates by voice and side, in the order of their best quote.

    Reprints count as one voice: the same speaker with the same words elsewhere adds no quote.
    """
    groups: dict[tuple[str, str, str], Position] = {}
    for candidate in scored:
        voice = draft.voice(candidate.statement)
        side: Stance | None = "report"
        claim = draft.question.claim
        if asked := draft.question.attitude:
            side = side_by_attitude(asked, claim, candidate, terms)
        elif not draft.question.topical:
            side = side_of(claim, candidate, terms)
            if side is None and is_of_others(claim, candidate, terms):
                continue
        stance: Stance = side or "report"
        who = str(voice.speaker_id) if voice.speaker_id is not None else ""
        place = candidate.article.id + voice.described if not who else ""
        group = groups.setdefault(
            (who, place, stance), Position(voice, stance, [], side is not None)
        )
        if all(candidate.text != quote.text for quote in group.quotes):
            if (
                voice.certainty == "certain" != group.voice.certainty
                and candidate.score >= WITHIN * group.score
            ):
                # About as good, and it is certain whose words these are.
                group.voice = voice
                group.quotes.insert(0, candidate)
            else:
                group.quotes.append(candidate)
    return sorted(groups.values(), key=lambda p: p.quotes[0].order)


def sure_enough(position: Position, terms: WeightedTerms) -> bool:
    """Whether a voice may be named once it is clear that the claim is spoken to at all."""
    least = 0.7 * ANSWER_AT if position.stance == "deny" else 0.8 * ANSWER_AT
    best = position.quotes[0]
    sided = position.stance != "report"
    return confidence_of(best, terms) >= least and (sided or speaks_to_it(best, terms))


def _holds_most(draft: Draft, position: Position, terms: WeightedTerms) -> bool:
    """Whether a voice takes a side with most of what is claimed in its own words."""
    if position.stance == "report" or draft.question.attitude:
        return False
    return share_of_claim(draft.question.claim, position.quotes[0], terms) >= MOST


def _has_the_claim(position: Position, terms: WeightedTerms) -> bool:
    """Whether the best quote has what is claimed, and not only the names it is claimed of."""
    return position.stance != "report" or shares_predicate(position.quotes[0].text, terms)


def speaks_to_it(candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a quote has more of a claim than its names: a word of what is claimed, one that can
    stand for it, or much the same meaning."""
    only_names = not terms.names or not terms.ordinary
    return (
        only_names
        or candidate.cosine >= (UNHEARD if terms.unheard else SAME_MEANING)
        or shares_predicate(candidate.text, terms, kin=True)
    )


def _say_position(draft: Draft, position: Position, terms: WeightedTerms, lead: str = "") -> None:
    best = position.quotes[0]
    as_certain = [
        quote
        for quote in position.quotes[1:]
        if draft.voice(quote.statement).certainty == position.voice.certainty
    ]
    chosen = [best, *_completing(best, as_certain, terms)]
    draft.say(f"{lead}{label(position.voice)}: ", chosen, position.voice, position.stance)


def _completing(best: Candidate, others: list[Candidate], terms: WeightedTerms) -> list[Candidate]:
    """The quote beside the best one that has the part of the claim which that one lacks, if any.

    "Moving the port costs jobs. Therefore it is a mistake." says in two sentences that moving the
    port is a mistake.
    """
    own = text_keys(best.text)
    for other in others:
        beside = best.neighbours[0] <= other.context[0] < best.neighbours[1] + BESIDE
        if other.article.id == best.article.id and beside:
            both = own | text_keys(other.text)
            if terms.coverage(both) >= terms.coverage(own) + COMPLETES:
                return [other]
    return []


def _no_claim(draft: Draft, scored: list[Candidate], terms: WeightedTerms) -> Answer:
    """Abstain from a who-question: say whether the topic is there at all.

    A sentence that has the claim nearly word for word is shown all the same, under nobody's name.
    """
    if draft.question.attitude:
        return _no_attitude(draft, scored)
    sentences, _ = fact_candidates(draft)
    verdict = judge_topic(sentences, terms)
    if verdict.answer and sentences[0].coverage >= WORD_FOR_WORD and not draft.question.topical:
        best = sentences[0]
        if side := side_of(draft.question.claim, best, terms):
            draft.say(f"{label(Voice())}: ", [best], Voice(), side)
            message = "The collection has it, but not under a name."
            return draft.answered(verdict.confidence, message)
    if verdict.answer or verdict.reason == "no_claim":
        message = "The collection mentions the topic, but nobody in it makes such a claim."
        return draft.abstain("no_claim", message, scored or sentences, verdict.confidence)
    message = abstention_message(draft, "no_topic", terms.missing)
    return draft.abstain("no_topic", message, scored or sentences, verdict.confidence)


def _no_attitude(draft: Draft, scored: list[Candidate]) -> Answer:
    """Nobody is for or against it in words: quote the article that itself says who was, if any."""
    question = replace(draft.question, type="fact", claim=draft.question.text, attitude="")
    asked = replace(draft, question=question)
    sentences, _ = fact_candidates(asked)
    if sentences and sentences[0].coverage >= WORD_FOR_WORD:
        return answer_fact(asked, least=WORD_FOR_WORD)
    message = f"Nobody in the collection is quoted {draft.question.attitude} it in so many words."
    return draft.abstain("no_claim", message, scored or sentences)


def _sides(
    draft: Draft, groups: list[Position], best: float, terms: WeightedTerms
) -> tuple[list[Position], list[Position]]:
    """Named voices that hold the claim and those that hold the opposite, best first.

    ``best`` is the score of the best statement found.
    """
    named = [p for p in groups if p.voice.name and sure_enough(p, terms)]
    sided = [p for p in named if p.stance in ("affirm", "conditional")]
    sided = [p for p in sided if p.score >= HELD * best]
    unsided = [p for p in named if p.stance == "report" and p.score >= LEADING * best]
    # Who is on the topic and takes no side that can be read is no answer beside those who do.
    claimed = sided if sided or draft.question.attitude else unsided
    top = max((p.score for p in claimed), default=0.0)
    nearest = NEAR * max((p.quotes[0].cosine for p in claimed), default=0.0)
    same = [
        p
        for p in claimed
        if p.score >= (HELD if _holds_most(draft, p, terms) else WITHIN) * top
        and p.quotes[0].cosine >= (nearest if _has_the_claim(p, terms) else nearest / NEAR * CLOSE)
    ]
    least = OPPOSED_WITHIN * best
    opposed = [p for p in named if p.stance == "deny" and p.score >= least]
    # Somebody quoted on both sides stands on that of the better quote.
    rank = {id(p): i for i, p in enumerate(named)}
    sides: dict[int | None, Position] = {}
    for position in sorted([*same, *opposed], key=lambda p: rank[id(p)]):
        sides.setdefault(position.voice.speaker_id, position)
    same = [p for p in same if sides[p.voice.speaker_id] is p]
    opposed = [p for p in opposed if sides[p.voice.speaker_id] is p]
    return _certain_first(same), _certain_first(opposed)


def _certain_first(side: list[Position]) -> list[Position]:
    """Those whose speaker is certain; where none of them comes near the best, all, the others shown
    as uncertain."""
    top = max((p.score for p in side), default=0.0)
    certain = [p for p in side if p.voice.certainty == "certain"]
    return certain if any(p.score >= WITHIN * top for p in certain) else side


def _plain_first(side: list[Position]) -> list[Position]:
    """Who says so before who says so under a condition."""
    return sorted(side, key=lambda p: p.stance == "conditional")


def answer_who(draft: Draft) -> Answer:
    """Name everyone who says it, with exact quotes, and below them who says the opposite."""
    scored, terms = statement_pool(draft)
    verdict = judge_topic(scored, terms)
    if not verdict.answer:
        return _no_claim(draft, scored, terms)
    groups = positions(draft, scored, terms)
    same, opposed = _sides(draft, groups, scored[0].score, terms)
    if all(p.stance == "report" for p in same) and not draft.question.attitude:
        unnamed = [p for p in groups if not p.voice.name and sure_enough(p, terms)]
        best = [p for p in unnamed if p.stance != "deny" and p.score >= WITHIN * scored[0].score]
        # Who says so without a name comes before those who only speak of it.
        same = [p for p in best if p.stance != "report" or not same][:1] or same
    if not same and opposed:
        message = "Nobody in the collection says so; the opposite is said."
        if draft.question.attitude:
            message = (
                f"Nobody is quoted {draft.question.attitude} it; somebody on the other side is."
            )
        near = [p.quotes[0] for p in opposed]
        return draft.abstain("only_opposite", message, near, verdict.confidence)
    if not same:
        return _no_claim(draft, scored, terms)
    message = ""
    if places := countries_of(words(draft.question.people)):
        # "Russian experts": those whom the articles call so, where there are any.
        named = [p for p in groups if p.voice.name and sure_enough(p, terms)]
        own = [p for p in named if places & countries_of(told_of(draft.collection, p.voice))]
        same = own or same
        if not own:
            message = f"Nobody quoted on this is introduced as “{draft.question.people}”."
    for position in _plain_first(same)[: draft.limit]:
        unclear = position.stance == "report" and not draft.question.topical
        if not position.read and position.quotes[0].cosine >= UNREAD:
            unclear = False  # it may say so in other words
        _say_position(draft, position, terms, "Without a clear side, " if unclear else "")
    other_side = "On the other side, " if draft.question.attitude else "Disputed by "
    for position in opposed[: draft.limit]:
        _say_position(draft, position, terms, other_side)
    return draft.answered(verdict.confidence, message)


def answer_contrast(draft: Draft) -> Answer:
    """Set the sides against each other; for "who disagrees" the other side alone."""
    scored, terms = statement_pool(draft)
    verdict = judge_topic(scored, terms)
    if not verdict.answer:
        return _no_claim(draft, scored, terms)
    asked = {m.speaker.id for m in draft.question.speakers} if draft.question.disagreement else ()
    groups = [p for p in positions(draft, scored, terms) if p.voice.speaker_id not in asked]
    best = groups[0].score if groups and asked else scored[0].score
    same, opposed = _sides(draft, groups, best, terms)
    if asked:
        opposed = [p for p in opposed if _holds_most(draft, p, terms)]
    if draft.question.disagreement:
        same = []
        if not opposed:
            message = "Nobody in the collection disputes this in so many words."
            return draft.abstain("no_claim", message, scored, verdict.confidence)
    if not same and not opposed:
        return _no_claim(draft, scored, terms)
    for position in [*_plain_first(same), *opposed][: 2 * draft.limit]:
        _say_position(draft, position, terms)
    return draft.answered(verdict.confidence)
