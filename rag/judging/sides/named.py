"""Names in the place of those of whom a claim is: before its verb, and behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.lexicon import ORG_WORDS, place_rows
from rag.judging.candidates import Candidate
from rag.judging.sides.claims import is_past
from rag.judging.sides.clauses import Focus
from rag.judging.sides.marks import plain
from rag.judging.sides.words import said_words
from rag.judging.terms import WeightedTerms
from rag.language import content_words, is_name_like, stem, words
from rag.spelling import text_keys

_BEFORE_VERB = re.compile(
    r"(?P<who>[\w.-]+)(?:'s)?\s+(?:(?:also|now|still|always|never|not|just|already|\w+ly)\s+)*"
    r"(?:is|are|was|were|am|will|would|has|have|had|should|could|can|may|might|must|does|do|did|as|"
    r"isn't|aren't|wasn't|weren't|won't|wouldn't|hasn't|haven't|shouldn't|couldn't|can't|cannot|"
    r"doesn't|don't|didn't)\s"
)
_JOINING = frozenset({"and", "but", "or", "who", "which", "that", "then"})
"""Before a verb they say that its subject stands further back."""
_AND = re.compile(r"(?P<other>[\w'-]+)(?:,|\s)+(?:and|or|nor|,)\s+(?:\w+\s+){0,2}$")
_FAR = re.compile(r"[.;:,!?—–]\s|\b(?:but|while|because|although|that|and|or|who|which)\s")
_POINTERS = frozenset(
    "the this that these those a an his her its their our my your i we you he she it they".split()
)
_A_NOTION = re.compile(r"(?:ity|ness|[ts]ion|ism|ment|ance|ence)s?$")
_NO_THING = frozenset(
    "both one all some many most himself herself itself themselves there here what everyone "
    "everybody anyone someone somebody nobody nothing something everything".split()
)
_FIRST_NAMED = re.compile(
    r"[\w'-]+\s+(?:(?:for|to|with|against|by|on|in|of|the|an?|mr|mrs|ms|sen|gov|rep|president|former|"
    r"senator|governor)\.?\s+){0,4}(?P<name>[\w'-]+)"
)
_AN_OBJECT = re.compile(r"\w+ (?:the|an?|his|her|its|their|our|your|my) (?!(?:next|same|other)\b)")
_WORD_AFTER = re.compile(r"\w+\s+(?P<next>[\w'’-]+)")
_OPENING = re.compile(r"\W*(?:(?:and|that|but|as|so|while|the)\s+)*(?:[\w'’-]+\s*){1,2}")


_NAME = re.compile(r"(?P<name>[\w-]+)")
_HIM = re.compile(r"\b(?:he|she|him|her|himself|herself)\b")
_OF_THEIRS = re.compile(
    r"\b(?:aides?|advis[eo]rs?|assistants?|deput(?:y|ies)|spokes\w+|members?|allies|ally|friends?|"
    r"brothers?|sisters?|wife|husband|widow|sons?|daughters?|parents?|relatives?|supporters?|"
    r"followers?|commanders?|lieutenants?|lawyers?|drivers?|bodyguards?)\s+(?:to|of|for)\s+"
    r"(?:[\w-]+\s+){0,4}$"
)
_A_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december",
    re.I,
)
_SOMEBODY = re.compile(r"^\W*(?:(?:and|that|but|so|because|if)\s+)*(?:he|she)\b")


@lru_cache(maxsize=1)
def countries() -> dict[str, frozenset[str]]:
    """Stem of a country's name, its capital's or its people's -> the stems of all of them."""
    found: dict[str, frozenset[str]] = {}
    for place in place_rows():
        forms = (*place.forms, *place.people)
        keys = frozenset(stem(form) for form in forms if " " not in form)
        found |= dict.fromkeys(keys, keys)
    return found


def of_one_country(word: str) -> frozenset[str]:
    """Other stems for a country's name: Baku's army is Azerbaijan's."""
    return countries().get(word, frozenset())


def another_country(focus: Focus, accepted: frozenset[str]) -> bool:
    """Whether a clause begins with another country ("… and Turkey is a member")."""
    opening = _OPENING.match(focus.text)
    if not opening:
        return False
    known = countries()
    named = [key for w in opening[0].split() if (key := stem(w.strip(",.'"))) in known]
    return bool(named) and not accepted & set(named) and bool(accepted & known.keys())


def _as_named(candidate: Candidate, folded: str) -> str:
    """A folded word of a quoted sentence as written there, where it is a name; else empty.

    A word that the article has with a capital letter only where a sentence begins is none.
    """
    whole = candidate.article.text
    for word in reversed(words(candidate.text)):
        if (
            plain(word) == folded
            and is_name_like(word)
            and re.search(rf"[\w,;] {re.escape(word)}\b", whole)
        ):
            return word
    return ""


