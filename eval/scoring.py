"""From one question and its answer to scores.

Every score is a pair ``(part, whole)``; over many questions a metric is the sum of the parts over
the sum of the wholes. A score that does not apply to a question is left out. docs/evaluation.md
says what each name means; ``LOWER_IS_BETTER`` lists those that count mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.metrics import citations, ranking, speakers
from eval.metrics.answers import answer_match
from eval.metrics.names import Alternatives, matches
from eval.metrics.spans import Gold, Place, coverage, is_hit
from eval.questions import GoldQuestion

Scores = dict[str, tuple[float, float]]

LOWER_IS_BETTER: Final = frozenset({"misattributed", "ungrounded", "false_abstention"})
DEPTH: Final = 10
"""How far ranking metrics without ``@k`` look."""
ARTICLE_DEPTH: Final = 60
"""How many pieces of evidence are asked for where gold names articles, to have ten of them."""


def has_spans(question: GoldQuestion) -> bool:
    """Whether every evidence item names words and not just an article (False without any)."""
    return bool(question.evidence) and all(g.quote or g.end for g in question.evidence)


def score_retrieval(
    question: GoldQuestion, found: Sequence[Place], gold: Sequence[Gold], k: int
) -> Scores:
    """Ranking scores of the places a search found, best first; nothing without gold.

    Span scores appear where every gold item has a span, article scores always.
    """
    if not gold:
        return {}
    scores: Scores = {}
    if has_spans(question):
        for depth in sorted({1, k, DEPTH}):
            scores[f"recall@{depth}"] = (ranking.span_recall_at(found, gold, depth), 1)
        ranked, relevant = ranking.as_ids(found[:DEPTH], gold)
        scores["mrr"] = (ranking.reciprocal_rank(ranked, relevant, DEPTH), 1)
        scores[f"ndcg@{DEPTH}"] = (ranking.ndcg(ranked, relevant, DEPTH), 1)
        scores["map"] = (ranking.average_precision(ranked, relevant, DEPTH), 1)
        shares = [coverage(found[:k], item) for item in gold]
        scores[f"coverage@{k}"] = (sum(shares) / len(shares), 1)
    articles = [Place(i) for i in ranking.distinct_articles(found)][:DEPTH]
    wanted = _article_gold(gold)
    ranked, relevant = ranking.as_ids(articles, wanted)
    scores[f"article_recall@{DEPTH}"] = (ranking.span_recall_at(articles, wanted, DEPTH), 1)
    scores[f"article_mrr@{DEPTH}"] = (ranking.reciprocal_rank(ranked, relevant), 1)
    return scores | _sides(question, articles, gold)


def _sides(question: GoldQuestion, articles: Sequence[Place], gold: Sequence[Gold]) -> Scores:
    """Whether the opposing articles, and both sides, are among the first ones found."""
    by_stance = {
        side: _article_gold(
            [g for g, e in zip(gold, question.evidence, strict=True) if e.stance == side]
        )
        for side in ("affirm", "deny")
    }
    scores: Scores = {}
    if by_stance["deny"]:
        opposed = ranking.span_recall_at(articles, by_stance["deny"], DEPTH)
        scores[f"opposed_recall@{DEPTH}"] = (opposed, 1)
    if all(by_stance.values()):
        both = all(ranking.span_recall_at(articles, side, DEPTH) for side in by_stance.values())
        scores[f"both_sides@{DEPTH}"] = (float(both), 1)
    return scores


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
    if question.unanswerable:
        scores["correct"] = (float(abstained), 1)
        return scores
    spoken = _spoken(answer)
    if question.answers or question.answers_all:
        said = not abstained and answer_match(
            answer["text"], question.answers, question.answers_all
        )
        scores["answer_match"] = (float(said), 1)
    scores |= _speakers(question, answer, gold)
    if has_spans(question):
        cited = citations.cited_places(answer)
        if cited:
            scores["citation_precision"] = (citations.precision(cited, gold), 1)
        scores["citation_recall"] = (citations.recall(cited, gold), 1)
    elif gold:
        articles = [Place(i) for i in ranking.distinct_articles(citations.cited_places(answer))]
        scores["article_citation"] = (citations.recall(articles, _article_gold(gold)), 1)
    scores |= _stances(question, answer, gold)
    if question.expected:
        scores["verdict"] = (float(_verdict(question, answer, spoken) == question.expected), 1)
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
    return scores


def _abstention(question: GoldQuestion, answer: Mapping[str, Any]) -> Scores:
    abstained = float(answer["status"] == "abstained")
    scores: Scores = {}
    if question.unanswerable:
        scores["abstention_recall"] = (abstained, 1)
        scores["abstention_f1"] = (2 * abstained, 1 + abstained)
        if question.reason:
            scores["reason"] = (float(answer["reason"] == question.reason), 1)
    else:
        scores["answered"] = (1 - abstained, 1)
        scores["false_abstention"] = (abstained, 1)
        if abstained:
            scores["abstention_f1"] = (0, 1)
    if abstained:
        scores["abstention_precision"] = (float(question.unanswerable), 1)
    return scores


def _speakers(question: GoldQuestion, answer: Mapping[str, Any], gold: Sequence[Gold]) -> Scores:
    scores: Scores = {}
    cited = list(zip(citations.cited_places(answer), _voices(answer), strict=True))
    if question.speakers:
        voices = [voice for _, voice in cited]
        scores["speaker"] = (float(speakers.all_named(voices, question.speakers)), 1)
        right, total = speakers.precision_counts(voices, question.speakers)
        if total:
            scores["speaker_precision"] = (right / total, 1)
    known = [(item, _speaker_of(question, i)) for i, item in enumerate(gold)]
    known = [(item, name) for item, name in known if name]
    if known:
        named = [
            any(is_hit(place, item) and matches(voice, name) for place, voice in cited)
            for item, name in known
        ]
        scores["attributed"] = (sum(named) / len(named), 1)
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


def _verdict(
    question: GoldQuestion, answer: Mapping[str, Any], spoken: Sequence[tuple[str, str | None]]
) -> str:
    """Yes or no: by the answer's first word where it is one, else by whose words it shows."""
    if answer["status"] == "abstained":
        return "no"
    first = answer["text"].lstrip("“\"' ").split(maxsplit=1)[:1]
    word = first[0].strip(".,:;!").casefold() if first else ""
    if word in ("yes", "no"):
        return str(word)
    own = any(matches(name, question.about) and stance != "deny" for name, stance in spoken)
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


def _article_gold(gold: Sequence[Gold]) -> list[tuple[Place, ...]]:
    """Gold items as articles, each article asked for once."""
    items = [tuple(Place(i) for i in sorted({p.article_id for p in item})) for item in gold]
    return list(dict.fromkeys(items))


def _voices(answer: Mapping[str, Any]) -> list[str]:
    return [c["voice"]["name"] for c in answer["citations"]]


def _spoken(answer: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """Whose words each sentence shows, and on which side."""
    names = {c["number"]: c["voice"]["name"] for c in answer["citations"]}
    return [
        (names.get(number, ""), sentence["stance"])
        for sentence in answer["sentences"]
        for number in sentence["citations"]
    ]
