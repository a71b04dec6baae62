"""From one question and its answer to scores.

Every score is a pair ``(part, whole)``; over many questions a metric is the sum of the parts over
the sum of the wholes. A score that does not apply to a question is left out. docs/evaluation.md
says what each name means; ``LOWER_IS_BETTER`` lists those that count mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.finding import (
    ARTICLE_DEPTH,
    DEPTH,
    Scores,
    article_gold,
    has_spans,
    score_diagnosis,
    score_retrieval,
)
from eval.metrics import citations, ranking, speakers
from eval.metrics.diagnosis import faithful_counts
from eval.metrics.names import Alternatives, matches
from eval.metrics.spans import Gold, Place, is_hit
from eval.questions import GoldQuestion
from eval.saying import no_choice, score_said
from eval.voices import Spoken, named, no_voice, score_voices, spoken

__all__ = [
    "ARTICLE_DEPTH",
    "DEPTH",
    "LOWER_IS_BETTER",
    "Scores",
    "failed",
    "has_spans",
    "score_answer",
    "score_diagnosis",
    "score_retrieval",
]

LOWER_IS_BETTER: Final = frozenset(
    {
        "misattributed",
        "ungrounded",
        "false_abstention",
        "only_wrong_voices",
        "noise_sensitivity_relevant",
        "noise_sensitivity_irrelevant",
    }
)


def score_answer(
    question: GoldQuestion,
    answer: Mapping[str, Any],
    gold: Sequence[Gold],
    texts: Mapping[str, str],
) -> Scores:
    """Scores of an answer (its JSON shape). ``texts`` are the articles it cites, by id."""
    scores: Scores = {}
    abstained = answer["status"] == "abstained"
    scores |= _abstention(question, answer)
    right, total = citations.exact_counts(answer, texts)
    if total:
        scores["citation_exact"] = (right, total)
    bad, total = citations.ungrounded_counts(answer)
    if total:
        scores["ungrounded"] = (bad, total)
    good, total = faithful_counts(answer, texts)
    if total:
        scores["faithfulness"] = (good, total)
    if question.unanswerable:
        scores["correct"] = (float(abstained), 1)
        return scores
    scores |= score_said(question, answer, gold)
    scores |= _speakers(question, answer, gold)
    scores |= score_voices(question, answer)
    if has_spans(question):
        cited = citations.cited_places(answer)
        if cited:
            scores["citation_precision"] = (citations.precision(cited, gold), 1)
        scores["citation_recall"] = (citations.recall(cited, gold), 1)
    elif gold:
        articles = [Place(i) for i in ranking.distinct_articles(citations.cited_places(answer))]
        scores["article_citation"] = (citations.recall(articles, article_gold(gold)), 1)
    scores |= _stances(question, answer, gold)
    if question.expected:
        scores["verdict"] = (
            float(_verdict(question, answer, spoken(answer)) == question.expected),
            1,
        )
    scores["correct"] = (float(_correct(question, abstained, scores)), 1)
    return scores


def failed(question: GoldQuestion) -> Scores:
    """Scores of a question that ended in an error: nothing right, and no abstention either."""
    scores: Scores = {"correct": (0, 1)}
    scores["abstention_recall" if question.unanswerable else "answered"] = (0, 1)
    if question.speakers and not question.unanswerable:
        scores["speaker"] = (0, 1)
    if question.answers or question.answers_all:
        scores["answer_match"] = (0, 1)
    if question.evidence:
        scores["citation_recall"] = (0, 1)
    if question.expected:
        scores["verdict"] = (0, 1)
    return scores | no_voice(question) | no_choice(question)


def _abstention(question: GoldQuestion, answer: Mapping[str, Any]) -> Scores:
    abstained = float(answer["status"] == "abstained")
    scores: Scores = {}
    if question.unanswerable:
        scores["abstention_recall"] = (abstained, 1)
        scores["abstention_f1"] = (2 * abstained, 1 + abstained)
        if question.reason:
            scores["reason"] = (float(answer["reason"] == question.reason), 1)
    elif not question.only_choices:
        scores["answered"] = (1 - abstained, 1)
        scores["false_abstention"] = (abstained, 1)
        if abstained:
            scores["abstention_f1"] = (0, 1)
    if abstained and not question.only_choices:
        scores["abstention_precision"] = (float(question.unanswerable), 1)
    return scores


def _speakers(question: GoldQuestion, answer: Mapping[str, Any], gold: Sequence[Gold]) -> Scores:
    scores: Scores = {}
    cited = list(zip(citations.cited_places(answer), _voices(answer), strict=True))
    if question.speakers:
        voices = [voice for _, voice in cited]
        scores["speaker"] = (float(speakers.all_named(voices, question.speakers)), 1)
        gold_ones, total = speakers.precision_counts(voices, question.speakers)
        if total:
            scores["speaker_precision"] = (gold_ones / total, 1)
    known = [(item, _speaker_of(question, i)) for i, item in enumerate(gold)]
    known = [(item, name) for item, name in known if name]
    if known:
        right = [
            any(is_hit(place, item) and matches(voice, name) for place, voice in cited)
            for item, name in known
        ]
        scores["attributed"] = (sum(right) / len(right), 1)
        pairs = [(v, name) for place, v in cited for item, name in known if is_hit(place, item)]
        wrong, total = speakers.misattributed_counts(pairs)
        if total:
            scores["misattributed"] = (wrong, total)
    return scores


def _speaker_of(question: GoldQuestion, position: int) -> Alternatives:
    """The gold speaker of an evidence item: its own, else the question's only one."""
    own = question.evidence[position].speaker
    if own:
        return own
    return question.speakers[0] if len(question.speakers) == 1 else ""


