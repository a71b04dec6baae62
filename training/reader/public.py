"""The public pairs that the reader is trained on first, with their licences.

Left out are sets whose licence forbids commercial use or handing on, sets of other people's news
or tweets under no licence, and those kept for testing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
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
    Source("squad2_dev_sentences", 2600, "CC BY-SA 4.0"),
    Source("qnli_dev", 1500, "CC BY-SA 4.0"),
    Source("selqa", 2400, "Apache-2.0"),
    Source("tydiqa_sentences", 2600, "Apache-2.0"),
    Source("squad_sample_sentences", 2200, "CC BY-SA 4.0"),
    Source("squadshifts_sentences", 5000, "none stated"),
    Source("mlqa_sentences", 800, "CC BY-SA 3.0"),
    Source("lingnli", 2800, "none stated"),
    Source("mnli_dev", 2400, "see the MNLI paper"),
    Source("mnli_dev_mismatched", 2400, "see the MNLI paper"),
    Source("cad_nli", 800, "Apache-2.0"),
    Source("snli_dev", 600, "CC BY-SA 4.0"),
    Source("scone", 600, "CC0 1.0"),
    Source("conjnli", 600, "MIT"),
    Source("dnc", 1200, "mixed, per corpus"),
    Source("fever_nli_dev", 2000, "MIT; Wikipedia terms"),
    Source("fever_subset", 2000, "CC BY-SA 3.0"),
    Source("climate_fever", 1500, "none stated"),
    Source("healthver", 800, "none stated"),
    Source("fool_me_twice", 1200, "Apache-2.0"),
    Source("perspectrum", 2200, "CC BY-SA 4.0"),
    Source("ibm_argq30k_stance", 1800, "none stated in the carrier"),
    Source("ibm_claim_stance", 1000, "none stated in the carrier"),
    Source("iam_stance", 1500, "none stated"),
    Source("iam_evidence", 800, "none stated"),
    Source("argkp", 1200, "CDLA-Sharing 1.0"),
    Source("verb_veridicality", 1000, "none stated"),
    Source("commitmentbank", 500, "none stated"),
    Source("factuality_uds_ih2", 900, "MIT"),
    Source("ambient", 500, "CC BY 4.0"),
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
FRAMED: Final = 0.35

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
        question = row["hypothesis"]
        claim = label not in {"answers", "not"} and not question.rstrip().endswith("?")
        if claim and rng.random() < FRAMED:
            body = question.strip().rstrip(".")
            question = rng.choice(FRAMES).format(body[:1].lower() + body[1:])
        title = str(row.get("title") or row.get("article") or "").replace("_", " ")
        unit = UnitText(row["premise"], title=title)
        yield Example(question, unit, labels_of(_MEANING[label].split()), source.weight)
        if rng.random() < UNRELATED:
            other = UnitText(rng.choice(rows)["premise"], title=title)
            yield Example(question, other, labels_of(["related", "unrelated"]), source.weight)
