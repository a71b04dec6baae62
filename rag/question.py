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
from rag.language import REPORTING_VERBS, content_words, fold, is_name_like, words
from rag.names import MatchedSpeaker, match_speakers
from rag.time_limits import split_time_limits
from rag.types import Attitude, QuestionType

LONGEST_NAME = 6
"""More words than this, of which none is a known speaker's, name nobody."""

_VERB = "|".join(sorted(map(re.escape, REPORTING_VERBS), key=len, reverse=True))
_PARTICIPLE = "|".join(
    sorted(
        re.escape(verb)
        for verb in REPORTING_VERBS
        if verb.endswith(("ed", "aid", "old", "ught", "ken", "wn", "tten", "eld"))
    )
)
_SAYING = "|".join(sorted(re.escape(verb) for verb in REPORTING_VERBS if verb.endswith("ing")))
_PEOPLE = (
    r"(?:experts?|analysts?|sources?|speakers?|politicians?|officials?|scientists?|people|persons?|"
    r"observers?|commentators?|ministers?|authors?|critics?|scholars?|politologists?|historians?|"
    r"leaders?|voices?|organi[sz]ations?|bod(?:y|ies)|part(?:y|ies)|media|countries|country|"
    r"generals?|presidents?|senators?|governors?|lawyers?|spokes\w+|diplomats?|journalists?|"
    r"candidates?|lawmakers?|professors?|\w+(?:ists?|icians?|ologists?))"
)
_SOME_PEOPLE = re.compile(rf"(?:the\s+)?(?:[\w'’\-]+\s+){{0,4}}{_PEOPLE}", re.I)
_FILLER = r"(?!(?:do|does|did|is|are|was|were|has|have|had|can|would)\b)[\w'’\-]+\s+"
_LINK = r"(?:that\b|about\b|on\b|of\b|regarding\b|concerning\b|to\b|as\b|for\b)?"

