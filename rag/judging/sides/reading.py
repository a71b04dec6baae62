"""From a claim and a quote to the side that the quote takes."""

from __future__ import annotations

from dataclasses import replace

from rag.judging.candidates import Candidate
from rag.judging.sides.claims import Claim, take_apart
from rag.judging.sides.clauses import Focus, focus_of, verbatim
from rag.judging.sides.marks import negations
from rag.judging.sides.mood import (
    UNLIKELY,
    asks_or_leaves_open,
    is_another_mood,
    is_hedged,
    sets_condition,
)
from rag.judging.sides.stated import is_a_name_for_it
from rag.judging.sides.subject import (
    is_about_its_word,
    is_somebody_else,
    lacks_objects,
    nobody_speaks,
    says_nothing_of_them,
    speaks_of_others,
)
from rag.judging.sides.turning import turns_of
from rag.judging.sides.words import SaidWords, said_words
from rag.judging.terms import WeightedTerms
from rag.language import stem, words
from rag.spelling import contraries
from rag.types import Stance

CLOSE = 0.80
"""From this cosine on a quote speaks to a claim without its telling word."""
LEAST = 0.3
"""With its telling word it needs so much of what is claimed: "puts her on defence" is not "puts
speed over security"."""
MOST = 0.67
"""And where the claim shows no verb, with so much of its words."""


def side_of(claim: str, candidate: Candidate, terms: WeightedTerms) -> Stance | None:
    """The side that a quote takes; None where it speaks of something else.

    Read from the clause of the speaker's own words that has what is claimed: negations before it,
    an opposite in its place, reporting words that deny or criticise. A quote that hedges or sets a
    condition is ``conditional``; one that asks, tells what others hold, or speaks of what ought to
    be where the claim speaks of what is (or the other way round), is a ``report``. A reading of
    the words and not of the world; where the words do not tell, it takes no side.
    """
    parts = take_apart(claim)
    said = said_words(candidate)
    exact = verbatim(said.text, claim)
    if exact is not None:
        # The claim's own words, negations and all.
        parts = replace(parts, negated=False)
    focus = exact or focus_of(said.text, parts, terms)
    # The claim's own words need not repeat its names.
    others = speaks_of_others if exact is None else is_somebody_else
    if (
        others(parts, candidate, focus, terms)
        or (exact is None and is_about_its_word(focus))
        or not (_has_what_is_claimed(parts, focus) or candidate.cosine >= CLOSE)
        or nobody_speaks(candidate)
        or says_nothing_of_them(parts, said, terms)
    ):
        return None
    if exact is None and said.own.rstrip(" .)").endswith("?"):
        return "report"
    if is_a_name_for_it(parts, focus) or _says_it_twice(said, focus):
        return "report"
    if asks_or_leaves_open(parts, focus, said) or is_another_mood(parts, focus, said):
        return "report"
    turns = turns_of(parts, focus, said)
    if turns is None:
        return "report"
    if parts.negated and not parts.has_verb:
        turns += negations(focus.after)  # what is claimed begins with whom it is about
    if focus.turned and not parts.has_verb:
        return "report"  # peace somewhere is no denial of a war
    if focus.turned and lacks_objects(parts, candidate, terms):
        return None  # "left it at words" is not said of the alliance that somebody joins
    turned = (turns + focus.turned) % 2 == 1
    if focus.turned and not turned and parts.head in contraries():
        return "report"  # prices that do not fall need not rise
    denies = turned != parts.negated
    if parts.negated and not turned and focus.share < MOST:
        return None  # a text that negates nothing has a word of the claim, and need not mean it
    if sets_condition(claim, said):
        return "conditional"
    hedged = is_hedged(claim, said, focus)
    if denies:
        # "May leave" is no plain denial that they stay, and holds it even less.
        return "report" if hedged and not UNLIKELY.search(focus.text) else "deny"
    return "conditional" if hedged else "affirm"


def is_of_others(claim: str, candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a quote speaks of others than the claim, so that it is no answer even unread."""
    parts = take_apart(claim)
    focus = focus_of(said_words(candidate).text, parts, terms)
    return speaks_of_others(parts, candidate, focus, terms)


def _says_it_twice(said: SaidWords, focus: Focus) -> bool:
    """Whether a text has the telling word twice and two negations: "not voting for one does not
    mean voting for the other"."""
    if not focus.head or not focus.word or negations(said.own) < 2:
        return False
    return [stem(w) for w in words(said.own)].count(stem(focus.word)) > 1


def _has_what_is_claimed(parts: Claim, focus: Focus) -> bool:
    """Whether a clause has the telling word; of a claim without a verb, most of its words."""
    return focus.share >= (LEAST if focus.head else MOST) and (focus.head or not parts.has_verb)
