"""Pairs of a proposition and a single statement, made by rule from annotated news statements.

PolNeAR gives who says what with which words. From each content that is a clause of its own come
pairs whose stance is known because a rule made it: the sentence itself, the same content denied,
turned round, reported as a question or on a condition, and other sentences of the article.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.sentences import split_sentences
from training.stance.examples import AFFIRM, DENY, DISCUSS, UNRELATED
from training.stance.rewriting import negated, opposite, other_number, reworded

_CLAUSE = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|does|do|did|needs?|wants?|"
    r"\w{3,}ed|won|lost|made|took|went|came|got|gave|says?)\b"
)
_STARTS_BADLY = re.compile(
    r"(?:to|for|of|on|in|at|by|with|as|and|but|or|when|while|because|although|whether|if|how|why|"
    r"what|who|which|be|let|so|yes|no|more|other)\b",
    re.I,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|I|you|this|that|these|those|there)\b", re.I)

AFFIRMING: Final = """{x} said that {p}.
{x} said {p}.
{P}, {x} said.
{x} believes {p}.
{x} insisted that {p}.
{x} confirmed that {p}.
{x} is convinced that {p}.
{x} told reporters that {p}, but did not give details.
{x}, who had not spoken to the press before, said that {p}.
{x} has no doubt that {p}.
{x} did not deny that {p}.
There is no doubt that {p}.
It is true that {p}, {x} stressed.
Although critics disagree, {x} maintains that {p}.
Despite the denials, {p}, according to {x}.
According to {x}, {p}.
{x} admitted that {p}.
No one can ignore that {p}, {x} wrote.
{x} repeated that {p}.
{x} expects that {p}.
{x} announced that {p}.
{P}.""".split("\n")
DENYING: Final = """{x} denied that {p}.
{x} has denied claims that {p}.
{x} dismissed the suggestion that {p}.
{x} rejected the idea that {p}.
{x} ruled out that {p}.
{x} does not believe that {p}.
{x} does not think {p}.
It is not true that {p}, {x} said.
{x} said there was no evidence that {p}.
{x} called reports that {p} false.
The claim that {p} is a hoax.
The story that {p} was made up.
{x} doubts that {p}.
It is unlikely that {p}, {x} said.
There is little chance that {p}.
There are hardly any prospects that {p}, {x} believes.
{x} refuted the allegation that {p}.
{x} disputes that {p}.
It is a myth that {p}.
{x} sees no reason to believe that {p}.
Nobody believes that {p}.
{x} finds it hard to believe that {p}.
It is out of the question that {p}.
Far from it: nothing suggests that {p}.
{x} contradicted those who say that {p}.
{x} said it would be wrong to think that {p}.
{x} said the opposite is true of the claim that {p}.
Contrary to what was reported, it is not the case that {p}.""".split("\n")
DISCUSSING: Final = """{x} asked whether {p}.
It is unclear whether {p}.
{x} was asked if {p}.
Reports that {p} could not be confirmed.
If {p}, {x} would reconsider, an aide said.
{x} declined to comment on reports that {p}.
{x} did not say whether {p}.
It remains to be seen whether {p}.
There are rumours that {p}.
Some wonder whether {p}.
{x} could neither confirm nor deny that {p}.
{x} may decide whether {p}.
Unless talks succeed, it is possible that {p}.
Experts debate whether {p}.
{x} said it was too early to say whether {p}.
Questions remain over whether {p}.""".split("\n")


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed clause: who, what, and the sentence it stands in."""

    article: str
    source: str
    clause: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Made:
    """A proposition, a text and the text's stance; ``support`` where that is known too."""

    claim: str
    text: str
    stance: int
    support: int | None


