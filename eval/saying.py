"""Scores of what an answer says: gold answers, their sources, and multiple choices.

Every score is a pair ``(part, whole)``, as in ``eval.scoring``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.finding import Scores
from eval.metrics import choices
from eval.metrics.answers import answer_match, contains, exact_match, token_f1
from eval.metrics.citations import cited_places
from eval.metrics.spans import Gold, is_hit
from eval.questions import GoldQuestion


def score_said(question: GoldQuestion, answer: Mapping[str, Any], gold: Sequence[Gold]) -> Scores:
    """Whether the gold answers stand in an answer (its JSON shape), and each with its source."""
    scores: Scores = {}
    text = answer["text"] if answer["status"] == "answered" else ""
    if question.answers or question.answers_all:
        said = bool(text) and answer_match(text, question.answers, question.answers_all)
        scores["answer_match"] = (float(said), 1)
        words = " ".join(sentence["text"] for sentence in answer["sentences"]) if text else ""
        any_of = question.answers or ("; ".join(question.answers_all),)
        scores["answer_em"] = (exact_match(words, any_of), 1)
        scores["answer_f1"] = (token_f1(words, any_of), 1)
        if question.answers_all:
            right = sum(contains(text, wanted) for wanted in question.answers_all)
            scores["answer_recall"] = (right / len(question.answers_all), 1)
            wrong = any(contains(text, one) for one in question.wrong_answers)
            scores["answers_exact"] = (float(said and not wrong), 1)
    sourced = [(item.answer, places) for item, places in zip(question.evidence, gold, strict=True)]
    sourced = [(wanted, places) for wanted, places in sourced if wanted]
    if sourced:
        cited = list(zip(cited_places(answer), answer["citations"], strict=True))
        shown = [
            any(is_hit(at, places) and contains(c["quote"]["text"], wanted) for at, c in cited)
            for wanted, places in sourced
        ]
        scores["answers_sourced"] = (float(all(shown)), 1)
    return scores


def pick_choices(
    question: GoldQuestion,
    answer: Mapping[str, Any],
    texts: Mapping[str, str],
    found: Sequence[str],
) -> list[str]:
    """The choice picked for each of the question's ``choices``; empty for none of them.

    Where none may be right, only what the answer cites counts, of those who take a side: silence,
    or an answer that states no choice, is none of them. Else a choice has to be made, and the
    nearest evidence of an abstention and what the search ``found`` help out. ``texts`` are the
    articles cited, by id.
    """
    asked = answer["standalone"] or question.question
    beside = {n for s in answer["sentences"] if s["stance"] == "report" for n in s["citations"]}
    said = [_shown(c, texts) for c in answer["citations"] if c["number"] not in beside]
    more = [*(_shown(c, texts) for c in answer["nearest"]), *found]
    picked = []
    for one in question.choices:
        own = choices.supports(asked, one.offered, said)
        at = choices.best(own)
        if one.none:
            stated = at is not None and own[at].stated >= choices.STATED
            picked.append(one.offered[at] if stated and at is not None else "")
            continue
        if at is None or own[at].stated < choices.STATED:
            at = choices.best(choices.supports(asked, one.offered, [*said, *more]))
        picked.append(one.offered[at or 0])
    return picked


def score_choices(question: GoldQuestion, picked: Sequence[str]) -> Scores:
    """``choice`` where one had to be picked, ``choice_or_none`` where none may be right."""
    scores: Scores = {}
    for one, pick in zip(question.choices, picked, strict=True):
        right = float(pick == one.right)
        _add(scores, "choice_or_none" if one.none else "choice", right)
        if one.none and not one.right:
            _add(scores, "none_recall", right)
        if one.none and not pick:
            _add(scores, "none_precision", right)
    return scores


def no_choice(question: GoldQuestion) -> Scores:
    """The scores of a question that ended in an error: nothing was picked, not even none."""
    scores: Scores = {}
    for one in question.choices:
        _add(scores, "choice_or_none" if one.none else "choice", 0.0)
        if one.none and not one.right:
            _add(scores, "none_recall", 0.0)
    return scores


def _add(scores: Scores, name: str, right: float) -> None:
    part, whole = scores.get(name, (0.0, 0.0))
    scores[name] = (part + right, whole + 1)


def _shown(citation: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The whole sentences around a quotation, which readers see as well."""
    quote, (start, end) = citation["quote"], citation["context"]
    text = texts.get(quote["article_id"], "")
    inside = 0 <= start <= quote["start"] and quote["end"] <= end <= len(text)
    return text[start:end] if inside else str(quote["text"])
