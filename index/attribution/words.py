"""Words of a text with their offsets, and what the tagger is told about each word.

The encoder's vocabulary is lower-cased and knows nothing of quotation marks that were opened
pages ago, so every word carries two small facts beside its letters: its *shape* (lower, Title,
UPPER, mixed, with a digit, punctuation) and its *quote state* (outside, inside, an opening mark,
a closing mark). The state is carried across paragraphs, as newspapers leave a quotation open at
the end of a paragraph and open it again at the start of the next.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

OUTSIDE: Final = 0
INSIDE: Final = 1
OPENING: Final = 2
CLOSING: Final = 3

SHAPES: Final = 6
STATES: Final = 4
FEATURES: Final = SHAPES * STATES + 1
"""Number of feature ids; the last one is for pieces that are no word ([CLS], [SEP], padding)."""
NO_WORD: Final = FEATURES - 1

_OPEN_MARKS: Final = frozenset({"“", "``", "«", "„"})
_CLOSE_MARKS: Final = frozenset({"”", "''", "»"})
_PLAIN: Final = {
    "``": '"',
    "''": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "`": "'",
    "‘": "'",
    "’": "'",
    "'''": "'",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "--": "—",
    "–": "—",
    "…": "...",
}


class Word(NamedTuple):
    """One word of a text: `text[start:end]`, and its quotation-mark role if it is a mark."""

    start: int
    end: int
    text: str
    mark: int = OUTSIDE
    """`OPENING` or `CLOSING` for a double quotation mark, else `OUTSIDE`."""


def plain(token: str) -> str:
    """The form of a token that goes to the word-piece tokenizer (quotes and brackets unified)."""
    known = _PLAIN.get(token)
    if known is not None:
        return known
    return token.replace("’", "'").replace("‘", "'")


@functools.lru_cache(maxsize=65536)
def shape(token: str) -> int:
    """Shape class of a token, 0 to 5: lower, Title, UPPER, mixed, has a digit, no letter."""
    if any(c.isdigit() for c in token):
        return 4
    letters = [c for c in token if c.isalpha()]
    if not letters:
        return 5
    if all(not c.isupper() for c in letters):
        return 0
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return 1
    if all(c.isupper() for c in letters):
        return 2
    return 3


def mark_of(token: str) -> int:
    """Role of a directed double quotation mark; straight ones need their neighbours."""
    if token in _OPEN_MARKS:
        return OPENING
    if token in _CLOSE_MARKS:
        return CLOSING
    return OUTSIDE


# Order matters: abbreviations and numbers before plain words, contractions split as the Penn
# Treebank does ("do" + "n't", "Aliyev" + "'s"), every quotation mark a word of its own.
_WORD = re.compile(
    r"""
    https?://\S+?(?=[.,;:!?)\]"”’]*(?:\s|$))
  | (?:[A-Za-z]\.){2,}
  | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Pres|St|Jr|Sr|Rev|Hon
     |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|vs|No)\.(?=\s)
  | [^\W\d_](?:\.)(?=\s[A-ZÀ-Þ])
  | \d+(?:[.,:/]\d+)+
  | \w+(?:[-‑][^\W_]\w*|[.](?=[A-Za-z])\w+|&(?=\w)\w+|['’](?=[A-Z])\w+)*
  | ``|''|\.\.\.|--+
  | [^\w\s]
    """,
    re.VERBOSE,
)
_WORD_AND_TAIL = re.compile(r"(?i)['’](?:s|re|ve|ll|d|m|t)\b")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Split `text[start:end]` into words, with offsets into `text`, near the Treebank's way."""
    stop = len(text) if end is None else end
    words: list[Word] = []
    position = start
    while position < stop:
        found = _WORD.search(text, position, stop)
        if found is None:
            break
        a, b = found.span()
        position = b
        token = found.group()
        if token[0].isalpha():
            tail = _WORD_AND_TAIL.match(text, b, stop)
            if tail is not None:
                t_end = tail.end()
                if tail.group()[1:].lower() == "t":
                    if token[-1] in "nN" and b - a > 1:
                        words.append(Word(a, b - 1, text[a : b - 1]))
                        words.append(Word(b - 1, t_end, text[b - 1 : t_end]))
                        position = t_end
                        continue
                else:
                    words.append(Word(a, b, token))
                    words.append(Word(b, t_end, text[b:t_end]))
                    position = t_end
                    continue
            words.append(Word(a, b, token))
            continue
        words.append(Word(a, b, token, direction(text, a, b, start, stop)))
    return words


def direction(text: str, a: int, b: int, start: int, stop: int) -> int:
    """Role of a token `text[a:b]` of `text[start:stop]`; a straight mark's is in its neighbours."""
    return _straight(text, a, start, stop) if text[a:b] == '"' else mark_of(text[a:b])


def _straight(text: str, at: int, start: int, stop: int) -> int:
    """Direction of a straight double quotation mark from the characters around it."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < stop else " "
    opens = before.isspace() or before in "([{—–-/“‘'"
    closes = after.isspace() or after in ".,;:!?)]}—–-/”’'"
    if opens and not closes:
        return OPENING
    if closes and not opens:
        return CLOSING
    return OPENING if opens and not before.isspace() else CLOSING


def feature(token: str, state: int) -> int:
    """Feature id of a word, from its shape and its quote state."""
    return shape(token) * STATES + state


def sentence_numbers(ends: Sequence[bool], closes: Sequence[bool]) -> list[int]:
    """Sentence number of each word of a paragraph, from which words end one and which close one.

    Abbreviations are words with their dot, so a word that is a dot ends a sentence; closing marks
    and brackets right after it still belong to that sentence.
    """
    numbers: list[int] = []
    sentence, ended = 0, False
    for end, close in zip(ends, closes, strict=True):
        if ended and not end and not close:
            sentence += 1
            ended = False
        numbers.append(sentence)
        ended = ended or end
    return numbers
