"""Relatives of one name: which names without "Jr." are somebody else's, and which may be; who else
bears a surname."""

from __future__ import annotations

from collections.abc import Sequence

from index.speakers.appositions import role_after
from index.speakers.mentions import Mention
from index.speakers.names import is_first_name, parse_name
from index.speakers.roles import is_human, role_words, singular
from index.speakers.trimming import opens
from index.speakers.words import Words


def elders(words: Words, people: Sequence[Mention]) -> frozenset[str]:
    """Surnames that a "Jr." shares with somebody mentioned earlier.

    "President Trump ... Donald Trump Jr. ... Trump said" is of two, the elder of whom needs no
    introduction; "Cuba Gooding Jr. ... Gooding said" of one. Numbers of kings tell nobody apart.
    """
    plain: dict[str, list[Mention]] = {}
    younger: dict[str, list[Mention]] = {}
    for mention in people:
        name = parse_name(mention.text)
        if name.suffix and name.given:
            younger.setdefault(name.surname, []).append(mention)
        elif not (name.suffix or mention.headline):
            plain.setdefault(name.surname, []).append(mention)
    found = set()
    for surname, mentions in younger.items():
        others = plain.get(surname, [])
        before = [m for m in others if m.start < mentions[0].start]
        told: set[str] = set()
        for mention in mentions:
            spans = role_after(words, mention)
            told |= role_words(" ".join([mention.title, *(words.text[a:b] for a, b in spans)]))
        # A title that the "Jr." is never given, or the whole name without it.
        titles = {word for m in others for word in role_words(m.title)} - told
        if before and (titles or any(parse_name(m.text).given for m in before)):
            found.add(surname)
    return frozenset(found)


def relatives(words: Words, people: Sequence[Mention]) -> dict[str, list[int]]:
    """Where relatives are named by a given name alone, by whose they are: "Roe's father Ray"."""
    found: dict[str, list[int]] = {}
    for mention in people:
        at = words.first_from(mention.end)
        behind = words.tokens[at : at + 4]
        if not mention.possessive or not behind or not is_human(singular(behind[0].low)):
            continue
        named = [token for token in behind[1:] if token.text != ","][:2]
        alone = len(named) < 2 or not named[1].text[0].isupper()
        if named and alone and is_first_name(named[0].text) and named[0].text[0].isupper():
            surname = mention.text.rsplit(" ", 1)[-1]
            found.setdefault(surname, []).append(named[0].start)
    return found


def namesakes(words: Words, people: Sequence[Mention], full: Sequence[Mention]) -> list[Mention]:
    """Where somebody else is named who bears the surname of one who is shown to be a person.

    "Orvel Roe" beside "Ann Roe". A word that the text also writes small is no given name, nor one
    that opens a sentence ("Certainly Roe"), but where "Orvel Roe waited".
    """
    surnames = {parse_name(m.text).surname for m in full if m.strong}

    def named(mention: Mention) -> bool:
        name = parse_name(mention.text)
        head = mention.text.split(" ")[0].lower()
        behind = words.tokens[words.first_from(mention.end) :][:1]
        acts = behind and behind[0].low.endswith("ed") and not head.endswith("ly")
        return bool(
            name.given
            and name.surname in surnames
            and not (mention.headline or mention.place or mention.possessive)
            and head not in words.lower
            and (acts or not opens(words.text, mention.start))
        )

    return [mention for mention in people if mention not in full and named(mention)]
