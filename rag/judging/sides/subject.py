"""Whom a quote is about: whether they are those whom the claim is about."""

from __future__ import annotations

import re

from rag.judging.candidates import Candidate
from rag.judging.sides.claims import Claim
from rag.judging.sides.clauses import Focus
from rag.judging.sides.marks import plain
from rag.judging.sides.named import (
    all_before,
    another_country,
    another_object,
    another_subject,
    has_an_object,
    is_named_later,
    is_of_another,
    is_of_theirs,
    of_one_country,
)
from rag.judging.sides.stated import another_thing, is_stated
from rag.judging.sides.words import SaidWords, said_words
from rag.judging.terms import WeightedTerms
from rag.language import content_words, is_name_like, stem, stems
from rag.spelling import text_keys

# "The members of the alliance fear it" does not say that anybody is or becomes a member.
_SUBJECT = re.compile(
    r"\W*(?:(?:the|these|those|some|all|many|most|other|several|its|our|their)\s+)?(?:\w+\s+)?"
    r"\|\w+s(?:\s+(?:of|and|or|have|are|were|who|like|such)\b|\s*$)"
)
_NOBODY = re.compile(r"\b(?:no one|nobody|none|hardly any\w*|few(?! of\b))\b")
_POINTING = re.compile(
    r"\b(?:i|we|you|he|she|it|they|him|her|them|his|its|their|this|that|these|those|who)\b"
)
_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me|myself)\b")
_LEFT_OUT = re.compile(r"\b(?:unlike|except(?: for)?|apart from|other than)\s+[\w'-]+")
MOST = 0.75
"""A quote that has so much of what is claimed need not repeat the names in it."""
_TO_DO = re.compile(r"\W*to\s+(?!the\b|an?\b|his\b|her\b|their\b|its\b)[a-z]+")
_BESIDE = re.compile(
    r"(?:\b(?:with|of|about|on|in|against|from|for|like|to|and)|\w\s+(?P<any>an?|any|every|such))"
    r"\s+\|\w+(?:ed|en|own)\s+(?!by\b|in\b|on\b|at\b|and\b|or\b|the\b)(?P<noun>[a-z]{3,})"
)
"""What was done as a mere epithet: "a film about hijacked planes"."""
_SUPPOSED = re.compile(r"\b(?:would|could|might|can|may|if|should)\b")
_DONE_TO = re.compile(r"\b(?:be|been|being|is|are|was|were|get|got)\s+(?:\w+ly\s+)?$")
_PAST = re.compile(r"(?:ed|en|own|old|ot|ght)$")
FEW_WORDS = 5
"""So few words of a speaker have to name or point to whom they are about."""


def is_somebody_else(
    parts: Claim, candidate: Candidate, focus: Focus, terms: WeightedTerms
) -> bool:
    """Whether a quote is about somebody else than the claim, as far as names show it."""
    subject = next((word for word in parts.subject if word in terms.names), "")
    if not subject:
        return False
    accepted = terms.forms(subject) | of_one_country(subject)
    around = candidate.article.text[slice(*candidate.neighbours)]
    if not accepted & text_keys(_LEFT_OUT.sub(" ", around)):
        return True
    if _LEFT_OUT.search(plain(candidate.text)) and not accepted & text_keys(
        _LEFT_OUT.sub(" ", candidate.text)
    ):
        return True
    if another_country(focus, accepted):
        return True
    source = text_keys(_source(candidate))
    if _TO_DO.match(_content(candidate)) and _is_named(candidate) and not accepted & source:
        return True  # what somebody promises "to build" is built by nobody else
    last = [word for word in parts.subject if word in terms.names][-1]  # "the firm's director Ross"
    if (parts.passive or parts.states) and is_of_theirs(candidate, terms.forms(last) | {last}):
        return True
    objects = terms.names - set(parts.subject)
    own = said_words(candidate).own
    if (
        focus.share < MOST
        and parts.has_verb
        and not (
            parts.ought
            or terms.any_name(text_keys(own))
            or accepted & source
            or _POINTING.search(own)
        )
    ):
        return True  # half of what is claimed, and nothing of them
    alone = len(parts.predicate) == 1 and parts.has_verb and not parts.states and not objects
    if (parts.passive or alone) and is_of_another(focus, candidate, accepted):
        return True
    if alone and not parts.passive and has_an_object(focus):
        return True
    begins = parts.subject[0] == subject  # and not "he agrees with what Ross says"
    if begins and is_named_later(candidate, focus, accepted) and not accepted & source:
        return True
    return bool(_SELF.search(focus.text)) and not accepted & (stems(focus.text) | source)


