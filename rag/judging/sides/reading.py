"""From a claim and a quote to the side that the quote takes."""

from __future__ import annotations

import re
from dataclasses import replace

from index.speakers.polarity import polarity_and_modality
from rag.judging.candidates import Candidate
from rag.judging.sides.claims import Claim, take_apart
from rag.judging.sides.clauses import Focus, focus_of, verbatim
from rag.judging.sides.marks import mark, negations, plain
from rag.judging.sides.words import SaidWords, said_words
from rag.judging.terms import WeightedTerms
from rag.language import content_words, is_name_like, stem, words
from rag.spelling import contraries, opposites, text_keys
from rag.types import Stance

_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder\w*|question(?:s|ed|ing)?|discuss\w*|debat\w+|"
    r"consider(?:s|ed|ing)|explor\w+|examin\w+|stud(?:y|ies|ied)|raise[sd]? the question)\b"
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|doubt\w*|"
    r"rul(?:e|es|ed|ing) out|rebuff\w*|debunk\w*|brush(?:es|ed|ing)? (?:off|aside)|"
    r"shrug(?:s|ged|ging)? off|scoff\w*|pour(?:s|ed|ing)? (?:cold )?water|disagree\w*|disavow\w*)\b"
)
_HOLDS = re.compile(
    r"\b(?:think|thinks|thought|believ|expect|see|accept|agree|support|foresee|know)"
)
_REFUSES = re.compile(r"\b(?:refus|declin)\w+")
_OF_A_CLAIM = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|saying|suggest\w*|accus\w+|alleg\w+|assertions?|insinuat\w+|notion|"
    r"idea|rumou?rs?|reports?|talk|theory|speculation)\b"
)
_CLAIM_THAT = re.compile(
    r"\b(?:claims?|allegations?|accusations?|charges?|suggestions?|notion|rumou?rs?|theory)\s+that\b"
)
_OTHERS_HOLD = re.compile(
    r"\b(?P<who>[\w'-]+)\s+(?:(?:do|does|did|would|may|might|still|also|now)\s+)?"
    r"(?:believ|think|thought|say|said|says|claim|argu|fear|suspect|insist|suggest|alleg|worr|"
    r"expect|predict)\w*\b"
)
_ONESELF = frozenset({"i", "we", "he", "she", "and", "but", "also", "then", "who"})
_NOUN_FOLLOWS = frozenset(
    "the a an any this that these those such his her its their our no".split()
)
_CONDITION = re.compile(
    r"(?<!even )(?<!as )(?<!what )(?<!wonder )\bif\b(?! not\b)|\b(?:unless|provided that|"
    r"on condition|as long as|in case|only when|so long as|would (?:need|have) to|would need)\b"
)
_HEDGE = re.compile(
    r"\b(?:may|might|could(?! not\b)|perhaps|maybe|possibl[ey]|probabl[ey]|potentially)\b"
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|has|have|had|does|do|did|should|must|may|might)\b"
)
_NOT_AFTER = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|has|have|had|does|do|did|should|must)\s+"
    r"(?:\w+ly\s+)?(?:not|never|no longer|hardly|nowhere)\b|\b\w+n't\b|\bcannot\b"
)
_NO_OBJECT = re.compile(r"\w+\s+(?:\w+\s+)?(?:nothing|no|none|nobody|neither)\b")
_PAST_TIME = re.compile(r"\b(?:(?:in|since) \d{4}|ago|last (?:year|month|week|in))\b")
_TO_COME = re.compile(
    r"\b(?:will|won't|shall|would|going to|plans?|planned|set to|about to|intend\w*|to be|"
    r"expect\w*|prospects?|future|next|soon|by \d{4}|aims?|seeks?|wants?|objective|goal)\b|'ll\b"
)
_TO_LEARN = re.compile(
    r"\b(?:know|find out|establish|determine|learn|ask\w*|say|tell) (?:who|whether|if|why)\b"
)
# "The members of the alliance fear it" does not say that anybody is or becomes a member.
_SUBJECT = re.compile(
    r"\W*(?:(?:the|these|those|some|all|many|most|other|several|its|our|their)\s+)?(?:\w+\s+)?"
    r"\|\w+s(?:\s+(?:of|and|or|have|are|were|who|like|such)\b|\s*$)"
)
_NOBODY = re.compile(r"\b(?:no one|nobody|none|hardly any\w*|few(?! of\b))\b")
_POINTING = re.compile(
    r"\b(?:i|we|you|he|she|it|they|him|her|them|his|its|their|this|that|these|those|who)\b"
)
_WORD_AFTER = re.compile(r"\w+\s+(?P<next>[\w'’-]+)")
_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me|myself)\b")
_LEFT_OUT = re.compile(r"\b(?:unlike|except(?: for)?|apart from|other than)\s+[\w'-]+")
_NOT_BUT = re.compile(r"\bnot\s+(?:the\s+|a\s+|an\s+)?(?P<who>[\w' -]{2,40}?),?\s+but\b")

