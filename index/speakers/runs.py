"""Runs of words that are written like a name: "President of the Republic Jane van Roe Jr."."""

from __future__ import annotations

import re

from index.speakers.folding import plain
from index.speakers.labels import ABBREVIATIONS
from index.speakers.lexicon import PARTICLES, PERSON_VERBS, SUFFIXES
from index.speakers.words import Token, Words, capitalised

_FIRM = re.compile(r"(?:\b\w+&)+$")
_AGE = re.compile(r"(?:, | \()(?:aged? )?[1-9]\d(?:,|\)| and | of )")
_SEAT = re.compile(r"[A-Z][-‑–][A-ZÀ-Þ][^\W\d_]*")


def after_quote(tokens: list[Token], k: int) -> bool:
    return k > 0 and tokens[k - 1].text in "“\"‘'–—-:•("


def is_seat(words: Words, k: int) -> bool:
    """Whether a token is the party and place of whoever is named before: "Ann Roe, R-West Tarn"."""
    before = words.tokens[k - 1].text if k else ""
    return before in (",", "(") and _SEAT.fullmatch(words.tokens[k].text) is not None


def firm_start(text: str, start: int) -> int:
    """Where a name begins, of which some part begins at an offset: "K&L Boats" is a firm's, and
    nobody is called L Boats."""
    match = _FIRM.search(text, max(0, start - 24), start)
    return match.start() if match else start


def _gap(words: Words, left: Token, right: Token) -> str:
    return words.text[left.end : right.start]


def run_at(words: Words, i: int) -> tuple[list[int], int]:
    """Indices of the capitalised run that begins at token ``i``, and where to go on."""
    tokens = words.tokens
    run = [i]
    k = i + 1
    while k < len(tokens):
        last = tokens[run[-1]]
        if last.possessive:
            break
        token = tokens[k]
        if token.text == "." and last.end == token.start:
            short = len(last.text) == 1 or plain(last.text) in ABBREVIATIONS
            follows = k + 1 < len(tokens) and tokens[k + 1].text[0].isupper()
            if short and follows and words.text[token.end : tokens[k + 1].start] in (" ", "\xa0"):
                run.append(k + 1)
                k += 2
                continue
            break
        if token.text == "," and k + 1 < len(tokens) and plain(tokens[k + 1].text) in SUFFIXES:
            run.append(k + 1)
            k += 2
            continue
        if _gap(words, last, token) not in (" ", "\xa0", "  "):
            break
        if capitalised(token.text):
            run.append(k)
            k += 1
            continue
        if plain(token.text) in PARTICLES and len(run) < 6:
            nxt = k + 1
            if nxt < len(tokens) and plain(tokens[nxt].text) in PARTICLES:
                nxt += 1
            if (
                nxt < len(tokens)
                and tokens[nxt].text[0].isupper()
                and tokens[nxt].text[0].isalpha()
                and _gap(words, tokens[nxt - 1], tokens[nxt]) == " "
            ):
                run.extend(range(k, nxt + 1))
                k = nxt + 1
                continue
        break
    return run, k


def is_told_of(words: Words, last: int) -> bool:
    """Whether what follows a name is told of people only: that they say, or how old they are."""
    if _AGE.match(words.text, words.tokens[last].end):
        return True
    return last + 1 < len(words.tokens) and words.tokens[last + 1].low in PERSON_VERBS