def speaks_of_others(
    parts: Claim, candidate: Candidate, focus: Focus, terms: WeightedTerms
) -> bool:
    """Whether a quote has other names in the place of the claim's own.

    "Azerbaijan may join" says nothing of Georgia; "they build their own aircraft" nothing of a base
    in Baku. Names in the sentence before it count as its own.
    """
    around = text_keys(candidate.article.text[candidate.neighbours[0] : candidate.context[1]])
    objects = terms.names - set(parts.subject)
    if objects and focus.share < MOST and not terms.any_of(objects, around):
        return True
    if not parts.has_verb and not terms.covers(objects, around):
        return True  # a thing between two, and only one of them is spoken of
    if objects and another_object(candidate, focus, terms):
        return True
    if parts.states and not is_stated(parts, focus, terms):
        return True
    if parts.passive and _is_an_epithet(parts, focus):
        return True
    if set(parts.subject) & terms.names:
        own = frozenset(parts.subject).union(
            *(terms.forms(word) | of_one_country(word) for word in parts.subject)
        )
        if another_subject(candidate, focus, own):
            return True
    elif (
        (parts.states or parts.passive)
        and another_thing(parts, all_before(candidate, focus), terms)
    ) or _is_without_it(parts, candidate, focus, terms):
        return True
    return is_somebody_else(parts, candidate, focus, terms)


def _is_an_epithet(parts: Claim, focus: Focus) -> bool:
    """Whether what was done only tells things apart: "with hijacked boats", "would sink a hijacked
    boat"; but "the dangers of a rigged market" says that the market is rigged."""
    found = _BESIDE.search(f"{focus.before}|{focus.after}")
    if found is None or not found["any"]:
        return found is not None
    return stem(found["noun"]) not in parts.subject or bool(_SUPPOSED.search(focus.before))


def _is_without_it(parts: Claim, candidate: Candidate, focus: Focus, terms: WeightedTerms) -> bool:
    """Whether neither a quote nor the sentence before it has the thing a claim is about, and
    no word points to it."""
    if not parts.subject or parts.ought or not focus.head:
        return False
    done = _DONE_TO.search(focus.before) and _PAST.search(focus.word)
    if focus.share >= MOST and not (parts.states or done):
        return False
    near = text_keys(candidate.article.text[candidate.neighbours[0] : candidate.context[1]])
    accepted = set(parts.subject).union(*(terms.forms(w, kin=True) for w in parts.subject))
    return not accepted & near and not _POINTING.search(all_before(candidate, focus))


def lacks_objects(parts: Claim, candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a claim names others than those it is about, and a quote none of them."""
    objects = terms.names - set(parts.subject)
    return bool(objects) and not terms.any_of(objects, text_keys(candidate.text))


def says_nothing_of_them(parts: Claim, said: SaidWords, terms: WeightedTerms) -> bool:
    """Whether a few words say nothing of whom the claim is about: "racist things"."""
    if not set(parts.subject) & terms.names or len(said.own.split()) >= FEW_WORDS:
        return False
    return not (_POINTING.search(said.own) or terms.any_name(text_keys(said.text)))


def _source(candidate: Candidate) -> str:
    statement = candidate.statement
    if statement is None:
        return ""
    return " ".join(candidate.article.text[a:b] for a, b in statement.source)


def _content(candidate: Candidate) -> str:
    """The first words of what is said, in the quoted sentence."""
    start, end = candidate.context
    spans = candidate.statement.content if candidate.statement else ()
    return next((candidate.article.text[a:b] for a, b in spans if a < end and b > start), "")


def _is_named(candidate: Candidate) -> bool:
    return any(is_name_like(word) for word in content_words(_source(candidate)))


def is_about_its_word(focus: Focus) -> bool:
    """Whether the telling word only names those who are spoken of ("the members of …")."""
    return bool(_SUBJECT.match(f"{focus.before}|{focus.after}"))


def nobody_speaks(candidate: Candidate) -> bool:
    """Whether the source is "nobody" or "few", of whom nothing is held."""
    return bool(_NOBODY.search(plain(_source(candidate))))
