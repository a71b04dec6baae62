"""Questions in the articles' own words, from the relations that are annotated by hand in PolNeAR.

What was said is asked for as it stands there: as a claim, as a question who says so or whether
somebody does, by its keywords, and by a name or a few words of it ("What did X say about Y?").
The reader that is trained on other words alone forgets that what repeats the question answers it,
and that a name in the question is to be found in the words that answer it.

The articles come in two halves, every second one in each (``eval.datasets.polnear.in_half``), so
that what is learnt from one half is measured on the other. Texts are read from the folder of the
data sets and nowhere kept.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection as Container
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import index
from eval.datasets import polnear
from eval.extraction import Relation
from index.collection import Collection
from index.speakers import denied_by_cue
from index.types import Filter
from rag.language import content_words, stems
from rag.reading import find_units
from rag.units import Unit, units_of
from training.reader.contrary import contrary
from training.reader.examples import Example, labels_of
from training.reader.news import Sentence, shared
from training.reader.public import uncapitalised
from training.reader.rewording import FRAMES, TOLD

CLAIMS: Final = 450
"""How many claims of a half are asked for,"""
MORE: Final = 600
"""how many others, for copies that a word or two turn round,"""
TOPICS: Final = 500
"""and how many times somebody is asked about something; every second time about what they never
spoke of."""
SHORTEST, LONGEST = 7, 40
"""Words of a claim."""
OTHERS: Final = 7
"""How many sentences that do not answer are taken of those found,"""
NEAREST: Final = 4
"""of which so many are the nearest ones, the rest any."""
ALIKE: Final = 0.6
"""A sentence with this share of a claim's words may say the same, and is left out."""
BARE, ASKED, WHETHER = 0.2, 0.4, 0.7
"""Shares, one on top of the other, of the claims that are put as they are, asked with "who" and
asked of somebody; the rest is asked for by keywords."""
KEYWORDS: Final = (
    "Who made a statement about this: {}?",
    "who talked about {}",
    "Who spoke about {}?",
    "{}",
)
ABOUT: Final = (
    "What did {} say about {}?",
    "what does {} say about {}",
    "What did {} say on {}?",
    "What are {}'s views on {}?",
)
NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")
"""A name within a sentence."""


@dataclass(frozen=True)
class Half:
    """The units of every second article, and the claims that are annotated in them."""

    units: Mapping[str, Sequence[Unit]]
    claims: Sequence[tuple[str, int, int]]
    where: Filter


def questions(data: Path, folder: Path, half: int, seed: int) -> list[Example]:
    """Examples from one half. ``data`` is the folder of the set; ``folder`` is where the collection
    of all its articles is, or goes if it must be made."""
    rng = random.Random(seed)
    dataset = polnear.load(data)
    names = frozenset(sorted(article.path for article in dataset.articles)[half::2])
    kept = {q.question for q in dataset.questions}
    with index.open_collection(folder, create=True) as collection:
        collection.add(dataset.articles)
        part = _half(collection, polnear.relations(data, every=True), names)
        found = _claims(collection, part, rng) + _topics(collection, part, rng)
    return [example for example in found if example.question not in kept]


def _half(
    collection: Collection, relations: Mapping[str, Sequence[Relation]], names: Container[str]
) -> Half:
    units: dict[str, Sequence[Unit]] = {}
    claims: list[tuple[str, int, int]] = []
    for article in collection.articles():
        if article.path not in names:
            continue
        sentences = ((sentence, 0.0) for sentence in collection.sentences(article.id))
        units[article.id] = units_of(collection, sentences)
        for relation in relations.get(article.path, ()):
            start = min(span[0] for span in relation.content)
            end = max(span[1] for span in relation.content)
            if SHORTEST <= len(article.text[start:end].split()) <= LONGEST:
                claims.append((article.id, start, end))
    return Half(units, claims, Filter(article_ids=tuple(units)))


def _claims(collection: Collection, half: Half, rng: random.Random) -> list[Example]:
    """Claims, each as one question; whoever else says the same is left out, not called wrong."""
    found: list[Example] = []
    names = sorted(
        {name for every in half.units.values() for unit in every if (name := _who(unit))}
    )
    drawn = rng.sample(half.claims, min(CLAIMS + MORE, len(half.claims)))
    texts = [_claim(half.units[a][0].article.text[b:c]) for a, b, c in drawn]
    for number, (article, start, end) in enumerate(drawn):
        own = [u for u in half.units[article] if shared(Sentence(*u.context, u.read), start, end)]
        if not own:
            continue
        claim = _claim(own[0].article.text[start:end])
        keys = content_words(claim)
        if len(keys) < 3:
            continue
        question, affirms = _put(claim, keys, _who(own[0]) or rng.choice(names), names, rng)
        if number >= CLAIMS and not affirms:
            continue
        units = find_units(collection, [question], half.where) if number < CLAIMS else []
        others = [
            unit
            for unit in units
            if unit.article.id != article
            or not any(
                unit.context[0] < u.context[1] and u.context[0] < unit.context[1] for u in own
            )
        ]
        others = [u for u in others if _share(claim, u.text) < ALIKE]
        for unit in own:
            side = "opposite" if affirms and _denied(unit) else "answers"
            found.append(Example(question, unit.read, labels_of((side,))))
        found += _not(question, others, rng)
        if affirms and not any(_denied(unit) for unit in own):
            found += contrary(claim, own[0].read, rng, question, texts)
    return found


