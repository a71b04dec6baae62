"""What kind of words a source span holds: a pronoun, a name, a description, several people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.speakers.folding import plain
from index.speakers.lexicon import (
    FUNCTION_WORDS,
    GENDERED_NOUNS,
    NON_PERSON_NOUNS,
    ORG_WORDS,
    PARTICLES,
    PARTY_NOUNS,
    PLURAL_GROUPS,
    place_adjectives,
    word_set,
)
from index.speakers.mentions import Mention
from index.speakers.roles import is_role, role_words, singular
from index.speakers.words import Token, Words
from index.types import Span

SourceKind = Literal["empty", "pronoun", "named", "several", "body", "nominal"]

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
INDEFINITE = word_set("indefinite_pronouns")
_PREPOSITIONS = word_set("prepositions")
_CUT = frozenset(["who", "whom", "whose", "which", "that", "where", "when"])
_DEFINITE = frozenset(
    ["the", "this", "that", "his", "her", "their", "its", "our", "my", "these", "those", "both"]
)
_INDEFINITE_ARTICLES = frozenset(
    ["a", "an", "another", "one", "some", "several", "many", "two", "three", "four", "few"]
)
_POSSESSIVE = frozenset(["his", "her", "their", "its", "our", "my"])


_AFTER_PRONOUN = word_set("after_pronoun")
_COUNTED = frozenset(["two", "three", "four", "pair"])
_SEVERAL = word_set("quantifiers")
_SUBJECTS = frozenset(["he", "she", "they", "it", "we", "i"])
_MASTHEADS = word_set("mastheads")
_CHAMBERS = word_set("chambers")
CALENDAR_OR_TIME = frozenset(["morning", "evening", "sunday", "daily", "weekly"])


@dataclass(frozen=True, slots=True)
class Source:
    """A source span, read. ``head`` is what names the speaker, without articles and appositions."""

    kind: SourceKind
    span: Span
    head: Span
    word: str = ""
    mention: Mention | None = None
    members: tuple[Mention, ...] = ()
    noun: str = ""
    roles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    gender: str = ""
    owner: Span | None = None
    short: bool = False
    long: Span | None = None


class Reader:
    """Reads source spans of one article."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.people = [m for m in mentions if m.kind == "person"]
        self._starts = [m.start for m in self.people]

    def inside(self, start: int, end: int) -> list[Mention]:
        """People mentioned in a span."""
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.people) and self.people[at].start < end:
            if self.people[at].end <= end:
                found.append(self.people[at])
            at += 1
        return found

    def read(self, spans: Sequence[Span]) -> Source:
        """Classify a source and find its head."""
        spans = [s for s in spans if s[1] > s[0]]
        if not spans:
            return Source("empty", (0, 0), (0, 0))
        whole = spans[0]
        tokens = [t for t in self.words.between(*whole) if t.end <= whole[1] + 2]
        wordy = [t for t in tokens if t.text[0].isalnum()]
        if not wordy:
            return Source("empty", whole, whole)
        first = wordy[0].low
        if len(wordy) <= 2 and _pronoun(first):
            follows_noun = len(wordy) == 2 and wordy[1].low not in _AFTER_PRONOUN
            if not follows_noun:
                return Source("pronoun", whole, whole, word=first)
        if first in _SUBJECTS and wordy[1].low not in ("and", "or"):
            # More than the pronoun was marked: "we see that".
            return Source("pronoun", (wordy[0].start, wordy[0].end), whole, word=first)
        return self._phrase(whole, wordy)

    def _phrase(self, whole: Span, wordy: list[Token]) -> Source:
        segment = self._segment(whole, wordy)
        start, end = segment[0].start, segment[-1].end
        people = self.inside(start, end)
        named = self._named(segment, people)
        if named is not None:
            return Source("named", whole, (named.start, named.end), mention=named)
        several = self._several(segment, people)
        if several:
            return Source("several", whole, (start, end), members=several, plural=True)
        nominal = self._nominal(whole, segment)
        if nominal.kind == "nominal" and not nominal.plural:
            appositive = self._appositive(whole, end)
            if appositive is not None:
                return Source(
                    "named", whole, (appositive.start, appositive.end), mention=appositive
                )
        return nominal

    def _segment(self, whole: Span, wordy: list[Token]) -> list[Token]:
        """The words up to the first comma, dash, bracket or relative pronoun."""
        text, kept = self.words.text, [wordy[0]]
        for token in wordy[1:]:
            between = text[kept[-1].end : token.start]
            suffix = token.low in ("jr", "sr", "ii", "iii")
            if re.search(r",\s|,$|[;(–—\n]| - |-- ", between) and not suffix:
                break
            if token.low in _CUT and not (kept[0].low in INDEFINITE and len(kept) <= 2):
                break
            kept.append(token)
        return kept

    def _named(self, segment: list[Token], people: list[Mention]) -> Mention | None:
        if not people:
            return None
        start, end = segment[0].start, segment[-1].end
        last = people[-1]
        tail = self.words.text[last.end : end].strip(" .")
        if not tail or tail in ("'s", "’s", "'", "’"):
            if len(people) > 1 and self._joined(people):
                return None
            if not self._governed(segment, last):
                return None if self._part_of_title(last) else last
        head = people[0]
        before = self.words.between(start, head.start)
        lead = all(
            t.text[0].isupper() or is_role(t.text) or t.low in _DEFINITE or t.low == "former"
            for t in before
            if t.text[0].isalnum()
        )
        lead = lead or (head.title_start >= 0 and head.title_start <= start)
        if not lead or head.possessive or (len(people) > 1 and self._joined(people)):
            return None
        follows = [t for t in self.words.between(head.end, end) if t.text[0].isalnum()]
        if follows and (
            follows[0].low in _PREPOSITIONS
            or follows[0].low in ("himself", "herself", "himself", "alone", "also", "then", "too")
            or (follows[0].low.endswith(("ly", "ing")) and not is_role(follows[0].text))
            or (
                follows[0].low in ("and", "or")
                and len(people) == 1
                and not _person_like(follows[1:])
            )
        ):
            return head
        return None

    def _part_of_title(self, mention: Mention) -> bool:
        """ "The Daily Caller": capitals before a lone word that are no role make it a body's."""
        return bool(
            mention.title
            and not mention.strong
            and " " not in mention.text
            and not role_words(mention.title)
            and not place_adjectives().get(plain(mention.title))
            and plain(mention.title) not in PARTY_NOUNS | {"democratic", "gop"}
        )

    def _joined(self, people: list[Mention]) -> bool:
        between = self.words.text[people[-2].end : people[-1].start].lower()
        return bool(re.match(r"['’]?s?,? (?:and|or|&) ", between))

    def _governed(self, segment: list[Token], mention: Mention) -> bool:
        """Whether a preposition makes the name a part of a description ("a friend of X")."""
        at = self.words.first_from(mention.start)
        title = mention.title_start
        first = self.words.first_from(title) if title >= 0 else at
        first = max(first, self.words.first_from(segment[0].start))
        k = first - 1
        begin = self.words.first_from(segment[0].start)
        while k >= begin and (
            self.words.tokens[k].low in ("the", "a", "an", ".")
            or is_role(self.words.tokens[k].text)
            or (not mention.strong and self._capital_or_and(k))
        ):
            k -= 1
        if k < begin or self.words.tokens[k].low not in _PREPOSITIONS:
            return False
        if title >= 0 and mention.strong and " " in mention.text:
            # "President of the Republic X": what stands in between is a place, not a title.
            lead = self.words.tokens[at - 1]
            inner = lead if lead.text != "." else self.words.tokens[at - 2]
            return is_role(inner.text)
        return True

    def _capital_or_and(self, k: int) -> bool:
        token = self.words.tokens[k]
        return token.low == "and" or token.text[0].isupper()

    def _several(self, segment: list[Token], people: list[Mention]) -> tuple[Mention, ...]:
        if len(people) < 2 or not self._joined(people):
            return ()
        first = self.words.first_from(segment[0].start)
        lead = self.words.tokens[first : self.words.first_from(people[0].start)]
        if any(t.low in _PREPOSITIONS for t in lead) or people[-1].end < segment[-1].end:
            return ()
        return tuple(people)

    def _appositive(self, whole: Span, end: int) -> Mention | None:
        """The name after a description: "ABC's host, Jane Roe,"; "a supporter …, Sen. X"."""
        text = self.words.text
        for comma in re.finditer(r", ?|[–—] ?", text[end : whole[1]]):
            start = end + comma.end()
            stop = re.compile(r"[,;(–—]").search(text, start, whole[1])
            piece = (start, stop.start() if stop else whole[1])
            for mention in self.inside(*piece):
                lead = [t for t in self.words.between(start, mention.start) if t.text[0].isalnum()]
                if lead and lead[0].low == "the" and len(lead) > 1 and is_role(lead[1].text):
                    lead = lead[1:]
                if any(t.low in _PREPOSITIONS or t.low in _DEFINITE for t in lead):
                    continue
                if all(t.text[0].isupper() or is_role(t.text) or t.low == "former" for t in lead):
                    ends = mention.end >= piece[1] - 3
                    after = text[mention.end : piece[1]].strip()
                    if ends or re.match(r"(?:of|from|in|at)\b", after):
                        return mention
        return None

    def _nominal(self, whole: Span, segment: list[Token]) -> Source:
        text = self.words.text
        lows = [t.low for t in segment]
        definite = lows[0] in _DEFINITE
        core = segment
        while len(core) > 1 and core[0].low in ("the", "a", "an"):
            core = core[1:]
        cut = next((k for k, t in enumerate(core) if k and t.low in _PREPOSITIONS), len(core))
        if cut > 1 and core[cut - 1].low in ("close", "familiar", "loyal", "critical", "based"):
            cut -= 1
        noun_token = core[cut - 1]
        noun = noun_token.low
        head = (core[0].start, self._phrase_end(core))
        owner = None
        for k, token in enumerate(core[:cut]):
            if (token.low in _POSSESSIVE and k == 0) or (token.possessive and k < cut - 1):
                owner = (core[0].start, token.end)
        plural = _plural(noun, noun_token.text) or noun in _COUNTED or lows[0] in _SEVERAL
        if " and " in text[core[0].start : core[cut - 1].end] and not is_role(noun):
            plural = plural or noun not in NON_PERSON_NOUNS
        if re.search(r" and (?:the|his|her|its|their|a) ", text[core[0].start : core[-1].end]):
            plural = True
        phrase = text[core[0].start : core[cut - 1].end]
        if "head of state" in plain(text[core[0].start : core[-1].end]):
            phrase = "head of state"
        found = role_words(phrase)
        places = frozenset(place_adjectives()[t.low] for t in core if t.low in place_adjectives())
        capital = noun_token.text[0].isupper()
        title = capital and is_role(noun) and not self._masthead(core[:cut])
        party = singular(noun) in PARTY_NOUNS
        if party and not plural:
            found |= {"politician"}
        body = (
            not plural
            and not party
            and (
                noun in NON_PERSON_NOUNS
                or (capital and not title and not owner and noun not in INDEFINITE)
            )
        )
        return Source(
            "body" if body else "nominal",
            whole,
            head,
            noun=singular(noun) if not plural else noun,
            roles=found,
            places=places,
            definite=definite,
            plural=plural,
            gender=GENDERED_NOUNS.get(noun, ""),
            owner=owner,
            short=cut == len(core) and not owner,
            long=self._with_clause(whole, head),
        )

    def _with_clause(self, whole: Span, head: Span) -> Span:
        """The head with the relative clause that says which ones: "officials who saw it"."""
        rest = self.words.text[head[1] : whole[1]]
        if not re.match(r" (?:who|whose|that|which)\b", rest):
            return head
        stop = re.search(r"[,;(–—\n]| - | -$", rest)
        end = head[1] + (stop.start() if stop else len(rest))
        while end > head[1] and self.words.text[end - 1] in " .,;":
            end -= 1
        return (head[0], end) if rest.count(" ") <= 24 else head

    def _masthead(self, core: list[Token]) -> bool:
        """A publication that ends in a role noun: "Union Leader", "Morning Star"."""
        if len(core) < 2 or not all(t.text[0].isupper() for t in core):
            return False
        before = core[-2].low
        return core[-1].low in _MASTHEADS and (
            (before in ORG_WORDS and before not in _CHAMBERS) or before in CALENDAR_OR_TIME
        )

    def _phrase_end(self, core: list[Token]) -> int:
        end = core[-1].end
        text = self.words.text
        if text[end : end + 1] in ("”", '"', "’") and '"“‘'.find(text[core[-1].start - 1]) < 0:
            opened = text[core[0].start : end]
            if opened.count("“") > opened.count("”") or opened.count('"') % 2:
                end += 1
        if text[end : end + 1] == "%":
            end += 1
        if text[end : end + 1] == "." and re.search(r"(?:\.[A-Z]|Inc|Corp|Jr)$", text[:end]):
            end += 1
        return end


def _pronoun(low: str) -> bool:
    bare = re.split(r"['’]", low)[0]
    return bare in HE | SHE | THEY | IT | FIRST | RELATIVE | INDEFINITE


def _person_like(tokens: list[Token]) -> bool:
    return bool(tokens) and (tokens[0].text[0].isupper() or tokens[0].low in PARTICLES)


def _plural(noun: str, text: str) -> bool:
    if noun in PLURAL_GROUPS or noun == "percent":
        return True
    if noun in FUNCTION_WORDS or noun in (
        "press",
        "congress",
        "politics",
        "news",
        "boss",
        "series",
    ):
        return False
    if noun.endswith(("men", "people")) and len(noun) > 3:
        return True
    return (
        noun.endswith("s")
        and not noun.endswith(("ss", "us", "is"))
        and not (text[0].isupper() and not is_role(noun) and noun not in place_adjectives())
    )
