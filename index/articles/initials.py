"""Large first letters (drop caps): the letter that a layout has parted from its word goes back.

Whether the letter belongs to what follows is told by the word that the two make: "T" and "HE", but
not "B" and "badger". "A", "I" and "O" are words of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.articles.plain import BLOCKS, is_prose
from index.articles.vocabulary import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_WORDS = frozenset("AIO")
_MARKS = "\"“‘«„'"
_INITIAL = re.compile(rf"[{_MARKS}]?[^\W\d_]")
_REST = re.compile(r"[^\W\d_]+(?![\w-])")
_BESIDE = re.compile(rf"^([{_MARKS}]?[A-Z]) (?=([a-z]+|[A-Z]+)(?![\w-]))", re.MULTILINE)
_ABOVE = re.compile(rf"^([{_MARKS}]?[A-Z])[ \t]*\n\n(?=(.+))", re.MULTILINE)
_NEVER = frozenset("a abbr button dt h1 h2 h3 h4 h5 h6 label li option td th".split())


def is_initial(text: str) -> bool:
    """Whether ``text`` is one capital letter, or a mark that opens a quotation, or both."""
    bare = text.strip()
    return bool(bare) and (
        bare in _MARKS or (bool(_INITIAL.fullmatch(bare)) and bare[-1].isupper())
    )


def lead(initial: str, words: str) -> str | None:
    """What stands before ``words`` for a first letter that stands apart; None where it may not.

    >>> lead("T", "HE mill is old"), lead("A", "mill is old"), lead("B", "badger")
    ('T', 'A ', None)
    """
    initial = initial.strip()
    rest = _REST.match(words)
    if initial in _MARKS:
        return initial
    if rest is None or not (rest[0].islower() or rest[0].isupper()):
        return None
    whole, known = is_word(initial[-1] + rest[0]), is_word(rest[0])
    if initial[-1] in _WORDS:
        return initial if whole and not known else f"{initial} "
    return initial if whole or (len(rest[0]) > 1 and not known) else None


def closed_up(text: str) -> str:
    """``text`` with its first letters at their words: those in a paragraph of their own, those
    before a word in capitals ("T HE mill") and the one that opens the text ("T he mill")."""
    text = _ABOVE.sub(_above, text)
    first = next((m.start() for m in re.finditer(r"^.+$", text, re.M) if is_prose(m[0])), 0)

    def beside(match: re.Match[str]) -> str:
        if (match[2].islower() and match.start() != first) or not is_word(match[1][-1] + match[2]):
            return match[0]
        return lead(match[1], match[2]) or match[0]

    return _BESIDE.sub(beside, text)


def _above(match: re.Match[str]) -> str:
    return (lead(match[1], match[2]) if is_prose(match[2]) else None) or match[0]


def write_initials(tree: HtmlElement) -> None:
    """Put the first letters that a page sets in elements of their own, or draws, before their
    words. Changes ``tree``."""
    for picture in list(tree.iter("img")):
        letter = (picture.get("alt") or "").strip()
        if is_initial(letter) and letter not in _MARKS and (picture.tail or "")[:1].isalpha():
            picture.tail = letter + (picture.tail or "")
            picture.drop_tree()
    for element in [e for e in tree.iter() if _may_be_initial(e)]:
        found = next(_behind(element), None)
        before = lead(element.text_content(), found[1].lstrip()) if found else None
        if found is None or before is None:
            continue
        place, words = found
        if place is element and before.endswith(" ") and element.tag not in BLOCKS:
            continue  # "A" stands beside its neighbour as it is
        if place is element:
            element.tail = before + words.lstrip()
        else:
            place.text = before + words.lstrip()
        element.drop_tree()


def _may_be_initial(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER or len(element):
        return False
    text = element.text or ""
    apart = element.tag in BLOCKS or (element.tail or "")[:1].isspace()
    glued = not apart and (bool(element.tail) or element.getnext() is not None)
    # Most marks that stand alone are ornaments of a quotation whose words have their own.
    return is_initial(text) and text.strip() not in _MARKS and not glued


def _behind(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The words that follow an element, each as the text of the element given, or as the tail of
    ``element`` itself."""
    if (element.tail or "").strip():
        yield element, element.tail or ""
        return
    above, alone = element, (element.text or "").strip()
    while above.getnext() is None:
        parent = above.getparent()
        if parent is None or parent.text_content().strip() != alone or (above.tail or "").strip():
            return
        above = parent
        if (above.tail or "").strip():
            return
    following = above.getnext()
    for inner in following.iter():
        if inner.tag in _NEVER:
            return
        if (inner.text or "").strip():
            yield inner, inner.text or ""
            return
