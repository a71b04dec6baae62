"""From the words of a question to what is asked: type, claim, speakers, time limits.

Everything here is deterministic: patterns over the question, and the speakers that the collection
knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Filter, Speaker
from rag.exceptions import EmptyQuestion
from rag.language import content_words, fold, words
from rag.names import MatchedSpeaker
from rag.question_forms import (
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
from rag.time_limits import split_time_limits
from rag.types import Attitude, QuestionType
from rag.whom import LONGEST_NAME, disagreed_with, looks_like_name, match_each, name_first

# "Who sees the pact as a threat?" asks who holds that it is one.
_SEES = re.compile(
    r"\b(?:sees?|saw|view\w*|regard\w*|describ\w+|characteri\w+|consider\w*|portray\w*|dismiss\w*)\b",
    re.I,
)
_AS = re.compile(r"^(?P<what>.+?)\s+as\s+(?:being\s+)?(?P<one>(?:an?|the)\s+\w.*)$", re.S)
# "Who called the mayor a liar?", "who called Lind unfit?" ask the same.
_CALLS = re.compile(r"\b(?:call|label|brand|dub|deem|declar)(?:s|es|ed|led)?\s*$", re.I)
_SO_CALLED = re.compile(
    r"^(?P<what>(?!(?:for|on|upon|in|out|off|it|him|her|them|us|me|you|that|an?|attention)\b)"
    r"(?:the\s+)?[\w.'’\-]+(?:\s+(?!(?:an?|the|as)\b)[\w.'’\-]+){0,4}?)\s+(?:as\s+)?"
    r"(?P<one>(?:an?|the)\s+\w.*)$"
    r"|^(?P<name>[A-Z][\w.'’\-]*(?:\s+[A-Z][\w.'’\-]*)*)\s+(?P<how>"
    r"(?!(?:to|on|after|before|in|about|for|from|and|at|by|with|over|that|as|out|upon|of)\b)[a-z].*)$",
    re.S,
)


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
        between, nobody = match_each(match["who"], speakers)
        if len(between) > 1 and not nobody:
            groups = between
            matched = tuple(m for group in groups for m in group)
    loose = False
    if kind == "fact" and (first := name_first(rest, speakers)):
        loose = True
        kind, (who, claim) = "says", first
    if who and AN_ARTICLE.match(who):
        # What an article says is looked for in it, and is nobody's statement there.
        kind, claim, who = "fact", rest, ""
    if who:
        groups, nobody = match_each(who, speakers)
        matched = tuple(m for group in groups for m in group)
        unknown = nobody.strip(" ,.?!'\"") if matched else ""
        if not matched:
            if kind == "says" and SOME_PEOPLE.fullmatch(who.strip()):
                # "What do Ukrainian experts say about it?" asks who speaks about it.
                kind, topical, people = "who", True, who
            elif (
                (kind == "says" and not looks_like_name(who))
                or len(words(who)) > LONGEST_NAME
                or POSITION_HELD.search(rest)
            ):
                # "What does the ITPP involve?" asks for a fact, not for what somebody says; so does
                # "has the status of ... changed as reported by ...?".
                kind, claim = ("fact", rest)
            else:
                unknown = who.strip(" ,.?!'\"")
    if disagreement and not who and (found := disagreed_with(rest, claim, speakers)):
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
        claim = _called(match["claim"]) if _CALLS.search(verb) else match["claim"]
        return "did_say", claim, match["who"], bool(DENYING.search(verb))
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
    if _CALLS.search(match[0]):
        return _called(rest)
    return _AS.sub(r"\g<what> is \g<one>", rest) if _SEES.search(match[0]) else rest


def _called(rest: str) -> str:
    """What "called" goes on with, as a claim: "X a Y" as the claim that X is one."""
    match = _SO_CALLED.match(rest)
    if match is None:
        return rest
    return f"{match['what'] or match['name']} is {match['one'] or match['how']}"


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
