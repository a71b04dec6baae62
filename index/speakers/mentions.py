"""People and bodies mentioned in one article, with offsets, by rules over capitalised sequences.

A statistical tagger was weighed and left out: spaCy's small model reads 11,000 words a second for
entities alone, nine tenths of an encoder's whole time, and takes "Azerbaijani" for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.speakers.folding import plain
from index.speakers.headlines import ends_in_a_word, headlines, name_end
from index.speakers.labels import Label, label, mark_given_names, mark_saints
from index.speakers.lexicon import (
    FUNCTION_WORDS,
    PARTICLES,
    PERSON_VERBS,
    SUFFIXES,
    SURNAME_NOUNS,
    place_adjectives,
)
from index.speakers.names import is_first_name
from index.speakers.runs import after_quote, firm_start, is_seat, is_told_of, run_at
from index.speakers.words import Words, capitalised
from index.types import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: ``text[start:end]`` is the name itself, without titles.

    ``title`` is the capitalised run before the name ("Sen.", "Prime Minister"); ``strong`` says
    that the form shows a person (given name, title) and not only a capital. In a ``headline`` every
    word has a capital, so that a name's end is a guess there. A lone ``place`` word is somebody's
    surname only where the article names a person who bears it ("Denzel Washington … Washington").
    """

    start: int
    end: int
    text: str
    kind: Literal["person", "body"]
    title: str = ""
    title_start: int = -1
    strong: bool = False
    possessive: bool = False
    headline: bool = False
    place: bool = False


def find_mentions(words: Words, sentences: Sequence[Span]) -> list[Mention]:
    """All mentions in reading order; overlapping ones do not occur."""
    starts = {words.first_from(start) for start, _ in sentences}
    titles = headlines(words, sentences)
    found: list[Mention] = []
    tokens = words.tokens
    i = 0
    while i < len(tokens):
        if not capitalised(tokens[i].text):
            i += 1
            continue
        run, following = run_at(words, i)
        if is_seat(words, i):
            i = following
            continue
        labels = [
            label(
                tokens[k],
                sentence_start=k in starts or after_quote(tokens, k),
                lower=words.lower,
            )
            if capitalised(tokens[k].text)
            else "name"
            for k in run
        ]
        mark_given_names(words, run, labels)
        mark_saints(words, run, labels)
        segments = _segments(words, run, labels)
        if any(a <= tokens[i].start < b for a, b in titles):
            short = [_shortened(words, m) for m in segments if m.strong and m.kind == "person"]
            segments = [m for m in short if not ends_in_a_word(words, m.text)]
        found.extend(segments)
        i = max(following, i + 1)
    surnames = {m.text.rsplit(" ", 1)[-1] for m in found if m.kind == "person" and m.strong}
    found = [_of_firm(words.text, mention) for mention in found]
    bodies = (_is_the_body(words, m, surnames) or _is_of_things(words, m) for m in found)
    return [replace(m, kind="body") if is_ else m for m, is_ in zip(found, bodies, strict=True)]


def _of_firm(text: str, mention: Mention) -> Mention:
    start = firm_start(text, mention.start)
    name = text[start : mention.end]
    return (
        replace(mention, start=start, text=name, kind="body") if start < mention.start else mention
    )


def _is_of_things(words: Words, mention: Mention) -> bool:
    """ "American Ferries", where ferries are told of, is not who "Selm Ferries" is."""
    low = mention.text.lower()
    return low.endswith("s") and low in words.lower and plain(mention.title) in place_adjectives()


def _is_the_body(words: Words, mention: Mention, surnames: set[str]) -> bool:
    """Whether a name behind "the" is no person's: "the Mirror reports".

    It is one where a noun follows it ("the Lindt campaign"), it is a family's ("the Lindts"), or
    somebody bears it ("the Lindt we know").
    """
    if mention.kind != "person" or mention.strong or mention.title or mention.place:
        return False
    tokens = words.tokens
    first, behind = words.first_from(mention.start), words.first_from(mention.end)
    last = mention.text.rsplit(" ", 1)[-1]
    if first == 0 or tokens[first - 1].low != "the" or last in surnames or last.endswith("s"):
        return False
    if is_first_name(last) and " " not in mention.text:
        return False
    if mention.possessive or behind >= len(tokens) or not tokens[behind].text[0].isalpha():
        return True
    low = tokens[behind].low
    return low in PERSON_VERBS or low in FUNCTION_WORDS or low.endswith("ed")


def _shortened(words: Words, mention: Mention) -> Mention:
    """A name in a headline, cut where it is thought to end."""
    end = name_end(words, (mention.start, mention.end))
    return replace(mention, end=end, text=words.text[mention.start : end], headline=True)


