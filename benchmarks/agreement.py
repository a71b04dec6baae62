"""Whether a question names the same voices on the same sides however it is typed.

    python -m benchmarks.agreement --work build/eval --questions 100
    python -m benchmarks.agreement --work build/eval --types who,contrast --show

Each question of the set ``natural`` is asked as it stands and in other forms that mean the same
(``benchmarks.forms``): in small letters without its question mark, with "tell me" before it, with a
slip of the keyboard in its longest word; "who says p" as "according to whom …", and in the passive.
Measured is how often both answers name the same voices on the same sides, and neither any other;
what both name, of all that either names (Jaccard), for voices and for voices with their sides; and
whether both speak or both are silent. No gold answers are needed, and a trained reader may have
seen the questions. Follow-ups are left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import DATA, Progress
from benchmarks.forms import FORMS
from eval import GoldQuestion
from eval.datasets import load_dataset, natural
from eval.questions import QuestionSet
from eval.report.cells import figure
from eval.statistics import interval
from index import Collection, open_collection
from rag import Answer, ask


@dataclass(frozen=True, slots=True)
class Named:
    """What an answer names: voices by name, and each with the side it is said to take."""

    voices: frozenset[str]
    sides: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, answer: Answer) -> Named:
        """The voices of an answer's sentences; none where it is silent."""
        by_number = {citation.number: citation for citation in answer.citations}
        sides = frozenset(
            (
                by_number[number].voice.name or by_number[number].voice.described,
                sentence.stance or "",
            )
            for sentence in answer.sentences
            for number in sentence.citations
        )
        return cls(frozenset(voice for voice, _ in sides), sides)


@dataclass(frozen=True, slots=True)
class Compared:
    """A question in its own and in another form: shares from 0 to 1, and whether both speak."""

    form: str
    question: str
    voices: float
    sides: float
    speaks: bool


def compare(collection: Collection, questions: Sequence[GoldQuestion]) -> list[Compared]:
    """Ask each question in its own and in each other form that differs from it."""
    found = []
    progress = Progress()
    for done, question in enumerate(questions, start=1):
        first = ask(collection, question.question)
        one = Named.of(first)
        for form, change in FORMS.items():
            changed = change(question.question)
            if changed != question.question:
                second = ask(collection, changed)
                other = Named.of(second)
                found.append(
                    Compared(
                        form,
                        changed,
                        share(one.voices, other.voices),
                        share(one.sides, other.sides),
                        first.status == second.status,
                    )
                )
        progress("asking", done, len(questions))
    return found


def share(one: frozenset[object], other: frozenset[object]) -> float:
    """What two sets have in common, of all that either has; 1 where both are empty.

    >>> share(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    return len(one & other) / len(one | other) if one | other else 1.0


def table(found: Sequence[Compared]) -> str:
    """Per cent for each form, with 95 % intervals."""
    lines = [
        "| form | n | same voices and sides | voices in common | voices and sides in common "
        "| both speak or are silent |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for form in (*FORMS, "all"):
        rows = [row for row in found if form in (row.form, "all")]
        cells = [
            _cell([value(row) for row in rows])
            for value in (
                lambda r: float(r.sides == 1),
                lambda r: r.voices,
                lambda r: r.sides,
                lambda r: float(r.speaks),
            )
        ]
        lines.append(f"| {form} | {len(rows)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "–"
    bounds = interval(values)
    return f"{figure(sum(values) / len(values))} ({figure(bounds.low)}–{figure(bounds.high)})"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, help="the collection goes here (else it is not kept)")
    parser.add_argument("--questions", type=int, default=0, help="only this many (0: all)")
    parser.add_argument("--types", default="", help="such as who,says,did_say (all)")
    parser.add_argument("--show", action="store_true", help="print what is not answered alike")
    args = parser.parse_args()
    if not args.data.is_dir():
        raise SystemExit(f"no data sets at {args.data}; name their folder (docs/evaluation.md)")
    dataset = load_dataset(natural.NAME, args.data)
    types = set(args.types.split(",")) if args.types else set()
    wanted = [q for q in dataset.questions if not q.history and (not types or q.type in types)]
    questions = QuestionSet(wanted, name=natural.NAME).spread(args.questions).questions
    with tempfile.TemporaryDirectory() as nowhere:
        folder = (args.work or Path(nowhere)) / natural.NAME / "collection"
        with open_collection(folder, create=True) as collection:
            collection.add(dataset.articles, progress=Progress())
            found = compare(collection, list(questions))
    for row in found:
        if args.show and row.sides < 1:
            sys.stdout.write(f"{row.sides:.2f} {row.form}: {row.question}\n")
    sys.stdout.write(f"{table(found)}\n")


if __name__ == "__main__":
    main()
