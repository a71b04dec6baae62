"""Follow-up questions: made standalone from the conversation, by rule, and shown to the user."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.collection import Collection
from index.types import Filter
from rag.language import content_words, is_name_like, words
from rag.types import Answer

_OPENER = re.compile(r"^\W*(?:and|but|so|then|also|what about|how about|ok(?:ay)?,?)\b\s*", re.I)
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its)\b", re.I)
_PERSON = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|"
    r"(?:the same|this) (?:expert|person|analyst|speaker|source))\b",
    re.I,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:that|this|these|those|the same|such a|such)\s+(?P<noun>[a-z]+)\b"
    r"|\b(?:that|this)\b(?=\W*$)",
    re.I,
)
_DISAGREES = re.compile(
    r"^\W*(?:and\s+|but\s+)?(?:who|which \w+)\s+(?:else\s+)?(?:disagree\w*|objects?|dissents?|"
    r"den(?:y|ies)|disputes?|contradicts?|says the opposite|thinks otherwise|says otherwise|"
    r"sees it differently|"
    r"(?:takes|holds|has) the (?:opposite|other|contrary) (?:view|side|position|opinion))"
    r"(?:\s+with\s+(?:him|her|them|that|this|it))?\W*$",
    re.I,
)
_AGREES = re.compile(
    r"^\W*(?:and\s+)?(?:who|which \w+)\s+(?:else\s+)?"
    r"(?:agrees?|says so|thinks so|supports? (?:him|her|it|that|this))"
    r"(?:\s+with\s+(?:him|her|them|that|this|it))?(?:\s+too)?\W*$"
    r"|^\W*(?:any(?:one|body)? (?:else|others?)|any others?|who else)\W*$",
    re.I,
)
_MORE_OF_SPEAKER = re.compile(
    r"^\W*(?:and\s+)?what\s+else\s+(?:do|does|did|has|have)\s+(?P<who>.+?)\s+(?:say|said|think|"
    r"claim|claimed|argue|believe|note)\b(?P<rest>.*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A standalone question; ``changed`` where it differs from what was asked."""

    question: str
    changed: bool


def make_standalone(question: str, history: Sequence[Answer]) -> Rewrite:
    """Make a follow-up standalone from the answers before it.

    A question that names its own subject is left alone, so that a new topic is not polluted by the
    old one. Only the last exchange is drawn on.
    """
    asked = " ".join(question.split())
    if not history:
        return Rewrite(asked, False)
    last = history[-1]
    topic = _claim(last)
    person = _person(last)
    if _DISAGREES.match(asked):
        return Rewrite(f"Who disagrees that {topic}?", True)
    if _AGREES.match(asked):
        return Rewrite(f"Who says that {topic}?", True)
    if (match := _MORE_OF_SPEAKER.match(asked)) and person and _PERSON.search(match["who"]):
        rest = match["rest"].strip(" ?")
        return Rewrite(f"What does {person} say {rest or 'about anything'}?".strip(), True)
    own_names = [w for w in content_words(_OPENER.sub("", asked))[0:] if is_name_like(w)]
    first = words(asked)[:1]
    own_names = [w for w in own_names if w not in first or len(words(asked)) == 1]
    opener = bool(_OPENER.match(asked))
    changed = asked
    if person and (match := _PERSON.search(asked)):
        owner = match.group(0).casefold() in ("his", "their") or (
            match.group(0).casefold() == "her" and re.search(r"\bher\s+[a-z]", asked, re.I)
        )
        changed = asked[: match.start()] + person + ("'s" if owner else "") + asked[match.end() :]
        if topic and last.type != "fact" and len(content_words(asked)) <= 1:
            changed = f"{changed.rstrip(' ?')} about {topic}?"
    elif (match := _DEMONSTRATIVE.search(asked)) and not own_names:
        noun = match["noun"] or ""
        subject = " ".join(_distinct(last.standalone, asked))
        changed = f"{asked.rstrip(' ?')} ({subject})?" if subject else asked
        if noun and subject:
            changed = f"{asked[: match.start()]}the {noun} ({subject}){asked[match.end() :]}"
    elif (_PRONOUN.search(asked) and not own_names) or (opener and len(content_words(asked)) <= 3):
        subject = " ".join(_distinct(last.standalone, asked))
        changed = f"{_OPENER.sub('', asked).rstrip(' ?')} ({subject})?"
    changed = " ".join(changed.split())
    return Rewrite(changed, changed != asked)


def _claim(answer: Answer) -> str:
    """The proposition that the last question was about."""
    from rag.question import understand

    return understand(answer.standalone).claim


def _person(answer: Answer) -> str:
    """The person that "he", "she" or "the same expert" means: the first one the answer names."""
    for citation in answer.citations:
        if citation.voice.name:
            return citation.voice.name
    _, _, rest = answer.standalone.partition(" ")
    run: list[str] = []
    for word in rest.split():
        if is_name_like(word):
            run.append(word.strip("?,.!;:'’"))
        elif run:
            break
    return " ".join(run)


def _distinct(earlier: str, now: str) -> list[str]:
    """The meaning-bearing words of the earlier question that are not asked again."""
    present = {w.casefold() for w in words(now)}
    return [w for w in content_words(earlier) if w.casefold() not in present]


@dataclass
class Conversation:
    """Questions and answers in a row, each follow-up understood from those before it.

    ``rewrite`` switched off asks every question as it stands.
    """

    collection: Collection
    where: Filter = Filter()
    limit: int = 5
    rewrite: bool = True
    answers: list[Answer] = field(default_factory=list)

    def ask(self, question: str) -> Answer:
        """Ask, and remember the answer for the next question."""
        from rag.pipeline import ask

        answer = ask(
            self.collection,
            question,
            history=self.answers,
            where=self.where,
            limit=self.limit,
            rewrite=self.rewrite,
        )
        self.answers.append(answer)
        return answer
