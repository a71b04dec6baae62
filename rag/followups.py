"""Follow-up questions made standalone by rule: whom "he" means, what "that visit" was, "why?".

The rules draw on the conversation alone: its questions, and whom its answers quote. What a rule
cannot put into a sentence is carried along as words in brackets behind the question, which the
search reads like any others and the judging of answers weighs less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.collection import Collection
from rag.followup_words import (
    ABOUT,
    AGREES,
    ALSO,
    DISAGREES,
    MORE,
    MORE_OF_SPEAKER,
    OPENER,
    OWNER,
    PERSON,
    POINTS,
    WHY,
)
from rag.language import REPORTING_VERBS, content_words, is_name_like, stem, words
from rag.names import match_speakers
from rag.time_limits import is_time_alone, read_time_limits
from rag.types import Answer, QuestionType

TURNS = 4
"""So many questions back words are carried over from."""
DECAY = 0.7
"""A word counts so much less with each question that lies between."""
CARRIED = 8
"""So many words at most are carried over."""
SHORT = 2
"""A question with so few words that carry meaning, and without a name, follows up."""
NAME = 1.5
"""Names are carried over before other words."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A standalone question; ``changed`` where it differs from what was asked."""

    question: str
    changed: bool


def make_standalone(
    question: str, history: Sequence[Answer], collection: Collection | None = None
) -> Rewrite:
    """Make a follow-up standalone from the answers before it.

    A question that names its own subject is left alone, so that a new topic is not polluted by the
    old one. With ``collection`` the words that are carried over are its rarest, and names of its
    speakers are known.
    """
    asked = " ".join(question.split())
    if not history:
        return Rewrite(asked, False)
    talk = _Talk(history, collection)
    made = " ".join(talk.rewrite(asked).split())
    return Rewrite(made, made != asked)