CLOSE = 0.80
"""From this cosine on a quote speaks to a claim without its telling word."""
FEW_WORDS = 5
"""So few words of a speaker have to name or point to whom they are about."""
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
    if _somebody_else(parts, candidate, focus, terms):
        return None
    if exact is None and _SUBJECT.match(f"{focus.before}|{focus.after}"):
        return None
    if not (focus.head or (not parts.has_verb and focus.share >= MOST)) and (
        candidate.cosine < CLOSE
    ):
        return None
    if exact is None and said.own.rstrip(" .)").endswith("?"):
        return "report"
    if _NOBODY.search(plain(_source(candidate))) or _too_short(parts, said, terms):
        return None
    if _ASKS.search(said.cue) or _asks_or_leaves_open(parts, focus, said):
        return "report"
    turns = _turns(parts, focus, said)
    if turns is None:
        return "report"
    if _another_mood(parts, focus, said):
        return "report"
    denied = (turns + focus.turned) % 2 == 1
    if focus.turned and not denied and not _excludes(parts, focus):
        return "report"
    return _how_surely(claim, parts, said, focus, denied != parts.negated)


def _how_surely(claim: str, parts: Claim, said: SaidWords, focus: Focus, deny: bool) -> Stance:
    """Whether a side is taken outright or under a condition."""
    if _CONDITION.search(said.own) and not _CONDITION.search(plain(claim)):
        return "conditional"
    if polarity_and_modality("", "", claim)[1] == "certain":
        if _HEDGE.search(focus.text):
            return "conditional"
        modality = polarity_and_modality(said.own, said.cue, focus.text)[1]
        if modality != "certain" and not deny:
            return "conditional"
    return "deny" if deny else "affirm"


def _turns(parts: Claim, focus: Focus, said: SaidWords) -> int | None:
    """How often what is claimed is turned round; None where the speaker takes no side on it."""
    turns = negations(focus.before)
    after = focus.after
    if _NO_OBJECT.match(after):
        turns += 1
    elif mark("untrue").search(after):
        turns += 1 + len(_NOT_AFTER.findall(after))
    elif not _AUXILIARY.search(focus.before) and _NOT_AFTER.search(after):
        turns += 1
    match = _NOT_BUT.search(said.own)
    if match and (who := _stems(match["who"])) and who <= set(parts.subject):
        turns += 1
    if _DENIES.search(said.cue):
        return turns + 1 if not negations(_DENIES.sub(" ", said.cue)) else None
    if _is(said.cue, "against"):
        return turns + 1 if parts.ought or _OF_A_CLAIM.search(focus.before) else None
    if _is(said.cue, "for"):
        return turns if parts.ought or _OF_A_CLAIM.search(focus.before) else None
    if negations(said.cue):
        refused = parts.ought and _REFUSES.search(said.cue)
        return turns + 1 if refused or _HOLDS.search(said.cue) else None
    if _CLAIM_THAT.search(focus.before) and not mark("untrue").search(after):
        return None
    if _of_others(focus.before) and not re.search(r"\bly(?:ing|ied)\b|\blied\b", focus.before):
        return None
    if not parts.ought:
        return None if _judged(parts, f"{focus.text} {said.cue}") else turns
    # "They criticise him for failing to resign": against a refusal is for it.
    against = bool(mark("against").search(focus.before))
    return turns + (against or _judged(parts, said.whole) == "bad")


