"""Other wordings of a question from a language model, to search for as well.

They only widen the search. Whether what is found answers the question is judged by the question's
own words, so a wording that is beside the point finds nothing that counts.
"""

from __future__ import annotations

import re

from index.speakers.folding import romanised
from index.speakers.lexicon import first_names
from index.speakers.places import canonical_place
from rag.exceptions import ModelFailure
from rag.language import stems, words
from rag.models.client import Model
from rag.models.fence import mark_of, one_line
from rag.models.marks import unsafe
from rag.models.meter import Meter
from rag.models.novelty import brought_in
from rag.models.prompts import EXPAND, load_prompt

MOST = 3
LONGEST = 120
"""Characters of one wording."""
_LIST_MARK = re.compile(r"^\W*(?:\d{1,2}[.):]\s*)?")


def other_wordings(
    model: Model, question: str, meter: Meter, spoken: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Up to three other wordings of a standalone question; none where the model's cannot be used.

    One that has a name or a number which the question lacks is left out, and so is one without a
    word of its own. ``spoken`` are the surnames of those who speak in the collection. A failing
    model is no error.
    """
    asked = one_line(question, 300)
    messages = load_prompt(EXPAND).filled({"mark": mark_of(asked, ()), "question": asked})
    try:
        meter.prompts.append(EXPAND)
        output = model.ask(messages, meter)
    except ModelFailure:
        return ()
    known = stems(asked)
    found: dict[str, None] = {}
    for line in output.splitlines():
        wording = _LIST_MARK.sub("", line).strip(" \"'“”.?!")
        if not wording or len(wording) > LONGEST or unsafe(wording):
            continue
        if brought_in(_begun_small(wording), asked, spoken):
            continue
        if stems(wording) - known:
            found.setdefault(wording)
    return tuple(found)[:MOST]


def _begun_small(wording: str) -> str:
    """A wording without the capital that models begin a line with, unless a name may begin it."""
    first = words(wording)[:1]
    if not first or canonical_place(first[0]) or romanised(first[0]) in first_names():
        return wording
    return wording[:1].lower() + wording[1:]
