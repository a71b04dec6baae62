"""Everything the model learns from, as examples: one fold left out, or none."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from rag.stance.model import ARTICLE_PIECES, read_longer, sentences_of
from rag.stance.pairs import Pair, Pieces, Weights, join
from rag.stance.selection import comments, overlap
from training.stance.examples import AFFIRM, DENY, DISCUSS, UNRELATED, Example
from training.stance.fnc import FOLDS, STANCES, Fnc, load_fnc
from training.stance.rewriting import denied, thinned
from training.stance.statements import Made, load_statements, make_pairs

SUPPORT_PIECES: Final = 96
STATEMENT_PIECES: Final = 96


@dataclass(frozen=True, slots=True)
class SupportCase:
    """A claim and the passages it cites. ``group`` is that of its question, ``fold`` of groups."""

    claim: str
    passages: tuple[str, ...]
    label: int
    source: str
    fold: int
    group: int


@dataclass(frozen=True, slots=True)
class Material:
    """The data sets as read, and the tokenizer with the rarity of its pieces."""

    fnc: Fnc
    support: list[SupportCase]
    conflicts: list[dict[str, Any]]
    made: list[Made]
    pieces: Pieces


def load_material(data: Path, seed: int) -> Material:
    """Read fnc1, attributionbench, ramdocs and polnear from a folder that holds the four."""
    fnc = load_fnc(data / "fnc1")
    with (data / "polnear/dev/docs.jsonl").open(encoding="utf-8") as file:
        news = [json.loads(line)["text"] for line in file]
    with (data / "ramdocs/dev/queries.jsonl").open(encoding="utf-8") as file:
        conflicts = [json.loads(line) for line in file]
    made = list(make_pairs(load_statements(data / "polnear"), random.Random(seed)))
    rarity = rarity_of([*fnc.articles.values(), *news])
    cases = load_support(data / "attributionbench")
    return Material(fnc, cases, conflicts, made, Pieces(rarity, 200_000))


def rarity_of(texts: Sequence[str]) -> Weights:
    """Logarithm of the inverse share of texts that have a piece; unseen pieces count as seen once.

    Kept in half precision, as it ships.
    """
    pieces = Pieces(np.zeros(0, np.float32))
    counts: Counter[int] = Counter()
    for ids in pieces.many(texts):
        counts.update(set(ids))
    seen = np.ones(30522, np.float32)
    for i, n in counts.items():
        seen[i] = n
    return np.asarray(np.log(len(texts) / seen), np.float16).astype(np.float32)


def load_support(data: Path) -> list[SupportCase]:
    """AttributionBench's development pairs; a question's pairs lie in one fold."""
    with (data / "dev/pairs.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    groups: dict[str, list[int]] = defaultdict(list)
    root: dict[str, str] = {}

    def find(x: str) -> str:
        root.setdefault(x, x)
        while root[x] != x:
            x = root[x]
        return x

    for row in rows:
        for reference in (row["claim"], *row["references"]):
            root[find("q" + row["question"])] = find("r" + reference.strip()[:200])
    for i, row in enumerate(rows):
        groups[find("q" + row["question"])].append(i)
    fold_of: dict[int, int] = {}
    sizes = [0] * FOLDS
    group_of: dict[int, int] = {}
    for group, members in enumerate(sorted(groups.values(), key=lambda g: (-len(g), g[0]))):
        group_of.update(dict.fromkeys(members, group))
        fold = min(range(FOLDS), key=lambda f: (sizes[f], f))
        sizes[fold] += len(members)
        fold_of.update(dict.fromkeys(members, fold))
    return [
        SupportCase(
            row["claim"],
            tuple(row["references"]),
            row["label"],
            row["src_dataset"],
            fold_of[i],
            group_of[i],
        )
        for i, row in enumerate(rows)
    ]


def support_pair(claim: str, passages: Sequence[str], pieces: Pieces) -> Pair:
    """A claim and what its passages say about it."""
    return read_longer(claim, sentences_of(passages), pieces, SUPPORT_PIECES)[0]


def fnc_examples(m: Material, left_out: int | None, rng: random.Random) -> list[Example]:
    """Article examples: disagree twice, part of discuss and of unrelated."""
    fnc, result = m.fnc, []
    copies = {"agree": 0.8, "disagree": 2.5, "discuss": 0.35, "unrelated": 0.025}
    turned = {"agree": 0.18, "disagree": 0.55, "discuss": 0.04, "unrelated": 0.0}
    weight = {"agree": 1.1, "disagree": 1.5, "discuss": 1.1, "unrelated": 1.0}
    swapped = {"agree": "disagree", "disagree": "agree"}
    for headline, article, stance in fnc.pairs:
        if left_out in (fnc.fold_of[headline], fnc.fold_of[article]):
            continue
        for _ in range(int(copies[stance] + rng.random())):
            sentences = fnc.sentences[article]
            if rng.random() < 0.25:  # articles are not always whole
                start = rng.randrange(min(4, len(sentences)))
                sentences = sentences[start : start + rng.randint(4, 40)]
            longest = rng.choice((64, ARTICLE_PIECES, ARTICLE_PIECES))
            pair, _ = read_longer(headline, sentences, m.pieces, longest)
            result.append(Example(pair, article=STANCES.index(stance), weight=weight[stance]))
        if rng.random() < turned[stance]:
            claim = denied(headline, rng)
            pair, _ = read_longer(claim, fnc.sentences[article], m.pieces, ARTICLE_PIECES)
            other = swapped.get(stance, stance)
            result.append(Example(pair, article=STANCES.index(other), weight=0.7))
    return result


def headline_examples(m: Material, left_out: int | None, rng: random.Random) -> list[Example]:
    """Two headlines about one article: both agree with it, or one agrees and one does not."""
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for headline, article, stance in m.fnc.pairs:
        if stance in ("agree", "disagree") and m.fnc.fold_of[headline] != left_out:
            sides[article][stance].append(headline)
    same: set[tuple[str, str]] = set()
    other: set[tuple[str, str]] = set()
    for _, side in sorted(sides.items()):
        for a in side["agree"]:
            same.update((a, b) for b in rng.sample(side["agree"], min(2, len(side["agree"]))))
            for b in rng.sample(side["disagree"], min(2, len(side["disagree"]))):
                other.update(((a, b), (b, a)))
    result = []
    for pairs, label in ((same, AFFIRM), (other, DENY)):
        chosen = sorted(p for p in pairs if p[0] != p[1])
        for a, b in rng.sample(chosen, min(500, len(chosen))):
            pair = join(m.pieces(a), m.pieces(b), m.pieces.rarity, STATEMENT_PIECES)
            result.append(Example(pair, statement=label))
    return result


def sentence_examples(m: Material, left_out: int | None, rng: random.Random) -> list[Example]:
    """A headline and the one sentence of an article that speaks to it most, in other words.

    The article's stance is taken for the sentence's: not always true, mostly. For a disagreeing
    article it has to be a sentence that comments on the claim.
    """
    fnc, result = m.fnc, []
    share = {"agree": 0.35, "disagree": 1.0, "discuss": 0.06, "unrelated": 0.0}
    label = {"agree": AFFIRM, "disagree": DENY, "discuss": DISCUSS}
    for headline, article, stance in fnc.pairs:
        if fnc.fold_of[headline] == left_out or rng.random() >= share[stance]:
            continue
        sentences, ids = fnc.sentences[article], m.pieces(headline)
        if stance == "disagree":
            sentences = [s for s in sentences if comments(s)] or [""]
        texts = m.pieces.many(sentences)
        fits = [overlap(ids, text, m.pieces) for text in texts]
        best = max(range(len(fits)), key=lambda i: (fits[i], -i))
        if 0.2 <= fits[best] <= 0.85:
            pair = join(ids, texts[best], m.pieces.rarity, STATEMENT_PIECES)
            result.append(Example(pair, statement=label[stance], weight=0.7))
        low = [t for t, fit in zip(texts, fits, strict=True) if fit < 0.1 and len(t) > 12]
        if low and rng.random() < 0.25:
            pair = join(ids, rng.choice(low), m.pieces.rarity, STATEMENT_PIECES)
            result.append(Example(pair, statement=UNRELATED, weight=0.5))
    return result


def made_examples(m: Material, count: int, rng: random.Random) -> list[Example]:
    """Statement examples made by rule."""
    chosen = rng.sample(m.made, min(count, len(m.made)))
    return [
        Example(
            join(
                m.pieces(thinned(x.claim, rng)), m.pieces(x.text), m.pieces.rarity, STATEMENT_PIECES
            ),
            statement=x.stance,
            support=x.support,
            weight=0.4 if x.stance == UNRELATED else 1.0,
        )
        for x in chosen
    ]


def support_examples(m: Material, left_out: int | None, rng: random.Random) -> list[Example]:
    """Support examples: AttributionBench, and each answer of RAMDocs with two other documents."""
    result = [
        Example(
            support_pair(c.claim, c.passages, m.pieces),
            # What is backed is affirmed, in other words; what is not may be denied or left out.
            statement=AFFIRM if c.label else None,
            support=c.label,
            weight=1.5,
        )
        for c in m.support
        if c.fold != left_out
    ]
    for row in rng.sample(m.conflicts, len(m.conflicts) // 8):
        documents = [d for d in row["documents"] if d["answer"] and d["answer"] != "unknown"]
        for answer in sorted({d["answer"] for d in documents}):
            claim = f"{row['question']} {answer}"
            right = [d for d in documents if d["answer"] == answer]
            wrong = [d for d in row["documents"] if d["answer"] != answer]
            for group, label in ((right, 1), (wrong, 0)):
                for d in rng.sample(group, min(1, len(group))):
                    pair = support_pair(claim, [d["text"]], m.pieces)
                    result.append(Example(pair, support=label, weight=0.5))
    return result
