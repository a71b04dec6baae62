"""What kind of words a source span holds: a pronoun, a name, a description, several people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speakers.beside import Beside
from index.speakers.folding import plain
from index.speakers.lexicon import (
    NON_PERSON_NOUNS,
    ORG_WORDS,
    PARTICLES,
    PARTY_NOUNS,
    place_adjectives,
    word_set,
)
from index.speakers.mentions import Mention
from index.speakers.names import is_first_name
from index.speakers.phrases import DEFINITE, INDEFINITE, PREPOSITIONS, Source, read_nominal
from index.speakers.roles import is_role, role_words
from index.speakers.runs import is_seat
from index.speakers.words import Token
from index.types import Span

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
_CUT = frozenset(["who", "whom", "whose", "which", "that", "where", "when"])
_BESIDE = frozenset(
    ["among", "amongst", "between", "across", "inside", "during", "before", "after"]
)
_AFTER_PRONOUN = word_set("after_pronoun")
_SUBJECTS = frozenset(["he", "she", "they", "it", "we", "i"])
_NAME_JOINS = frozenset(["the", "of", "and", "&"])


class Reader(Beside):
    """Reads source spans of one article."""

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
        if first in _BESIDE and "," not in self.words.text[slice(*whole)]:
            # "Cases were reported among visitors": where or with whom, and not by whom.
            return Source("empty", whole, whole)
        if first in _SUBJECTS and wordy[1].low not in ("and", "or"):
            # More than the pronoun was marked: "we see that".
            return Source("pronoun", (wordy[0].start, wordy[0].end), whole, word=first)
        at = self.words.first_from(wordy[0].start)
        if is_seat(self.words, at) and (holder := self._holder_of_seat(at)) is not None:
            return Source("named", whole, (holder.start, holder.end), mention=holder)
        return self._phrase(whole, wordy)

    def _holder_of_seat(self, at: int) -> Mention | None:
        """Whoever is named right before the comma or bracket of their seat: "Roe, R-West Tarn"."""
        if at < 2:
            return None
        end = self.words.tokens[at - 2].end
        return next((m for m in self.people if m.end == end), None)

    def _phrase(self, whole: Span, wordy: list[Token]) -> Source:
        segment = self._segment(wordy)
        start, end = segment[0].start, segment[-1].end
        people = self.inside(start, end)
        together = self._coordinated(segment, people)
        if together is not None:
            return Source("several", whole, together, plural=True)
        named = self._named(segment, people)
        if named is not None:
            return Source("named", whole, (named.start, named.end), mention=named)
        several = self._several(segment, people)
        if several:
            return Source("several", whole, (start, end), members=several, plural=True)
        nominal = read_nominal(self.words, whole, segment)
        if nominal.kind == "nominal" and not nominal.plural:
            appositive = self.named_behind(whole, end)
            if appositive is not None:
                return Source(
                    "named", whole, (appositive.start, appositive.end), mention=appositive
                )
        return nominal

    def _segment(self, wordy: list[Token]) -> list[Token]:
        """The words up to the first comma, dash, bracket or relative pronoun."""
        text, kept = self.words.text, [wordy[0]]
        for token in wordy[1:]:
            between = text[kept[-1].end : token.start]
            suffix = token.low in ("jr", "sr", "ii", "iii")
            if re.search(r",\s|,$|[;(–—\n]| - |-- ", between) and not suffix:
                break
            clause = token.low in _CUT and not token.text.isupper()  # "the WHO" is a body
            if clause and not (kept[0].low in INDEFINITE and len(kept) <= 2):
                break
            kept.append(token)
        return kept

    def _coordinated(self, segment: list[Token], people: list[Mention]) -> Span | None:
        """Several of whom no more than one has a name of a person: "he and Mr. Roe", "The Tarn
        Times and Evening Bugle", "Sens. Ann Roe (R), who is new, and Karl Lindt"."""
        start, end = segment[0].start, segment[-1].end
        if len(people) == 1 and people[0].end >= end - 1:
            begin = people[0].title_start if people[0].title_start >= 0 else people[0].start
            lead = self.words.between(start, people[0].start)
            joins = [k for k, token in enumerate(lead) if k and token.low == "and"]
            before = lead[joins[-1] - 1] if joins else None
            pronoun = before is not None and before.low in _SUBJECTS and joins[-1] == 1
            capital = before is not None and before.text[0].isupper() and not is_role(before.text)
            names = all(t.text[0].isupper() or t.low in _NAME_JOINS for t in lead)
            person = is_first_name(people[0].text.split(" ")[0]) or begin != people[0].start
            if pronoun or (capital and names and not person):
                return (start, end)
        return None

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
                return None if self._part_of_title(last, segment) else last
        head = people[0]
        before = self.words.between(start, head.start)
        lead = all(
            t.text[0].isupper() or is_role(t.text) or t.low in DEFINITE or t.low == "former"
            for t in before
            if t.text[0].isalnum()
        )
        lead = lead or (head.title_start >= 0 and head.title_start <= start)
        if not lead or head.possessive or (len(people) > 1 and self._joined(people)):
            return None
        follows = [t for t in self.words.between(head.end, end) if t.text[0].isalnum()]
        if follows and (
            follows[0].low in PREPOSITIONS
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

    def _part_of_title(self, mention: Mention, segment: list[Token]) -> bool:
        """ "The Daily Caller", "Police Lidda": behind capitals of no role a word is a body's."""
        if mention.strong or " " in mention.text:
            return False
        lead = [token for token in segment if token.end <= mention.start][-1:]
        if not mention.title:
            named = (t for t in lead if t.text[0].isupper() and not t.possessive)
            return any(token.low in ORG_WORDS for token in named)
        return bool(
            not role_words(mention.title)
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
        tokens = self.words.tokens
        person = mention.title or is_first_name(mention.text.split(" ")[0])
        if at - begin > 1 and is_role(tokens[at - 1].text) and self._is_name(begin, at - 1):
            return False  # "…, Friends of Tarn director Ann Roe said"
        if k > begin and not person and tokens[k].low in NON_PERSON_NOUNS | ORG_WORDS:
            # "the leader of the militant group X", "a study published in the journal X"
            return any(token.low in PREPOSITIONS for token in tokens[begin + 1 : k])
        titled = not mention.strong  # "a friend of Tarn mayor Ann Roe"
        while k >= begin and (
            tokens[k].low in ("the", "a", "an", ".", "former")
            or is_role(tokens[k].text)
            or (titled and self._capital_or_and(k))
        ):
            titled = titled or (is_role(tokens[k].text) and tokens[k].text.islower())
            k -= 1
        if k > begin and mention.place and not mention.title and tokens[k].text.islower():
            # "two men from west Tarn who came"
            return any(token.low in PREPOSITIONS for token in tokens[begin + 1 : k + 1])
        if k < begin or self.words.tokens[k].low not in PREPOSITIONS:
            return False
        if title >= 0 and mention.strong and " " in mention.text:
            # "President of the Republic X": what stands in between is a place, not a title.
            lead = self.words.tokens[at - 1]
            inner = lead if lead.text != "." else self.words.tokens[at - 2]
            return is_role(inner.text) or inner.low in PARTY_NOUNS
        return True

    def _is_name(self, begin: int, end: int) -> bool:
        """Whether words are a body's name, of capitals that no sentence gives them."""
        before = self.words.text[: self.words.tokens[begin].start].rstrip()
        name = self.words.tokens[begin:end]
        return (
            bool(before)
            and before[-1] not in '.!?…:\n“"‘'
            and name[-1].text[0].isupper()
            and name[0].text[0].isupper()
            and all(t.text[0].isupper() or t.low in PREPOSITIONS | _NAME_JOINS for t in name)
        )

    def _capital_or_and(self, k: int) -> bool:
        token = self.words.tokens[k]
        return token.low == "and" or token.text[0].isupper()

    def _several(self, segment: list[Token], people: list[Mention]) -> tuple[Mention, ...]:
        if len(people) < 2 or not self._joined(people):
            return ()
        first = self.words.first_from(segment[0].start)
        lead = self.words.tokens[first : self.words.first_from(people[0].start)]
        if any(t.low in PREPOSITIONS for t in lead) or people[-1].end < segment[-1].end:
            return ()
        return tuple(people)


def _pronoun(low: str) -> bool:
    bare = re.split(r"['’]", low)[0]
    return bare in HE | SHE | THEY | IT | FIRST | RELATIVE | INDEFINITE


def _person_like(tokens: list[Token]) -> bool:
    return bool(tokens) and (tokens[0].text[0].isupper() or tokens[0].low in PARTICLES)
