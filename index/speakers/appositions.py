"""Where a text says beside a name what somebody is: verbatim words before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from index.speakers.folding import plain
from index.speakers.lexicon import (
    ADJECTIVES,
    FUNCTION_WORDS,
    HONORIFICS,
    PERSON_VERBS,
    place_adjectives,
    role_groups,
    word_set,
)
from index.speakers.mentions import Mention
from index.speakers.names import is_first_name
from index.speakers.roles import is_role
from index.speakers.words import Token, Words
from index.types import Span

_LINKS = frozenset(["of", "the", "for", "on", "at", "in", "and", "to", "de", "du", "s", "&"])
_DETERMINERS = frozenset(
    ["a", "an", "the", "his", "her", "their", "its", "our", "my", "one", "another"]
)
_ADJECTIVE_ENDING = re.compile(r"(?:al|ic|ish|ary|ese|ian|ani|ean|ive|ous|based|born|elect)$")
_PARTY = re.compile(r",?\s*\(?((?:R|D|I|Rep|Dem)\.?[-–—‑][A-Z][\w.]{0,6}(?: [A-Z]\w*\.?)?)\)?")
_GENITIVE = re.compile(r"['’]s?(?!\w)")
_MAX_WORDS = 14
_RELATIVE = frozenset(["who", "whose", "whom", "which", "that", "where", "when"])


def role_before(words: Words, mention: Mention, ends: Set[int] = frozenset()) -> Span | None:
    """The words before a name that say who it is, without a leading article.

    ``the Ukrainian military expert and historian X``; ``President of the Republic X``;
    ``Minister of Defence, Colonel General X``. None where nothing there names a role. ``ends`` are
    the offsets at which other people's names end: a role does not reach over them.
    """
    tokens = words.tokens
    at = words.first_from(mention.start)
    first, role_seen, k = at, False, at - 1
    taken, crossed = 0, False
    if k >= 0 and tokens[k].text == "." and tokens[k - 1].low in HONORIFICS:
        return None
    while k >= 0 and taken < _MAX_WORDS:
        token = tokens[k]
        if "\n" in words.text[token.end : tokens[k + 1].start] or token.end in ends:
            break
        if token.text == "." and k and _abbreviation(tokens[k - 1]):
            k -= 1
            continue
        if token.text == "," and role_seen and taken and k and _role_tail(words, k, ends):
            role_seen, crossed = False, True
            k -= 1
            continue
        low = token.low
        if not _belongs(token, before_name=k == at - 1):
            break
        if low in _LINKS and (role_seen if low != "and" else not (role_seen or crossed)):
            # "a spokesman for Senator X": what governs the name is someone else.
            break
        if low in ("in", "to", "on", "at") and not taken:
            break
        if low in _DETERMINERS and not _follows_link(tokens, k):
            break
        if low == "and" and tokens[k - 1].text[0].isupper() and is_first_name(tokens[k - 1].text):
            # "Bill and Hillary Clinton": a person and not a part of the role.
            break
        role = low != "military" and is_role(token.text)
        role_seen = role_seen or role or (low == "military" and not taken)
        first = k
        taken += 1
        k -= 1
    while first < at and (tokens[first].low in _LINKS or tokens[first].low in _DETERMINERS):
        first += 1
    chosen = tokens[first:at]
    nouns = [t.low for t in chosen if is_role(t.text) and t.low not in HONORIFICS]
    if chosen and chosen[-1].low == "military":
        nouns.append("military")
    if not nouns or nouns[-1] not in role_groups() or not set(nouns) - _RELATIONAL:
        return None
    end = chosen[-1].end
    if re.search(r"[\"“”]|''", words.text[chosen[0].start : end]):
        return None
    if words.text[end : end + 1] == ".":
        end += 1
    return (chosen[0].start, end)


_RELATIONAL = frozenset(
    ["friend", "rival", "opponent", "ally", "colleague", "fan", "supporter", "fellow", "backer"]
)


def _abbreviation(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) <= 5


def _follows_link(tokens: list[Token], k: int) -> bool:
    return k > 0 and tokens[k - 1].low in _LINKS


def _role_tail(words: Words, k: int, ends: Set[int]) -> bool:
    """Whether a role ends before the comma at token ``k``: "Minister of Defence, Colonel …"."""
    tokens = words.tokens
    for j in range(k - 1, max(-1, k - 9), -1):
        token = tokens[j]
        if token.end in ends or not _belongs(token, before_name=False):
            return False
        if is_role(token.text):
            return token.text[0].isupper()
    return False


def _belongs(token: Token, *, before_name: bool) -> bool:
    word, low = token.text, token.low
    if not word[0].isalpha() or low in FUNCTION_WORDS - _LINKS - _DETERMINERS - ADJECTIVES:
        return False
    if low in PERSON_VERBS:
        return False
    if word[0].isupper() or low in _LINKS or low in _DETERMINERS:
        return not (before_name and low in _LINKS)
    if is_role(word) or low in ADJECTIVES or low in place_adjectives():
        return True
    return bool(_ADJECTIVE_ENDING.search(low)) or "-" in low or low in _FIELD_WORDS


_FIELD_WORDS = word_set("field_words")


def role_after(words: Words, mention: Mention, ends: Set[int] = frozenset()) -> list[Span]:
    """Appositions behind a name: ", a Michigan Republican", ", professor at X, an expert at Y".

    Each is cut before a relative clause and before the comma that closes it.
    """
    text, found = words.text, []
    stop = mention.end
    party = _PARTY.match(text, stop)
    if party:
        found.append(party.span(1))
        stop = party.end()
    while True:
        comma = re.compile(r"['’]?s? ?(?:,|\() ?").match(text, stop)
        if comma is None or comma.end() == stop:
            return found
        piece = _apposition(words, comma.end(), ends)
        if piece is None:
            return found
        found.append(piece)
        stop = piece[1]
        if len(found) > 3:
            return found


def _apposition(words: Words, start: int, ends: Set[int]) -> Span | None:
    tokens = words.tokens
    k = words.first_from(start)
    begin, role_at, depth = k, -1, 0
    while k < len(tokens) and k - begin < 40:
        token = tokens[k]
        if token.text in ',;:.()“”"—–?!' and not _inner_stop(words, k):
            break
        if k > begin and "\n" in words.text[tokens[k - 1].end : token.start]:
            break
        if token.low in _RELATIVE or (role_at >= 0 and token.low in PERSON_VERBS):
            break
        if role_at < 0:
            if token.low in ("of", "for", "at", "from", "in", "to", "with", "by") and k > begin:
                return None
            if is_role(token.text):
                role_at = k
            elif k - begin > 8 or not (
                _belongs(token, before_name=False) or token.text[0].isdigit()
            ):
                return None
        depth += 1
        k += 1
    if role_at < 0 or k == begin:
        return None
    first = begin
    while first < k and tokens[first].low in (*_DETERMINERS, "and"):
        first += 1
    while k > role_at + 1 and tokens[k - 1].low in _LINKS:
        k -= 1  # "author of “A Book”"
    if first >= k:
        return None
    if "''" in words.text[tokens[first].start : tokens[k - 1].end]:
        return None
    plural = plain(tokens[role_at].text).rsplit("-", 1)[-1] not in role_groups()
    # A list of people ("Minister A, Speaker of Parliament B") is no apposition.
    determined = tokens[begin].low in _DETERMINERS
    if plural or (not determined and _names_another(tokens[first:k], ends)):
        return None
    return (tokens[first].start, with_ending(words, tokens[k - 1]))


def with_ending(words: Words, token: Token) -> int:
    """Where a word ends with its possessive ending: "founder of Wendy's" is not of Wendy."""
    ending = _GENITIVE.match(words.text, token.end) if token.possessive else None
    return ending.end() if ending else token.end


def _names_another(piece: Sequence[Token], ends: Set[int]) -> bool:
    """Whether a piece holds somebody's own name: ", Governor Mark Lindt and others"."""
    governed = False
    for token in piece:
        if token.end in ends and not token.possessive and not governed:
            return True
        if token.text[0].islower():
            governed = token.low in _LINKS - {"and"}
    return bool(piece) and piece[-1].end in ends


def _inner_stop(words: Words, k: int) -> bool:
    """A full stop inside an abbreviation ("St. Petersburg", "U.S.")."""
    tokens = words.tokens
    if tokens[k].text != "." or k == 0 or k + 1 >= len(tokens):
        return False
    before, after = tokens[k - 1], tokens[k + 1]
    return (
        len(before.text) <= 4
        and before.text[0].isupper()
        and after.text[0].isupper()
        and (
            plain(before.text)
            in ("st", "dr", "mr", "mrs", "ms", "gen", "sen", "gov", "rep", "ft", "jr")
            or len(before.text) == 1
        )
    )