def _too_short(parts: Claim, said: SaidWords, terms: WeightedTerms) -> bool:
    """Whether a few words say nothing of whom the claim is about: "racist things"."""
    if not set(parts.subject) & terms.names or len(said.own.split()) >= FEW_WORDS:
        return False
    return not (_POINTING.search(said.own) or terms.any_name(text_keys(said.text)))


def _asks_or_leaves_open(parts: Claim, focus: Focus, said: SaidWords) -> bool:
    """Whether a quote leaves open what is claimed, or asks for it."""
    if parts.open:
        return False
    return bool(mark("open").search(focus.before + focus.after) or _TO_LEARN.search(said.own))


def _judged(parts: Claim, text: str) -> str:
    """Whether what is claimed is called bad or good, in words that are not the claim's own."""
    own = set(parts.predicate).union(*(opposites().get(p, ()) for p in parts.predicate))
    for name in ("bad", "good"):
        if any(not own & _stems(match[0]) for match in mark(name).finditer(text)):
            return name
    return ""


def _of_others(before: str) -> bool:
    """Whether what is claimed is told as the view of somebody else than the speaker."""
    return any(
        match["who"] not in _ONESELF and match["who"] not in _NOUN_FOLLOWS
        for match in _OTHERS_HOLD.finditer(before)
    )


def _another_mood(parts: Claim, focus: Focus, said: SaidWords) -> bool:
    """Whether a quote says what is and the claim what ought to be or is to come, or the reverse."""
    norm = mark("norm")
    quoted = f"{said.cue} {said.own}"
    if parts.ought:
        if focus.head and not focus.before.strip():
            return False  # "Resign at once!"
        if re.search(r"\brefus", said.cue):
            return False
        return not (norm.search(quoted) or _judged(parts, quoted) or _for_or_against(said.cue))
    if mark("wish").search(focus.before) or re.search(r"\b(?:should|ought|must)\b", focus.before):
        return True
    return parts.future and bool(_PAST_TIME.search(focus.text)) and not _TO_COME.search(focus.text)


def _for_or_against(cue: str) -> bool:
    return _is(cue, "for") or _is(cue, "against") or bool(_DENIES.search(cue))


def _is(cue: str, attitude: str) -> bool:
    """Whether reporting words are for or against what they are about."""
    return bool(mark(attitude).search(cue) or mark(f"{attitude}, reporting").search(cue))


def _excludes(parts: Claim, focus: Focus) -> bool:
    """Whether not being the opposite means being what is claimed: "not alive" is dead, but prices
    that do not fall need not rise."""
    return not contraries() & {parts.head}


def _somebody_else(parts: Claim, candidate: Candidate, focus: Focus, terms: WeightedTerms) -> bool:
    """Whether a quote is about somebody else than the claim, as far as names show it."""
    subject = next((word for word in parts.subject if word in terms.names), "")
    if not subject:
        return False
    accepted = terms.variants.get(subject, frozenset()) | {subject}
    around = candidate.article.text[slice(*candidate.neighbours)]
    if not accepted & text_keys(_LEFT_OUT.sub(" ", around)):
        return True
    if _LEFT_OUT.search(plain(candidate.text)) and not accepted & text_keys(
        _LEFT_OUT.sub(" ", candidate.text)
    ):
        return True
    if parts.passive and _is_of_another(focus, candidate.text, accepted):
        return True
    return bool(_SELF.search(focus.text)) and not accepted & (
        _stems(focus.text) | text_keys(_source(candidate))
    )


def _is_of_another(focus: Focus, text: str, accepted: frozenset[str]) -> bool:
    """Whether the telling word has another name for its object: "trusts Lind" is not of Ross."""
    following = _WORD_AFTER.match(focus.after)
    if not following:
        return False
    names = {plain(word): word for word in words(text) if is_name_like(word)}
    name = names.get(following["next"])
    return name is not None and not accepted & text_keys(name)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def _source(candidate: Candidate) -> str:
    statement = candidate.statement
    if statement is None:
        return ""
    return " ".join(candidate.article.text[a:b] for a, b in statement.source)