class _Talk:
    """A conversation so far, as the rules see it."""

    def __init__(self, history: Sequence[Answer], collection: Collection | None) -> None:
        from rag.question import understand

        self.history = history
        self.collection = collection
        self.speakers = collection.speakers() if collection else ()
        self.last = history[-1]
        self.meant = understand(self.last.standalone, self.speakers)
        self.about, said = self._topic()
        self.link = "about" if said in ("says", "fact", "summary") else "that"
        self.spoken = self.meant.type in ("who", "did_say", "contrast", "summary") or (
            self.meant.type == "says" and (bool(self.meant.speakers) or collection is None)
        )

    def rewrite(self, asked: str) -> str:
        """The first rule that applies."""
        person = self._person()
        if is_time_alone(asked):
            return self._limited(asked)
        if self.meant.attitude and (DISAGREES.match(asked) or AGREES.match(asked)):
            against = (self.meant.attitude == "against") != bool(DISAGREES.match(asked))
            return f"Who is {'against' if against else 'in favour of'} {self.about}?"
        if DISAGREES.match(asked):
            return f"Who disagrees {self.link} {self.about}?"
        if AGREES.match(asked) and self.spoken:
            return (
                f"Who says that {self.about}?"
                if self.link == "that"
                else f"Who speaks about {self.about}?"
            )
        if WHY.match(asked):
            return self._why(person)
        if person and (match := MORE_OF_SPEAKER.match(asked)) and PERSON.search(match["who"]):
            return f"What does {person} say {match['rest'].strip(' ?') or 'about anything'}?"
        if person and self.spoken and MORE.match(asked):
            return f"What does {person} say about {self.about}?"
        if (match := ALSO.match(asked)) and not PERSON.search(match["who"]):
            return f"{match['frame']} about {self.about}?"
        if (match := ABOUT.match(asked)) and (made := self._instead(match["x"] or match["y"])):
            return made
        if person and (match := PERSON.search(asked)) and self._is_person(match):
            return self._named(asked, match, person)
        if self._follows_up(asked):
            return self._with_context(OPENER.sub("", asked) or asked)
        return asked

    def _topic(self) -> tuple[str, QuestionType]:
        """What the conversation is about, and how it was asked for: the last claim or topic that
        says anything."""
        from rag.question import understand

        for answer in reversed(self.history):
            meant = understand(answer.standalone, self.speakers)
            claim = _plain(meant.claim)
            if content_words(claim) and claim != _plain(answer.standalone).rstrip(" ?"):
                return claim, meant.type
        return _plain(self.meant.claim), self.meant.type

    def _limited(self, asked: str) -> str:
        """The last question within the time that is given now."""
        limits = read_time_limits(asked)
        before = read_time_limits(self.last.standalone)
        rest = before.rest if re.search(r"\w", before.rest) else self.last.standalone
        words_of_time = limits.words
        if not re.match(r"(?:since|until|till|before|after)\b", words_of_time, re.I):
            words_of_time = f"published {words_of_time}"
        return f"{rest.rstrip(' ?')}, {words_of_time}?"

    def _why(self, person: str) -> str:
        if self.meant.type in ("who", "did_say", "contrast") and person:
            return f"Why does {person} say that {self.about}?"
        if self.meant.type == "says" and person:
            return f"Why does {person} speak of {self.about}?"
        return self._with_context("Why?")

    def _instead(self, other: str) -> str:
        """The last question, asked of another speaker, subject or topic; empty where none fits."""
        if POINTS.search(other) or (len(content_words(other)) > 3):
            return ""
        if (
            self.speakers
            and is_name_like(other)
            and (found := match_speakers(other, self.speakers))
        ):
            name = found[0].speaker.name if found[0].score >= 0.6 else ""
            about_them = stem(other.split()[-1]) in {stem(w) for w in words(self.about)}
            if name and self.spoken and not about_them and found[0].speaker.kind == "person":
                return f"What does {name} say about {self.about}?"
        if self.meant.type == "says" and self.meant.speakers:
            return f"What does {self.meant.speakers[0].speaker.name} say about {other}?"
        subject = re.match(r"(?:the\s+)?[A-ZÀ-Þ][\w’'\-]*(?:\s+[A-ZÀ-Þ][\w’'\-]*)*", self.about)
        if self.meant.type == "who" and subject and is_name_like(other):
            return f"Who says that {other}{self.about[subject.end() :]}?"
        return ""

    def _is_person(self, match: re.Match[str]) -> bool:
        """Whether a pronoun means the person; "they" mostly means what was spoken of."""
        return not match["they"] or self.spoken

    def _named(self, asked: str, match: re.Match[str], person: str) -> str:
        """The question with the person in the place of the pronoun."""
        owner = "'s" if OWNER.match(asked[match.start() :]) and not match["same"] else ""
        made = f"{asked[: match.start()]}{person}{owner}{asked[match.end() :]}"
        if not self.spoken or content_words(asked)[1:]:
            return made
        return f"{made.rstrip(' ?')} about {self.about}?"

    def _follows_up(self, asked: str) -> bool:
        """Whether a question lacks its subject: it points back, or says too little by itself."""
        core = OPENER.sub("", asked)
        terms = content_words(core)
        first = next(iter(words(core)), "")
        named = [w for w in terms if is_name_like(w) and (w != first or len(terms) == 1)]
        if POINTS.search(core) and not named:
            return True
        opened = core != asked
        return (len(terms) <= SHORT + opened) and not (named and len(terms) > 1 and not opened)

    def _with_context(self, asked: str) -> str:
        """A question with the words of the conversation that it takes for granted."""
        carried = self._carried(asked)
        return f"{asked} ({' '.join(carried)})" if carried else asked

    def _carried(self, asked: str) -> list[str]:
        """The most telling words of the last questions, in the order in which they came up."""
        present = {stem(w) for w in words(asked)}
        scores: dict[str, float] = {}
        written: dict[str, str] = {}
        recent = [answer.question for answer in self.history[-TURNS:]]
        for age, text in enumerate(reversed(recent)):
            terms = [w for w in content_words(text) if stem(w) not in present | _SAYING]
            first = next(iter(words(text)), "")
            for word, weight in zip(terms, self._weights(terms), strict=True):
                name = is_name_like(word) and word != first
                value = weight * (NAME if name else 1.0) * DECAY**age
                key = stem(word)
                scores[key] = scores.get(key, 0.0) + value * (0.5 if key in scores else 1.0)
                written.setdefault(key, word)
        best = sorted((k for k in scores if scores[k] > 0), key=lambda k: (-scores[k], k))[:CARRIED]
        order = [stem(w) for text in recent for w in content_words(text)]
        return [written[key] for key in dict.fromkeys(order) if key in best]

    def _weights(self, terms: Sequence[str]) -> list[float]:
        """How rare each word is in the collection; one that does not occur there weighs nothing."""
        if self.collection is None or not terms:
            return [1.0] * len(terms)
        total = self.collection.passage_count()
        return [
            math.log(1 + (total - n + 0.5) / (n + 0.5)) if n else 0.0
            for n in self.collection.document_frequency(terms)
        ]

    def _person(self) -> str:
        """Whom "he" or "the same expert" means: the last one asked about, quoted or named."""
        if self.meant.speakers:
            return self.meant.speakers[0].speaker.name
        recent = self.history[: -TURNS - 1 : -1]
        for answer in recent:
            for citation in answer.citations:
                if citation.voice.name and answer.type != "fact":
                    return citation.voice.name
            if name := _new_name(answer):
                return name
        return next((name for a in recent if (name := _name_in(_plain(a.standalone)))), "")


_SAYING = frozenset(stem(w) for w in REPORTING_VERBS)


def _plain(claim: str) -> str:
    """A claim without the words that were carried over into it."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", claim).strip() or claim


_FULL_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-ZÀ-Þ][\w’'\-]+(?:\s+[A-ZÀ-Þ][\w’'\-]+)+")


def _new_name(answer: Answer) -> str:
    """The full name with which a "who is …?" was answered: one that the question does not have."""
    if not re.match(r"\W*(?:who|whom)\b", answer.standalone, re.I):
        return ""
    asked = {stem(w) for w in words(answer.standalone)}
    for citation in answer.citations[:1]:
        for match in _FULL_NAME.finditer(citation.quote.text):
            name = [w for w in match[0].split() if stem(w) not in asked]
            if len(name) >= 2:
                return " ".join(name)
    return ""


def _name_in(question: str) -> str:
    """The last run of capitalised words of a question that does not begin a sentence."""
    runs = re.findall(
        r"(?<![.!?]\s)(?<!^)\b(?!I\b)[A-ZÀ-Þ][\w’\-]+(?:\s+[A-ZÀ-Þ][\w’\-]+)*", question
    )
    named = [run for run in runs if content_words(run)]
    return re.sub(r"['’]s$", "", named[0]) if named else ""
