"""The public pairs that the reader is trained on first, with their licences.

Left out are sets whose licence forbids commercial use or handing on, sets of other people's news
or tweets under no licence, and those kept for testing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rag.reader.form import UnitText
from training.reader.examples import Example, labels_of


@dataclass(frozen=True, slots=True)
class Source:
    """One public set: how many pairs of each label are drawn at most, and what they mean."""

    name: str
    most: int
    licence: str
    weight: float = 1.0


SOURCES: Final = (
    Source("squad2_dev_sentences", 3000, "CC BY-SA 4.0"),
    Source("qnli_dev", 2000, "CC BY-SA 4.0"),
    Source("selqa", 3000, "Apache-2.0"),
    Source("tydiqa_sentences", 3200, "Apache-2.0"),
    Source("squad_sample_sentences", 3000, "CC BY-SA 4.0"),
    Source("squadshifts_sentences", 9000, "none stated"),
    Source("mlqa_sentences", 1200, "CC BY-SA 3.0"),
    Source("lingnli", 9000, "none stated"),
    Source("mnli_dev", 3500, "see the MNLI paper"),
    Source("mnli_dev_mismatched", 3500, "see the MNLI paper"),
    Source("cad_nli", 2500, "Apache-2.0"),
    Source("snli_dev", 1500, "CC BY-SA 4.0"),
    Source("seminli_wiki", 3500, "none stated; premises CC BY-SA 3.0"),
    Source("scone", 1000, "CC0 1.0"),
    Source("conjnli", 1500, "MIT"),
    Source("dnc", 1500, "mixed, per corpus"),
    Source("fever_nli_dev", 5000, "MIT; Wikipedia terms"),
    Source("fever_subset", 5000, "CC BY-SA 3.0"),
    Source("climate_fever", 3000, "none stated"),
    Source("healthver", 2500, "none stated"),
    Source("fool_me_twice", 1300, "Apache-2.0"),
    Source("covid_fact", 1500, "none stated"),
    Source("check_covid", 600, "MIT"),
    Source("scifact", 900, "CC BY 4.0; ODC-By 1.0"),
    Source("citation_integrity", 1000, "MIT"),
    Source("perspectrum", 6200, "CC BY-SA 4.0"),
    Source("ibm_argq30k_stance", 7000, "none stated in the carrier"),
    Source("ibm_claim_stance", 1300, "none stated in the carrier"),
    Source("vast", 3500, "none stated"),
    Source("arc_stance", 2000, "Apache-2.0"),
    Source("arct", 1000, "Apache-2.0"),
    Source("iam_stance", 2600, "none stated"),
    Source("iam_evidence", 1500, "none stated"),
    Source("argkp", 3500, "CDLA-Sharing 1.0"),
    Source("condaqa", 3000, "Apache-2.0"),
    Source("boolq", 1500, "CC BY-SA 3.0"),
    Source("pubmedqa", 500, "MIT"),
    Source("verb_veridicality", 1500, "none stated"),
    Source("commitmentbank", 700, "none stated"),
    Source("factuality_uds_ih2", 1200, "MIT"),
    Source("ambient", 1000, "CC BY 4.0"),
)

LONGEST: Final = 110
"""Words of a premise; longer pairs are left out, as units are sentences."""
UNRELATED: Final = 0.08
"""Share of pairs to which one with another pair's premise is added."""
FRAMES: Final = (
    "who says that {}?",
    "who believes {}?",
    "Who thinks {}?",
    "does anyone claim that {}?",
    "Which people argue {}?",
    "Did they say that {}?",
)
"""Claims are also asked as questions, since that is how the reader will be asked."""
AGAINST: Final = (
    "who denies that {}?",
    "Who disputes that {}?",
    "Who rejects the idea that {}?",
    "who doesn't believe {}?",
)
"""Questions that whoever takes the opposite side answers."""
FOR_TOPICS: Final = ("Who supports {}?", "who is in favour of {}?", "Who argues for {}?")
AGAINST_TOPICS: Final = ("Who opposes {}?", "who is against {}?", "Who criticises {}?")
FRAMED: Final = 0.35
FRAMED_AGAINST: Final = 0.12
"""Shares of the claims that are asked so."""

_MEANING: Final = {
    "answers": "answers",
    "affirm": "answers",
    "entail": "answers",
    "contradict": "opposite",
    "deny": "opposite",
    "hedge": "hedged",
    "neutral": "related unrelated",
    "discuss": "related unrelated",
    "ambiguous": "hedged related unrelated",
    "not_entail": "opposite hedged related unrelated",
    "not": "related unrelated",
    "unrelated": "unrelated",
}


def read_pairs(folder: Path, seed: int) -> tuple[list[Example], dict[str, str]]:
    """The drawn pairs, shuffled, and the SHA-256 of each file.

    Raises FileNotFoundError where a set is missing.
    """
    rng = random.Random(seed)
    examples: list[Example] = []
    digests: dict[str, str] = {}
    for source in SOURCES:
        path = folder / f"{source.name}.jsonl.gz"
        digests[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        examples += _draw(source, list(_rows(path)), rng)
    rng.shuffle(examples)
    return examples, digests


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if (
                row.get("lang", "en") == "en"
                and len(row["premise"].split()) <= LONGEST
                and row["label"] in _MEANING
            ):
                yield row


def _draw(source: Source, rows: list[dict[str, Any]], rng: random.Random) -> Iterator[Example]:
    rng.shuffle(rows)
    taken: dict[str, int] = {}
    for row in rows:
        label = row["label"]
        taken[label] = taken.get(label, 0) + 1
        if taken[label] > source.most:
            continue
        question, meaning = _asked(row, rng)
        title = str(row.get("title") or row.get("article") or "").replace("_", " ")
        unit = UnitText(row["premise"], title=title)
        yield Example(question, unit, labels_of(meaning), source.weight)
        if rng.random() < UNRELATED:
            other = UnitText(rng.choice(rows)["premise"], title=title)
            yield Example(question, other, labels_of(["related", "unrelated"]), source.weight)


def _asked(row: Mapping[str, Any], rng: random.Random) -> tuple[str, list[str]]:
    """A row's claim or topic, some of them put as questions, and the labels that fit."""
    text: str = row["hypothesis"].strip()
    meaning = _MEANING[row["label"]].split()
    if row["label"] in {"answers", "not"} or text.endswith("?"):
        return text, meaning
    topic = row.get("hypothesis_kind") == "topic phrase"
    chance = rng.random() * (0.6 if topic else 1.0)
    if chance >= FRAMED + FRAMED_AGAINST:
        return text, meaning
    body = text.rstrip(".")
    body = body if topic else uncapitalised(body)
    if chance < FRAMED:
        return rng.choice(FOR_TOPICS if topic else FRAMES).format(body), meaning
    return rng.choice(AGAINST_TOPICS if topic else AGAINST).format(body), opposed(meaning)


def uncapitalised(claim: str) -> str:
    """A claim as it stands within a sentence; "ABC" keeps its capitals."""
    return claim if claim[1:2].isupper() else claim[:1].lower() + claim[1:]


def opposed(meaning: Sequence[str]) -> list[str]:
    """The labels when not the claim is asked about but who is against it."""
    return [{"answers": "opposite", "opposite": "answers"}.get(name, name) for name in meaning]
