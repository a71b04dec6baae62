"""How many statements stand under the right name, on the quotations of the set ``judge``.

    python -m benchmarks.speakers judge --data ../shared/evaldata --folds build/verifier

Each judged quotation is met with the statement that is extracted now and shares most of its
characters, the one with the same source words first, as the sample was drawn from what an older
version extracted. It is *right* (whoever is named is whoever speaks), a *wrong name*, *nobody's*
(a name where the article itself speaks), *missing* (somebody speaks, and nobody is named) or
*silent* (rightly nobody). A name that was judged before counts as it was judged; another one is
right where its last word is that of whoever speaks, or where half of the shorter one's words are
the other's, as for descriptions, or one is the other's initials ("UN"). Speakers that are shown
with "Probably" are not certain ones.

What is learnt is left out by article: for each of five folds ``--folds`` holds the verifier that
saw nothing of its articles, as ``python -m training.verifier`` writes them. Without ``--folds``
the shipped one is measured, which knows these articles and looks better than it is.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.common import DATA, provenance, write_json
from benchmarks.speakers import last_word
from eval.datasets.base import Row, news, rows
from eval.statistics import interval
from index.attributing import attributed, verified
from index.attribution import Extracted, extract_with_states
from index.cases import cases_of
from index.sentences import split_sentences
from index.speakers.folding import plain, tokens
from index.store.writing import Attributed
from index.types import Article, Span
from index.verifying import Case, Verifier, default_verifier

FOLDS: Final = 5
BATCH: Final = 32
NEAR: Final = 400
"""Characters within which the same source words are taken for the same source."""
_SMALL: Final = frozenset("the a an of and in at for to on his her their its".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what is extracted from it, before anything is verified."""

    article: Article
    sentences: Sequence[Span]
    extracted: Extracted
    cases: Sequence[Case]

    def unverified(self) -> list[Attributed]:
        """All statements with whomever they were given to."""
        return [attributed(self.article, self.sentences, case) for case in self.cases]

    def verified(self, verifier: Verifier) -> list[Attributed]:
        """The statements as they are stored."""
        return verified(self.article, self.sentences, self.extracted, self.cases, verifier)


def fold_of(doc: str) -> int:
    """The fold of an article, 0 to 4, by its name in the data set."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % FOLDS


def articles_of(folder: Path) -> dict[str, Article]:
    """The articles by their names in the data set. Raises DatasetError."""
    return news(folder / "articles.jsonl.gz", authors=True).names


def read_articles(articles: Mapping[str, Article]) -> Iterator[tuple[str, Reading]]:
    """What is extracted from each article, a few at a time, as it takes much memory."""
    docs = list(articles)
    for at in range(0, len(docs), BATCH):
        part = docs[at : at + BATCH]
        found = extract_with_states([(articles[d].text, articles[d].boilerplate) for d in part])
        for doc, extracted in zip(part, found, strict=True):
            article = articles[doc]
            sentences = split_sentences(article.text, article.boilerplate)
            cases = cases_of(article, sentences, extracted)
            yield doc, Reading(article, sentences, extracted, cases)


def meeting(quote: Row, text: str, statements: Sequence[Attributed]) -> int | None:
    """The number of the statement that a judged quotation is; None where there is none."""
    best: tuple[tuple[bool, int], int] | None = None
    for i, one in enumerate(statements):
        said = one.statement
        shared = sum(max(0, min(b, quote["end"]) - max(a, quote["start"])) for a, b in said.content)
        if not shared:
            continue
        source = text[said.source[0][0] : said.source[0][1]] if said.source else ""
        same = bool(source) and source == quote["extracted_source"]
        near = said.start < quote["end"] + NEAR and said.start > quote["start"] - NEAR
        if best is None or (same and near, shared) > best[0]:
            best = ((same and near, shared), i)
    return best[1] if best else None


def outcome(quote: Row, name: str) -> str:
    """What naming somebody (or nobody, an empty string) for a judged quotation is."""
    if not name:
        return "missing" if quote["speaker"] else "silent"
    if plain(name) == plain(quote["extracted_speaker"]):
        judged = "wrong name" if quote["speaker"] else "nobody's"
        return "right" if quote["speaker_ok"] else judged
    if not quote["speaker"]:
        return "nobody's"
    return "right" if same_name(name, quote["speaker"]) else "wrong name"


def same_name(name: str, speaker: str) -> bool:
    """Whether a name, or a description, is taken for the right one."""
    if last_word(name) and last_word(name) == last_word(speaker):
        return True
    if _abbreviates(name, speaker) or _abbreviates(speaker, name):
        return True
    one, other = (
        {plain(word).removesuffix("'s") for word in tokens(text)} - _SMALL
        for text in (name, speaker)
    )
    return bool(one & other) and 2 * len(one & other) >= min(len(one), len(other))


def _abbreviates(letters: str, name: str) -> bool:
    """Whether letters are the initials of a name's words with a capital."""
    initials = "".join(word[0] for word in tokens(name) if word[0].isupper())
    return len(letters) > 1 and letters == initials


