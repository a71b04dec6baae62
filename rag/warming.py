"""Reading ahead: what the first question would otherwise wait for."""

from __future__ import annotations

from index.collection import Collection
from rag.kinds import kind_of
from rag.reader import UnitText, load

_ASKED = "Who is here?"


def read_ahead(collection: Collection) -> None:
    """Load the models, the speakers and the search files, so that questions need not wait.

    Answers are the same with and without it.
    """
    kind_of(_ASKED)
    load().read(_ASKED, [UnitText(_ASKED)])
    collection.speakers()
    collection.search_sentences(_ASKED, 1)
    collection.search_sentences_lexical(_ASKED, 1)
