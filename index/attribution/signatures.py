"""Who signs a quotation: a dash and a name behind it, or on the line below.

“The steel is tired.” — Pia Holm, mayor
"""

from __future__ import annotations

from typing import Final

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place, Quotation
from index.attribution.relations import Relation
from index.attribution.words import OUTSIDE

SIGNED: Final = "signed"
"""The name of the rule, in relations."""
_DASHES: Final = frozenset({"—", "–", "-", "--", "---"})
_LONGEST: Final = 14
"""Words of the longest name with a role that is looked for behind the dash."""


def signed(quotation: Quotation, article: Prepared) -> Relation | None:
    """The relation of whoever signs a quotation; None where nobody does."""
    place = _behind(quotation, article)
    if place is None or not quotation.closed:
        return None
    return Relation(place, None, list(quotation.pieces), rule=SIGNED)


def is_signature(relation: Relation, article: Prepared) -> bool:
    """Whether a relation is a signed quotation for certain: behind the name there is nothing more.

    With a full stop it may be a sentence of the article (“…” — The board left.).
    """
    source = relation.source
    if relation.rule != SIGNED or source is None:
        return False
    return source[2] == len(article.paragraphs[source[0]])


def _behind(quotation: Quotation, article: Prepared) -> Place | None:
    paragraph, _, at = quotation.pieces[-1]
    if at == len(article.paragraphs[paragraph]):
        paragraph, at = paragraph + 1, 0
    if paragraph == len(article.paragraphs):
        return None
    words = article.paragraphs[paragraph]
    end = len(words) - (words[-1].text == ".")
    name = words[at + 1 : end]
    if words[at].text not in _DASHES or not 0 < len(name) <= _LONGEST:
        return None
    quiet = all(state == OUTSIDE for state in article.states[paragraph][at:end])
    one_sentence = article.sentence(paragraph, at) == article.sentence(paragraph, end - 1)
    if not (quiet and one_sentence and name[0].text[:1].isupper()):
        return None
    return paragraph, at + 1, end
