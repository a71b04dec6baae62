"""The wordings in which people follow up, as patterns."""

from __future__ import annotations

import re

OPENER = re.compile(
    r"^\W*(?:and|but|so|then|also|or|what about|how about|ok(?:ay)?)\b,?\s*"
    r"(?:what about|how about)?\s*",
    re.I,
)
ABOUT = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok(?:ay)?)\b,?\s*)*(?:what|how)\s+about\s+(?P<x>.+?)\W*$"
    r"|^\W*and\s+(?:(?:on|about|for)\s+)?"
    r"(?!(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|since|"
    r"before|after|until|only|in|on|at|any\w*|if|that|the other|others)\b)"
    r"(?P<y>(?:the\s+)?[^\W\d_][\w’'\-]*(?:\s+[\w’'\-]+){0,3})\s*\?\W*$",
    re.I,
)
ALSO = re.compile(
    r"^\W*(?:and|but|so|then)\b,?\s+(?P<frame>what\s+(?:do|does|did)\s+(?P<who>.+?)\s+"
    r"(?:say|think|believe|claim|argue))\W*$",
    re.I,
)
PERSON = re.compile(
    r"\b(?P<he>he|him|his|she|her|hers)\b|\b(?P<they>they|them|their)\b"
    r"|\b(?P<same>the (?:same|latter)|th(?:is|at)) (?:expert|person|analyst|speaker|source|man|"
    r"woman|politician|official|professor|author)\b",
    re.I,
)
OWNER = re.compile(r"^(?:his|their|her(?=\s+[a-z]))", re.I)
POINTS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|there|then|one|ones|another|others?)\b"
    r"|\b(?:that|this|these|those|the same|such)\b(?!\s+(?:the|a|an|is|are|was|were)\b)",
    re.I,
)
DISAGREES = re.compile(
    r"^\W*(?:(?:and|but|so)\b,?\s*)*(?:"
    r"(?:who|which \w+|does any(?:one|body)|do any \w+|do others|does nobody)\s+(?:else\s+)?"
    r"(?:disagree\w*|objects?|dissents?|den(?:y|ies)|disputes?|contradicts?|opposes?|doubts?|"
    r"(?:says?|claims?|thinks?|argues?)\s+(?:the opposite|otherwise|the contrary|no)|"
    r"is against|sees? it differently|"
    r"(?:takes?|holds?|has|have) (?:the|an?) (?:opposite|opposing|other|contrary|different) "
    r"(?:view|side|position|opinion|stance))"
    r"(?:\s+(?:with|to)?\s*(?:him|her|them|that|this|it|so))?"
    r"|any(?:one|body) (?:against|who disagrees)"
    r"|(?:any )?(?:objections|counter-?arguments|opposing views?)"
    r"|(?:and\s+)?the (?:opposite|other) (?:view|side|position|opinion|camp))\W*$",
    re.I,
)
AGREES = re.compile(
    r"^\W*(?:(?:and|but|so)\b,?\s*)*"
    r"(?:(?:who|which \w+|does any(?:one|body)|do others)\s+(?:else\s+)?"
    r"(?:agrees?|says? (?:so|that|this|it)|thinks? so|believes? (?:so|that|this|it)|"
    r"supports? (?:him|her|it|that|this)|shares? (?:that|this|his|her) (?:view|opinion))"
    r"(?:\s+with\s+(?:him|her|them|that|this|it))?(?:\s+too)?"
    r"|any(?:one|body)? (?:else|others?)|any others|who else|others|(?:is|are) there (?:any )?"
    r"(?:others?|more)(?: who (?:say|think) so)?"
    r"|who else (?:says|thinks|claims) (?:so|that|this))\W*$",
    re.I,
)
MORE_OF_SPEAKER = re.compile(
    r"^\W*(?:and\s+)?what\s+else\s+(?:do|does|did|has|have)\s+(?P<who>.+?)\s+(?:say|said|think|"
    r"claim|claimed|argue|argued|believe|note|noted|write)\b(?P<rest>.*)$",
    re.I,
)
MORE = re.compile(
    r"^\W*(?:(?:tell me |say |anything )?more|go on|what else|anything else)\W*$", re.I
)
WHY = re.compile(
    r"^\W*(?:and\s+)?(?:why(?:\s+(?:so|is that|that|does (?:he|she) (?:say|think|believe|claim) "
    r"(?:so|that|this)))?|for what reason|how (?:come|so))\W*$",
    re.I,
)