def judge(
    readings: Iterator[tuple[str, Reading]], quotes: Sequence[Row], verifiers: Sequence[Verifier]
) -> list[tuple[str, str, str, bool]]:
    """For each quotation: its article, its outcome unverified and verified, and whether whoever is
    named at last is certain. ``verifiers`` is one for each fold."""
    by_doc: dict[str, list[Row]] = {}
    for quote in quotes:
        by_doc.setdefault(quote["doc"], []).append(quote)
    found = []
    for doc, reading in readings:
        text = reading.article.text
        before, after = reading.unverified(), reading.verified(verifiers[fold_of(doc)])
        for quote in by_doc.get(doc, ()):
            outcomes = []
            for statements in (before, after):
                at = meeting(quote, text, statements)
                mention = statements[at].mention if at is not None else None
                outcomes.append(outcome(quote, mention.name if mention else ""))
            certain = mention is not None and mention.certainty == "certain"
            found.append((doc, *outcomes, certain))
    return found


def figures(outcomes: Sequence[tuple[str, str, str, bool]]) -> dict[str, Any]:
    """Stable JSON: counts, and shares with 95 % intervals over articles."""
    docs = list(dict.fromkeys(doc for doc, *_ in outcomes))
    wrong = ("wrong name", "nobody's")

    def share(part: Sequence[bool], whole: Sequence[bool]) -> dict[str, float]:
        parts, wholes = Counter[str](), Counter[str]()
        for (doc, *_), one, all_ in zip(outcomes, part, whole, strict=True):
            parts[doc] += one and all_
            wholes[doc] += all_
        bounds = interval([parts[d] for d in docs], [wholes[d] for d in docs])
        total = sum(wholes.values())
        return {
            "share": round(sum(parts.values()) / max(1, total), 4),
            "low": round(bounds.low, 4),
            "high": round(bounds.high, 4),
            "of": total,
        }

    before, after = [o[1] for o in outcomes], [o[2] for o in outcomes]
    certain = [o[3] for o in outcomes]
    return {
        "quotations": len(outcomes),
        "articles": len(docs),
        "unverified": dict(sorted(Counter(before).items())),
        "verified": dict(sorted(Counter(after).items())),
        "certain": dict(sorted(Counter(o[2] for o in outcomes if o[3]).items())),
        "wrong under a name, unverified": share(
            [o in wrong for o in before], [o in (*wrong, "right") for o in before]
        ),
        "wrong under a name": share(
            [o in wrong for o in after], [o in (*wrong, "right") for o in after]
        ),
        "wrong under a certain name": share(
            [o in wrong for o in after],
            [o in (*wrong, "right") and sure for o, sure in zip(after, certain, strict=True)],
        ),
        "right ones kept": share([o == "right" for o in after], [o == "right" for o in before]),
        "right ones certain": share(
            [o == "right" and sure for o, sure in zip(after, certain, strict=True)],
            [o == "right" for o in before],
        ),
    }


def main(words: Sequence[str] = sys.argv[1:]) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speakers judge",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--folds", type=Path, help="folder of the verifiers of the folds")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args(words)
    if args.folds:
        verifiers = [Verifier(args.folds / f"fold-{n}") for n in range(FOLDS)]
    else:
        verifiers = [default_verifier()] * FOLDS
    folder = args.data / "judge"
    quotes = list(rows(folder / "quotes.jsonl.gz"))
    outcomes = judge(read_articles(articles_of(folder)), quotes, verifiers)
    write_json(provenance() | figures(outcomes), args.json)


if __name__ == "__main__":
    main()