def _stances(question: GoldQuestion, answer: Mapping[str, Any], gold: Sequence[Gold]) -> Scores:
    places = citations.cited_places(answer)
    numbers = [c["number"] for c in answer["citations"]]
    shown = {n: s["stance"] for s in answer["sentences"] for n in s["citations"]}
    right = total = 0
    for item, evidence in zip(gold, question.evidence, strict=True):
        wanted = evidence.stance or question.stance
        for place, number in zip(places, numbers, strict=True):
            if wanted and is_hit(place, item) and shown.get(number):
                total += 1
                right += shown[number] == wanted
    return {"stance": (right, total)} if total else {}


def _verdict(question: GoldQuestion, answer: Mapping[str, Any], voices: Sequence[Spoken]) -> str:
    """Yes or no: by the answer's first word where it is one, else by whose words it shows."""
    if answer["status"] == "abstained":
        return "no"
    first = answer["text"].lstrip("“\"' ").split(maxsplit=1)[:1]
    word = first[0].strip(".,:;!").casefold() if first else ""
    if word in ("yes", "no"):
        return str(word)
    own = any(matches(v.name, question.about) and v.stance != "deny" for v in voices)
    return "yes" if own else "no"


def _correct(question: GoldQuestion, abstained: bool, scores: Scores) -> bool:
    """Right by everything the gold says of this question (docs/evaluation.md, "correct")."""
    if question.expected:
        cited = scores.get("citation_recall", (1, 1))[0] > 0
        return scores["verdict"][0] == 1 and (question.expected == "no" or cited)
    if abstained:
        return False
    needed = [scores[name][0] == 1 for name in ("answer_match", "speaker") if name in scores]
    # Where the answer or the speaker is known, one gold quote (or article) beside it is enough.
    cited_well = [scores[n][0] > 0 for n in ("citation_recall", "article_citation") if n in scores]
    needed += cited_well
    return all(needed)


def _voices(answer: Mapping[str, Any]) -> list[Alternatives]:
    return [named(c["voice"]) for c in answer["citations"]]