def load_statements(data: Path) -> list[Statement]:
    """Clauses of 5 to 26 words with a named or described speaker, each article's in order."""
    with (data / "dev/docs.jsonl").open(encoding="utf-8") as file:
        texts = {row["doc_id"]: row["text"] for row in map(json.loads, file)}
    sentences = {key: split_sentences(text) for key, text in texts.items()}
    found: list[Statement] = []
    with gzip.open(data / "dev/attributions.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            content, source = row["content"], row["source"]
            if not row["primary"] or not content or not source or len(content["spans"]) != 1:
                continue
            start, end = content["spans"][0]
            clause = _clause(content["text"])
            if clause is None or len(source["text"].split()) > 8:
                continue
            text = texts[row["doc_id"]]
            around = [text[a:b] for a, b in sentences[row["doc_id"]] if a < end and start < b]
            whole = " ".join(around)
            if clause.rstrip(".") in whole and len(whole.split()) <= 70:
                found.append(Statement(row["doc_id"], source["text"], clause, whole))
    return found


def _clause(text: str) -> str | None:
    text = re.sub(r"[“”\"‘]|''", "", text).strip(" ,.;:")
    text = re.sub(r"^that\s+", "", text)
    words = text.split()
    if not 5 <= len(words) <= 26 or not _CLAUSE.search(text) or _STARTS_BADLY.match(text):
        return None
    if "?" in text or re.search(r"[.;!]\s", text):
        return None
    return text


def make_pairs(statements: list[Statement], rng: random.Random) -> Iterator[Made]:
    """Several pairs from each statement, its label made by rule."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_article[s.article].append(s)
    speakers = sorted({s.source for s in statements if s.source[:1].isupper()})
    for s in statements:
        p = s.clause
        speaker = s.source if rng.random() < 0.7 else rng.choice(speakers)
        not_p = negated(p, rng)
        anti_p = opposite(p, rng)
        said = _claim(reworded(p, rng))
        # The sentence as it was written.
        yield (
            Made(said, s.sentence, AFFIRM, 1)
            if not _hedged(s)
            else Made(said, s.sentence, DISCUSS, None)
        )
        frames = [
            (AFFIRMING, AFFIRM),
            (DENYING, DENY),
            (DISCUSSING, DISCUSS),
        ]
        kind, label = rng.choice(frames)
        yield Made(said, _frame(kind, p, speaker, rng), label, 1 if label == AFFIRM else 0)
        kind, label = rng.choice(frames[1:])
        yield Made(said, _frame(kind, p, speaker, rng), label, 0)
        if not_p:
            choice = rng.randrange(4)
            claim = _claim(reworded(not_p, rng))
            if choice == 0 and not _hedged(s):
                yield Made(claim, s.sentence, DENY, 0)
            elif choice == 1:
                yield Made(claim, _frame(DENYING, p, speaker, rng), AFFIRM, 1)
            elif choice == 2:
                yield Made(claim, _frame(AFFIRMING, not_p, speaker, rng), AFFIRM, 1)
            yield Made(said, _frame(AFFIRMING, not_p, speaker, rng), DENY, 0)
        if anti_p:
            other = _claim(reworded(anti_p, rng))
            if rng.random() < 0.5 and not _hedged(s):
                yield Made(other, s.sentence, DENY, 0)
            else:
                yield Made(said, _frame(AFFIRMING, anti_p, speaker, rng), DENY, 0)
            if rng.random() < 0.3:
                yield Made(other, _frame(DENYING, p, speaker, rng), AFFIRM, 1)
        if changed := other_number(p, rng):
            yield Made(_claim(changed), s.sentence, DENY, 0)
        neighbour = rng.choice(by_article[s.article])
        if neighbour.clause not in s.sentence and s.clause not in neighbour.sentence:
            kind = rng.choice([AFFIRMING, AFFIRMING, DENYING])
            text = (
                neighbour.sentence
                if rng.random() < 0.6
                else _frame(kind, neighbour.clause, speaker, rng)
            )
            yield Made(said, text, UNRELATED, 0)
        if rng.random() < 0.25:
            yield Made(said, rng.choice(statements).sentence, UNRELATED, 0)


_HEDGE = re.compile(
    r"\b(?:whether|if|unless|asked|question\w*|den(?:y|ies|ied)|doubt\w*|reject\w*|dismiss\w*|"
    r"refus\w+|wonder\w*|disput\w*|unclear|possib\w+|may|might|perhaps|claim that|n[o']t|never)\b",
    re.I,
)


def _hedged(s: Statement) -> bool:
    """Whether the words around the clause leave its stance open."""
    at = s.sentence.find(s.clause)
    outside = s.sentence if at < 0 else s.sentence[:at] + s.sentence[at + len(s.clause) :]
    return _HEDGE.search(outside) is not None


def _claim(text: str) -> str:
    return text[:1].upper() + text[1:]


def _frame(frames: list[str], clause: str, speaker: str, rng: random.Random) -> str:
    first = clause.split(" ", 1)[0]
    low = clause[:1].lower() + clause[1:] if _PRONOUN.match(first) and first != "I" else clause
    text = rng.choice(frames).format(p=low, P=_claim(clause), x=speaker)
    return text[:1].upper() + text[1:]