def _segments(words: Words, run: list[int], labels: list[Label]) -> list[Mention]:
    """Cut one run into person names and bodies."""
    found: list[Mention] = []
    i = 0
    title_from = 0
    while i < len(run):
        if labels[i] not in ("name", "first", "initial"):
            if labels[i] == "stop":
                title_from = i + 1
            i += 1
            continue
        k = i
        while k < len(run) and (
            labels[k] in ("name", "first", "initial") or _inner(words, run, labels, i, k)
        ):
            k += 1
        end = k
        while end > i + 1 and labels[end - 1] == "initial":
            end -= 1
        person = _person(words, run, labels, i, end, title_from)
        if person is not None:
            found.append(person)
            title_from = k
        elif k < len(run) and labels[k] in ("org", "acronym"):
            while k < len(run) and labels[k] in ("org", "acronym", "place", "name"):
                k += 1
            first, last = words.tokens[run[i]], words.tokens[run[k - 1]]
            found.append(Mention(first.start, last.end, words.text[first.start : last.end], "body"))
        i = max(k, i + 1)
    if len(run) == 1 and labels[0] == "place":
        token = words.tokens[run[0]]
        found.append(
            Mention(
                token.start,
                token.end,
                token.text,
                "person",
                possessive=token.possessive,
                place=True,
            )
        )
    if not found and any(kind in ("org", "acronym") for kind in labels):
        keep = [k for k, kind in enumerate(labels) if kind != "stop"]
        first, last = words.tokens[run[keep[0]]], words.tokens[run[keep[-1]]]
        found.append(Mention(first.start, last.end, words.text[first.start : last.end], "body"))
    return found


def _inner(words: Words, run: list[int], labels: list[Label], i: int, k: int) -> bool:
    """A place, title or adjective word that is part of a name: "Jack London", "Steve King"."""
    if k == i or (k + 1 < len(run) and labels[k] in ("title", "org")):
        return False
    known = any(label_ == "first" for label_ in labels[i:k])
    low = plain(words.tokens[run[k]].text)
    if low in SUFFIXES:
        return True
    if not known or k - i > 3:
        return False
    last = k + 1 == len(run)
    if labels[k] == "place" and k + 1 < len(run) and labels[k + 1] in ("name", "first"):
        return k - i <= 1
    if labels[k] in ("place", "adjective", "acronym"):
        return last and k - i <= 2 and low not in ("us", "uk", "eu", "un", "nato")
    titled = labels[k] == "title" and k == i + 1 and i > 0 and labels[i - 1] == "title"
    return last and (titled or (labels[k] in ("org", "title") and low in SURNAME_NOUNS))


def _person(
    words: Words, run: list[int], labels: list[Label], i: int, end: int, title_from: int
) -> Mention | None:
    """The person named by run[i:end], or None where nothing shows a person."""
    tokens = words.tokens
    title = bool(i > title_from and labels[i - 1] == "title")
    firsts = [k for k in range(i, end) if labels[k] == "first"]
    start = i
    strong = title
    followed = end < len(run) and labels[end] in ("org", "acronym")
    if followed and not title:
        return None
    if end < len(run) and labels[end] == "title" and len(range(i, end)) == 1 and not title:
        # "Clinton Press Secretary Brian Fallon": the surname stands for a body here.
        return None
    if firsts and end - firsts[0] >= 2:
        # Words before the first known given name belong to a body ("Politico Jane Doe"), unless
        # they are initials or the name is one we do not know ("Gao Junlan").
        if firsts[0] > i and all(labels[k] == "initial" for k in range(i, firsts[0])):
            start = i
        elif end - firsts[0] >= 2 and firsts[0] - i >= 1 and not title:
            inside = i > title_from and labels[i - 1] != "initial"
            start = firsts[0] if end - i > 3 or (inside and end - firsts[0] >= 2) else i
        strong = True
    elif end - i >= 2 and labels[i] == "initial":
        strong = True
    elif end - i >= 5 or all(kind == "initial" for kind in labels[i:end]):
        return None
    first, last = tokens[run[start]], tokens[run[end - 1]]
    if plain(last.text) in PARTICLES:
        return None
    preceding, title_start = "", -1
    if start > title_from:
        before = tokens[run[title_from]]
        preceding, title_start = words.text[before.start : first.start].strip(), before.start
    article = start == i and run[i] > 0 and tokens[run[i] - 1].low == "the"
    if end - start >= 2 and is_told_of(words, run[end - 1]):
        strong = strong or not article  # "the Evening Bugle said"
    stop = last.end
    if plain(last.text) in ("jr", "sr") and words.text[stop : stop + 1] == ".":
        stop += 1
    return Mention(
        first.start,
        stop,
        words.text[first.start : stop],
        "person",
        preceding,
        title_start,
        strong,
        last.possessive,
    )