_AND = re.compile(r"^\W*(?:and|but|so)\b,?\s+(?=\w)", re.I)
_IS_IT = (
    r"is it (?:widely |generally )?"
    r"(?:true|false|disputed|contested|controversial|agreed|clear|certain)"
)
_AGREEMENT = re.compile(
    r"(?:(?:^|[,:;]\s*)\W*(?:do|does|did|are)\b.{0,60}\b"
    r"(?:agree|disagree|divided|unanimous|at odds|differ|split)\b"
    r"|\bis there (?:any )?(?:agreement|consensus|disagreement)\b"
    rf"|^\W*{_IS_IT}\s+(?:that|whether)\b"
    r"|both sides|opposing views|different (?:views|opinions|positions)|conflicting)",
    re.I,
)
_DISAGREE = re.compile(
    rf"\b(?:and\s+)?(?:who|which\s+{_PEOPLE}|what\s+{_PEOPLE})\s+(?:else\s+)?"
    r"(?:disagree\w*|den(?:y|ies|ied)|disput\w+|reject\w*|contradict\w*|doubt\w*|oppos\w+)\b"
    r"(?:\s+with)?\s*(?:him|her|them|this|that|it)?\s*(?:that\b|about\b|on\b)?",
    re.I,
)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|reject\w*|contradict\w*|doubt\w*|disagree\w*)\b", re.I
)
_AN_ARTICLE = re.compile(
    r"\W*(?:the|an?|this|that)\s*(?:\s(?:(?!of\b|by\b)[\w'’.&\-]+\s+){0,4}?articles?\b|$)", re.I
)
"""An article in a speaker's place ("the Gazette's article on the harbour"), or "the" alone, where
what looked like the verb was a noun ("Was the reporting … consistent?")."""
_PLURAL_SIDES = re.compile(
    rf"^\W*(?:which|what)\s+(?:{_FILLER}){{0,2}}?(?:\w*(?:sources|experts|analysts|speakers))\s+"
    r"(?:see|sees|view|regard|consider|think|believe|say|claim|argue)\b",
    re.I,
)
_WHO = re.compile(
    rf"^\W*(?:and\s+|but\s+|so\s+)?(?:(?:who|whom|which\s+(?:{_FILLER}){{0,3}}?{_PEOPLE}"
    rf"|what\s+(?:{_FILLER}){{0,2}}?{_PEOPLE}))\s+(?:else\s+|also\s+|has\s+|have\s+|had\s+|is\s+|"
    rf"are\s+|was\s+|were\s+|publicly\s+|repeatedly\s+|first\s+)*"
    rf"(?:{_VERB}|made\s+(?:a\s+|the\s+)?(?:statement|claim|remark|comment)s?|of\s+the\s+opinion)\b"
    rf"\s*{_LINK}",
    re.I,
)
_FOR = (
    r"prais(?:es?|ed)|welcom(?:es?|ed)|hail(?:s|ed)?|applaud(?:s|ed)?|commend(?:s|ed)?|laud(?:s|ed)?|"
    r"supports?|supported|endors(?:es?|ed)|defend(?:s|ed)?|champion(?:s|ed)?|advocat(?:es?|ed)|"
    r"favou?r(?:s|ed)?|approv(?:es?|ed)\s+of|(?:came\s+out\s+)?in\s+favou?r\s+of|"
    r"stands?\s+by|stood\s+by"
)
_AGAINST = (
    r"critici[sz](?:es?|ed)|condemn(?:s|ed)?|slam(?:s|med)?|lambast(?:es?|s|ed)|denounc(?:es?|ed)|"
    r"decr(?:y|ies|ied)|deplor(?:es?|ed)|mock(?:s|ed)?|ridicul(?:es?|ed)|rebuk(?:es?|ed)|"
    r"oppos(?:es?|ed|ed\s+to)|object(?:s|ed)?\s+to|(?:came\s+out\s+|spoke\s+out\s+)?against"
)
_FOR_OR_AGAINST = re.compile(
    rf"^\W*(?:who|which\s+(?:{_FILLER}){{0,3}}?{_PEOPLE}|what\s+(?:{_FILLER}){{0,2}}?{_PEOPLE})\s+"
    r"(?:else\s+|also\s+|has\s+|have\s+|had\s+|is\s+|are\s+|was\s+|were\s+|publicly\s+|repeatedly\s+|"
    rf"strongly\s+|openly\s+)*(?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))\s+(?P<object>.+)$",
    re.I | re.S,
)
"""Who takes which attitude to a thing: "Who criticised the plan?"."""
_ACCORDING_TO_WHOM = re.compile(r"^\W*(?:according\s+to|in)\s+(?:whom|who|whose\s+\w+)\b,?", re.I)
_HAS_ANYONE = re.compile(
    rf"^\W*(?:did|does|do|has|have)\s+(?:any(?:one|body|\s+(?:of\s+the\s+)?(?:{_FILLER}){{0,2}}?{_PEOPLE})|"
    rf"some(?:one|body))\s+(?:else\s+|ever\s+|really\s+|actually\s+|publicly\s+)*(?:{_VERB})\b\s*{_LINK}",
    re.I,
)
_DID_SAY = re.compile(
    rf"^\W*(?:(?:did|does|do|is|was)|(?P<perfect>has|have))\s+(?P<who>.{{2,80}}?)\s+"
    rf"(?:ever\s+|really\s+|actually\s+|it\s+true\s+)?"
    rf"(?:(?(perfect)(?:{_PARTICIPLE})|(?:{_VERB})))\b"
    rf"\s*{_LINK}\s*(?P<claim>.+)$",
    re.I | re.S,
)
_SAYS = re.compile(
    rf"^\W*(?:what|how|why|when|where|which|whom|in\s+what\s+way)\b.{{0,60}}?\b"
    rf"(?:do|does|did|has|have|(?P<be>is|was)|would|can)\s+(?P<who>.{{2,90}}?)\s+(?:each\s+)?"
    # "When was she confirmed by the Senate?" asks for a fact; "what was she claiming?" does not.
    rf"(?:(?(be)(?:quoted\s+as\s+)?(?:{_SAYING})|(?:{_VERB})))\b\s*(?P<topic>.*)$",
    re.I | re.S,
)
_NOBODY = frozenset(("there", "anyone", "it"))
_ASIDE = re.compile(
    r"^\W*(?P<who>[\w'’.\-]+(?:\s+[\w'’.\-]+){0,3}?)\W+(?:what|wat|wot|how)\s+"
    r"(?:did|does|do|has|have)\s+"
    rf"(?:he|she|they|it)\s+(?:{_VERB})\b\s*(?:re\b|abt\b)?\s*(?P<topic>.*)$",
    re.I | re.S,
)
"""The name first: "Smith, what did he say about taxes?"."""
_BETWEEN = re.compile(
    r"^\W*(?:do|does|did|are|is|how\s+do|how\s+does|where\s+do)\s+(?P<who>.{3,80}?)\s+(?:all\s+|both\s+)?"
    r"(?:agree|disagree|differ|divided|split|at\s+odds|unanimous)\b",
    re.I,
)
"""Two or more named: "Do Smith and Jones agree that …?"."""
_VIEW_OF = re.compile(
    r"^\W*(?:what|how)\b.{0,40}?\b(?:is|are|was|were)\s+(?P<who>.{2,80}?)['’]s?\s+"
    r"(?:\w+\s+)?(?:view|views|opinion|opinions|position|stance|take|assessment|attitude|"
    r"reaction|argument|claim|claims|statement|statements)\b\s*(?P<topic>.*)$",
    re.I | re.S,
)
_VIEW_BY = re.compile(
    r"^\W*(?:what)\b.{0,20}?\b(?:view|views|opinion|opinions|position|stance|statements?)\s+of\s+"
    r"(?P<who>.{2,80}?)\s+(?P<topic>(?:on|about|regarding|concerning)\b.+)$",
    re.I | re.S,
)
_ACCORDING_TO = re.compile(r"\baccording\s+to\s+(?P<who>[^,?]{2,80})", re.I)
_TERSE = re.compile(
    r"^\W*(?!(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|"
    r"after|before|since|while|although|because|if|in|at|for|with|during)\b)"
    r"(?P<who>[\w'’. \-]{2,60}?)\s+(?:on|about|re|regarding)\s+(?P<topic>.+)$",
    re.I,
)
_ELSE = re.compile(r"\bwhat\s+else\s+(?:do|does|did|has)\b", re.I)
_SUMMARY = re.compile(
    r"^\W*(?:summari[sz]e|give\s+(?:me\s+)?(?:an?\s+)?(?:overview|summary)|overview\s+of|"
    r"what\s+are\s+the\s+(?:positions|views|opinions))\b",
    re.I,
)
_CLAIM_NOUN = r"(?:claim|idea|allegation|suggestion|notion|accusation|charge|view|rumou?r|report)s?"
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning)\s*$", re.I)
_KEYWORDS = re.compile(r"^\s*(?:about\s+)?(?:this|these|it)?\s*:\s*", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``claim`` is the proposition or topic that evidence must speak to; ``speakers`` are those of the
    collection that the question names, ``groups`` the same apart for each of several names ("what
    do A and B each say"); ``unknown_speaker`` is a name asked for that nobody in the
    collection bears; ``disagreement`` asks for the other side only, or whether somebody denied it.
    ``topical`` says that the claim is a topic ("who spoke about taxes?") on which there are no
    sides, ``attitude`` that it is a thing which those asked for are for or against ("who criticised
    the plan?"). ``also`` are other wordings to search for; they widen what is looked at, and have
    no part in judging it.
    """

    text: str
    type: QuestionType
    claim: str
    speakers: tuple[MatchedSpeaker, ...] = ()
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    unknown_speaker: str = ""
    disagreement: bool = False
    topical: bool = False
    attitude: Attitude = ""
    where: Filter = Filter()
    also: tuple[str, ...] = ()

    @property
    def terms(self) -> list[str]:
        """The words of the claim that carry meaning, as written."""
        return content_words(self.claim)


def understand(text: str, speakers: Sequence[Speaker] = (), where: Filter = Filter()) -> Question:
    """Find out what a standalone question asks. Raises EmptyQuestion where it has no words."""
    text = _AND.sub("", " ".join(text.split()))
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
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    if kind == "contrast" and (match := _BETWEEN.match(rest)):
        between, nobody = _match_each(match["who"], speakers)
        if len(between) > 1 and not nobody:
            groups = between
            matched = tuple(m for group in groups for m in group)
    if who and _AN_ARTICLE.match(who):
        # What an article says is looked for in it, and is nobody's statement there.
        kind, claim, who = "fact", rest, ""
    if who:
        groups, nobody = _match_each(who, speakers)
        matched = tuple(m for group in groups for m in group)
        unknown = nobody.strip(" ,.?!'\"") if matched else ""
        if not matched:
            if kind == "says" and _SOME_PEOPLE.fullmatch(who.strip()):
                # "What do Ukrainian experts say about it?" asks who speaks about it.
                kind, topical = "who", True
            elif (kind == "says" and not _looks_like_name(who)) or len(words(who)) > LONGEST_NAME:
                # "What does the ITPP involve?" asks for a fact, not for what somebody says; so does
                # "has the status of ... changed as reported by ...?".
                kind, claim = ("fact", rest)
            else:
                unknown = who.strip(" ,.?!'\"")
    attitude, thing = _attitude(rest) if not who else ("", "")
    if attitude:
        kind, claim, disagreement = "who", thing, False
    return Question(
        text=text,
        type=kind,
        claim=_tidy(claim) or rest,
        speakers=matched,
        groups=groups,
        unknown_speaker=unknown,
        disagreement=disagreement,
        topical=topical or (kind == "who" and not attitude and _names_a_topic(rest)),
        attitude=attitude,
        where=where,
    )


def _classify(text: str) -> tuple[QuestionType, str, str, bool]:
    """Give type, claim, the words that name a speaker, and whether only the other side is asked."""
    if match := _DISAGREE.match(text):
        return "contrast", text[match.end() :], "", True
    if _PLURAL_SIDES.match(text):
        match = _WHO.match(text)
        return "contrast", text[match.end() :] if match else text, "", False
    if match := _WHO.match(text):
        return "who", _KEYWORDS.sub("", text[match.end() :]), "", False
    if (match := _HAS_ANYONE.match(text)) and content_words(text[match.end() :]):
        return "who", text[match.end() :], "", False
    if _AGREEMENT.search(text):
        return "contrast", _strip_agreement(text), "", False
    if match := _ACCORDING_TO_WHOM.match(text):
        return "who", text[match.end() :], "", False
    for pattern in (_VIEW_OF, _VIEW_BY):
        if match := pattern.match(text):
            return "says", match["topic"], match["who"], False
    if match := _ASIDE.match(text):
        return "says", match["topic"] or text, match["who"], False
    if match := _SAYS.match(text):
        topic = match["topic"] or text
        return "says", topic if content_words(topic) else text, match["who"], False
    if (match := _DID_SAY.match(text)) and not f"{fold(match['who'])} ".startswith(
        ("there", "anyone", "it ")
    ):
        verb = text[match.end("who") : match.start("claim")]
        return "did_say", match["claim"], match["who"], bool(_DENYING.search(verb))
    if _SUMMARY.match(text):
        return "summary", _SUMMARY.sub("", text), "", False
    if (match := _ACCORDING_TO.search(text)) and (
        match.start() < 3 or not words(text[match.end() :])
    ):
        # In the middle of a question it tells of a part only.
        return "says", text[: match.start()] + text[match.end() :], match["who"], False
    if (match := _TERSE.match(text)) and len(match["who"].split()) <= 4:
        return "says", match["topic"], match["who"], False
    return "fact", text, "", False


def attitude_asked(text: str) -> Attitude:
    """Whether a standalone question asks for those who are for or against something."""
    return _attitude(_AND.sub("", " ".join(text.split())))[0]


def _attitude(text: str) -> tuple[Attitude, str]:
    """Whom a question asks for by their attitude, and to what; ("", "") where it does not.

    What goes on with a whole clause ("who opposes that prices rise?") is a claim.
    """
    match = _FOR_OR_AGAINST.match(text)
    if not match or re.match(r"(?:that|whether|the (?:claim|idea|view))\b", match["object"], re.I):
        return "", ""
    return ("for" if match["for"] else "against"), match["object"]


def _names_a_topic(text: str) -> bool:
    """Whether "who said …" goes on with "about", "on" or a list of words, and not with a claim."""
    match = _WHO.match(text)
    if not match:
        return False
    return bool(_TOPIC.search(match[0]) or _KEYWORDS.match(text, match.end()))


def _strip_agreement(text: str) -> str:
    """Drop the frame of "do the experts agree on whether …", keeping the claim."""
    return re.sub(
        r"^.*?\b(?:agree|disagree|divided|unanimous|at odds|differ|split|sides|views|opinions|"
        rf"positions|conflicting \w+|agreement|consensus|disagreement|{_IS_IT})\b"
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


def _looks_like_name(text: str) -> bool:
    """True where the words that stand in a speaker's place look like a person or a body."""
    tokens = words(text)
    named = [t for t in tokens if is_name_like(t)]
    return bool(named) and len(named) >= len([t for t in tokens if len(t) > 3]) / 2


def _tidy(claim: str) -> str:
    """Strip linking words and punctuation from both ends of a claim."""
    claim = re.sub(
        rf"^\W*(?:(?:(?:the|any)\s+{_CLAIM_NOUN}\s+that|that|about|on|of|regarding|concerning|"
        r"to be|whether|if|how|as|for)\b\s*)+",
        "",
        claim.strip(),
        flags=re.I,
    )
    return claim.strip(" \t\n?!.…")