def _put(
    claim: str, keys: Sequence[str], speaker: str, names: Sequence[str], rng: random.Random
) -> tuple[str, bool]:
    """A question for a claim, and whether it affirms the claim in its words."""
    drawn = rng.random()
    inner = uncapitalised(claim)
    if drawn < BARE:
        return f"{claim[0].upper()}{claim[1:]}.", True
    if drawn < ASKED:
        return rng.choice(FRAMES).format(inner), True
    if drawn < WHETHER:  # whoever says so, it is the claim that is looked for
        name = speaker if rng.random() < 0.6 else rng.choice(names)
        return rng.choice(TOLD).format(name, inner), True
    chosen = sorted(rng.sample(range(len(keys)), min(len(keys), rng.randint(3, 7))))
    return rng.choice(KEYWORDS).format(", ".join(keys[i] for i in chosen)), False


def _topics(collection: Collection, half: Half, rng: random.Random) -> list[Example]:
    """Somebody asked about a name or a few words: what they say with it answers, what they say
    without does not. What others say of it is neither, as it is no answer and still on it."""
    spoken: dict[str, list[Unit]] = {}
    for every in half.units.values():
        for unit in every:
            if name := _who(unit):
                spoken.setdefault(name, []).append(unit)
    people = sorted(name for name, units in spoken.items() if len(units) > 1)
    told = {
        unit.article.id: _words(half.units[unit.article.id]) for u in spoken.values() for unit in u
    }
    found: list[Example] = []
    for i in range(TOPICS):
        name = rng.choice(people)
        own = rng.choice(spoken[name])
        if i % 2:
            other = rng.choice(half.units[rng.choice(sorted(half.units))])
            topic = _topic(other.text, rng)
            where = {unit.article.id for unit in spoken[name]}
            if not topic or any(_said(topic, told[article]) for article in where):
                continue
        else:
            topic = _topic(own.text, rng)
        if not topic or topic in name or name.split()[-1] in topic:
            continue
        question = rng.choice(ABOUT).format(name, topic)
        ids = [unit.voice.speaker_id for unit in spoken[name] if unit.voice.speaker_id is not None]
        units = find_units(collection, [question], half.where, ids[:1])
        theirs = [unit for unit in units if _who(unit) == name]
        answers = [unit for unit in theirs if _said(topic, unit.text)]
        others = [unit for unit in theirs if not _said(topic, " ".join(unit.read))]
        found += [Example(question, unit.read, labels_of(("answers",))) for unit in answers]
        found += _not(question, others, rng)
    return found


def _not(question: str, others: Sequence[Unit], rng: random.Random) -> list[Example]:
    """Some of those that do not answer, the nearest among them."""
    rest = others[NEAREST:]
    taken = [*others[:NEAREST], *rng.sample(rest, min(len(rest), OTHERS - NEAREST))]
    labels = labels_of(("hedged", "related", "unrelated"))
    return [Example(question, unit.read, labels) for unit in taken]


def _who(unit: Unit) -> str:
    """The full name of who speaks, where there is one."""
    name = unit.voice.name
    return name if len(name.split()) > 1 else ""


def _topic(text: str, rng: random.Random) -> str:
    """A name in a text, or two words of it that stand together; empty where there are none."""
    names: list[str] = NAME.findall(text)
    plain = [w for w in re.findall(r"\b[a-z]{4,} [a-z]{4,}\b", text) if len(content_words(w)) == 2]
    if names and (not plain or rng.random() < 0.65):
        return rng.choice(names)
    return rng.choice(plain) if plain else ""


def _said(topic: str, text: str) -> bool:
    return topic.lower().split()[-1] in text.lower()


def _words(units: Iterable[Unit]) -> str:
    return " ".join(unit.text for unit in units).lower()


def _claim(text: str) -> str:
    """A content without what leads it in and without its marks."""
    text = re.sub(r"^that\s+", "", re.sub(r"[“”\"]", "", text).strip(" ,.;:…"))
    return text.strip(" ,.;:")


def _share(claim: str, text: str) -> float:
    asked = stems(claim)
    return len(asked & stems(text)) / len(asked)


def _denied(unit: Unit) -> bool:
    """Whether the reporting words deny what stands in it."""
    said = unit.statement
    return said is not None and denied_by_cue(said.polarity, unit.text)
