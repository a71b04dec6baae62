"""What each figure says, in one line; docs/evaluation.md has the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from eval.report.cells import heading

MEANINGS: Final[Mapping[str, str]] = {
    "correct": "right by everything that the question set says",
    "recall@k": "gold quotes among the first k pieces of evidence found",
    "mrr": "one over the rank of the first gold quote found",
    "ndcg@k": "gold quotes found, early ones counting more",
    "map": "mean precision at each gold quote found",
    "coverage@k": "characters of the gold that the first k pieces cover",
    "article_recall@k": "gold articles among the first k articles found",
    "article_mrr@k": "one over the rank of the first gold article",
    "opposed_recall@k": "articles of the opposite side found",
    "both_sides@k": "an article of each side found",
    "answer_match": "the gold answer stands in the answer",
    "answer_em": "the answer is the gold answer and nothing else",
    "answer_f1": "words that answer and gold answer share",
    "answer_recall": "several gold answers: the share that is given",
    "answers_exact": "several gold answers: all of them and no wrong one",
    "answers_sourced": "several gold answers: each quoted from a source of its own",
    "choice": "multiple choice: the right one is picked",
    "choice_or_none": "multiple choice where none may be right: the right one, or none",
    "none_recall": "none of the choices is right, and none is picked",
    "none_precision": "none is picked, and none is right",
    "speaker": "every gold speaker is named",
    "speaker_precision": "speakers named that are gold",
    "any_speaker": "at least one gold speaker is named",
    "speaker_recall": "gold speakers that are named",
    "first_voice": "the first voice named is a gold speaker",
    "voices_right": "voices on the asked side that are gold speakers",
    "only_wrong_voices": "answered, and nobody named is a gold speaker",
    "attributed": "gold quotes cited under the gold speaker’s name",
    "misattributed": "gold quotes cited under another name",
    "verdict": "yes or no is right",
    "stance": "gold quotes shown on the right side",
    "citation_recall": "gold quotes that are cited",
    "citation_precision": "citations that are gold quotes",
    "citation_exact": "quotations that are the article’s own characters",
    "article_citation": "gold articles that are cited",
    "ungrounded": "sentences of answers that rest on no citation",
    "faithfulness": "sentences that rest on exact quotations alone",
    "abstention_recall": "silent where the collection has no answer",
    "abstention_precision": "silences that were right",
    "abstention_f1": "the two figures above together (harmonic mean)",
    "answered": "answered where the collection has an answer",
    "false_abstention": "silent although the collection has an answer",
    "reason": "the silence gives the right reason",
}


def meaning(metric: str) -> str:
    """What a metric says; empty where it is not known."""
    return MEANINGS.get(metric) or MEANINGS.get(re.sub(r"@\d+$", "@k", metric), "")


def glossary(metrics: Iterable[str]) -> str:
    """The meanings of some metrics for the page."""
    rows = "".join(
        f'<tr><td>{escape(heading(name))}</td><td class="text">{escape(meaning(name))}</td></tr>'
        for name in dict.fromkeys(metrics)
        if meaning(name)
    )
    return (
        "<details><summary>What the figures mean</summary>"
        f'<div class="scroll"><table><tbody>{rows}</tbody></table></div></details>'
    )
