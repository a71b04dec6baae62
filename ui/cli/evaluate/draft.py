"""``onrecord eval draft``: questions proposed by the collection, judged by a person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit, emit_json, is_terminal, layout, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from eval.drafting import DraftBook, Proposal
    from eval.questions import GoldQuestion

HELP = """a  accept the question as it stands
e  change the question's words
s  change the speakers ( ; parts several, | names for one )
u  the collection has no answer: silence is right
1 2 …  take these places as evidence, where some are offered
r  reject it for good
k  skip it for now
q  leave; what was decided is kept"""


@verb
def draft_step(
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help="Question file that accepted ones go to."),
    ] = Path("questions.jsonl"),
    collection: CollectionOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="who-said, did-say, what-said, figure, silent-speaker, unknown-speaker or "
            "unknown-topic; repeatable.",
        ),
    ] = None,
    number: Annotated[
        int,
        typer.Option("-n", "--number", metavar="N", min=1, help="Number of questions to propose."),
    ] = 20,
    seed: Annotated[
        int,
        typer.Option("--seed", metavar="N", help="Another number, another choice of questions."),
    ] = 0,
    from_log: Annotated[
        bool, typer.Option("--from-log", help="Answers with a thumb down instead.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("-y", "--yes", help="Accept all that have something to score.")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Propose questions from the collection.

    Made from its statements and sentences, with the gold they came from: who said, did X say, what
    did X say, numbers and dates, and questions that cannot have an answer. You accept, edit or
    reject each; what you decided is kept and not asked again. With --json they are only printed.

    \b
    Examples:
      onrecord eval draft --out questions.jsonl
      onrecord eval draft --kind who-said --kind figure -n 50
      onrecord eval draft --from-log --out complaints.jsonl
      onrecord eval draft --json -n 100 > proposals.json
    """
    from eval.drafting import DraftBook, draft
    from eval.drafting import from_log as complaints

    book = DraftBook(out)
    with opened(collection) as articles:
        if from_log:
            proposals = book.pending(complaints(articles))
        else:
            proposals = draft(
                articles, kinds=kind or (), number=number, seed=seed, known=book.decided
            )
    if json_:
        emit_json({"proposals": [proposal.to_dict() for proposal in proposals]})
        return OK
    if not proposals:
        emit("nothing to propose")
        return OK
    taken = _all(book, proposals) if yes else _one_by_one(book, proposals)
    emit(f"{counted(taken, 'question')} added to {out}")
    return OK


def _all(book: DraftBook, proposals: list[Proposal]) -> int:
    from eval.gold import has_gold

    scored = [p for p in proposals if has_gold(p.question)]
    for proposal in scored:
        book.accept(proposal.question)
    if len(scored) < len(proposals):
        left = len(proposals) - len(scored)
        note(f"{counted(left, 'proposal')} left out: nothing to score yet; judge them one by one")
    return len(scored)


def _one_by_one(book: DraftBook, proposals: list[Proposal]) -> int:
    """Ask about each proposal; returns how many were accepted."""
    taken = 0
    note("a accept, e edit, s speakers, u no answer, r reject, k skip, q leave, ? help")
    for place, proposal in enumerate(proposals, start=1):
        question: GoldQuestion | None = proposal.question
        while question is not None:
            _show(proposal, question, f"{place}/{len(proposals)}")
            word = _read("? ")
            if word is None or word == "q":
                return taken
            if word == "a" and _acceptable(question):
                book.accept(question)
                taken += 1
                question = None
            elif word == "r":
                book.reject(question)
                question = None
            elif word == "k":
                question = None
            else:
                question = _changed(proposal, question, word)
    return taken


def _acceptable(question: GoldQuestion) -> bool:
    from eval.gold import has_gold

    if has_gold(question):
        return True
    note("nothing to score yet: take evidence by number, name speakers (s), or say u")
    return False


def _changed(proposal: Proposal, question: GoldQuestion, word: str) -> GoldQuestion:
    """The question after a command; unchanged where the command is none."""
    if word == "e":
        text = _read("question: ")
        return question.model_copy(update={"question": text}) if text else question
    if word == "s":
        text = _read("speakers: ") or ""
        parts = [[n.strip() for n in p.split("|") if n.strip()] for p in text.split(";")]
        speakers = tuple(p[0] if len(p) == 1 else tuple(p) for p in parts if p)
        return question.model_copy(update={"speakers": speakers, "unanswerable": False})
    if word == "u":
        silent = {"unanswerable": True, "evidence": (), "answers": (), "answers_all": ()}
        silent |= {"type": "unanswerable", "speakers": (), "expected": None, "about": ""}
        return question.model_copy(update=silent)
    numbers = [int(n) for n in word.replace(",", " ").split() if n.isdecimal()]
    if numbers and all(1 <= n <= len(proposal.choices) for n in numbers):
        chosen = tuple(proposal.choices[n - 1] for n in dict.fromkeys(numbers))
        kind = proposal.question.type
        return question.model_copy(update={"evidence": chosen, "unanswerable": False, "type": kind})
    note(HELP)
    return question


def _show(proposal: Proposal, question: GoldQuestion, where: str) -> None:
    """The question, what is wanted, and where that stands."""
    page = layout()
    emit("")
    emit(page.block([(f"{where} ", "dim"), (question.question, "bold")], hang="    "))
    wanted = [s if isinstance(s, str) else " | ".join(s) for s in question.speakers]
    wanted += [*question.answers, question.expected or ""]
    wanted += ["silence"] if question.unanswerable else []
    if words := "; ".join(w for w in wanted if w):
        emit(page.block([("wanted: ", "dim"), (words, "")], indent="    "))
    for gold in question.evidence:
        text = f"{gold.quote} ({gold.doc})"
        emit(page.block([("gold: ", "dim"), (text, "")], indent="    "))
    for line in proposal.shown.splitlines():
        emit(page.block([(line, "dim")], indent="    "))
    for number, text in enumerate(proposal.texts, start=1):
        emit(page.block([(f"{number} ", "mark"), (text, "")], indent="    ", hang="      "))


def _read(prompt: str) -> str | None:
    """One line, or None at the end of the input. The prompt goes where a person sees it."""
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        return None
    if not is_terminal(sys.stdin):
        note(line.strip())
    return line.strip()
