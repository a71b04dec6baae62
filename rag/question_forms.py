"""The forms in which questions are put, as patterns over their words."""

from __future__ import annotations

import re

from rag.language import REPORTING_VERBS

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
SOME_PEOPLE = re.compile(rf"(?:the\s+)?(?:[\w'’\-]+\s+){{0,4}}{_PEOPLE}", re.I)
_FILLER = r"(?!(?:do|does|did|is|are|was|were|has|have|had|can|would)\b)[\w'’\-]+\s+"
_LINK = r"(?:that\b|about\b|on\b|of\b|regarding\b|concerning\b|to\b|as\b|for\b)?"

AS_TYPED = {
    "wat": "what", "wot": "what", "whos": "who is", "whats": "what is", "sais": "says",
    "sez": "says", "abt": "about", "didnt": "didn't", "doesnt": "doesn't",
    "dont": "don't", "wil": "will", "shud": "should", "becuz": "because",
}  # fmt: skip
"""Words as they are typed in a hurry, in small letters."""
AND = re.compile(r"^\W*(?:and|but|so)\b,?\s+(?=\w)", re.I)
IS_IT = (
    r"is it (?:widely |generally )?"
    r"(?:true|false|disputed|contested|controversial|agreed|clear|certain)"
)
AGREEMENT = re.compile(
    r"(?:(?:^|[,:;]\s*)\W*(?:do|does|did|are)\b.{0,60}\b"
    r"(?:agree|disagree|divided|unanimous|at odds|differ|split)\b"
    r"|\bis there (?:any )?(?:agreement|consensus|disagreement)\b"
    rf"|^\W*{IS_IT}\s+(?:that|whether)\b"
    r"|both sides|opposing views|different (?:views|opinions|positions)|conflicting)",
    re.I,
)
DISAGREE = re.compile(
    rf"\b(?:and\s+)?(?:who|which\s+{_PEOPLE}|what\s+{_PEOPLE})\s+(?:else\s+)?"
    r"(?:disagree\w*|den(?:y|ies|ied)|disput\w+|reject\w*|contradict\w*|doubt\w*|oppos\w+)\b"
    r"(?:\s+with)?\s*(?:him|her|them|this|that|it)?\s*(?:that\b|about\b|on\b)?",
    re.I,
)
DISAGREE_WITH = re.compile(
    r"^\W*(?P<who>[\w.\-]+(?:['’](?!s\b)\w+)*(?:\s+[\w.\-]+(?:['’](?!s\b)\w+)*){0,3}?)"
    r"(?:['’]s?\s+(?:view|opinion|claim|statement|word|position|assessment)s?)?"
    r"(?:\s+(?:about|on|over|regarding|concerning|that)\s+(?P<topic>.+?))?\W*$",
    re.I | re.S,
)
"""What follows "who disagrees with": somebody, and what about."""
FOR_AND_AGAINST = re.compile(
    r"^\W*who\s+(?:is\s+|are\s+)?(?:for|in\s+favou?r|supports?|backs?|favou?rs?|believes?|thinks?|"
    r"says?|affirms?|accepts?|agrees?\s+with|welcomes?)(?:\s+(?:it|this|so))?,?\s+(?:and|or|but)\s+who\s+"
    r"(?:is\s+|are\s+)?(?:against|oppos\w+|disagrees?(?:\s+with)?|disput\w+|den(?:y|ies)|rejects?|"
    r"doubts?|criticis\w+)\s+(?P<object>.+)$",
    re.I | re.S,
)
"""Both sides asked for at once: "Who supports and who opposes the plan?"."""
WROTE = re.compile(r"\b(?:wrote|writes|written|authored)\s*$", re.I)
"""With a thing behind it ("who wrote the novel?") the verb asks for a maker, not for a speaker."""
SPOKE_ABOUT = re.compile(
    r"(?:\b(?:about|regarding|concerning)|\b(?:comment|remark|sp[eo]ak|talk|elaborat)\w*\s+on)\W*$",
    re.I,
)
ANYTHING_ON = re.compile(
    r"^\W*(?:any|some)thing\s+(?:about|on|regarding|concerning|to\s+say\s+(?:about|on))\b", re.I
)
"""Behind "did she say": a topic, and no claim."""
A_SENTENCE = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|be|been|do|does|did|has|have|"
    r"had|will|would|can|could|should|may|might|must)\b|['’]s\b",
    re.I,
)
"""What keywords do not have."""
POSITION_HELD = re.compile(r"['’]s?\s+(?:\w+\s+)?(?:position|post|role|job)\W*$", re.I)
"""Of somebody who is not quoted that is a post, and no view."""
DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|reject\w*|contradict\w*|doubt\w*|disagree\w*)\b", re.I
)
AN_ARTICLE = re.compile(
    r"\W*(?:the|an?|this|that)\s*(?:\s(?:(?!of\b|by\b)[\w'’.&\-]+\s+){0,4}?articles?\b|$)", re.I
)
"""An article in a speaker's place ("the Gazette's article on the harbour"), or "the" alone, where
what looked like the verb was a noun ("Was the reporting … consistent?")."""
PLURAL_SIDES = re.compile(
    rf"^\W*(?:which|what)\s+(?:{_FILLER}){{0,2}}?(?:\w*(?:sources|experts|analysts|speakers))\s+"
    r"(?:see|sees|view|regard|consider|think|believe|say|claim|argue)\b",
    re.I,
)
WHO = re.compile(
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
    r"stands?\s+by|stood\s+by|supportive\s+of|positive\s+about|optimistic\s+about"
)
_AGAINST = (
    r"critici[sz](?:es?|ed)|condemn(?:s|ed)?|slam(?:s|med)?|lambast(?:es?|s|ed)|denounc(?:es?|ed)|"
    r"decr(?:y|ies|ied)|deplor(?:es?|ed)|mock(?:s|ed)?|ridicul(?:es?|ed)|rebuk(?:es?|ed)|"
    r"critical\s+of|scepti?cal\s+(?:of|about)|skeptical\s+(?:of|about)|hostile\s+to|"
    r"oppos(?:es?|ed|ed\s+to)|object(?:s|ed)?\s+to|(?:came\s+out\s+|spoke\s+out\s+)?against"
)
_WHO_OF_THEM = (
    rf"^\W*(?:who|which\s+(?:{_FILLER}){{0,3}}?{_PEOPLE}|what\s+(?:{_FILLER}){{0,2}}?{_PEOPLE})\s+"
)
FOR_OR_AGAINST = re.compile(
    _WHO_OF_THEM
    + r"(?:else\s+|also\s+|has\s+|have\s+|had\s+|is\s+|are\s+|was\s+|were\s+|publicly\s+|"
    rf"repeatedly\s+|strongly\s+|openly\s+)*(?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))\s+(?P<object>.+)$",
    re.I | re.S,
)
"""Who takes which attitude to a thing: "Who criticised the plan?"."""
SEEN_WELL = re.compile(
    _WHO_OF_THEM
    + r"(?:else\s+|also\s+|has\s+|have\s+|had\s+)*(?:sees?|saw|seen|views?|viewed|assess(?:es|ed)?|"
    r"evaluat(?:es?|ed)|regards?|regarded|judg(?:es?|ed)|sp(?:eaks?|oke|oken)\s+of)\s+(?P<object>.+?)\s+"
    r"(?:very\s+|rather\s+)?(?:(?P<for>positively|favou?rably|well|in\s+a\s+positive\s+light)|"
    r"(?:negatively|unfavou?rably|critically|badly|sceptically|skeptically|in\s+a\s+negative\s+light))\W*$",
    re.I | re.S,
)
"""The same by an adverb: "Who sees the plan positively?"."""
OTHER_SIDE_TOO = re.compile(
    r",?\s+(?:and|or|but|while)\s+(?:which|who|whom)(?:\s+(?:of\s+them|ones?|others?))?\s+"
    r"(?:sees?|views?|considers?|regards?|thinks?|says?|oppos\w+|disagrees?|den(?:y|ies)|reject\w*|"
    r"criticis\w+|do(?:es)?\s+not|don't|doesn't|is\s+against|are\s+against)\b.*$",
    re.I | re.S,
)
"""The second half of "Which experts see it as a gain and which see it as a danger?"."""
HOLDER = re.compile(
    r"^\W*who(?:\s+is|\s+was|['’]?s)\s+(?:the\s+)?(?:current\s+|new\s+|present\s+)?"
    r"(?:(?P<of>[\w\s\-]{3,40}?)\s+(?:of|for|in)\s+(?:the\s+)?(?P<body>[\w\s’'.\-]{2,40}?)|"
    r"(?P<owner>[\w\s.\-]{2,40}?)['’]s?\s+(?P<post>[\w\s\-]{3,40}?))\W*$",
    re.I,
)
"""Who holds a post: "Who is the president of Turkey?"."""
ACCORDING_TO_WHOM = re.compile(r"^\W*(?:according\s+to|in)\s+(?:whom|who|whose\s+\w+)\b,?", re.I)
HAS_ANYONE = re.compile(
    rf"^\W*(?:did|does|do|has|have)\s+(?:any(?:one|body|\s+(?:of\s+the\s+)?(?:{_FILLER}){{0,2}}?{_PEOPLE})|"
    rf"some(?:one|body))\s+(?:else\s+|ever\s+|really\s+|actually\s+|publicly\s+)*(?:{_VERB})\b\s*{_LINK}",
    re.I,
)
DID_SAY = re.compile(
    rf"^\W*(?:did|does|do|(?P<be>is|was)|(?P<perfect>has|have))\s+(?P<who>.{{2,80}}?)\s+"
    rf"(?:ever\s+|really\s+|actually\s+|it\s+true\s+)?"
    # "Is she recognised for it?" asks for a fact; "is she claiming that?" does not.
    rf"(?<!\bof )(?:(?(perfect)(?:{_PARTICIPLE})|(?(be)(?:{_SAYING})|(?:{_VERB}))))\b"
    rf"\s*{_LINK}\s*(?P<claim>.+)$",
    re.I | re.S,
)
A_THING = re.compile(
    r"^\W*(?:the|an?|his|her|its|their|any|this|these|those)"
    r"(?:\s+(?!(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|do|"
    r"does|did|that)\b|\w{2,40}(?<!e)ed\b)[\w'’\-]+){1,5}\W*$",
    re.I,
)
"""A few words without a verb behind "did she confirm": a thing, and no claim."""
OF_A_THING = re.compile(
    r"\b(?:confirm|den|mention|discuss|address|acknowledg|admit|dispute|reject|support|oppose|endorse|"
    r"critici[sz]|condemn|prais|announc)\w*\W*$",
    re.I,
)
"""Verbs that are said of a thing as well as of a claim."""
ASKED_FOR = re.compile(r"^\W*(?:how|what|when|where|why|which|who(?:m|se)?)\b", re.I)
"""What comes behind "did she say" where her words themselves are asked for."""
SAYS = re.compile(
    rf"^\W*(?:what|how|why|when|where|which|whom|in\s+what\s+way)\b.{{0,60}}?\b"
    rf"(?:do|does|did|has|have|(?P<be>is|was)|would|can)\s+(?P<who>.{{2,90}}?)\s+(?:each\s+)?"
    # "When was she confirmed by the Senate?" asks for a fact; "what was she claiming?" does not.
    rf"(?<!\bof )(?:(?(be)(?:quoted\s+as\s+)?(?:{_SAYING})|(?:{_VERB})))\b\s*(?P<topic>.*)$",
    re.I | re.S,
)
NOBODY = frozenset(("there", "anyone", "it"))
ASIDE = re.compile(
    r"^\W*(?P<who>[\w'’.\-]+(?:\s+[\w'’.\-]+){0,3}?)\W+(?:what|wat|wot|how)\s+"
    r"(?:did|does|do|has|have)\s+"
    rf"(?:he|she|they|it)\s+(?:{_VERB})\b\s*(?:re\b|abt\b)?\s*(?P<topic>.*)$",
    re.I | re.S,
)
"""The name first: "Smith, what did he say about taxes?"."""
BETWEEN = re.compile(
    r"^\W*(?:do|does|did|are|is|how\s+do|how\s+does|where\s+do)\s+(?P<who>.{3,80}?)\s+(?:all\s+|both\s+)?"
    r"(?:agree|disagree|differ|divided|split|at\s+odds|unanimous)\b",
    re.I,
)
"""Two or more named: "Do Smith and Jones agree that …?"."""
VIEW_OF = re.compile(
    r"^\W*(?:what|how)\b.{0,40}?\b(?:is|are|was|were)\s+(?P<who>.{2,80}?)['’]s?\s+"
    r"(?:\w+\s+)?(?:view|views|opinion|opinions|position|stance|take|assessment|attitude|"
    r"reaction|argument|claim|claims|statement|statements)\b\s*(?P<topic>.*)$",
    re.I | re.S,
)
VIEW_BY = re.compile(
    r"^\W*(?:what)\b.{0,20}?\b(?:view|views|opinion|opinions|position|stance|statements?)\s+of\s+"
    r"(?P<who>.{2,80}?)\s+(?P<topic>(?:on|about|regarding|concerning)\b.+)$",
    re.I | re.S,
)
ACCORDING_TO = re.compile(r"\baccording\s+to\s+(?P<who>[^,?]{2,80})", re.I)
TERSE = re.compile(
    r"^\W*(?!(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|"
    r"after|before|since|while|although|because|if|in|at|for|with|during)\b)"
    r"(?P<who>[\w'’. \-]{2,60}?)\s+(?:on|about|re|regarding)\s+(?P<topic>.+)$",
    re.I,
)
SUMMARY = re.compile(
    r"^\W*(?:summari[sz]e|give\s+(?:me\s+)?(?:an?\s+)?(?:overview|summary)|overview\s+of|"
    r"what\s+are\s+the\s+(?:positions|views|opinions))\b",
    re.I,
)
CLAIM_NOUN = r"(?:claim|idea|allegation|suggestion|notion|accusation|charge|view|rumou?r|report)s?"
TOPIC = re.compile(r"\b(?:about|on|regarding|concerning)\s*$", re.I)
KEYWORDS = re.compile(r"^\s*(?:about\s+)?(?:this|these|it)?\s*:\s*", re.I)
