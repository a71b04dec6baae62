"""From the words of a question to what is asked: type, claim, speakers, time limits.

Everything here is deterministic: patterns over the question, and the speakers that the collection
knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.speakers.lexicon import ADJECTIVES, NON_PERSON_NOUNS, SURNAME_NOUNS
from index.types import Filter, Speaker
from rag.exceptions import EmptyQuestion
from rag.language import content_words, fold, is_name_like, words
from rag.names import MatchedSpeaker, match_speakers
from rag.question_forms import (
    A_SENTENCE,
    A_THING,
    ACCORDING_TO,
    ACCORDING_TO_WHOM,
    AGREEMENT,
    AN_ARTICLE,
    AND,
    ANYTHING_ON,
    AS_TYPED,
    ASIDE,
    ASKED_FOR,
    BETWEEN,
    CLAIM_NOUN,
    DENYING,
    DID_SAY,
    DISAGREE,
    DISAGREE_WITH,
    FOR_AND_AGAINST,
    FOR_OR_AGAINST,
    HAS_ANYONE,
    IS_IT,
    KEYWORDS,
    NOBODY,
    OF_A_THING,
    OTHER_SIDE_TOO,
    PLURAL_SIDES,
    POSITION_HELD,
    SAYS,
    SEEN_WELL,
    SOME_PEOPLE,
    SPOKE_ABOUT,
    SUMMARY,
    TERSE,
    TOPIC,
    VIEW_BY,
    VIEW_OF,
    WHO,
    WROTE,
)
from rag.spelling import synonyms
from rag.time_limits import split_time_limits
from rag.types import Attitude, QuestionType

# "Who sees the pact as a threat?" asks who holds that it is one.
_SEES = re.compile(
    r"\b(?:sees?|saw|view\w*|regard\w*|describ\w+|characteri\w+|consider\w*|portray\w*|dismiss\w*)\b",
    re.I,
)
_AS = re.compile(r"^(?P<what>.+?)\s+as\s+(?:being\s+)?(?P<one>(?:an?|the)\s+\w.*)$", re.S)
COMMON_SURNAMES = ADJECTIVES | NON_PERSON_NOUNS | SURNAME_NOUNS
_TITLES = frozenset("mr mrs ms dr president minister professor senator expert analyst".split())
KEYWORDS_AT_MOST = 8
WHOLE_NAME, MISSPELT, LONG_NAME = 0.7, 0.5, 6
"""How well a name fits what stands first among keywords, and a surname of so many letters that is
spelt otherwise."""
LONGEST_NAME = 6
"""More words than this, of which none is a known speaker's, name nobody."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``claim`` is the proposition or topic that evidence must speak to; ``speakers`` are those of the
    collection that the question names, ``groups`` the same apart for each of several names ("what
    do A and B each say"); ``unknown_speaker`` is a name asked for that nobody in the
    collection bears; ``disagreement`` asks for the other side only, or whether somebody denied it.
    ``topical`` says that the claim is a topic ("who spoke about taxes?") on which there are no
    sides (``people`` are those asked for, "Russian experts"), ``attitude`` that it is a thing
    which those asked for are for or against ("who criticised the plan?"). ``loose`` says that a
    mere list of words began with a speaker's name; where that speaker is silent, it is asked as a
    fact. ``also`` are other wordings to search for; they widen what is looked at, and have no part
    in judging it.
    """

    text: str
    type: QuestionType
    claim: str
    speakers: tuple[MatchedSpeaker, ...] = ()
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    unknown_speaker: str = ""
    disagreement: bool = False
    topical: bool = False
    people: str = ""
    attitude: Attitude = ""
    loose: bool = False
    where: Filter = Filter()
    also: tuple[str, ...] = ()

    @property
    def terms(self) -> list[str]:
        """The words of the claim that carry meaning, as written."""
        return content_words(self.claim)


def understand(text: str, speakers: Sequence[Speaker] = (), where: Filter = Filter()) -> Question:
    """Find out what a standalone question asks. Raises EmptyQuestion where it has no words."""
    text = AND.sub("", " ".join(AS_TYPED.get(word, word) for word in text.split()))
    if not words(text):
        raise EmptyQuestion(
            "the question is empty; ask something, for example: onrecord ask "
            '"who says prices will rise?"'
        )
    rest, since, until = split_time_limits(text)
    where = replace(where, since=where.since or since, until=where.until or until)
    kind, claim, who, disagreement = _classify(rest)
    matched: tuple[MatchedSpeaker, ...] = ()
    unknown = ""
    topical = False
    people = ""
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    if kind == "contrast" and (match := BETWEEN.match(rest)):
        between, nobody = _match_each(match["who"], speakers)
        if len(between) > 1 and not nobody:
            groups = between
            matched = tuple(m for group in groups for m in group)
    loose = False
    if kind == "fact" and (first := _name_first(rest, speakers)):
        loose = True
        kind, (who, claim) = "says", first
    if who and AN_ARTICLE.match(who):
        # What an article says is looked for in it, and is nobody's statement there.
        kind, claim, who = "fact", rest, ""
    if who:
        groups, nobody = _match_each(who, speakers)
        matched = tuple(m for group in groups for m in group)
        unknown = nobody.strip(" ,.?!'\"") if matched else ""
        if not matched:
            if kind == "says" and SOME_PEOPLE.fullmatch(who.strip()):
                # "What do Ukrainian experts say about it?" asks who speaks about it.
                kind, topical, people = "who", True, who
            elif (
                (kind == "says" and not _looks_like_name(who))
                or len(words(who)) > LONGEST_NAME
                or POSITION_HELD.search(rest)
            ):
                # "What does the ITPP involve?" asks for a fact, not for what somebody says; so does
                # "has the status of ... changed as reported by ...?".
                kind, claim = ("fact", rest)
            else:
                unknown = who.strip(" ,.?!'\"")
    if disagreement and not who and (found := _whom(rest, claim, speakers)):
        matched, claim = found
    attitude, thing = _attitude(rest) if not who else ("", "")
    if attitude:
        kind = "contrast" if FOR_AND_AGAINST.match(rest) else "who"
        claim, disagreement = thing, False
    return Question(
        text=text,
        type=kind,
        claim=_tidy(claim) or rest,
        speakers=matched,
        groups=groups,
        unknown_speaker=unknown,
        disagreement=disagreement,
        topical=topical or (kind == "who" and not attitude and _names_a_topic(rest)),
        people=people,
        attitude=attitude,
        loose=loose,
        where=where,
    )


def _classify(text: str) -> tuple[QuestionType, str, str, bool]:
    """Give type, claim, the words that name a speaker, and whether only the other side is asked."""
    if match := FOR_AND_AGAINST.match(text):
        return "contrast", match["object"], "", False
    if (second := OTHER_SIDE_TOO.search(text)) and WHO.match(text[: second.start()]):
        first = text[: second.start()]
        match = WHO.match(first)
        return "contrast", _seen(match) if match else first, "", False
    if match := DISAGREE.match(text):
        return "contrast", text[match.end() :], "", True
    if PLURAL_SIDES.match(text):
        match = WHO.match(text)
        return "contrast", _seen(match) if match else text, "", False
    if match := WHO.match(text):
        if WROTE.search(match[0]) and A_THING.match(text[match.end() :]):
            return "fact", text, "", False
        return "who", KEYWORDS.sub("", _seen(match)), "", False
    if (match := HAS_ANYONE.match(text)) and content_words(text[match.end() :]):
        return "who", text[match.end() :], "", False
    if AGREEMENT.search(text):
        return "contrast", _strip_agreement(text), "", False
    if match := ACCORDING_TO_WHOM.match(text):
        return "who", text[match.end() :], "", False
    for pattern in (VIEW_OF, VIEW_BY):
        if match := pattern.match(text):
            return "says", match["topic"], match["who"], False
    if match := ASIDE.match(text):
        return "says", match["topic"] or text, match["who"], False
    if match := SAYS.match(text):
        topic = match["topic"] or text
        return "says", topic if content_words(topic) else text, match["who"], False
    if (match := DID_SAY.match(text)) and fold(match["who"]).split()[0] not in NOBODY:
        if ASKED_FOR.match(match["claim"]):
            # "Did she say how long it lasts?" wants to hear it.
            return "says", match["claim"], match["who"], False
        verb = text[match.end("who") : match.start("claim")]
        if SPOKE_ABOUT.search(verb):
            return "says", match["claim"], match["who"], False
        if found := ANYTHING_ON.match(match["claim"]):
            return "says", match["claim"][found.end() :], match["who"], False
        if OF_A_THING.search(verb) and A_THING.match(match["claim"]):
            # "Did she confirm the closure?" asks what she says on it.
            return "says", match["claim"], match["who"], False
        return "did_say", match["claim"], match["who"], bool(DENYING.search(verb))
    if SUMMARY.match(text):
        return "summary", SUMMARY.sub("", text), "", False
    if (match := ACCORDING_TO.search(text)) and (
        match.start() < 3 or not words(text[match.end() :])
    ):
        # In the middle of a question it tells of a part only.
        return "says", text[: match.start()] + text[match.end() :], match["who"], False
    if (match := TERSE.match(text)) and len(match["who"].split()) <= 4:
        return "says", match["topic"], match["who"], False
    return "fact", text, "", False


def attitude_asked(text: str) -> Attitude:
    """Whether a standalone question asks for those who are for or against something."""
    return _attitude(AND.sub("", " ".join(text.split())))[0]


def _seen(match: re.Match[str]) -> str:
    """What a question goes on with after its verb; "sees X as a Y" as the claim that X is one."""
    rest = match.string[match.end() :]
    return _AS.sub(r"\g<what> is \g<one>", rest) if _SEES.search(match[0]) else rest


def _attitude(text: str) -> tuple[Attitude, str]:
    """Whom a question asks for by their attitude, and to what; ("", "") where it does not.

    What goes on with a whole clause ("who opposes that prices rise?") is a claim.
    """
    both = FOR_AND_AGAINST.match(text)
    match = both or SEEN_WELL.match(text) or FOR_OR_AGAINST.match(text)
    thing = match["object"] if match else ""
    if not match or re.match(r"(?:that|whether|the (?:claim|idea|view))\b", thing, re.I):
        return "", ""
    return ("for" if both or match["for"] else "against"), thing


def _names_a_topic(text: str) -> bool:
    """Whether "who said …" goes on with "about", "on" or a list of words, and not with a claim."""
    match = WHO.match(text)
    if not match:
        return False
    return bool(TOPIC.search(match[0]) or KEYWORDS.match(text, match.end()))


def _strip_agreement(text: str) -> str:
    """Drop the frame of "do the experts agree on whether …", keeping the claim."""
    return re.sub(
        r"^.*?\b(?:agree|disagree|divided|unanimous|at odds|differ|split|sides|views|opinions|"
        rf"positions|conflicting \w+|agreement|consensus|disagreement|{IS_IT})\b"
        r"\s*(?:on|about|over|regarding|with)?\s*(?:whether|if|that)?",
        "",
        text,
        flags=re.I,
    )


def _match_each(
    who: str, speakers: Sequence[Speaker]
) -> tuple[tuple[tuple[MatchedSpeaker, ...], ...], str]:
    """The speakers that each name of a list can mean, and the names that nobody bears.

    A known name with "and" in it counts as one.
    """
    parts = [p.strip() for p in re.split(r",|\band\b", who) if p.strip()]
    whole = match_speakers(who, speakers)
    matched = [(part, match_speakers(part, speakers)) for part in parts]
    exact = [
        m
        for m in whole
        if any(fold(who) == fold(form) for form in (m.speaker.name, *m.speaker.forms))
    ]
    if exact and all(group for _, group in matched):
        # "Lind and Ross" quoted together once is no third person; "Marks and Spencer" is a body.
        exact = [m for m in exact if m.speaker.kind == "body"]
    if len(parts) < 2 or exact:
        return ((whole,), "") if whole else ((), who)
    found = tuple(group for _, group in matched if group)
    if not found:
        return ((whole,), "") if whole else ((), who)
    unknown = [part for part, group in matched if not group and _looks_like_name(part)]
    return found, " and ".join(unknown)


def _name_first(text: str, speakers: Sequence[Speaker]) -> tuple[str, str] | None:
    """Name and topic of a few words that begin with the name of a person or of some people that
    speak ("lindqvist port dredging"); None where they do not, or make a sentence. Bodies and
    places are as often what is asked about ("the Bronx size")."""
    tokens = text.strip(" ?!.").split()
    if len(tokens) > KEYWORDS_AT_MOST or A_SENTENCE.search(text) or "(" in text:
        return None
    for size in (4, 3, 2, 1):
        name, topic = " ".join(tokens[:size]), " ".join(tokens[size:])
        if not content_words(topic) or not _could_be_named(name):
            continue
        asked = {fold(word) for word in words(name)}
        for found in match_speakers(name, speakers):
            slip = size == 1 and len(name) >= LONG_NAME and found.score >= MISSPELT
            whole = found.score >= WHOLE_NAME or slip
            whole = whole or (size > 1 and _in_a_form(asked, found.speaker))
            kind = found.speaker.kind
            if whole and (kind == "person" or (kind == "group" and size > 1)):
                return name, topic
    return None


def _could_be_named(name: str) -> bool:
    """Whether a name is none of the words that mean something else in small letters ("young")."""
    last = words(name)[-1] if words(name) else ""
    if is_name_like(last):
        return True
    return bool(content_words(last)) and last not in COMMON_SURNAMES and not synonyms(last)


def _in_a_form(asked: set[str], speaker: Speaker) -> bool:
    forms = (speaker.name, *speaker.forms)
    return any(asked <= {fold(word) for word in words(form)} for form in forms)


def _whom(
    text: str, rest: str, speakers: Sequence[Speaker]
) -> tuple[tuple[MatchedSpeaker, ...], str] | None:
    """With whom "who disagrees with …?" is asked, and what about (their name: anything); None
    where it goes on with a claim."""
    match = DISAGREE_WITH.match(rest)
    before = text[: len(text) - len(rest)].rstrip()
    if match is None or not (before.lower().endswith(" with") or "’" in rest or "'" in rest):
        return None
    who = re.sub(r"['’]s?$", "", match["who"])
    asked = {fold(word) for word in words(who)} - _TITLES
    meant = tuple(m for m in match_speakers(who, speakers) if _in_a_form(asked, m.speaker))
    return (meant, match["topic"] or who) if meant and asked else None


def _looks_like_name(text: str) -> bool:
    """True where the words that stand in a speaker's place look like a person or a body."""
    tokens = words(text)
    named = [t for t in tokens if is_name_like(t)]
    return bool(named) and len(named) >= len([t for t in tokens if len(t) > 3]) / 2


def _tidy(claim: str) -> str:
    """Strip linking words and punctuation from both ends of a claim."""
    claim = re.sub(
        rf"^\W*(?:(?:(?:the|any)\s+{CLAIM_NOUN}\s+that|that|about|on|of|regarding|concerning|"
        r"to be|whether|if|how|as|for)\b\s*)+",
        "",
        claim.strip(),
        flags=re.I,
    )
    return claim.strip(" \t\n?!.…")