def before_verb(text: str) -> re.Match[str] | None:
    """The last word (group ``who``) before a verb's first part, with that; None where there is
    none."""
    found = [m for m in _BEFORE_VERB.finditer(text) if m["who"] not in _JOINING]
    return found[-1] if found else None


def all_before(candidate: Candidate, focus: Focus) -> str:
    """What of the speaker's words stands before what is claimed, earlier clauses included."""
    said = said_words(candidate).own
    return said[: max(said.find(focus.text.strip()), 0)] + focus.before


def another_subject(candidate: Candidate, focus: Focus, accepted: frozenset[str]) -> bool:
    """Whether the verb nearest before what is said has another name before it: "she says that Lind
    is able" is not of Ross, whoever stands beside it."""
    before = all_before(candidate, focus)
    if _does_it(candidate, focus, accepted):
        return True
    nearest = before_verb(before)
    if nearest is None:
        return False
    name = _as_named(candidate, nearest["who"].removesuffix("'s"))
    if accepted & text_keys(f"{name} {before[nearest.end() :]}"):
        return False
    if not name:
        return _is_some_thing(before[: nearest.end("who")], accepted)
    beside = _AND.search(before[: nearest.start()])
    return not (beside and accepted & text_keys(beside["other"]))


def _does_it(candidate: Candidate, focus: Focus, accepted: frozenset[str]) -> bool:
    """Whether another name stands right before a telling word in the past: "there is a law, and
    Lind broke it" is not of Ross."""
    last = words(focus.before)[-1:]
    if not last or not is_past(focus.word):
        return False
    name = _as_named(candidate, last[0])
    return bool(name) and not accepted & text_keys(focus.before)


def _is_some_thing(before: str, accepted: frozenset[str]) -> bool:
    """Whether a text ends with a thing that nobody named can be: "voter fraud", "the nomination",
    but not "the senator"."""
    near = words(_FAR.split(before)[-1])[-4:]
    last = near[-1] if near else ""
    if not content_words(last) or last in _NO_THING or not last.isalpha():
        return False
    pointed = _POINTERS & set(near) and not (_A_NOTION.search(last) and last not in ORG_WORDS)
    return not (pointed or accepted & text_keys(" ".join(near)))


def another_object(candidate: Candidate, focus: Focus, terms: WeightedTerms) -> bool:
    """Whether what is claimed is said of another name than the claim's: "vote for Lind" is no vote
    for Ross."""
    following = _FIRST_NAMED.match(focus.after)
    if not focus.head or not following or terms.any_name(text_keys(focus.after)):
        return False
    name = _as_named(candidate, following["name"].removesuffix("'s"))
    same = {key for word in terms.names for key in of_one_country(word)}
    return bool(name) and not (same | terms.names) & text_keys(name)


def is_of_another(focus: Focus, candidate: Candidate, accepted: frozenset[str]) -> bool:
    """Whether the telling word has another name for its object: "trusts Lind" is not of Ross."""
    following = _WORD_AFTER.match(focus.after)
    if not following:
        return False
    name = _as_named(candidate, following["next"])
    return bool(name) and not _A_DAY.match(name) and not accepted & text_keys(name)


def is_of_theirs(candidate: Candidate, accepted: frozenset[str]) -> bool:
    """Whether those of whom a claim is only stand there as whose somebody or something is: "an aide
    to Ross was fined" is not of Ross."""
    said = said_words(candidate).own
    found = [m for m in _NAME.finditer(said) if accepted & text_keys(m["name"])]
    if not found or _HIM.search(said):
        return False
    return all(_OF_THEIRS.search(said[: m.start("name")]) for m in found)


def has_an_object(focus: Focus) -> bool:
    """Whether the telling word is about something of its own: "lose the war" is not "lose"."""
    return bool(_AN_OBJECT.match(focus.after))


def is_named_later(candidate: Candidate, focus: Focus, accepted: frozenset[str]) -> bool:
    """Whether "he" or "she" stands before those whom a claim is about are named at all: "she will
    win, and it is hard to see what Lind can do" is not of Lind."""
    said = said_words(candidate)
    if not _SOMEBODY.search(focus.before) or accepted & text_keys(focus.text):
        return False
    whole = candidate.article.text
    earlier = whole[candidate.neighbours[0] : candidate.span[0]]
    before = f"{plain(earlier)} {said.lead} {all_before(candidate, focus)}"
    return not accepted & text_keys(before) and bool(accepted & text_keys(said.whole))
